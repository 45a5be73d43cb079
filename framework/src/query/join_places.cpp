// SPDX-License-Identifier: MIT
#include "query/join_places.hpp"

#include "sql/transform.hpp"
#include "weft/query/build.hpp"

namespace weft::detail {

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
  bool found = false;
  (void)sql::transformed(criteria, [&](const sql::Node& node, auto) -> sql::NodePtr {
    found = found || (node.side == sql::JoinSide::owner && node.offset == column.offset);
    return nullptr;
  });
  return found;
}

}  // namespace weft::detail
