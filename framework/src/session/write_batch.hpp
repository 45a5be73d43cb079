// SPDX-License-Identifier: MIT
//
// Rows on their way into a statement.
#pragma once

#include <vector>

#include "session/identity_map.hpp"
#include "session/write_plan.hpp"
#include "weft/dialect/connection.hpp"

namespace weft::detail {

inline constexpr std::size_t rows_at_once = 1000;

/// True for a new row whose key the database has still to make.
inline bool waits_for_key(Instance& instance) {
  const MappedColumn* key = instance.entity().generated_key;
  return key && integer_of(*key, instance.object()) == 0;
}

/// Those of the columns that are in that table of their entity.
inline std::vector<const MappedColumn*> columns_of_part(Columns columns, std::size_t part) {
  std::vector<const MappedColumn*> own;
  for (const auto* column : columns)
    if (column->part == part) own.push_back(column);
  return own;
}

/// Parameters of many rows, put into the order that the plan wants.
class WriteBatch {
 public:
  WriteBatch(const WritePlan& plan, std::size_t rows) : plan_(plan) { cells_.reserve(rows * plan.order.size()); }

  /// Columns of an object, after one another: they make up a row.
  void bind(Columns columns, const void* object) {
    for (const auto* column : columns) given_.push_back(column->bind(object, scratch_));
  }
  void bind(const MappedColumn& column, const void* object) { given_.push_back(column.bind(object, scratch_)); }
  void end_row() {
    for (auto index : plan_.order) cells_.push_back(given_[index]);
    given_.clear();
    ++rows_;
  }
  [[nodiscard]] bool empty() const noexcept { return rows_ == 0; }
  [[nodiscard]] std::size_t size() const noexcept { return rows_; }
  [[nodiscard]] ParameterRows rows() const noexcept { return {cells_, plan_.order.size(), rows_}; }

 private:
  const WritePlan& plan_;
  Scratch scratch_{};
  std::vector<Cell> given_{};
  std::vector<Cell> cells_{};
  std::size_t rows_ = 0;
};

}  // namespace weft::detail
