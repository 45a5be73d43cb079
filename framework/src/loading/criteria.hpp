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

/// True when the select has that entity in its FROM or in a join, and does not select it there.
[[nodiscard]] bool joined_by_query(const SelectState& select, const MappedEntity& entity, std::string_view alias);

}  // namespace weft::detail
