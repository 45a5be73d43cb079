// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace weft::detail {

void warn(std::string_view text);

}  // namespace weft::detail
