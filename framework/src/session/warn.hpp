// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace weft::detail {

/// Tells whoever listens for warnings, or standard error. The text is written like an error's: what is
/// odd, aligned details, the remedy; without a newline at the end.
void warn(std::string_view text) noexcept;

}  // namespace weft::detail
