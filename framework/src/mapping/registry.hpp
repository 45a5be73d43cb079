// SPDX-License-Identifier: MIT
//
// Held while mappings are read and resolved. Reading one may run a program's `map`, which may name others.
#pragma once

#include <mutex>

#include "weft/mapping/draft.hpp"

namespace weft::detail {

[[nodiscard]] std::recursive_mutex& mapping_mutex();

} // namespace weft::detail
