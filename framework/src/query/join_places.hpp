// SPDX-License-Identifier: MIT
//
// What a relationship's join condition asks for beside its pairs of columns, in a statement that has the sides at places
// of its own.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "weft/mapping/entity.hpp"

namespace weft::detail {

/// How a statement names a column of one side.
using ColumnPlace = std::function<sql::NodePtr(const MappedColumn& column)>;

/// Columns of an entity under an alias; empty for its own place.
[[nodiscard]] ColumnPlace place_of(const MappedEntity& entity, std::string_view alias);

struct JoinPlaces {
  ColumnPlace owner{};    ///< only where the criteria take the owner's columns
  ColumnPlace related{};
  std::string association{};  ///< the alias of the association table
};

/// `MappedRelationship::criteria` or `owner_criteria` said of these places; null for null.
[[nodiscard]] sql::NodePtr placed(const sql::NodePtr& criteria, const JoinPlaces& places);

/// True when the criteria, which may be null, take that column of the owner.
[[nodiscard]] bool names_column(const sql::NodePtr& criteria, const MappedColumn& column);

/// The owner's columns that a join to what is related takes.
[[nodiscard]] std::vector<const MappedColumn*> owner_columns(const MappedRelationship& relationship);

}  // namespace weft::detail
