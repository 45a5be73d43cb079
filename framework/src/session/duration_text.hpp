// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>

namespace weft::detail {

/// A duration for people: "0.42 ms", "250 ms", "41.2 s".
[[nodiscard]] std::string duration_text(std::chrono::nanoseconds duration);

}  // namespace weft::detail
