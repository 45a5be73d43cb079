// SPDX-License-Identifier: MIT
#include "weft/dialect/connection.hpp"

namespace weft {

Cursor::~Cursor() = default;
Connection::~Connection() = default;

void Connection::execute_batch(const Statement& statement, const ParameterRows& rows,
                               std::span<std::int64_t> row_counts, std::span<std::int64_t> insert_ids) {
  for (std::size_t index = 0; index < rows.rows; ++index) {
    const ExecuteResult result = execute(statement, rows.row(index));
    if (!row_counts.empty()) row_counts[index] = result.rows;
    if (!insert_ids.empty()) insert_ids[index] = result.last_insert_id;
  }
}

bool Connection::bulk_insert(const BulkInsert&, const ParameterRows&) {
  return false;
}

}  // namespace weft
