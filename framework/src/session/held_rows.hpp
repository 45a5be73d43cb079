// SPDX-License-Identifier: MIT
//
// All rows of a cursor, for connections that run no other statement while one is open.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "weft/dialect/connection.hpp"
#include "weft/value.hpp"

namespace weft::detail {

class HeldRows final : public Cursor {
 public:
  /// Reads the cursor to its end.
  explicit HeldRows(std::unique_ptr<Cursor> cursor);

  std::size_t fetch(std::span<Cell> cells) override;
  [[nodiscard]] std::size_t columns() const noexcept override { return names_.size(); }
  [[nodiscard]] std::string_view column_name(std::size_t index) const override { return names_[index]; }

 private:
  std::vector<std::string> names_{};
  std::deque<std::vector<Value>> rows_{};
  std::vector<std::vector<Value>> given_{};  ///< what the cells of the last fetch point to
};

}  // namespace weft::detail
