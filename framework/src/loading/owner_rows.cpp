// SPDX-License-Identifier: MIT
#include "loading/owner_rows.hpp"

#include <algorithm>

namespace weft::detail {
namespace {

/// Whether the relationship compares all of them with the owner's.
bool are_compared(const MappedRelationship& relationship, const std::vector<const TableColumn*>& columns) {
  return !columns.empty() && std::all_of(columns.begin(), columns.end(), [&](const TableColumn* column) {
    return std::any_of(relationship.pairs.begin(), relationship.pairs.end(),
                       [&](const ColumnPair& pair) { return pair.remote->column == column; });
  });
}

bool is_unique(const MappedRelationship& relationship, const TableDefinition& table) {
  const auto& columns = table.columns;
  return are_compared(relationship, table.primary_key) ||
         std::any_of(columns.begin(), columns.end(),
                     [&](const TableColumn& column) { return column.unique && are_compared(relationship, {&column}); }) ||
         std::any_of(table.indexes.begin(), table.indexes.end(),
                     [&](const TableIndex& index) { return index.unique && are_compared(relationship, index.columns); });
}

}  // namespace

bool several_rows(const MappedRelationship& relationship) {
  if (!relationship.to_one()) return true;
  // Databases let a foreign key refer to unique columns only.
  if (relationship.direction == Direction::many_to_one && !relationship.primary_join) return false;
  const auto& tables = relationship.target->tables;
  return std::none_of(tables.begin(), tables.end(), [&](const MappedTable& part) { return is_unique(relationship, *part.table); });
}

}  // namespace weft::detail
