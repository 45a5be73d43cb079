// SPDX-License-Identifier: MIT
#include "loading/rebind.hpp"

#include <optional>
#include <utility>

#include "mapping/derived_kinds.hpp"
#include "query/concrete_relation.hpp"

namespace weft::detail {
namespace {

/// A subquery of the entity itself: what it names is its own.
bool selects_from(const sql::SelectStatement& select, const MappedEntity& entity) {
  return select.from.alias.empty() && (select.from.entity ? entity.is(select.from.entity()) : select.from.table == &entity.table);
}

}  // namespace

sql::NodePtr rebind(const sql::NodePtr& node, const MappedEntity& entity, const std::string& alias,
                    const TableDefinition* association, const std::string& association_alias) {
  std::optional<std::string> place;
  const bool unplaced = node->text.empty() && node->kind == sql::NodeKind::entity_column;
  const bool copied = unplaced && copies(entity, node->entity());
  if (copied || (unplaced && entity.is(node->entity()))) place = alias;
  if (node->text.empty() && node->kind == sql::NodeKind::table_column && node->column->table) {
    if (entity.stands_in(*node->column->table)) place = entity.alias_in(*node->column->table, alias);
    if (node->column->table == association) place = association_alias;
  }
  if (!place && node->children.empty() && !node->select) return node;
  auto copy = std::make_shared<sql::Node>(*node);
  if (place) copy->text = std::move(*place);
  if (copied) copy->entity = entity.self;
  if (node->select && node->select->where && !selects_from(*node->select, entity)) {
    auto select = std::make_shared<sql::SelectStatement>(*node->select);
    select->where = rebind(select->where, entity, alias, association, association_alias);
    copy->select = std::move(select);
  }
  for (auto& child : copy->children) child = rebind(child, entity, alias, association, association_alias);
  return related_under(copy, entity, alias);
}

}  // namespace weft::detail
