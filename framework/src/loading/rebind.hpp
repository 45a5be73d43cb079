// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "weft/mapping/entity.hpp"

namespace weft::detail {

/// An expression about `entity` (and an association table) said of their aliases in a statement.
[[nodiscard]] sql::NodePtr rebind(const sql::NodePtr& node, const MappedEntity& entity, const std::string& alias,
                                  const TableDefinition* association, const std::string& association_alias);

}  // namespace weft::detail
