// SPDX-License-Identifier: MIT
#include "loading/rebind.hpp"

namespace weft::detail {
namespace {

/// A subquery of the entity itself: what it names is its own.
bool selects_from(const sql::SelectStatement& select, const MappedEntity& entity) {
  return select.from.alias.empty() && (select.from.entity ? &select.from.entity() == &entity : select.from.table == &entity.table);
}

}  // namespace

sql::NodePtr rebind(const sql::NodePtr& node, const MappedEntity& entity, const std::string& alias,
                    const TableDefinition* association, const std::string& association_alias) {
  const std::string* place = nullptr;
  if (node->text.empty() && node->kind == sql::NodeKind::entity_column && &node->entity() == &entity) place = &alias;
  if (node->text.empty() && node->kind == sql::NodeKind::table_column) {
    if (node->column->table == &entity.table) place = &alias;
    if (node->column->table == association) place = &association_alias;
  }
  if (!place && node->children.empty() && !node->select) return node;
  auto copy = std::make_shared<sql::Node>(*node);
  if (place) copy->text = *place;
  if (node->select && node->select->where && !selects_from(*node->select, entity)) {
    auto select = std::make_shared<sql::SelectStatement>(*node->select);
    select->where = rebind(select->where, entity, alias, association, association_alias);
    copy->select = std::move(select);
  }
  for (auto& child : copy->children) child = rebind(child, entity, alias, association, association_alias);
  return copy;
}

}  // namespace weft::detail
