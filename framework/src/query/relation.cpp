// SPDX-License-Identifier: MIT
#include "weft/query/relation.hpp"

#include <functional>
#include <utility>

#include "mapping/derived_kinds.hpp"
#include "query/concrete_relation.hpp"
#include "query/join_places.hpp"
#include "weft/error.hpp"
#include "weft/mapping/entity.hpp"

namespace weft::detail {

using sql::JoinKind;
using sql::Node;
using sql::NodeKind;
using sql::Op;

namespace {

/// What is concrete() has no relationships of its base.
std::string why_not(const MappedEntity& owner, const RelationPlace& place) {
  const bool concrete = owner.copied && owner.copied->relationship_at(place.offset);
  return concrete ? "  in map(weft::Mapper<" + owner.name + ">&): what is concrete() has the columns of its base only" : std::string();
}

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
                     "  map it with:  m.relationship<&" + name + ">()" + why_not(owner, place));
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
  /// Columns of the owner are those of its table, whatever else is derived from it.
  bool by_table = false;

  [[nodiscard]] sql::EntityFunction target_entity() const {
    return place.of_type ? place.of_type : relationship.target_function;
  }
  [[nodiscard]] NodePtr owner(const MappedColumn& column) const {
    if (by_table) return table_column(*column.column, relationship.owner->alias_in(*column.column->table, place.alias));
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
    if (!node->text.empty() || !(entity().is(node->entity()) || copies(entity(), node->entity()))) return node;
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
  return related_under(copy ? NodePtr(std::move(copy)) : node, entity(), alias);
}

NodePtr exists_in(sql::Source from, std::vector<sql::Join> joins, NodePtr where) {
  auto select = std::make_shared<sql::SelectStatement>();
  select->from = std::move(from);
  select->joins = std::move(joins);
  select->where = std::move(where);
  return exists(std::move(select));
}

/// `op`: what an EXISTS asks for beside the columns that join it; `logical_and` the program's condition, `equal` one entity.
NodePtr marked(const NodePtr& condition, const RelationPlace& place, Op op = Op::none) {
  if (!place.alias.empty()) return condition;
  auto copy = std::make_shared<Node>(*condition);
  copy->entity = place.owner;
  copy->offset = place.offset;
  if (copy->kind == NodeKind::exists) copy->op = op;
  return copy;
}

/// `alias`: of what is related; empty where the condition names it without one.
NodePtr exists_of(Link link, const NodePtr& condition, std::string alias) {
  const auto& relationship = link.relationship;
  NodePtr inner = condition;

  // The owner's table inside and outside: the inside gets a name of its own, which depends on nothing but
  // the statement, so that the same query has the same text every time.
  if (alias.empty() && same_table(relationship.target->root().table, relationship.owner->root().table)) {
    const std::string stem = relationship.target->table.name + "_related_";
    alias = stem + std::to_string(1 + (condition ? names_used(*condition, stem) : 0));
    if (condition) inner = renamed(condition, link.target_entity(), alias);
  }
  link.target_alias = alias;

  inner = both(both(link.owner_criteria(), link.criteria()), inner);
  if (relationship.secondary == nullptr) return exists_in(link.target_source(), {}, both(link.direct(), inner));
  return exists_in(link.association_source(),
                   {{.source = link.target_source(), .on = link.association_to_target()}},
                   both(link.owner_to_association(), inner));
}

/// The values of one entity.
using ValueOf = std::function<NodePtr(const MappedColumn& column)>;

NodePtr leads_to(const Link& link, const ValueOf& value) {
  const auto& relationship = link.relationship;
  NodePtr condition;
  if (relationship.criteria || relationship.owner_criteria) {
    // Not every entity with that key meets the join condition.
    for (const auto* key : relationship.target->primary_key)
      condition = both(condition, equal(link.target(*key), value(*key)));
    return marked(exists_of(link, condition, {}), link.place, Op::logical_and);
  }
  if (relationship.secondary != nullptr) {
    condition = link.owner_to_association();
    for (const auto& pair : relationship.target_pairs)
      condition = both(condition, equal(table_column(*pair.association, {}), value(*pair.mapped)));
    return marked(exists_in(link.association_source(), {}, std::move(condition)), link.place, Op::equal);
  }
  for (const auto& pair : relationship.pairs)
    condition = both(condition, equal(link.owner(*pair.local), value(*pair.remote)));
  return marked(condition, link.place);
}

NodePtr leads_nowhere(const Link& link) {
  const auto& relationship = link.relationship;
  if (relationship.direction != Direction::many_to_one || relationship.primary_join)
    return unary(Op::logical_not, marked(exists_of(link, nullptr, {}), link.place));
  NodePtr condition;
  for (const auto& pair : relationship.pairs)
    condition = both(condition, unary(Op::is_null, link.owner(*pair.local)));
  return marked(condition, link.place);
}

}  // namespace

NodePtr related_exists(const RelationPlace& place, const NodePtr& condition) {
  const Link link{.place = place, .relationship = resolve(place)};
  return marked(exists_of(link, condition, {}), place, condition ? Op::logical_and : Op::none);
}

NodePtr related_to(const RelationPlace& place, const void* target) {
  const auto& relationship = resolve(place);
  const Link link{.place = place, .relationship = relationship};
  if (target != nullptr) return leads_to(link, [&](const MappedColumn& column) { return value_of(column, target); });
  if (!relationship.to_one())
    throw UsageError("query cannot look for an entity in \"" + relationship.display() + "\": the handle is empty");
  return leads_nowhere(link);
}

namespace {

const Node& first_conjunct(const Node& node) {
  const bool several = node.kind == NodeKind::binary && node.op == Op::logical_and;
  return several ? first_conjunct(*node.children.front()) : node;
}

void collect_values(const Node& node, std::vector<NodePtr>& values) {
  for (const auto& child : node.children) {
    if (child->kind == NodeKind::parameter) values.push_back(child);
    collect_values(*child, values);
  }
}

/// The condition that the program gave, out of an EXISTS made for this relationship.
NodePtr own_condition(const Node& node, const MappedRelationship& relationship) {
  if (node.op != Op::logical_and) return nullptr;
  NodePtr condition = node.select->where;
  if (relationship.secondary || !relationship.pairs.empty()) condition = condition->children.back();
  if (relationship.criteria || relationship.owner_criteria) condition = condition->children.back();
  return condition;
}

/// The values of the entity that `node` compares the relationship `said` with.
ValueOf values_in(const Node& node, const MappedRelationship& said, const MappedRelationship& meant) {
  std::vector<const MappedColumn*> columns;
  for (const auto& pair : said.pairs) columns.push_back(pair.remote);
  for (const auto& pair : said.target_pairs) columns.push_back(pair.mapped);
  std::vector<NodePtr> values;
  collect_values(node.select ? *node.select->where : node, values);
  return [columns, values, &said, &meant](const MappedColumn& wanted) {
    for (std::size_t index = 0; index < columns.size() && index < values.size(); ++index)
      if (columns[index] == &wanted) return values[index];
    throw UsageError("query cannot compare \"" + meant.display() + "\" with an entity: \"" + said.display() +
                     "\", which the member means in C++, is joined by other columns\n" +
                     "  give the entity an alias:  auto one = weft::alias<" + meant.owner->name + ">(\"one\")  and  one[weft::rel<&" +
                     said.display() + ">]");
  };
}

}  // namespace

NodePtr related_of(const Node& node, const MappedEntity& base, const sql::Source* source) {
  const MappedRelationship* named = base.relationship_at(node.offset);
  // Inside of EXISTS columns of the base would be taken for those of what it leads to.
  if (!named || (!source && !copies(*named->target, base))) return nullptr;
  const MappedRelationship& said = *named;
  RelationPlace place{.owner = source ? source->entity : base.self, .offset = node.offset, .member = said.name};
  if (source) place.alias = source->alias;
  const MappedRelationship& meant = resolve(place);
  Link link{.place = place, .relationship = meant, .by_table = true};
  NodePtr made;
  if (node.kind == NodeKind::exists && node.op != Op::equal) {
    const sql::Source& target = said.secondary ? node.select->joins.front().source : node.select->from;
    if (target.entity != said.target_function) place.of_type = target.entity;
    made = exists_of(link, own_condition(node, said), target.alias);
  } else if (first_conjunct(node).kind == NodeKind::unary) {
    made = leads_nowhere(link);
  } else {
    made = leads_to(link, values_in(node, said, meant));
  }
  auto settled = std::make_shared<Node>(*made);
  settled->entity = nullptr;
  return settled;
}

NodePtr related_under(const NodePtr& node, const MappedEntity& entity, std::string_view alias) {
  if (alias.empty() || !is_related(*node)) return node;
  const MappedEntity& base = node->entity();
  if (copies(entity, base)) {
    const sql::Source source{.entity = entity.self, .alias = std::string(alias)};
    return related_of(*node, base, &source);
  }
  if (!entity.is(base)) return node;
  auto settled = std::make_shared<Node>(*node);
  settled->entity = nullptr;
  return settled;
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
