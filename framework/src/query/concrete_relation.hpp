// SPDX-License-Identifier: MIT
//
// Conditions on relationships where the statement reads an entity derived concretely from the member's class. They are made
// for the class that the member names in C++, and keep its name: what the relationship of the derived entity is joined by
// is known when the statement is compiled.
#pragma once

#include <string_view>

#include "weft/mapping/entity.hpp"

namespace weft::detail {

/// True for a condition on a relationship that has no alias.
[[nodiscard]] inline bool is_related(const sql::Node& node) noexcept {
  using enum sql::NodeKind;
  return node.entity != nullptr && (node.kind == exists || node.kind == unary || node.kind == binary);
}

/// The condition for the relationship that it means: of `source`, an entity that copies `base`, or of `base` itself where
/// that is null. Null where it may stay as it is. Throws `MappingError` where the source has no such relationship.
[[nodiscard]] sql::NodePtr related_of(const sql::Node& node, const MappedEntity& base, const sql::Source* source);

/// The same where columns of `entity` that had no place got `alias`; `node` itself where it is about another entity.
[[nodiscard]] sql::NodePtr related_under(const sql::NodePtr& node, const MappedEntity& entity, std::string_view alias);

}  // namespace weft::detail
