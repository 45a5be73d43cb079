// SPDX-License-Identifier: MIT
#include "statement.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "row_groups.hpp"

namespace weft::sqlite {
namespace {

sqlite3_stmt* prepare(sqlite3* database, std::string_view sql, Use use, const char** tail) {
  if (sql.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    throw UsageError("statement cannot be prepared: it is longer than 2 GB");
  }
  sqlite3_stmt* statement = nullptr;
  const unsigned flags = use == Use::often ? SQLITE_PREPARE_PERSISTENT : 0;
  const int code = sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()), flags, &statement, tail);
  if (code != SQLITE_OK) throw_last_error(database, sql);
  return statement;
}

// SQLite would store NULL in its place, and find no row by it.
[[noreturn]] void throw_not_a_number(std::string_view sql) {
  throw StatementError("statement failed", {.message = "SQLite cannot store NaN",
                                            .sql = std::string(sql),
                                            .sqlstate = "22003",
                                            .remedy = "store NULL in a column of std::optional<double>"});
}

}  // namespace

Prepared::Prepared(sqlite3* database, std::string_view sql, Use use) {
  const char* tail = nullptr;
  handle_.reset(prepare(database, sql, use, &tail));
  if (handle_ == nullptr) throw UsageError("statement cannot be run: its text is empty");
  // SQLite compiles the first statement and leaves the rest alone. Blanks and comments may follow it.
  const auto consumed = static_cast<std::size_t>(tail - sql.data());
  if (consumed < sql.size()) {
    const std::unique_ptr<sqlite3_stmt, Finalize> second(prepare(database, sql.substr(consumed), Use::once, &tail));
    if (second != nullptr) throw UsageError("statement cannot be run: its text holds several\n  run them one by one");
  }
  parameters_ = sqlite3_bind_parameter_count(handle_.get());
  read_only_ = sqlite3_stmt_readonly(handle_.get()) != 0;
}

void Prepared::bind(std::span<const Cell> parameters, Bytes bytes) {
  if (parameters.size() != static_cast<std::size_t>(parameters_)) {
    throw UsageError("statement cannot be run: it has " + std::to_string(parameters_) + " parameters and was given " +
                     std::to_string(parameters.size()) + "\n  sql  " + std::string(sql()) +
                     "\n  write parameters as :name, and a question mark only inside quotes");
  }
  sqlite3_stmt* statement = handle_.get();
  const sqlite3_destructor_type keep = bytes == Bytes::borrowed ? SQLITE_STATIC : SQLITE_TRANSIENT;
  int index = 0;
  for (const Cell& cell : parameters) {
    ++index;
    int code = SQLITE_OK;
    switch (cell.kind) {
    case CellKind::null: code = sqlite3_bind_null(statement, index); break;
    case CellKind::integer: code = sqlite3_bind_int64(statement, index, cell.integer); break;
    case CellKind::real:
      if (std::isnan(cell.real)) throw_not_a_number(sql());
      code = sqlite3_bind_double(statement, index, cell.real);
      break;
    // An empty view may have no address, and SQLite takes a missing address for NULL.
    case CellKind::text:
      code = sqlite3_bind_text64(statement, index, cell.size != 0 ? cell.bytes : "", cell.size, keep, SQLITE_UTF8);
      break;
    case CellKind::blob:
      code = sqlite3_bind_blob64(statement, index, cell.size != 0 ? cell.bytes : "", cell.size, keep);
      break;
    }
    if (code != SQLITE_OK) throw_last_error(sqlite3_db_handle(statement), sql());
  }
}

void Prepared::throw_failed(Waiting waiting) const {
  throw_last_error(sqlite3_db_handle(handle_.get()), sql(), waiting);
}

void Prepared::read_as(std::size_t columns, std::span<const ColumnShape> shape) {
  shape_.assign(shape.begin(), shape.end());
  readings_.assign(columns, Reading::any);
  for (std::size_t column = 0; column < columns && column < shape.size(); ++column)
    readings_[column] = reading_of(shape[column]);
}

Prepared* Prepared::grouped() {
  if (std::exchange(grouping_tried_, true)) return grouped_.get();
  sqlite3* database = sqlite3_db_handle(handle_.get());
  const auto most = static_cast<std::size_t>(sqlite3_limit(database, SQLITE_LIMIT_VARIABLE_NUMBER, -1));
  const auto parameters = static_cast<std::size_t>(parameters_);
  if (parameters * rows_of_group > most) return nullptr;
  const std::string text = grouped_insert(sql(), parameters);
  if (!text.empty()) grouped_ = std::make_unique<Prepared>(database, text, Use::often);
  return grouped_.get();
}

}  // namespace weft::sqlite
