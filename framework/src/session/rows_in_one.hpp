// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>

#include "weft/dialect/capabilities.hpp"

namespace weft::detail {

/// So many rows go into one INSERT: as many as the dialect takes at once, all of them where that is fewer.
[[nodiscard]] inline std::size_t rows_in_one(const Capabilities& can, std::size_t columns, std::size_t rows) {
  if (columns == 0) return 1;  // INSERT .. DEFAULT VALUES
  return std::max<std::size_t>(std::min({can.insert_rows, can.max_parameters / columns, rows}), 1);
}

}  // namespace weft::detail
