// SPDX-License-Identifier: MIT
#include "session/duration_text.hpp"

#include <fmt/format.h>

namespace weft::detail {

std::string duration_text(std::chrono::nanoseconds duration) {
  const double milliseconds = std::chrono::duration<double, std::milli>(duration).count();
  if (milliseconds < 10) return fmt::format("{:.2g} ms", milliseconds);
  if (milliseconds < 10'000) return fmt::format("{:.0f} ms", milliseconds);
  return fmt::format("{:.1f} s", milliseconds / 1000);
}

}  // namespace weft::detail
