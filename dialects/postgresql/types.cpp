// SPDX-License-Identifier: MIT
#include "types.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace weft::postgresql {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

unsigned hex_value(char c) noexcept {
  return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
}

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

void append_element(std::string& out, const Value& value) {
  const Cell cell = value.cell();
  switch (cell.kind) {
  case CellKind::null: out += "NULL"; return;
  case CellKind::integer: out += std::to_string(cell.integer); return;
  case CellKind::real: out += real_text(cell.real); return;
  case CellKind::text: append_quoted(out, cell.view()); return;
  case CellKind::blob: break;
  }
  append_quoted(out, blob_text(cell.view()));
}

}  // namespace

void write_type(const SqlType& type, sql::Writer& out) {
  switch (type.kind) {
  case TypeKind::boolean: out << "BOOLEAN"; return;
  case TypeKind::int16: out << "SMALLINT"; return;
  case TypeKind::int32: out << "INTEGER"; return;
  // weft refuses to store what is beyond the signed ones.
  case TypeKind::int64:
  case TypeKind::uint64: out << "BIGINT"; return;
  case TypeKind::real32: out << "REAL"; return;
  case TypeKind::real64: out << "DOUBLE PRECISION"; return;
  case TypeKind::blob: out << "BYTEA"; return;
  case TypeKind::date: out << "DATE"; return;
  case TypeKind::time: out << "TIME"; return;
  case TypeKind::timestamp: out << "TIMESTAMP WITH TIME ZONE"; return;
  case TypeKind::uuid: out << "UUID"; return;
  case TypeKind::json: out << "JSONB"; return;
  case TypeKind::array:
    write_type({type.element, type.length, type.precision, type.scale}, out);
    out << "[]";
    return;
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

Reading reading_of(std::uint32_t oid) noexcept {
  switch (oid) {
  case 16: return Reading::boolean;
  case 17: return Reading::blob;
  case 20:                             // bigint
  case 21:                             // smallint
  case 23:                             // integer
  case 26: return Reading::integer;    // oid
  case 700: return Reading::small_real;  // real
  case 701: return Reading::real;      // double precision
  default: return Reading::text;
  }
}

Cell read_cell(std::string_view text, Reading reading) noexcept {
  switch (reading) {
  case Reading::boolean: return Cell::of(std::int64_t{text == "t"});
  case Reading::integer: {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return Cell::of(value);
  }
  // The digits of a float name it, and no double: the largest one's name a double that no float holds.
  case Reading::small_real: {
    float value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return Cell::of(double{value});
  }
  case Reading::real: {
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return Cell::of(value);
  }
  case Reading::blob:
  case Reading::text: break;
  }
  return Cell::text(text);
}

std::string read_blob(std::string_view text) {
  std::string bytes;
  if (!text.starts_with("\\x")) return std::string(text);
  bytes.resize((text.size() - 2) / 2);
  for (std::size_t index = 0; index < bytes.size(); ++index) {
    const char* digits = text.data() + 2 + 2 * index;
    bytes[index] = static_cast<char>(hex_value(digits[0]) * 16 + hex_value(digits[1]));
  }
  return bytes;
}

std::string blob_text(std::string_view bytes) {
  std::string text = "\\x";
  text.reserve(2 + 2 * bytes.size());
  for (char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += hex_digits[byte >> 4U];
    text += hex_digits[byte & 15U];
  }
  return text;
}

std::string quoted_identifier(std::string_view identifier) {
  std::string text = "\"";
  for (char c : identifier) text.append(c == '"' ? 2 : 1, c);
  return text += '"';
}

std::string real_text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-Infinity" : "Infinity";
  std::array<char, 32> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  return {digits.data(), end};
}

std::string array_text(const std::vector<Value>& values, std::size_t width) {
  std::string text = "{";
  std::string key;
  for (std::size_t index = 0; index < values.size(); index += width) {
    if (index > 0) text += ',';
    if (width == 1) {
      append_element(text, values[index]);
      continue;
    }
    key.assign(1, '{');
    for (std::size_t column = 0; column < width; ++column) {
      if (column > 0) key += ',';
      append_element(key, values[index + column]);
    }
    key += '}';
    append_quoted(text, key);
  }
  return text += '}';
}

}  // namespace weft::postgresql
