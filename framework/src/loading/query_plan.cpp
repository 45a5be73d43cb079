// SPDX-License-Identifier: MIT
#include "loading/query_plan.hpp"

#include <algorithm>

#include "loading/criteria.hpp"
#include "loading/kind_plan.hpp"
#include "loading/rebind.hpp"
#include "loading/related_statement.hpp"
#include "weft/error.hpp"
#include "weft/loading/planner.hpp"
#include "weft/query/build.hpp"

namespace weft::detail {
namespace {

/// No program writes paths this long; a strategy that joins for ever does.
constexpr std::size_t deepest_path = 64;
constexpr std::string_view page_alias = "weft_page";

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

/// Puts a statement together: asks the strategies, then writes down what they asked for.
class Planning {
 public:
  Planning(EngineCore& engine, const SelectState& select, PlannedStatement& planned)
      : engine_(engine), select_(select), planned_(planned) {}

  void run(const LoadNodePtr& node, const RelationshipPath& path) {
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

 private:
  struct EagerJoin {
    std::uint32_t parent = 0;
    std::uint32_t child = 0;
    const MappedRelationship* relationship = nullptr;
    bool inner = false;
    sql::NodePtr condition{};
    std::string alias{};
    std::string secondary_alias{};
  };

  class Planner final : public LoadPlanner {
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

  void add_roots(const LoadNodePtr& node, const RelationshipPath& path) {
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
      plan.node = first ? node : node_of(select_.options, entity);
      if (first && (path.depth() > 0)) plan.path = path;
      first = false;
    }
    roots_ = static_cast<std::uint32_t>(planned_.plan.entities.size());
    for (std::uint32_t root = 0; root < roots_; ++root) inside_.push_back(root);
  }

  EntityPlan& add_entity(const MappedEntity& entity, const std::string& alias) {
    auto& nodes = planned_.column_nodes.emplace_back();
    for (const auto& column : entity.columns)
      nodes.push_back(table_column(*column.column, entity.alias_in(*column.column->table, alias)));
    aliases_of_.push_back(alias);
    EntityPlan& plan = planned_.plan.entities.emplace_back(entity);
    if (entity.discriminator)
      for (const auto* kind : known_kinds_of(entity)) plan.kinds.push_back({&kind->configured()});
    return plan;
  }

  void ask_strategies(std::size_t index) {
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

  [[nodiscard]] KindPlace place_of(std::size_t position) {
    const auto index = static_cast<std::uint32_t>(position);
    return {planned_, index, aliases_of_[position], is_inside(index)};
  }

  void ask_strategy(std::uint32_t position, const LoadNodePtr& node, const MappedRelationship& relationship) {
    const ResolvedStep step = resolve(node, relationship);
    const RelationshipPath further = planned_.plan.entities[position].path.then(relationship);
    if (step.contained && joined_by_query(select_, relationship, step.of_type, step.alias))
      return add_contained(position, relationship, step, further);
    const LoaderStrategy& strategy = engine_.strategy(step.strategy);
    check_options(strategy, *step.options, step.recursion_depth);
    if (further.depth() > deepest_path)
      throw UsageError("cannot plan the query: the path is longer than " + std::to_string(deepest_path) +
                       " relationships\n  " + further.display());
    Planner planner(*this, position, relationship, step, strategy, further);
    strategy.plan(planner, further, *step.options);
  }

  /// Whether rows hold what the relationship starts from. Where they do not, a query that writes the path out makes them.
  bool reaches(std::uint32_t position, const MappedRelationship& relationship, bool written) {
    const auto held = [&] {
      const auto columns = local_columns(relationship);
      return std::all_of(columns.begin(), columns.end(),
                         [&](const auto* column) { return planned_.node_of(position, *column) != nullptr; });
    };
    if (!held() && written) add_kind(place_of(position), *relationship.owner);
    return held();
  }

  void add_join(std::uint32_t parent, const MappedRelationship& relationship, const ResolvedStep& step,
                const RelationshipPath& path, bool inner) {
    if (!reaches(parent, relationship, step.written)) return;
    const MappedEntity& target = step.of_type ? *step.of_type : *relationship.target;
    const bool of_all = planned_.plan.entities[parent].entity->is(*relationship.owner);
    EagerJoin join;
    join.parent = parent;
    join.child = static_cast<std::uint32_t>(planned_.plan.entities.size());
    join.relationship = &relationship;
    join.inner = inner && of_all && !step.condition && !step.of_type && (is_inside(parent) || joined_inner(parent));
    join.condition = step.condition;
    if (relationship.secondary) join.secondary_alias = next_alias(relationship.secondary->name);
    join.alias = next_alias(target.table.name);
    EntityPlan& plan = add_entity(target, join.alias);
    plan.node = step.below;
    plan.path = path;
    const bool partial = step.condition || step.of_type;
    planned_.plan.entities[parent].joined.push_back({&relationship, join.child, partial});
    if (!relationship.to_one()) joins_collections_ = planned_.plan.joined_collections = true;
    joins_.push_back(std::move(join));
  }

  /// What the query joins itself is read out of its own rows.
  void add_contained(std::uint32_t parent, const MappedRelationship& relationship, const ResolvedStep& step,
                     const RelationshipPath& path) {
    const MappedEntity& target = step.of_type ? *step.of_type : *relationship.target;
    std::uint32_t child = selected_at(target, step.alias);
    if (child == roots_) {
      child = static_cast<std::uint32_t>(planned_.plan.entities.size());
      EntityPlan& plan = add_entity(target, std::string(step.alias));
      plan.node = step.below;
      plan.path = path;
      inside_.push_back(child);
    }
    planned_.plan.entities[parent].joined.push_back({&relationship, child, true});
    if (!relationship.to_one()) planned_.plan.joined_collections = true;
  }

  /// The position at which the query selects that entity; `roots_` when it does not.
  [[nodiscard]] std::uint32_t selected_at(const MappedEntity& entity, std::string_view alias) const {
    std::uint32_t position = 0;
    for (const auto& item : select_.items) {
      if (!item.entity) continue;
      if (&item.entity() == &entity && item.alias == alias) break;
      ++position;
    }
    return position;
  }

  /// True where rows of the query itself hold the entity.
  [[nodiscard]] bool is_inside(std::uint32_t position) const {
    return std::find(inside_.begin(), inside_.end(), position) != inside_.end();
  }

  [[nodiscard]] bool joined_inner(std::uint32_t position) const {
    return std::any_of(joins_.begin(), joins_.end(),
                       [&](const auto& join) { return join.child == position && join.inner; });
  }

  std::string next_alias(const std::string& table) { return table + '_' + std::to_string(++aliases_); }

  /// Rows of a joined collection multiply the owners' rows, so a limit has to be applied before the join.
  [[nodiscard]] bool needs_page() const {
    const auto& statement = planned_.statement;
    if (joins_.empty()) return false;
    bool counts_rows = statement.limit || statement.offset;
    bool merges_rows = statement.distinct || !statement.group_by.empty() || !statement.set_operands.empty();
    return merges_rows || (counts_rows && joins_collections_);
  }

  /// A column of the derived table, and the node by which the outside names it.
  sql::NodePtr page_column(sql::SelectStatement& page, const sql::NodePtr& inner) {
    const std::string name = "c" + std::to_string(page.columns.size() + 1);
    page.columns.push_back(label(inner, name));
    return named_column(name, page_alias);
  }

  void wrap_in_page() {
    auto page = std::make_shared<sql::SelectStatement>(std::move(planned_.statement));
    planned_.statement = {};
    planned_.statement.ctes = std::move(page->ctes);
    const std::vector<std::vector<sql::NodePtr>> inner = planned_.column_nodes;
    for (const std::uint32_t position : inside_)
      for (const auto* column : planned_.plan.entities[position].columns()) {
        auto& node = planned_.column_nodes[position][planned_.plan.entities[position].index_of(*column)];
        node = is_deferred(position, *column) ? nullptr : page_column(*page, node);
      }
    for (const auto& item : select_.items)
      if (!item.entity) expressions_.push_back(page_column(*page, item.node));
    wrapped_ = true;

    for (const auto& term : page->order_by) {
      auto outer = std::make_shared<sql::Node>(*term);
      bool ordering = term->kind == sql::NodeKind::ordering;
      const sql::NodePtr& what = ordering ? term->children.front() : term;
      sql::NodePtr outside = outside_name(inner, what);
      if (!outside) outside = page_column(*page, what);
      if (ordering)
        outer->children.front() = outside;
      else
        *outer = *outside;
      planned_.statement.order_by.push_back(std::move(outer));
    }
    planned_.statement.for_update = std::exchange(page->for_update, false);
    planned_.statement.skip_locked = std::exchange(page->skip_locked, false);
    planned_.statement.from.select = std::move(page);
    planned_.statement.from.alias = page_alias;
  }

  /// How the outside names a term that is a column of a selected entity; null for anything else.
  [[nodiscard]] sql::NodePtr outside_name(const std::vector<std::vector<sql::NodePtr>>& inner,
                                          const sql::NodePtr& term) const {
    if (term->kind != sql::NodeKind::entity_column && term->kind != sql::NodeKind::table_column) return nullptr;
    const TableColumn* column = term->column;
    if (term->kind == sql::NodeKind::entity_column) {
      const MappedColumn* mapped = term->entity().configured().column_at(term->offset);
      column = mapped ? mapped->column : nullptr;
    }
    for (const std::uint32_t position : inside_)
      for (std::size_t index = 0; index < inner[position].size(); ++index)
        if (inner[position][index]->column == column && inner[position][index]->text == term->text)
          return planned_.column_nodes[position][index];
    return nullptr;
  }


  [[nodiscard]] bool is_deferred(std::uint32_t position, const MappedColumn& column) const {
    return column.ops->deferrable && planned_.plan.entities[position].node->loading(column) != ColumnLoading::load;
  }

  void join_eagerly() {
    for (const auto& eager : joins_) {
      const MappedRelationship& relationship = *eager.relationship;
      sql::Join join;
      join.kind = eager.inner ? sql::JoinKind::inner : sql::JoinKind::left;
      const MappedEntity& entity = *planned_.plan.entities[eager.child].entity;
      sql::Source target;
      target.entity = entity.self;
      target.alias = eager.alias;
      name_kinds(planned_.plan.entities[eager.child], target);
      sql::NodePtr condition;
      if (eager.condition)
        condition = rebind(eager.condition, entity, eager.alias, relationship.secondary, eager.secondary_alias);
      if (relationship.secondary) {
        join.source.table = relationship.secondary;
        join.source.alias = eager.secondary_alias;
        for (const auto& pair : relationship.owner_pairs)
          join.on = both(join.on, binary(sql::Op::equal, planned_.node_of(eager.parent, *pair.mapped),
                                        table_column(*pair.association, eager.secondary_alias)));
        sql::Join nested;
        nested.source = target;
        for (const auto& pair : relationship.target_pairs)
          nested.on = both(nested.on, binary(sql::Op::equal, table_column(*pair.association, eager.secondary_alias),
                                            planned_.node_of(eager.child, *pair.mapped)));
        nested.on = both(nested.on, condition);
        join.nested.push_back(std::move(nested));
      } else {
        join.source = target;
        for (const auto& pair : relationship.pairs)
          join.on = both(join.on, binary(sql::Op::equal, planned_.node_of(eager.parent, *pair.local),
                                        planned_.node_of(eager.child, *pair.remote)));
        join.on = both(join.on, condition);
      }
      planned_.statement.joins.push_back(std::move(join));
      for (const auto& term : relationship.order_by)
        planned_.statement.order_by.push_back(rebind(term, entity, eager.alias, relationship.secondary,
                                                     eager.secondary_alias));
    }
  }

  void write_columns() {
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
        if (is_deferred(static_cast<std::uint32_t>(position), column))
          entity.deferred.push_back(&column);
        else
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
      plan.items.push_back({item.ops, static_cast<std::uint32_t>(columns.size())});
      plan.columns.push_back({item.ops->cell, item.ops->sql_type.kind, true});
      columns.push_back(wrapped_ ? expressions_[expression] : item.node);
      ++expression;
    }
  }

  EngineCore& engine_;
  const SelectState& select_;
  PlannedStatement& planned_;
  std::uint32_t roots_ = 0;
  std::vector<std::string> aliases_of_{};  ///< the entities
  std::vector<std::uint32_t> inside_{};  ///< entities that rows of the query itself hold: selected or contained
  bool joins_collections_ = false;
  std::size_t aliases_ = 0;
  bool wrapped_ = false;
  std::vector<EagerJoin> joins_{};
  std::vector<sql::NodePtr> expressions_{};
};

}  // namespace

std::shared_ptr<PlannedStatement> plan_statement(EngineCore& engine, const SelectState& select,
                                                 const LoadNodePtr& node, const RelationshipPath& path) {
  auto planned = std::make_shared<PlannedStatement>();
  Planning(engine, select, *planned).run(node, path);
  return planned;
}

}  // namespace weft::detail
