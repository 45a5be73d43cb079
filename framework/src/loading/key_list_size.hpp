// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>

namespace weft::detail {

/// The smallest of a few sizes that holds `count` keys, so that lists of similar lengths share their statement; the last
/// key fills them up.
[[nodiscard]] inline std::size_t key_list_size(std::size_t count, std::size_t most) noexcept {
  for (std::size_t size : {std::size_t{2}, std::size_t{5}, std::size_t{10}, std::size_t{20}, std::size_t{50},
                           std::size_t{100}, std::size_t{200}, std::size_t{500}, std::size_t{1000}})
    if (count <= size) return std::min(size, std::max(most, count));
  return count;
}

}  // namespace weft::detail
