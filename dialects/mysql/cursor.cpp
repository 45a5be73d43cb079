// SPDX-License-Identifier: MIT
#include "cursor.hpp"

#include <cppconn/exception.h>
#include <cppconn/resultset_metadata.h>

#include <cassert>
#include <limits>
#include <utility>

#include "connection.hpp"

namespace weft::mysql {

Cursor::Cursor(Connection& connection, std::shared_ptr<Prepared> statement)
    : connection_(connection), statement_(std::move(statement)) {
  statement_->in_use = true;
}

Cursor::~Cursor() {
  connection_.take_in_stream();
  rows_.reset();
  statement_->in_use = false;
}

void Cursor::start(std::span<const Cell> parameters, std::span<const ColumnShape> shape) {
  statement_->bind(parameters);
  rows_ = statement_->query();
  driver::ResultSetMetaData& columns = *rows_->getMetaData();
  const unsigned count = columns.getColumnCount();
  readings_.reserve(count);
  names_.reserve(count);
  for (unsigned column = 1; column <= count; ++column) {
    readings_.push_back(reading_of(columns, column, column <= shape.size() ? shape[column - 1] : ColumnShape{}));
    names_.push_back(std::move(*columns.getColumnLabel(column).operator->()));
  }
  texts_.resize(count);
}

std::size_t Cursor::fetch(std::span<Cell> cells) {
  assert(cells.size() >= columns());
  if (rows_ == nullptr) return 0;
  connection_.take_in_stream();
  try {
    if (!rows_->next()) {
      rows_.reset();  // the memory of the whole result
      return 0;
    }
    for (std::size_t column = 0; column < readings_.size(); ++column)
      cells[column] = read(column);
    return 1;
  } catch (const driver::SQLException& error) {
    rows_.reset();
    throw_error(error, statement_->sql());
  }
}

Cell Cursor::read(std::size_t column) {
  const auto number = static_cast<std::uint32_t>(column + 1);
  if (rows_->isNull(number)) return Cell::null();
  switch (readings_[column]) {
  case Reading::null: return Cell::null();
  case Reading::integer: return Cell::of(rows_->getInt64(number));
  case Reading::unsigned_integer: {
    const std::uint64_t value = rows_->getUInt64(number);
    constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (value <= largest) return Cell::of(static_cast<std::int64_t>(value));
    texts_[column] = std::to_string(value);
    return Cell::text(texts_[column]);
  }
  case Reading::real: return Cell::of(static_cast<double>(rows_->getDouble(number)));
  case Reading::bits: return Cell::of(integer_of_bits(keep_text(column)));
  case Reading::whole_decimal: return integer_or_text(keep_text(column));
  case Reading::text: return Cell::text(keep_text(column));
  case Reading::date: {
    constexpr std::size_t characters = std::string_view("2026-11-23").size();
    const std::size_t given = keep_text(column).size();
    if (given < characters) texts_[column].insert(0, characters - given, '0');
    return Cell::text(texts_[column]);
  }
  case Reading::blob: return Cell::blob(keep_text(column));
  case Reading::too_wide: break;
  }
  throw_too_wide(names_[column], statement_->sql());
}

std::string_view Cursor::keep_text(std::size_t column) {
  driver::SQLString text = rows_->getString(static_cast<std::uint32_t>(column + 1));
  // The driver's strings copy when they are moved; the one inside does not.
  texts_[column] = std::move(*text.operator->());
  return texts_[column];
}

}  // namespace weft::mysql
