// SPDX-License-Identifier: MIT
//
// The statements that read what is related to some owners. Each selects the related entity, and for a
// many-to-many the columns of the association table that name the owner.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "loading/query_plan.hpp"

namespace weft::detail {

/// Which of the related entities are meant.
struct RelatedFilter {
  sql::NodePtr condition{};               ///< null for none
  const MappedEntity* of_type = nullptr;  ///< a derived entity; null for any

  [[nodiscard]] bool all() const noexcept { return !condition && !of_type; }
};

/// The owner's columns that hold the key of the relationship.
[[nodiscard]] std::vector<const MappedColumn*> local_columns(const MappedRelationship& relationship);

/// For these keys. Lists are filled up to one of a few sizes, at most `most`, so that statements are reused.
[[nodiscard]] std::shared_ptr<const SelectState> select_by_keys(const MappedRelationship& relationship,
                                                                const RelatedFilter& filter,
                                                                std::span<const std::vector<Value>> keys,
                                                                std::size_t most);

/// For the owners that their statements read: one select per statement.
[[nodiscard]] std::vector<std::shared_ptr<const SelectState>> select_by_statement(
    EngineCore& engine, const MappedRelationship& relationship, const RelatedFilter& filter,
    std::span<Instance* const> owners);

void warn_several(const MappedRelationship& relationship, std::size_t rows);

}  // namespace weft::detail
