// SPDX-License-Identifier: MIT
#include "query/join_places.hpp"

#include <algorithm>

#include "sql/transform.hpp"
#include "weft/query/build.hpp"

namespace weft::detail {
namespace {

std::vector<const MappedColumn*> named_of_owner(const sql::NodePtr& criteria) {
  std::vector<const MappedColumn*> named;
  (void)sql::transformed(criteria, [&](const sql::Node& node, auto) -> sql::NodePtr {
    if (node.side == sql::JoinSide::owner) named.push_back(node.entity().column_at(node.offset));
    return nullptr;
  });
  return named;
}

}  // namespace

ColumnPlace place_of(const MappedEntity& entity, std::string_view alias) {
  return [self = entity.self, alias = std::string(alias)](const MappedColumn& column) {
    return column_node(self, column.offset, alias);
  };
}

sql::NodePtr placed(const sql::NodePtr& criteria, const JoinPlaces& places) {
  if (!criteria) return nullptr;
  return sql::transformed(criteria, [&](const sql::Node& node, auto) -> sql::NodePtr {
    switch (node.side) {
      case sql::JoinSide::unsaid: return nullptr;
      case sql::JoinSide::association: return table_column(*node.column, places.association);
      case sql::JoinSide::owner: return places.owner(*node.entity().column_at(node.offset));
      case sql::JoinSide::related: return places.related(*node.entity().column_at(node.offset));
    }
    return nullptr;
  });
}

bool names_column(const sql::NodePtr& criteria, const MappedColumn& column) {
  const auto named = named_of_owner(criteria);
  return std::find(named.begin(), named.end(), &column) != named.end();
}

std::vector<const MappedColumn*> owner_columns(const MappedRelationship& relationship) {
  std::vector<const MappedColumn*> columns = named_of_owner(relationship.owner_criteria);
  for (const auto& pair : relationship.pairs) columns.push_back(pair.local);
  for (const auto& pair : relationship.owner_pairs) columns.push_back(pair.mapped);
  return columns;
}

}  // namespace weft::detail
