// SPDX-License-Identifier: MIT
#include "weft/query/relation.hpp"

#include <utility>

#include "mapping/derived_kinds.hpp"
#include "query/join_places.hpp"
#include "weft/error.hpp"
#include "weft/mapping/entity.hpp"

namespace weft::detail {

using sql::JoinKind;
using sql::Node;
using sql::NodeKind;
using sql::Op;

namespace {

const MappedRelationship& resolve(const RelationPlace& place) {
  const auto& owner = place.owner().configured();
  if (const auto* relationship = owner.relationship_at(place.offset)) {
    if (place.of_type)
      require_kind(place.of_type().configured(), *relationship->target,
                   "narrow \"" + relationship->display() + "\" with of_type<" + place.of_type().name + ">()");
    return *relationship;
  }
  const std::string name = owner.name + "::" + std::string(place.member);
  throw MappingError("query cannot follow \"" + name + "\": it is not mapped as a relationship\n" +
                     "  map it with:  m.relationship<&" + name + ">()");
}

NodePtr equal(const NodePtr& left, const NodePtr& right) { return binary(Op::equal, left, right); }

NodePtr value_of(const MappedColumn& column, const void* object) {
  Scratch scratch;
  return value_parameter(Value(column.bind(object, scratch)), column.column->type);
}

/// One relationship between an owner and a target, each under an alias or in its own place.
struct Link {
  const RelationPlace& place;
  const MappedRelationship& relationship;
  std::string_view target_alias{};
  std::string_view association_alias{};

  [[nodiscard]] sql::EntityFunction target_entity() const {
    return place.of_type ? place.of_type : relationship.target_function;
  }
  [[nodiscard]] NodePtr owner(const MappedColumn& column) const {
    return column_node(place.owner, column.offset, place.alias);
  }
  [[nodiscard]] NodePtr target(const MappedColumn& column) const {
    return column_node(target_entity(), column.offset, target_alias);
  }
  [[nodiscard]] NodePtr direct() const {
    NodePtr condition;
    for (const auto& pair : relationship.pairs)
      condition = both(condition, equal(target(*pair.remote), owner(*pair.local)));
    return condition;
  }
  [[nodiscard]] NodePtr owner_to_association() const {
    NodePtr condition;
    for (const auto& pair : relationship.owner_pairs)
      condition = both(condition, equal(table_column(*pair.association, association_alias), owner(*pair.mapped)));
    return condition;
  }
  [[nodiscard]] NodePtr association_to_target() const {
    NodePtr condition;
    for (const auto& pair : relationship.target_pairs)
      condition =
          both(condition, equal(target(*pair.mapped), table_column(*pair.association, association_alias)));
    return condition;
  }
  /// What a join condition asks for beside the pairs.
  [[nodiscard]] NodePtr criteria() const { return placed(relationship.criteria, places()); }
  [[nodiscard]] NodePtr owner_criteria() const { return placed(relationship.owner_criteria, places()); }
  [[nodiscard]] JoinPlaces places() const {
    return {.owner = [this](const MappedColumn& column) { return owner(column); },
            .related = [this](const MappedColumn& column) { return target(column); },
            .association = std::string(association_alias)};
  }
  [[nodiscard]] sql::Source target_source() const {
    return {.entity = target_entity(), .alias = std::string(target_alias)};
  }
  [[nodiscard]] sql::Source association_source() const {
    return {.table = relationship.secondary, .alias = std::string(association_alias)};
  }
};

/// How many names of the form `stem`1, `stem`2, .. a condition uses already.
std::size_t names_used(const Node& node, std::string_view stem) {
  std::size_t used = 0;
  if (node.select) {
    if (node.select->from.alias.starts_with(stem)) ++used;
    for (const auto& join : node.select->joins)
      if (join.source.alias.starts_with(stem)) ++used;
    if (node.select->where) used += names_used(*node.select->where, stem);
  }
  for (const auto& child : node.children) used += names_used(*child, stem);
  return used;
}

/// The condition with the columns of `entity` that have no alias now belonging to `alias`.
NodePtr renamed(const NodePtr& node, sql::EntityFunction entity, std::string_view alias) {
  if (node->kind == NodeKind::entity_column) {
    if (!node->text.empty() || !entity().is(node->entity())) return node;
    return column_node(entity, node->offset, alias);
  }
  std::shared_ptr<Node> copy;
  auto changed = [&]() -> Node& {
    if (!copy) copy = std::make_shared<Node>(*node);
    return *copy;
  };
  for (std::size_t i = 0; i < node->children.size(); ++i)
    if (auto child = renamed(node->children[i], entity, alias); child != node->children[i])
      changed().children[i] = std::move(child);
  // Inside a subquery only what it does not select from itself belongs to the statement around it.
  if (node->select && node->select->where && (node->select->from.entity != entity || !node->select->from.alias.empty()))
    if (auto where = renamed(node->select->where, entity, alias); where != node->select->where) {
      auto select = std::make_shared<sql::SelectStatement>(*node->select);
      select->where = std::move(where);
      changed().select = std::move(select);
    }
  return copy ? NodePtr(std::move(copy)) : node;
}

NodePtr exists_in(sql::Source from, std::vector<sql::Join> joins, NodePtr where) {
  auto select = std::make_shared<sql::SelectStatement>();
  select->from = std::move(from);
  select->joins = std::move(joins);
  select->where = std::move(where);
  return exists(std::move(select));
}

}  // namespace

NodePtr related_exists(const RelationPlace& place, const NodePtr& condition) {
  const auto& relationship = resolve(place);
  Link link{.place = place, .relationship = relationship};
  NodePtr inner = condition;

  // The owner's table inside and outside: the inside gets a name of its own, which depends on nothing but
  // the statement, so that the same query has the same text every time.
  std::string alias;
  if (same_table(relationship.target->root().table, relationship.owner->root().table)) {
    const std::string stem = relationship.target->table.name + "_related_";
    alias = stem + std::to_string(1 + (condition ? names_used(*condition, stem) : 0));
    link.target_alias = alias;
    if (condition) inner = renamed(condition, link.target_entity(), alias);
  }

  inner = both(both(link.owner_criteria(), link.criteria()), inner);
  if (relationship.secondary == nullptr) return exists_in(link.target_source(), {}, both(link.direct(), inner));
  return exists_in(link.association_source(),
                   {{.source = link.target_source(), .on = link.association_to_target()}},
                   both(link.owner_to_association(), inner));
}

NodePtr related_to(const RelationPlace& place, const void* target) {
  const auto& relationship = resolve(place);
  const Link link{.place = place, .relationship = relationship};

  if (target == nullptr) {
    if (!relationship.to_one())
      throw UsageError("query cannot look for an entity in \"" + relationship.display() + "\": the handle is empty");
    if (relationship.direction != Direction::many_to_one || relationship.primary_join)
      return unary(Op::logical_not, related_exists(place, nullptr));
    NodePtr condition;
    for (const auto& pair : relationship.pairs)
      condition = both(condition, unary(Op::is_null, link.owner(*pair.local)));
    return condition;
  }

  NodePtr condition;
  if (relationship.criteria || relationship.owner_criteria) {
    // Not every entity with that key meets the join condition.
    for (const auto* key : relationship.target->primary_key)
      condition = both(condition, equal(link.target(*key), value_of(*key, target)));
    return related_exists(place, condition);
  }
  if (relationship.secondary != nullptr) {
    condition = link.owner_to_association();
    for (const auto& pair : relationship.target_pairs)
      condition = both(condition, equal(table_column(*pair.association, {}), value_of(*pair.mapped, target)));
    return exists_in(link.association_source(), {}, std::move(condition));
  }
  for (const auto& pair : relationship.pairs)
    condition = both(condition, equal(link.owner(*pair.local), value_of(*pair.remote, target)));
  return condition;
}

void add_join(sql::SelectStatement& statement, JoinKind kind, const RelationPlace& from,
              std::string_view target_alias) {
  const auto& relationship = resolve(from);
  Link link{.place = from, .relationship = relationship, .target_alias = target_alias};
  if (relationship.secondary == nullptr) {
    statement.joins.push_back({.kind = kind,
                               .source = link.target_source(),
                               .on = both(both(link.direct(), link.owner_criteria()), link.criteria())});
    return;
  }

  const std::string association =
      target_alias.empty() ? std::string() : std::string(target_alias) + "_" + relationship.secondary->name;
  link.association_alias = association;
  sql::Join target{.source = link.target_source(), .on = both(link.association_to_target(), link.criteria())};
  sql::Join between{.kind = kind, .source = link.association_source(), .on = link.owner_to_association()};
  if (kind == JoinKind::left) {
    // Both or neither: an association row without its target would give a second empty row.
    between.on = both(between.on, link.owner_criteria());
    between.nested.push_back(std::move(target));
    statement.joins.push_back(std::move(between));
  } else {
    target.on = both(target.on, link.owner_criteria());
    statement.joins.push_back(std::move(between));
    statement.joins.push_back(std::move(target));
  }
}

}  // namespace weft::detail
