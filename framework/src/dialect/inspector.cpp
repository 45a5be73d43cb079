// SPDX-License-Identifier: MIT
#include "weft/dialect/inspector.hpp"

namespace weft {

Inspector::~Inspector() = default;

}  // namespace weft
