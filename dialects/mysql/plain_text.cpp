// SPDX-License-Identifier: MIT
#include "plain_text.hpp"

#include <cppconn/datatype.h>

#include <charconv>
#include <utility>

namespace weft::mysql {
namespace {

using ::sql::DataType;

constexpr unsigned any_scale = 31;          // of a DOUBLE, from here on: as many digits as it takes
constexpr std::size_t fraction_digits = 6;  // of seconds, where the driver writes any

double real_of(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);  // whatever the program's locale has for a point
  return value;
}

}  // namespace

bool exact_as_text(::sql::ResultSetMetaData& columns) {
  for (unsigned column = 1; column <= columns.getColumnCount(); ++column) {
    const int type = columns.getColumnType(column);
    if (type == DataType::REAL || (type == DataType::DOUBLE && columns.getScale(column) < any_scale)) return false;
  }
  return true;
}

TextColumn::TextColumn(::sql::ResultSetMetaData& columns, unsigned column, const ColumnShape& shape)
    : name_(std::move(*columns.getColumnLabel(column).operator->())), reading_(reading_of(columns, column, shape)),
      form_(form_of(columns, column)) {}

TextColumn::Form TextColumn::form_of(::sql::ResultSetMetaData& columns, unsigned column) {
  switch (columns.getColumnType(column)) {
  case DataType::TINYINT:
  case DataType::SMALLINT:
  case DataType::MEDIUMINT:
  case DataType::INTEGER:
  case DataType::BIGINT:
  case DataType::YEAR: return Form::number;
  case DataType::TIME:
  case DataType::TIMESTAMP: return Form::moment;
  default: return Form::as_it_is;
  }
}

std::string_view TextColumn::as_the_driver_writes(std::string_view text) {
  if (form_ == Form::number) {
    while (text.size() > 1 && text.front() == '0') text.remove_prefix(1);
    return text;
  }
  const std::size_t point = form_ == Form::moment ? text.find('.') : std::string_view::npos;
  if (point == std::string_view::npos) return text;
  if (text.find_first_not_of('0', point + 1) == std::string_view::npos) return text.substr(0, point);
  written_ = text;
  written_.resize(point + 1 + fraction_digits, '0');
  return written_;
}

Cell TextColumn::read(std::string_view text) {
  const std::string_view same = as_the_driver_writes(text);
  switch (reading_) {
  case Reading::null: return Cell::null();
  case Reading::integer:
  case Reading::unsigned_integer:
  case Reading::whole_decimal: return integer_or_text(same);
  case Reading::real: return Cell::of(real_of(same));
  case Reading::bits: return Cell::of(integer_of_bits(same));
  case Reading::blob: return Cell::blob(same);
  case Reading::text:
  case Reading::date:
  case Reading::too_wide: break;
  }
  return Cell::text(same);
}

}  // namespace weft::mysql
