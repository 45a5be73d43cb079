// SPDX-License-Identifier: MIT
#include "loading/planning.hpp"

#include <algorithm>

#include "loading/criteria.hpp"
#include "query/enumerators.hpp"
#include "weft/error.hpp"
#include "weft/query/build.hpp"

namespace weft::detail {
namespace {

/// No program writes paths this long; a strategy that joins for ever does.
constexpr std::size_t deepest_path = 64;

void check_options(const LoaderStrategy& strategy, const StrategyOptions& options, int recursion_depth) {
  if (options.empty() && recursion_depth == 0) return;
  const StrategyTraits traits = strategy.describe();
  for (const auto& [name, value] : options) {
    if (std::find(traits.options.begin(), traits.options.end(), name) != traits.options.end()) continue;
    std::string known;
    for (const auto& option : traits.options) known += (known.empty() ? "\"" : ", \"") + option + "\"";
    throw UsageError("the strategy \"" + std::string(strategy.name()) + "\" has no option \"" + name +
                     "\"\n  it takes  " + (known.empty() ? "no options" : known));
  }
  if (recursion_depth != 0 && !traits.recursion)
    throw UsageError("the strategy \"" + std::string(strategy.name()) +
                     "\" cannot follow a relationship to a recursion_depth\n"
                     "  write the levels as a path, or use a strategy that can");
}

}  // namespace

class Planning::Planner final : public LoadPlanner {
 public:
  Planner(Planning& planning, std::uint32_t position, const MappedRelationship& relationship,
          const ResolvedStep& step, const LoaderStrategy& strategy, const RelationshipPath& path)
      : planning_(planning),
        position_(position),
        relationship_(relationship),
        step_(step),
        strategy_(strategy),
        path_(path) {}

  void join(bool inner) override { planning_.add_join(position_, relationship_, step_, path_, inner); }
  void after_load() override {
    planning_.planned_.plan.entities[position_].after.push_back(
        {&relationship_, &strategy_, *step_.options, step_.condition, step_.of_type, step_.below});
  }
  [[nodiscard]] bool explicit_path() const noexcept override { return step_.written; }
  [[nodiscard]] int recursion_depth() const noexcept override { return step_.recursion_depth; }

 private:
  Planning& planning_;
  std::uint32_t position_;
  const MappedRelationship& relationship_;
  const ResolvedStep& step_;
  const LoaderStrategy& strategy_;
  const RelationshipPath& path_;
};

void Planning::run(const LoadNodePtr& node, const RelationshipPath& path) {
  planned_.statement = select_.statement;
  planned_.statement.columns.clear();
  add_roots(node, path);
  for (std::size_t position = 0; position < planned_.plan.entities.size(); ++position) {
    choose_kinds(place_of(position));
    ask_strategies(position);
  }
  for (const std::uint32_t position : inside_) name_kinds(place_of(position));
  if (needs_page()) wrap_in_page();
  join_eagerly();
  write_columns();
}

void Planning::add_roots(const LoadNodePtr& node, const RelationshipPath& path) {
  std::vector<const MappedEntity*> roots;
  for (const auto& item : select_.items)
    if (item.entity) roots.push_back(&item.entity().configured());
  check_roots(select_.options, roots);
  check_kinds(select_, roots);
  bool first = true;
  for (const auto& item : select_.items) {
    if (!item.entity) continue;
    const MappedEntity& entity = item.entity().configured();
    EntityPlan& plan = add_entity(entity, item.alias);
    plan.node = first ? node : node_of(select_.options, entity, select_.items);
    if (first && (path.depth() > 0)) plan.path = path;
    first = false;
  }
  roots_ = static_cast<std::uint32_t>(planned_.plan.entities.size());
  for (std::uint32_t root = 0; root < roots_; ++root) inside_.push_back(root);
}

EntityPlan& Planning::add_entity(const MappedEntity& entity, const std::string& alias) {
  auto& nodes = planned_.column_nodes.emplace_back();
  for (const auto& column : entity.columns)
    nodes.push_back(table_column(*column.column, entity.alias_in(*column.column->table, alias)));
  aliases_of_.push_back(alias);
  EntityPlan& plan = planned_.plan.entities.emplace_back(entity);
  if (entity.discriminator)
    for (const auto* kind : known_kinds_of(entity)) plan.kinds.push_back({&kind->configured()});
  return plan;
}

void Planning::ask_strategies(std::size_t index) {
  auto position = static_cast<std::uint32_t>(index);
  // Strategies add entities while they are asked: nothing of the plan may be held by reference here.
  const MappedEntity& entity = *planned_.plan.entities[index].entity;
  const LoadNodePtr node = planned_.plan.entities[index].node;
  for (const auto& relationship : entity.relationships) ask_strategy(position, node, relationship);
  const std::vector<const MappedEntity*> read = kinds_read(planned_.plan.entities[index]);
  for (const auto* kind : derived_kinds(planned_.plan.entities[index])) {
    const bool whole = std::find(read.begin(), read.end(), kind) != read.end();
    for (const auto& relationship : kind->relationships.own())
      if (whole || node->find(relationship)) ask_strategy(position, node, relationship);
  }
}

KindPlace Planning::place_of(std::size_t position) {
  const auto index = static_cast<std::uint32_t>(position);
  return {planned_, index, aliases_of_[position], is_inside(index)};
}

const LoaderStrategy& strategy_for(EngineCore& engine, const MappedRelationship& relationship, const ResolvedStep& step) {
  try {
    const LoaderStrategy& strategy = engine.strategy(step.strategy);
    check_options(strategy, *step.options, step.recursion_depth);
    return strategy;
  } catch (Error& error) {
    error.add_note("it was asked for \"" + relationship.display() + "\", by " + (step.written ? "the query" : "the mapping"));
    throw;
  }
}

void Planning::ask_strategy(std::uint32_t position, const LoadNodePtr& node, const MappedRelationship& relationship) {
  const ResolvedStep step = resolve(node, relationship);
  const RelationshipPath further = planned_.plan.entities[position].path.then(relationship);
  if (step.contained && joined_by_query(select_, relationship, step.of_type, step.alias))
    return add_contained(position, relationship, step, further);
  const LoaderStrategy& strategy = strategy_for(engine_, relationship, step);
  if (further.depth() > deepest_path)
    throw UsageError("cannot plan the query: the path is longer than " + std::to_string(deepest_path) +
                     " relationships\n  " + further.display());
  Planner planner(*this, position, relationship, step, strategy, further);
  strategy.plan(planner, further, *step.options);
}

bool Planning::is_inside(std::uint32_t position) const {
  return std::find(inside_.begin(), inside_.end(), position) != inside_.end();
}

void Planning::write_columns() {
  auto& plan = planned_.plan;
  auto& columns = planned_.statement.columns;
  for (std::size_t position = 0; position < plan.entities.size(); ++position) {
    EntityPlan& entity = plan.entities[position];
    entity.first_column = static_cast<std::uint32_t>(columns.size());
    const auto write = [&](const MappedColumn& column, bool maybe_absent) {
      const CellKind expected = column.names.empty() ? column.ops->cell : CellKind::text;
      const bool nullable = maybe_absent || column.column->nullable || column.ops->nullable;
      plan.columns.push_back({expected, column.column->type.kind, nullable});
      columns.push_back(planned_.node_of(position, column));
    };
    for (const auto& column : entity.entity->columns) {
      if (is_deferred(static_cast<std::uint32_t>(position), column)) {
        entity.deferred.push_back(&column);
        continue;
      }
      entity.held.push_back({&column, column.offset, column.ops->fast});
      write(column, position >= roots_);
    }
    for (auto& added : entity.added) {
      if (is_deferred(static_cast<std::uint32_t>(position), *added.column)) continue;
      added.cell = static_cast<std::uint32_t>(columns.size());
      write(*added.column, true);
    }
    finish_kinds(entity);
  }
  std::uint32_t root = 0;
  std::size_t expression = 0;
  for (const auto& item : select_.items) {
    if (item.entity) {
      plan.items.push_back({nullptr, root++});
      continue;
    }
    const MappedColumn* names = naming_column(item.node.get(), *item.ops);
    plan.items.push_back({item.ops, static_cast<std::uint32_t>(columns.size()), names});
    plan.columns.push_back(names ? ColumnShape{CellKind::text, TypeKind::text, true}
                                 : ColumnShape{item.ops->cell, item.ops->sql_type.kind, true});
    columns.push_back(wrapped_ ? expressions_[expression] : item.node);
    ++expression;
  }
}

}  // namespace weft::detail
