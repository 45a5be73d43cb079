// SPDX-License-Identifier: MIT
#include "types.hpp"

#include <cppconn/datatype.h>
#include <cppconn/resultset_metadata.h>

#include <algorithm>
#include <charconv>

namespace weft::mysql {
namespace {

using ::sql::DataType;

constexpr std::size_t key_length = 255;            // of texts and blobs that were not given one
constexpr std::size_t longest_in_row = 4000;       // all columns of a row share 65,535 bytes, four for a character
constexpr unsigned driver_decimal_characters = 64; // that the driver reads, sign and point included
constexpr unsigned driver_bits = 26;               // whose number has no more digits than a BIT has bytes

void write_length(std::string_view name, std::size_t length, sql::Writer& out) {
  out << name << '(' << length << ')';
}

void write_decimal(const SqlType& type, sql::Writer& out) {
  // As many digits as `weft::Decimal` has. The server can do 65, the driver cannot read them.
  if (type.precision == 0) {
    out << "DECIMAL(38, 12)";
  } else {
    out << "DECIMAL(" << std::size_t{type.precision} << ", " << std::size_t{type.scale} << ')';
  }
}

Reading reading_of_decimal(::sql::ResultSetMetaData& columns, unsigned column, const ColumnShape& shape) {
  if (columns.getColumnDisplaySize(column) > driver_decimal_characters) return Reading::too_wide;
  if (shape.expected == CellKind::real) return Reading::real;
  if (shape.expected == CellKind::integer && columns.getScale(column) == 0) return Reading::whole_decimal;
  return Reading::text;
}

}  // namespace

void write_type(const SqlType& type, sql::Writer& out) {
  const std::size_t length = type.length;
  switch (type.kind) {
  case TypeKind::array: throw UsageError("type cannot be written: MySQL has no arrays");
  case TypeKind::boolean: out << "BOOLEAN"; return;
  case TypeKind::int16: out << "SMALLINT"; return;
  case TypeKind::int32: out << "INT"; return;
  case TypeKind::int64: out << "BIGINT"; return;
  case TypeKind::uint64: out << "BIGINT UNSIGNED"; return;
  case TypeKind::real32: out << "FLOAT"; return;
  case TypeKind::real64: out << "DOUBLE"; return;
  case TypeKind::decimal: write_decimal(type, out); return;
  case TypeKind::date: out << "DATE"; return;
  case TypeKind::time: out << "TIME(6)"; return;
  case TypeKind::timestamp: out << "DATETIME(6)"; return;  // TIMESTAMP ends in 2038
  case TypeKind::uuid: out << "CHAR(36)"; return;
  // The driver cannot read MySQL's JSON, and MariaDB's is this under another name.
  case TypeKind::json: out << "LONGTEXT"; return;
  case TypeKind::text:
    if (length == 0 || length > longest_in_row) {
      out << "LONGTEXT";
    } else {
      write_length("VARCHAR", length, out);
    }
    return;
  case TypeKind::blob:
    if (length == 0 || length > longest_in_row) {
      out << "LONGBLOB";
    } else {
      write_length("VARBINARY", length, out);
    }
    return;
  }
}

void write_key_type(const SqlType& type, sql::Writer& out) {
  const std::size_t length = type.length != 0 ? std::size_t{type.length} : key_length;
  switch (type.kind) {
  case TypeKind::text: write_length("VARCHAR", length, out); return;
  case TypeKind::blob: write_length("VARBINARY", length, out); return;
  default: write_type(type, out); return;
  }
}

void write_cast_type(const SqlType& type, sql::Writer& out) {
  switch (type.kind) {
  case TypeKind::boolean:
  case TypeKind::int16:
  case TypeKind::int32:
  case TypeKind::int64: out << "SIGNED"; return;
  case TypeKind::uint64: out << "UNSIGNED"; return;
  case TypeKind::text:
  case TypeKind::uuid:
  case TypeKind::json:
    if (type.length == 0) {
      out << "CHAR";
    } else {
      write_length("CHAR", type.length, out);
    }
    return;
  case TypeKind::blob: out << "BINARY"; return;
  default: write_type(type, out); return;
  }
}

Reading reading_of(::sql::ResultSetMetaData& columns, unsigned column, const ColumnShape& shape) {
  const bool wants_text = shape.expected == CellKind::text;
  switch (columns.getColumnType(column)) {
  case DataType::TINYINT:
  case DataType::SMALLINT:
  case DataType::MEDIUMINT:
  case DataType::INTEGER:
  case DataType::BIGINT:
  case DataType::YEAR:
    if (wants_text) return Reading::text;
    return columns.isSigned(column) ? Reading::integer : Reading::unsigned_integer;
  case DataType::BIT: return Reading::unsigned_integer;
  case DataType::REAL:
  case DataType::DOUBLE: return Reading::real;
  case DataType::DECIMAL:
  case DataType::NUMERIC: return reading_of_decimal(columns, column, shape);
  case DataType::SQLNULL: return Reading::null;
  case DataType::BINARY:
    // What a function makes of BIT are digits, for which the driver makes as much room as for bits.
    if (columns.getColumnTypeName(column) == "BIT")
      return columns.getColumnDisplaySize(column) > driver_bits ? Reading::too_wide : Reading::whole_decimal;
    if (shape.expected == CellKind::integer) return Reading::bits;
    return wants_text ? Reading::text : Reading::blob;
  // Functions of MySQL give bytes where they mean text: what is expected decides.
  case DataType::VARBINARY:
  case DataType::LONGVARBINARY: return wants_text ? Reading::text : Reading::blob;
  case DataType::DATE: return Reading::date;
  default: return shape.expected == CellKind::blob ? Reading::blob : Reading::text;
  }
}

std::int64_t integer_of_bits(std::string_view bytes) noexcept {
  std::uint64_t value = 0;
  for (char byte : bytes)
    value = value << 8U | static_cast<unsigned char>(byte);
  return static_cast<std::int64_t>(value);
}

Cell integer_or_text(std::string_view digits) noexcept {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool fits = error == std::errc{} && end == digits.data() + digits.size();
  return fits ? Cell::of(value) : Cell::text(digits);
}

void throw_too_wide(const std::string& column, std::string_view sql) {
  throw StatementError("statement failed",
                       {.message = "column \"" + column + "\" has more digits than the driver can read",
                        .sql = std::string(sql),
                        .sqlstate = "22003",
                        .remedy = "select it as CAST(column AS CHAR), or as DECIMAL(60, ...) or less"});
}

}  // namespace weft::mysql
