// SPDX-License-Identifier: MIT
#include "cursor.hpp"

#include <cassert>
#include <string>
#include <utility>

namespace weft::sqlite {
namespace {

Cell text_cell(sqlite3_stmt* statement, int column, const unsigned char* text) {
  // sqlite3_column_bytes counts the form that was asked for last: it must follow sqlite3_column_text.
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
  return Cell::text({reinterpret_cast<const char*>(text), size});
}

Cell blob_cell(sqlite3_stmt* statement, int column) {
  const void* bytes = sqlite3_column_blob(statement, column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
  return Cell::blob({static_cast<const char*>(bytes), size});
}

Cell read_any(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
  case SQLITE_INTEGER: return Cell::of(std::int64_t{sqlite3_column_int64(statement, column)});
  case SQLITE_FLOAT: return Cell::of(sqlite3_column_double(statement, column));
  case SQLITE_TEXT: return text_cell(statement, column, sqlite3_column_text(statement, column));
  case SQLITE_BLOB: return blob_cell(statement, column);
  default: return Cell::null();
  }
}

Cell read(sqlite3_stmt* statement, int column, Reading reading) {
  switch (reading) {
  case Reading::integer:
    if (const std::int64_t value = sqlite3_column_int64(statement, column); value != 0) return Cell::of(value);
    break;
  case Reading::real:
    if (const double value = sqlite3_column_double(statement, column); value != 0) return Cell::of(value);
    break;
  case Reading::text:
    if (const unsigned char* text = sqlite3_column_text(statement, column)) return text_cell(statement, column, text);
    return Cell::null();
  case Reading::blob:
    if (const Cell cell = blob_cell(statement, column); cell.size != 0) return cell;
    break;
  case Reading::any: break;
  }
  // 0 and nothing are also what SQLite says of NULL and of what it cannot convert.
  return read_any(statement, column);
}

}  // namespace

Cursor::Cursor(Prepared& statement) noexcept : statement_(statement) { statement_.lend(); }

std::unique_ptr<Cursor> Cursor::open(Prepared& statement, std::span<const Cell> parameters,
                                     std::span<const ColumnShape> shape, Waiting waiting) {
  static_assert(sizeof(Cursor) <= sizeof(Prepared::cursor_place) && alignof(Cursor) <= alignof(std::max_align_t));
  std::unique_ptr<Cursor> cursor(::new (statement.cursor_place) Cursor(statement));
  cursor->start(parameters, shape, waiting);
  return cursor;
}

void Cursor::operator delete(Cursor* cursor, std::destroying_delete_t) {
  Prepared& statement = cursor->statement_;
  cursor->~Cursor();
  statement.take_back();
}

void Cursor::start(std::span<const Cell> parameters, std::span<const ColumnShape> shape, Waiting waiting) {
  // Copies: SQLite looks at the parameters again for every row, and the caller keeps them for the first only.
  statement_.bind(parameters, Bytes::copied);
  position_ = statement_.step(waiting) ? Position::before_row : Position::end;
  const int columns = sqlite3_column_count(statement_.handle());
  if (position_ == Position::end) statement_.reset();
  readings_ = statement_.readings(static_cast<std::size_t>(columns), shape);
}

std::size_t Cursor::fetch(std::span<Cell> cells) {
  assert(cells.size() >= readings_.size());
  switch (position_) {
  case Position::before_row: position_ = Position::on_row; break;
  case Position::on_row:
    position_ = Position::end;  // also after an error
    if (!statement_.step()) {
      statement_.reset();  // now, and not with the cursor: it holds a lock
      return 0;
    }
    position_ = Position::on_row;
    break;
  case Position::end: return 0;
  }
  sqlite3_stmt* statement = statement_.handle();
  int column = 0;
  Cell* cell = cells.data();
  const std::span<const Reading> readings = readings_;
  for (const Reading reading : readings) *cell++ = read(statement, column++, reading);
  return 1;
}

std::string_view Cursor::column_name(std::size_t index) const {
  const char* name = sqlite3_column_name(statement_.handle(), static_cast<int>(index));
  return name != nullptr ? name : "";
}

}  // namespace weft::sqlite
