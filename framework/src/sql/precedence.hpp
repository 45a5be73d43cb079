// SPDX-License-Identifier: MIT
//
// Which expressions need parentheses inside which: few enough that a person can read the SQL, and never
// leaving a question on which databases disagree.
#pragma once

#include <cstddef>

#include "weft/sql/node.hpp"

namespace weft::sql {

/// True when child number `index` of `parent` must be written in parentheses.
[[nodiscard]] bool needs_parentheses(const Node& parent, std::size_t index);

}  // namespace weft::sql
