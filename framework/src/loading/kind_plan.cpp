// SPDX-License-Identifier: MIT
#include "loading/kind_plan.hpp"

#include <algorithm>

#include "mapping/derived_kinds.hpp"
#include "sql/inherited_source.hpp"
#include "weft/query/build.hpp"

namespace weft::detail {
namespace {

bool names(const sql::Source& source, const MappedEntity& entity, std::string_view alias) {
  return source.entity && source.alias == alias && source.entity().configured().is(entity);
}

sql::Source* source_in(std::vector<sql::Join>& joins, const MappedEntity& entity, std::string_view alias) {
  for (auto& join : joins) {
    if (names(join.source, entity, alias)) return &join.source;
    if (auto* nested = source_in(join.nested, entity, alias)) return nested;
  }
  return nullptr;
}

EntityPlan& plan_at(const KindPlace& place) { return place.planned.plan.entities[place.position]; }

/// Where the query names the entity, itself or one derived from it; null when it does not.
sql::Source* source_of(const KindPlace& place) {
  const MappedEntity& entity = *plan_at(place).entity;
  sql::SelectStatement& statement = place.planned.statement;
  if (names(statement.from, entity, place.alias)) return &statement.from;
  return source_in(statement.joins, entity, place.alias);
}

bool holds(const EntityPlan& plan, const MappedEntity& kind) {
  return &kind == plan.entity || std::find(plan.inlined.begin(), plan.inlined.end(), &kind) != plan.inlined.end();
}

}  // namespace

std::vector<const MappedColumn*> EntityPlan::columns() const {
  std::vector<const MappedColumn*> all;
  for (const auto& column : entity->columns) all.push_back(&column);
  for (const auto& one : added) all.push_back(one.column);
  return all;
}

std::size_t EntityPlan::index_of(const MappedColumn& column) const noexcept {
  if (has(column)) return column.index;
  const auto found = std::find_if(added.begin(), added.end(), [&](const Added& one) { return one.column == &column; });
  return entity->columns.size() + static_cast<std::size_t>(found - added.begin());
}

sql::NodePtr PlannedStatement::node_of(std::size_t position, const MappedColumn& column) const {
  const std::size_t index = plan.entities[position].index_of(column);
  return index < column_nodes[position].size() ? column_nodes[position][index] : nullptr;
}

void check_kinds(const SelectState& select, const std::vector<const MappedEntity*>& roots) {
  for (const auto named : select.kinds) {
    const MappedEntity& kind = named().configured();
    const auto holds_rows = [&](const auto* root) { return kind.is(*root) || kind.copied == root; };
    const auto root = std::find_if(roots.begin(), roots.end(), holds_rows);
    require_kind(kind, root == roots.end() ? *roots.front() : **root, "apply with_polymorphic<" + kind.name + ">()");
  }
}

void choose_kinds(const KindPlace& place) {
  const std::vector<const MappedEntity*> derived = derived_kinds(plan_at(place));
  if (derived.empty()) return;
  if (const sql::Source* source = place.inside ? source_of(place) : nullptr)
    for (const auto* kind : sql::kinds_with(*source)) add_kind(place, *kind);
  for (const auto* kind : derived)
    if (plan_at(place).node->loading(*kind) == PolymorphicLoad::inlined) add_kind(place, *kind);
}

void add_kind(const KindPlace& place, const MappedEntity& kind) {
  EntityPlan& plan = plan_at(place);
  if (place.inside) {
    const sql::Source* source = source_of(place);
    if (!source || (!kind.is(source->entity()) && !source->entity().is(kind))) return;
  }
  for (const auto* one : kinds_below(*plan.entity, {&kind})) {
    if (holds(plan, *one)) continue;
    plan.inlined.push_back(one);
    for (const auto& column : one->columns.own()) {
      plan.added.push_back({&column});
      const TableColumn& stored = *column.column;
      place.planned.column_nodes[place.position].push_back(table_column(stored, one->alias_in(*stored.table, place.alias)));
    }
  }
}

void name_kinds(const KindPlace& place) {
  sql::Source* source = plan_at(place).kinds.empty() ? nullptr : source_of(place);
  if (source) name_kinds(plan_at(place), *source);
}

void name_kinds(const EntityPlan& plan, sql::Source& source) {
  source.all_kinds = false;
  source.kinds.clear();
  for (const auto* kind : plan.inlined) source.kinds.push_back(kind->self);
}

std::vector<const MappedEntity*> derived_kinds(const EntityPlan& plan) {
  std::vector<const MappedEntity*> derived;
  for (const auto& kind : plan.kinds)
    if (kind.entity != plan.entity) derived.push_back(kind.entity);
  return derived;
}

std::vector<const MappedEntity*> kinds_read(const EntityPlan& plan) {
  std::vector<const MappedEntity*> read = plan.inlined;
  for (const auto* kind : derived_kinds(plan))
    if (plan.node->loading(*kind) == PolymorphicLoad::selectin) read.push_back(kind);
  return kinds_below(*plan.entity, read);
}

void finish_kinds(EntityPlan& plan) {
  for (auto& kind : plan.kinds) {
    for (kind.read = kind.entity; !holds(plan, *kind.read);) kind.read = kind.read->base;
    for (const auto* at = kind.entity; at != kind.read && !kind.after; at = at->base)
      if (plan.node->loading(*at) == PolymorphicLoad::selectin) kind.after = at;
    for (const auto& one : plan.added)
      if (kind.read->is(*one.column->entity)) kind.added.push_back(one);
  }
}

}  // namespace weft::detail
