// SPDX-License-Identifier: MIT
#include "session/lease.hpp"

#include <string>
#include <utility>

#include "session/engine_core.hpp"
#include "session/observation.hpp"
#include "session/observed_cursor.hpp"

namespace weft::detail {

Lease::Lease(std::shared_ptr<EngineCore> engine, Pool::Loan loan) noexcept
    : engine_(std::move(engine)), loan_(std::move(loan)) {}

Lease::Lease(Lease&& other) noexcept
    : engine_(std::move(other.engine_)),
      loan_(std::move(other.loan_)),
      in_transaction_(std::exchange(other.in_transaction_, false)),
      unclear_(std::exchange(other.unclear_, false)) {}

Lease& Lease::operator=(Lease&& other) noexcept {
  if (this == &other) return *this;
  give_back();
  engine_ = std::move(other.engine_);
  loan_ = std::move(other.loan_);
  in_transaction_ = std::exchange(other.in_transaction_, false);
  unclear_ = std::exchange(other.unclear_, false);
  return *this;
}

void Lease::give_back() noexcept {
  if (!loan_.connection) return;
  if (in_transaction_) {
    try {
      rollback();
    } catch (...) {
      // Noted by rollback(); nobody is left to tell.
    }
  }
  const bool reusable = loan_.connection->usable() && !std::exchange(unclear_, false);
  engine_->pool().give_back(std::move(loan_), reusable);
  engine_.reset();
}

std::unique_ptr<Cursor> Lease::query(const Statement& statement, std::span<const Cell> parameters,
                                     std::span<const ColumnShape> shape) {
  if (!engine_->observed()) return loan_.connection->query(statement, parameters, shape);
  auto cursor = std::make_unique<ObservedCursor>(engine_, statement.sql, parameters);
  cursor->start([&] { return loan_.connection->query(statement, parameters, shape); });
  return cursor;
}

ExecuteResult Lease::execute(const Statement& statement, std::span<const Cell> parameters) {
  if (!engine_->observed()) return loan_.connection->execute(statement, parameters);
  Observation observation(*engine_, {.sql = statement.sql, .params = parameters});
  try {
    const ExecuteResult result = loan_.connection->execute(statement, parameters);
    observation.succeeded(result.rows);
    return result;
  } catch (...) {
    observation.failed();
  }
}

void Lease::execute_batch(const Statement& statement, const ParameterRows& rows, std::span<std::int64_t> row_counts,
                          std::span<std::int64_t> insert_ids) {
  if (!engine_->observed()) return loan_.connection->execute_batch(statement, rows, row_counts, insert_ids);
  const auto first = rows.rows == 0 ? std::span<const Cell>{} : rows.row(0);
  Observation observation(*engine_, {.sql = statement.sql, .params = first, .batch_rows = rows.rows});
  try {
    loan_.connection->execute_batch(statement, rows, row_counts, insert_ids);
    std::int64_t total = row_counts.empty() ? static_cast<std::int64_t>(rows.rows) : 0;
    for (const std::int64_t count : row_counts) total += count;
    observation.succeeded(total);
  } catch (...) {
    observation.failed();
  }
}

bool Lease::bulk_insert(const BulkInsert& insert, const ParameterRows& rows) {
  if (!engine_->observed()) return loan_.connection->bulk_insert(insert, rows);
  Observation observation(*engine_, {.sql = insert.sql, .params = rows.row(0), .batch_rows = rows.rows});
  try {
    if (!loan_.connection->bulk_insert(insert, rows)) return false;
    observation.succeeded(static_cast<std::int64_t>(rows.rows));
    return true;
  } catch (...) {
    observation.failed();
  }
}

template <class Run>
void Lease::reported(StatementKind kind, std::string_view verb, std::string_view name, Run run) {
  if (!engine_->observed()) return run();
  const std::string sql = std::string(verb) += name;
  Observation observation(*engine_, {.kind = kind, .sql = sql});
  try {
    run();
    observation.succeeded(0);
  } catch (...) {
    observation.failed();
  }
}

void Lease::begin(const TransactionOptions& options) {
  reported(StatementKind::begin, "BEGIN", "", [&] { loan_.connection->begin(options); });
  in_transaction_ = true;
}

void Lease::commit() {
  reported(StatementKind::commit, "COMMIT", "", [&] { loan_.connection->commit(); });
  in_transaction_ = false;
}

void Lease::rollback() {
  in_transaction_ = false;
  if (!loan_.connection->usable()) return;
  unclear_ = true;
  reported(StatementKind::rollback, "ROLLBACK", "", [&] { loan_.connection->rollback(); });
  unclear_ = false;
}

void Lease::savepoint(std::string_view name) {
  reported(StatementKind::savepoint, "SAVEPOINT ", name, [&] { loan_.connection->savepoint(name); });
}

void Lease::release_savepoint(std::string_view name) {
  reported(StatementKind::release_savepoint, "RELEASE SAVEPOINT ", name,
           [&] { loan_.connection->release_savepoint(name); });
}

void Lease::rollback_to_savepoint(std::string_view name) {
  reported(StatementKind::rollback_to_savepoint, "ROLLBACK TO SAVEPOINT ", name,
           [&] { loan_.connection->rollback_to_savepoint(name); });
}

}  // namespace weft::detail
