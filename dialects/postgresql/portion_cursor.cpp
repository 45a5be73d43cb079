// SPDX-License-Identifier: MIT
#include "portion_cursor.hpp"

#include <utility>

#include "connection.hpp"

namespace weft::postgresql {

PortionCursor::PortionCursor(Connection& connection, std::string name, std::size_t portion)
    : connection_(connection), name_(std::move(name)), portion_(portion), transaction_(connection.transaction_number()),
      rollbacks_(connection.rollbacks()) {
  fetch_portion();
}

PortionCursor::~PortionCursor() {
  close();
}

std::size_t PortionCursor::fetch(std::span<Cell> cells) {
  const std::size_t rows = rows_->fetch(cells);
  if (rows != 0 || !open_) return rows;
  fetch_portion();
  return rows_->fetch(cells);
}

void PortionCursor::fetch_portion() {
  if (transaction_ != connection_.transaction_number())
    throw OperationalError("cannot fetch rows", {.message = "the transaction of their cursor is over",
                                                 .sqlstate = "34000",
                                                 .remedy = "read them before it ends"});
  pqxx::result fetched = connection_.control("FETCH FORWARD " + std::to_string(portion_) + " FROM " + name_);
  const bool last = static_cast<std::size_t>(fetched.size()) < portion_;
  rows_.emplace(std::move(fetched));
  if (last) close();
}

// The server ends it with the transaction, and where a savepoint is rolled back that is older than the cursor. To close
// one that is gone is an error, which would fail the transaction.
void PortionCursor::close() noexcept {
  if (!std::exchange(open_, false)) return;
  if (transaction_ != connection_.transaction_number() || rollbacks_ != connection_.rollbacks()) return;
  try {
    if (connection_.in_order()) connection_.control("CLOSE " + name_);
  } catch (...) {
    // The connection is gone, and the cursor with it.
  }
}

}  // namespace weft::postgresql
