// SPDX-License-Identifier: MIT
#include "portion_cursor.hpp"

#include <cppconn/exception.h>
#include <cppconn/resultset_metadata.h>

#include <cassert>
#include <utility>

#include "connection.hpp"

namespace weft::mysql {

PortionCursor::PortionCursor(Connection& connection, std::string_view sql)
    : connection_(connection), sql_(sql), statement_(connection) {}

PortionCursor::~PortionCursor() {
  drain([] {});
}

bool PortionCursor::start(std::span<const Cell> parameters, std::span<const ColumnShape> shape) {
  rows_ = statement_.start(sql_, parameters);
  connection_.stream_opened(*this);
  driver::ResultSetMetaData& columns = *rows_->getMetaData();
  if (!exact_as_text(columns)) {
    drain([] {});
    return false;
  }
  const unsigned count = columns.getColumnCount();
  columns_.reserve(count);
  for (unsigned column = 1; column <= count; ++column)
    columns_.emplace_back(columns, column, column <= shape.size() ? shape[column - 1] : ColumnShape{});
  texts_.resize(count);
  row_.resize(count);
  return true;
}

std::size_t PortionCursor::fetch(std::span<Cell> cells) {
  assert(cells.size() >= columns());
  if (!next_row()) return 0;
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    const std::string_view text = row_[column];
    if (text.data() != nullptr && columns_[column].too_wide()) throw_too_wide(columns_[column].name(), sql_);
    cells[column] = text.data() == nullptr ? Cell::null() : columns_[column].read(text);
  }
  return 1;
}

bool PortionCursor::next_row() {
  if (rows_ != nullptr) return receive();
  if (held_.next(row_)) return true;
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
  return false;
}

bool PortionCursor::receive() {
  try {
    if (rows_->next()) {
      for (std::size_t column = 0; column < texts_.size(); ++column) {
        const auto number = static_cast<std::uint32_t>(column + 1);
        if (rows_->isNull(number)) {
          row_[column] = {};
          continue;
        }
        driver::SQLString text = rows_->getString(number);
        texts_[column] = std::move(*text.operator->());  // the driver's strings copy when they are moved
        row_[column] = texts_[column];
      }
      return true;
    }
    rows_.reset();
    connection_.stream_closed();
    statement_.finish();
    return false;
  } catch (const driver::SQLException& error) {
    rows_.reset();
    connection_.stream_closed();
    connection_.fail(error, sql_);
  }
}

void PortionCursor::take_in() noexcept {
  drain([&] { held_.add(row_); });
}

template <class Function>
void PortionCursor::drain(const Function& each_row) noexcept {
  if (rows_ == nullptr) return;
  try {
    while (receive())
      each_row();
  } catch (...) {
    failure_ = std::current_exception();
    connection_.rest_failed(failure_);
  }
  if (rows_ == nullptr) return;
  rows_.reset();  // there was no memory to hold the rows: the driver reads them away
  connection_.stream_closed();
}

}  // namespace weft::mysql
