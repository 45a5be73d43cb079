// SPDX-License-Identifier: MIT
#include "loading/rebind.hpp"

namespace weft::detail {

sql::NodePtr rebind(const sql::NodePtr& node, const MappedEntity& entity, const std::string& alias,
                    const TableDefinition* association, const std::string& association_alias) {
  const std::string* place = nullptr;
  if (node->text.empty() && node->kind == sql::NodeKind::entity_column && &node->entity() == &entity) place = &alias;
  if (node->text.empty() && node->kind == sql::NodeKind::table_column) {
    if (node->column->table == &entity.table) place = &alias;
    if (node->column->table == association) place = &association_alias;
  }
  if (!place && node->children.empty()) return node;
  auto copy = std::make_shared<sql::Node>(*node);
  if (place) copy->text = *place;
  for (auto& child : copy->children) child = rebind(child, entity, alias, association, association_alias);
  return copy;
}

}  // namespace weft::detail
