// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <deque>
#include <span>
#include <string>
#include <string_view>

namespace weft::mysql {

/// Rows that wait in memory, packed: the bytes of a value and four that say how many. What was given out is let go.
class HeldRows {
 public:
  /// A value without data is NULL.
  void add(std::span<const std::string_view> row);
  /// Fills in the next row, which is good until the next call; false when there is none.
  bool next(std::span<std::string_view> row);

 private:
  std::deque<std::string> blocks_{};  ///< whole rows each
  std::size_t read_ = 0;              ///< bytes of the first one
};

}  // namespace weft::mysql
