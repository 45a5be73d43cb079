// SPDX-License-Identifier: MIT
#include "cursor.hpp"

#include <cassert>
#include <string>
#include <utility>

namespace weft::sqlite {
namespace {

// A value is looked up once and then asked, where sqlite3_column_text and sqlite3_column_bytes would each look it up. It is
// one of those that SQLite calls unprotected, which makes no difference on a connection without a mutex (open.cpp).

Cell text_cell(sqlite3_value* value, const unsigned char* text) {
  // sqlite3_value_bytes counts the form that was asked for last: it must follow sqlite3_value_text.
  const auto size = static_cast<std::size_t>(sqlite3_value_bytes(value));
  return Cell::text({reinterpret_cast<const char*>(text), size});
}

Cell blob_cell(sqlite3_value* value) {
  const void* bytes = sqlite3_value_blob(value);
  const auto size = static_cast<std::size_t>(sqlite3_value_bytes(value));
  return Cell::blob({static_cast<const char*>(bytes), size});
}

Cell read_any(sqlite3_value* value) {
  switch (sqlite3_value_type(value)) {
  case SQLITE_INTEGER: return Cell::of(std::int64_t{sqlite3_value_int64(value)});
  case SQLITE_FLOAT: return Cell::of(sqlite3_value_double(value));
  case SQLITE_TEXT: return text_cell(value, sqlite3_value_text(value));
  case SQLITE_BLOB: return blob_cell(value);
  default: return Cell::null();
  }
}

// Into the place of the cell: put together in a register, its parts would be shifted there.
void read(sqlite3_stmt* statement, int column, Reading reading, Cell& cell) {
  // Numbers take one call as they are.
  if (reading == Reading::integer) {
    cell.kind = CellKind::integer;
    cell.size = 0;
    cell.integer = sqlite3_column_int64(statement, column);
    if (cell.integer != 0) return;
  } else if (reading == Reading::real) {
    cell.kind = CellKind::real;
    cell.size = 0;
    cell.real = sqlite3_column_double(statement, column);
    if (cell.real != 0) return;
  }
  sqlite3_value* value = sqlite3_column_value(statement, column);
  if (reading == Reading::text) {
    const unsigned char* text = sqlite3_value_text(value);
    cell = text != nullptr ? text_cell(value, text) : Cell::null();
    return;
  }
  if (reading == Reading::blob) {
    cell = blob_cell(value);
    if (cell.size != 0) return;
  }
  // 0 and nothing are also what SQLite says of NULL and of what it cannot convert.
  cell = read_any(value);
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
  for (const Reading reading : readings) read(statement, column++, reading, *cell++);
  return 1;
}

std::string_view Cursor::column_name(std::size_t index) const {
  const char* name = sqlite3_column_name(statement_.handle(), static_cast<int>(index));
  return name != nullptr ? name : "";
}

}  // namespace weft::sqlite
