// SPDX-License-Identifier: MIT
#include "weft/query/select_builder.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "mapping/derived_kinds.hpp"
#include "sql/concrete_source.hpp"
#include "weft/error.hpp"
#include "weft/mapping/entity.hpp"
#include "weft/query/build.hpp"
#include "weft/query/relation.hpp"

namespace weft::detail {

namespace {

/// The first column of an entity in the tree, from left to right; subqueries have places of their own.
const sql::Node* first_column(const sql::Node& node) {
  if (node.kind == sql::NodeKind::entity_column) return &node;
  for (const auto& child : node.children)
    if (const auto* column = first_column(*child)) return column;
  return nullptr;
}

/// Whether a join from that place finds its columns in the source.
bool has_place(const sql::Source& source, const RelationPlace& place) {
  if (!source.entity) return false;
  const MappedEntity& entity = source.entity().configured();
  const auto& tables = place.owner().configured().tables;
  const bool same_name = place.alias.empty() || source.alias == place.alias;
  return same_name && std::any_of(tables.begin(), tables.end(),
                                  [&](const MappedTable& part) { return entity.stands_in(*part.table); });
}

const sql::Source* source_named(const std::vector<sql::Join>& joins, std::string_view alias) {
  for (const auto& join : joins) {
    if (join.source.alias == alias) return &join.source;
    if (const auto* nested = source_named(join.nested, alias)) return nested;
  }
  return nullptr;
}

/// The relationship that a member of a base means in the statement.
RelationPlace meant(const sql::SelectStatement& statement, RelationPlace place) {
  if (!place.alias.empty()) {
    const auto* source = statement.from.alias == place.alias ? &statement.from : source_named(statement.joins, place.alias);
    if (source && source->entity && copies(source->entity().configured(), place.owner())) place.owner = source->entity;
    return place;
  }
  struct Scope {
    const sql::Source* source;
    const std::vector<sql::Join>* joins;
  };
  const std::array scopes{Scope{&statement.from, &statement.joins}};
  if (const sql::Source* source = sql::concrete_source(place.owner().configured(), scopes)) {
    place.owner = source->entity;
    place.alias = source->alias;
  }
  return place;
}

bool names_alias(const sql::Node& node, std::string_view alias) {
  if (node.kind == sql::NodeKind::entity_column && node.text == alias) return true;
  return std::any_of(node.children.begin(), node.children.end(),
                     [&](const sql::NodePtr& child) { return names_alias(*child, alias); });
}

/// Whether an item is selected under that alias, or the place has none.
bool may_start_at(const std::vector<SelectedItem>& items, std::string_view alias) {
  return alias.empty() || std::any_of(items.begin(), items.end(), [&](const SelectedItem& item) {
           return item.entity ? item.alias == alias : names_alias(*item.node, alias);
         });
}

bool names_source(const sql::Source& source) {
  return source.entity != nullptr || source.table != nullptr || source.select || !source.cte.empty();
}

void mark(sql::Source& source, const std::vector<sql::EntityFunction>& kinds) {
  if (source.entity == nullptr) return;
  source.kinds = kinds;
  source.all_kinds = kinds.empty();
}

void mark(sql::Join& join, const std::vector<sql::EntityFunction>& kinds) {
  mark(join.source, kinds);
  for (auto& nested : join.nested) mark(nested, kinds);
}

}  // namespace

SelectBuilder::SelectBuilder() : state_(std::make_shared<SelectState>()) {}

SelectState& SelectBuilder::change() {
  if (state_.use_count() != 1) state_ = std::make_shared<SelectState>(*state_);
  return *state_;
}

void SelectBuilder::add_entity(sql::EntityFunction entity, std::string_view alias) {
  auto& state = change();
  state.items.push_back({.entity = entity, .alias = std::string(alias)});
  if (!names_source(state.statement.from)) start_from(entity, alias);
}

void SelectBuilder::add_expression(const sql::NodePtr& node, const TypeOps& ops) {
  auto& state = change();
  state.items.push_back({.node = node, .ops = &ops});
  state.statement.columns.push_back(node);
  if (names_source(state.statement.from)) return;
  if (const auto* column = first_column(*node)) start_from(column->entity, column->text);
}

void SelectBuilder::from(sql::EntityFunction entity, std::string_view alias) {
  start_from(entity, alias);
  change().from_said = true;
}

void SelectBuilder::start_from(sql::EntityFunction entity, std::string_view alias) {
  auto& state = change();
  state.statement.from = {.entity = entity, .alias = std::string(alias)};
  mark_sources(state);
}

/// The source as a part of FROM; a common table expression is declared where it is used first.
sql::Source SelectBuilder::place(sql::SelectStatement& statement, const DerivedSource& source) {
  if (source.kind == DerivedKind::subquery) return {.select = source.select, .alias = source.name};
  if (source.kind == DerivedKind::self) return {.cte = source.name};
  for (const auto& declared : statement.ctes) {
    if (declared.name != source.name) continue;
    if (declared.select == source.select) return {.cte = source.name};
    throw UsageError("select cannot use two common table expressions of one name: \"" + source.name + "\"");
  }
  statement.ctes.push_back(
      {.name = source.name, .select = source.select, .recursive = source.kind == DerivedKind::recursive});
  return {.cte = source.name};
}

void SelectBuilder::from(const DerivedSource& source) {
  auto& state = change();
  state.statement.from = place(state.statement, source);
  state.from_said = true;
}

void SelectBuilder::join(sql::JoinKind kind, const DerivedSource& source, const sql::NodePtr& on) {
  auto& statement = change().statement;
  auto placed = place(statement, source);
  statement.joins.push_back({.kind = kind, .source = std::move(placed), .on = on});
}

void SelectBuilder::combine(sql::SetOperator op, const SelectBuilder& other) {
  change().statement.set_operands.push_back({op, other.shared_statement()});
}

void SelectBuilder::where(const sql::NodePtr& condition) {
  auto& statement = change().statement;
  statement.where = both(statement.where, condition);
}

void SelectBuilder::join(sql::JoinKind kind, const RelationPlace& named, std::string_view alias) {
  const SelectState& before = change();
  const RelationPlace from = meant(before.statement, named);
  const bool first = before.statement.joins.empty() && !before.from_said;
  if (first && !has_place(before.statement.from, from) && may_start_at(before.items, from.alias)) start_from(from.owner, from.alias);
  auto& state = change();
  add_join(state.statement, kind, from, alias);
  mark_sources(state);
}

void SelectBuilder::join(sql::JoinKind kind, sql::EntityFunction entity, std::string_view alias,
                         const sql::NodePtr& on) {
  auto& state = change();
  state.statement.joins.push_back(
      {.kind = kind, .source = {.entity = entity, .alias = std::string(alias)}, .on = on});
  mark_sources(state);
}

void SelectBuilder::order_by(const sql::NodePtr& term) {
  const bool labelled = term->kind == sql::NodeKind::label;
  change().statement.order_by.push_back(labelled ? label_ref(term->text) : term);
}

void SelectBuilder::group_by(const sql::NodePtr& term) { change().statement.group_by.push_back(unlabelled(term)); }

void SelectBuilder::having(const sql::NodePtr& condition) {
  auto& statement = change().statement;
  statement.having = both(statement.having, condition);
}

void SelectBuilder::limit(std::int64_t rows) {
  change().statement.limit = integer_parameter(rows, {.kind = TypeKind::int64});
}

void SelectBuilder::offset(std::int64_t rows) {
  change().statement.offset = integer_parameter(rows, {.kind = TypeKind::int64});
}

void SelectBuilder::distinct() { change().statement.distinct = true; }

void SelectBuilder::for_update(bool skip_locked) {
  auto& statement = change().statement;
  statement.for_update = true;
  statement.skip_locked = skip_locked;
}

void SelectBuilder::option(const LoadOption& option) { change().options.push_back(option); }

void SelectBuilder::with_polymorphic(std::vector<sql::EntityFunction> kinds) {
  auto& state = change();
  const bool all = kinds.empty() || (state.polymorphic && state.kinds.empty());
  state.polymorphic = true;
  if (all)
    state.kinds.clear();
  else
    state.kinds.insert(state.kinds.end(), kinds.begin(), kinds.end());
  mark_sources(state);
}

void SelectBuilder::mark_sources(SelectState& state) {
  if (!state.polymorphic) return;
  mark(state.statement.from, state.kinds);
  for (auto& join : state.statement.joins) mark(join, state.kinds);
}

}  // namespace weft::detail
