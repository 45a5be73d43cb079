// SPDX-License-Identifier: MIT
#include "types.hpp"

namespace weft::sqlite {

void write_type(const SqlType& type, sql::Writer& out) {
  switch (type.kind) {
  case TypeKind::array: throw UsageError("type cannot be written: SQLite has no arrays");
  case TypeKind::boolean: out << "BOOLEAN"; return;
  // One word for all widths: a key of the type INTEGER is the table's own row number, BIGINT is not.
  case TypeKind::int16:
  case TypeKind::int32:
  case TypeKind::int64:
  case TypeKind::uint64: out << "INTEGER"; return;
  case TypeKind::real32:
  case TypeKind::real64: out << "REAL"; return;
  case TypeKind::blob: out << "BLOB"; return;
  case TypeKind::date: out << "DATE"; return;
  case TypeKind::time: out << "TIME"; return;
  case TypeKind::timestamp: out << "TIMESTAMP"; return;
  // Not UUID and not JSON: words that SQLite does not know make a text of digits a number.
  case TypeKind::uuid: out << "CHAR(36)"; return;
  case TypeKind::json: out << "TEXT"; return;
  case TypeKind::text:
    if (type.length == 0) {
      out << "TEXT";
    } else {
      out << "VARCHAR(" << std::size_t{type.length} << ')';
    }
    return;
  case TypeKind::decimal:
    out << "NUMERIC";
    if (type.precision != 0) out << '(' << std::size_t{type.precision} << ", " << std::size_t{type.scale} << ')';
    return;
  }
}

Reading reading_of(const ColumnShape& shape) noexcept {
  switch (shape.expected) {
  case CellKind::integer: return Reading::integer;
  case CellKind::real: return Reading::real;
  case CellKind::blob: return Reading::blob;
  case CellKind::null: return Reading::any;
  case CellKind::text: break;
  }
  // Other programs keep moments as text of several forms, as seconds, or as Julian days: pass on which it is.
  const bool moment = shape.type == TypeKind::timestamp || shape.type == TypeKind::date || shape.type == TypeKind::time;
  return moment ? Reading::any : Reading::text;
}

}  // namespace weft::sqlite
