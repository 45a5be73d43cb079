// SPDX-License-Identifier: MIT
//
// Trees with some of their nodes replaced. What does not change is shared with the tree that it comes from.
#pragma once

#include <functional>
#include <span>

#include "weft/sql/node.hpp"

namespace weft::sql {

/// What stands instead of a node; null where it stays and its children are looked at. `inside` are the subqueries around
/// it, the outermost first.
using Replace = std::function<NodePtr(const Node& node, std::span<const SelectStatement* const> inside)>;

[[nodiscard]] NodePtr transformed(const NodePtr& node, const Replace& replace);

}  // namespace weft::sql
