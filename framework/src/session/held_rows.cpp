// SPDX-License-Identifier: MIT
#include "session/held_rows.hpp"

#include <utility>

namespace weft::detail {

HeldRows::HeldRows(std::unique_ptr<Cursor> cursor) {
  for (std::size_t column = 0; column < cursor->columns(); ++column) names_.emplace_back(cursor->column_name(column));
  std::vector<Cell> row(names_.size());
  while (cursor->fetch(row) != 0) rows_.emplace_back(row.begin(), row.end());
}

std::size_t HeldRows::fetch(std::span<Cell> cells) {
  given_.clear();
  for (auto cell = cells.begin(); !rows_.empty() && static_cast<std::size_t>(cells.end() - cell) >= columns(); rows_.pop_front()) {
    given_.push_back(std::move(rows_.front()));
    for (const Value& value : given_.back()) *cell++ = value.cell();
  }
  return given_.size();
}

}  // namespace weft::detail
