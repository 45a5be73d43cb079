// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "loading/load_node.hpp"
#include "weft/query/select_builder.hpp"

namespace weft::detail {

/// The select with what with_loader_criteria says wherever it reads one of those entities: the conditions of FROM stand
/// in WHERE, those of joins in their ON.
[[nodiscard]] std::shared_ptr<const SelectState> under_criteria(std::shared_ptr<const SelectState> select,
                                                                const LoadNode& node);

/// Throws `UsageError` for a contains_eager of something that the select does not join.
void check_contained(const SelectState& select);

/// True when the select itself has what the relationship leads to in its FROM or in a join. `of_type`: the derived entity
/// that is meant; null for any.
[[nodiscard]] bool joined_by_query(const SelectState& select, const MappedRelationship& relationship,
                                   const MappedEntity* of_type, std::string_view alias);

}  // namespace weft::detail
