// SPDX-License-Identifier: MIT
//
// The statements that read what is related to some owners. Each selects the related entity; for a many-to-many also the
// columns of the association table that name the owner, and where a join condition takes columns of the owner, its key.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "loading/query_plan.hpp"

namespace weft::detail {

struct LoadBatch;

/// Which of the related entities are meant.
struct RelatedFilter {
  sql::NodePtr condition{};               ///< null for none
  const MappedEntity* of_type = nullptr;  ///< a derived entity; null for any

  [[nodiscard]] bool all() const noexcept { return !condition && !of_type; }
};

/// Whether rows hold the owner's key in columns of their own, behind the related entity.
[[nodiscard]] bool rows_name_owner(const MappedRelationship& relationship) noexcept;

/// The owner's columns that hold the key of the relationship.
[[nodiscard]] std::vector<const MappedColumn*> local_columns(const MappedRelationship& relationship);

/// For these keys. Lists are filled up to one of a few sizes, at most `most`, so that statements are reused.
[[nodiscard]] std::shared_ptr<const SelectState> select_by_keys(const MappedRelationship& relationship,
                                                                const RelatedFilter& filter,
                                                                std::span<const std::vector<Value>> keys,
                                                                std::size_t most);

/// For the owners that were read in these batches: one select per statement.
[[nodiscard]] std::vector<std::shared_ptr<const SelectState>> select_by_statement(
    EngineCore& engine, const MappedRelationship& relationship, const RelatedFilter& filter,
    std::span<const LoadBatch* const> batches);

void warn_several(const MappedRelationship& relationship, std::size_t rows);
/// Rows came that belong to none of the owners whose keys were asked for.
void warn_strange(const MappedRelationship& relationship, std::size_t rows);

}  // namespace weft::detail
