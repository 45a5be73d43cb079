// SPDX-License-Identifier: MIT
#include "loading/load_node.hpp"

#include <algorithm>
#include <span>

#include "mapping/derived_kinds.hpp"
#include "session/identity_map.hpp"
#include "sql/parameter.hpp"
#include "sql/shape.hpp"
#include "sql/transform.hpp"
#include "weft/error.hpp"
#include "weft/query/build.hpp"

namespace weft::detail {
namespace {

/// A tree while it is being put together.
struct Draft {
  struct Step {
    const MappedRelationship* relationship = nullptr;
    std::string strategy{};
    StrategyOptions options{};
    int recursion_depth = 0;
    sql::NodePtr condition{};
    bool contained = false;
    std::string alias{};
    const MappedEntity* of_type = nullptr;
    Draft* below = nullptr;
    std::unique_ptr<Draft> owned{};
  };
  std::vector<Step> steps{};
  std::vector<NodeColumn> columns{};
  std::vector<NodeKind> kinds{};
  std::string wildcard{};
};

/// Joined, a condition is rewritten for the place where it stands. Values are found again in there one by one, and not
/// as a list.
sql::NodePtr without_lists(const sql::NodePtr& condition) {
  return sql::transformed(condition, [](const sql::Node& node, auto) -> sql::NodePtr {
    if (node.kind != sql::NodeKind::key_list || node.children.size() != 1) return nullptr;
    std::vector<sql::NodePtr> items;
    for (const auto& value : node.values) items.push_back(value_parameter(value, node.type));
    return in_list(node.children.front(), std::move(items), false);
  });
}

Draft& add(Draft& draft, const MappedRelationship& relationship, const LoadStep& written) {
  auto found = std::find_if(draft.steps.begin(), draft.steps.end(),
                            [&](const auto& step) { return step.relationship == &relationship; });
  if (found == draft.steps.end()) {
    draft.steps.emplace_back();
    found = std::prev(draft.steps.end());
    found->relationship = &relationship;
    found->owned = std::make_unique<Draft>();
    found->below = found->owned.get();
  }
  if (!written.strategy.empty() || written.contained) {
    found->strategy = written.strategy;
    found->options = written.options;
    found->recursion_depth = written.recursion_depth;
    found->condition = without_lists(written.condition);
    found->contained = written.contained;
    found->alias = written.alias;
    found->of_type = nullptr;
  } else if (written.condition) {
    found->condition = without_lists(written.condition);
  }
  if (written.of_type) found->of_type = &written.of_type().configured();
  return *found->below;
}

void set(Draft& draft, const MappedColumn& column, ColumnLoading loading) {
  auto known = std::find_if(draft.columns.begin(), draft.columns.end(),
                            [&](const auto& one) { return one.column == &column; });
  if (known != draft.columns.end())
    known->loading = loading;
  else
    draft.columns.push_back({&column, loading});
}

/// The entity whose member an option names: the one on the path, or one derived from it.
const MappedEntity& deeper(const MappedEntity& entity, sql::EntityFunction named) {
  const MappedEntity& other = named();
  return other.is(entity) ? other.configured() : entity;
}

void set(Draft& draft, const MappedEntity& kind, PolymorphicLoad loading) {
  auto known = std::find_if(draft.kinds.begin(), draft.kinds.end(), [&](const auto& one) { return one.entity == &kind; });
  if (known != draft.kinds.end())
    known->loading = loading;
  else
    draft.kinds.push_back({&kind, loading});
}

/// Kinds that are derived from something else are those of another entity that the query selects.
void add(Draft& draft, const MappedEntity& entity, const std::vector<KindOption>& options) {
  for (const auto& option : options) {
    for (const auto kind : option.kinds)
      if (kind().configured().is(entity)) set(draft, kind(), option.loading);
    if (!option.kinds.empty()) continue;
    for (const auto* kind : known_kinds_of(entity))
      if (kind != &entity) set(draft, kind->configured(), option.loading);
  }
}

void add(Draft& draft, const MappedEntity& entity, const std::vector<ColumnOption>& options) {
  for (const auto& option : options) {
    if (option.only)
      for (const auto* column : entity.deferrable) set(draft, *column, ColumnLoading::defer);
    for (const auto& member : option.members) {
      const MappedEntity& owner = deeper(entity, member.entity);
      const MappedColumn* column = owner.column_at(member.offset);
      if (!column)
        throw UsageError("cannot choose columns of \"" + owner.name + "\": \"" + owner.name + "::" +
                         std::string(member.name) + "\" is not mapped\n  map it with:  m.column<&" + owner.name +
                         "::" + std::string(member.name) + ">()");
      if (column->ops->deferrable) set(draft, *column, option.loading);
    }
  }
}

void append(std::string& key, std::string_view text) {
  auto size = static_cast<std::uint32_t>(text.size());
  key.append(reinterpret_cast<const char*>(&size), sizeof size).append(text);
}

template <class T>
void append_address(std::string& key, const T* address) {
  key.append(reinterpret_cast<const char*>(&address), sizeof address);
}

/// A plan is kept with the conditions that it was made with, so their values belong to its key.
void append_condition(LoadNode& node, const sql::NodePtr& condition) {
  if (!condition) return append(node.key, {});
  const sql::Shape shape = sql::shape_of(*condition);
  append(node.key, shape.key);
  for (const auto* parameter : shape.parameters) {
    if (parameter->kind == sql::NodeKind::parameter) append_key(sql::parameter_cell(*parameter), node.key);
    for (const auto& value : parameter->values) append_key(value.cell(), node.key);
  }
  node.parameters.insert(node.parameters.end(), shape.parameters.begin(), shape.parameters.end());
}

void append_everywhere(LoadNode& node) {
  append(node.key, node.everywhere ? std::string_view(node.everywhere->wildcard) : std::string_view());
  if (!node.everywhere) return;
  for (const auto& criterion : node.everywhere->criteria) {
    append_address(node.key, criterion.entity);
    append_condition(node, criterion.condition);
  }
}

/// Completes a node with its key and its parameters.
LoadNodePtr finish(LoadNode node) {
  if (!node.steps.empty() || !node.columns.empty() || !node.kinds.empty() || !node.wildcard.empty() || node.everywhere) {
    append(node.key, node.wildcard);
    append_everywhere(node);
    for (const auto& column : node.columns) {
      append_address(node.key, column.column);
      node.key += static_cast<char>(column.loading);
    }
    for (const auto& kind : node.kinds) {
      append_address(node.key, kind.entity);
      node.key += static_cast<char>(kind.loading);
    }
    for (const auto& step : node.steps) {
      append_address(node.key, step.relationship);
      append(node.key, step.strategy);
      for (const auto& [name, value] : step.options) {
        append(node.key, name);
        append(node.key, value);
      }
      append(node.key, std::to_string(step.recursion_depth));
      append_condition(node, step.condition);
      append(node.key, step.contained ? "contained" : "");
      append(node.key, step.alias);
      append_address(node.key, step.of_type);
      append(node.key, step.below->key);
      node.parameters.insert(node.parameters.end(), step.below->parameters.begin(), step.below->parameters.end());
    }
  }
  return std::make_shared<const LoadNode>(std::move(node));
}

using EverywherePtr = std::shared_ptr<const Everywhere>;

LoadNodePtr finish(const Draft& draft, const EverywherePtr& everywhere) {
  LoadNode node;
  node.wildcard = draft.wildcard;
  if (node.wildcard.empty() && everywhere) node.wildcard = everywhere->wildcard;
  node.everywhere = everywhere;
  node.columns = draft.columns;
  node.kinds = draft.kinds;
  for (const auto& step : draft.steps)
    node.steps.push_back({step.relationship, step.strategy, step.options, step.recursion_depth, step.condition,
                          step.contained, step.alias, step.of_type, finish(*step.below, everywhere)});
  return finish(std::move(node));
}

[[noreturn]] void throw_not_a_relationship(const LoadOption& option, const LoadStep& step, const MappedEntity& entity) {
  throw UsageError("cannot apply " + option.display() + ": \"" + entity.name + "::" + std::string(step.member) +
                   "\" is not a mapped relationship\n  map it with:  m.relationship<&" + entity.name + "::" +
                   std::string(step.member) + ">()");
}

/// Where a step leads to.
const MappedEntity* target_of(const MappedRelationship& relationship, const LoadStep& step, const LoadOption& option) {
  const MappedEntity& target = step.of_type ? step.of_type().configured() : *relationship.target;
  require_kind(target, *relationship.target, "apply " + option.display());
  for (const auto& kinds : step.kinds)
    for (const auto kind : kinds.kinds) require_kind(kind().configured(), target, "apply " + option.display());
  return &target;
}

[[nodiscard]] std::string names_of(const std::vector<const MappedEntity*>& entities) {
  std::string names;
  for (const auto* entity : entities) names += (names.empty() ? "\"" : ", \"") + entity->name + "\"";
  return names.empty() ? "no entity" : names;
}

void check_kind(const MappedEntity& kind, const LoadOption& option, const std::vector<const MappedEntity*>& roots) {
  for (const auto* root : roots) {
    if (kind.is(*root)) return;
    if (kind.copied == root) require_kind(kind, *root, "apply " + option.display());
  }
  throw UsageError("cannot apply " + option.display() + ": the query selects nothing that \"" + kind.name +
                   "\" is derived from\n  it selects    " + names_of(roots) +
                   "\n  where a relationship leads to its base, say it there:  selectinload<...>().selectin_polymorphic<" +
                   kind.name + ">()");
}

/// Whether the path of an option is about `root`.
bool is_about(const LoadOption& option, const MappedEntity& root, const std::vector<SelectedItem>& selected) {
  const MappedEntity& start = option.root();
  if (are_related(root, start)) return true;
  if (!copies(root, start)) return false;
  std::vector<const MappedEntity*> concrete{&root};
  for (const auto& item : selected) {
    if (!item.entity) continue;
    const MappedEntity& entity = item.entity().configured();
    if (are_related(entity, start)) return false;
    if (copies(entity, start) && std::find(concrete.begin(), concrete.end(), &entity) == concrete.end()) concrete.push_back(&entity);
  }
  if (concrete.size() == 1) return true;
  throw UsageError("cannot apply " + option.display() + ": it may be about each of " + names_of(concrete) + ", which have what \"" +
                   start.name + "\" has in tables of their own\n" +
                   "  select them in queries of their own, or load it for all:  m.relationship<...>().lazy(...) in their mappings");
}

/// The tree for a relationship of which nothing was said, or for the levels under one.
LoadNodePtr only(const EverywherePtr& everywhere) {
  if (!everywhere) return empty_node();
  LoadNode node;
  node.wildcard = everywhere->wildcard;
  node.everywhere = everywhere;
  return finish(std::move(node));
}

/// What goes on under a step: its own tree, and the step itself once more while it recurs.
LoadNodePtr below(const NodeStep& step) {
  if (step.recursion_depth == 0 || step.relationship->target != step.relationship->owner) return step.below;
  LoadNode node = *step.below;
  node.key.clear();
  node.parameters.clear();
  std::erase_if(node.steps, [&](const auto& other) { return other.relationship == step.relationship; });
  NodeStep again = step;
  if (again.recursion_depth > 0) --again.recursion_depth;
  node.steps.push_back(std::move(again));
  return finish(std::move(node));
}

}  // namespace

const NodeStep* LoadNode::find(const MappedRelationship& relationship) const noexcept {
  for (const auto& step : steps)
    if (step.relationship == &relationship) return &step;
  return nullptr;
}

ColumnLoading LoadNode::loading(const MappedColumn& column) const noexcept {
  for (const auto& said : columns)
    if (said.column == &column) return said.loading;
  if (!column.deferred) return ColumnLoading::load;
  return column.deferred_raises ? ColumnLoading::raise : ColumnLoading::defer;
}

PolymorphicLoad LoadNode::loading(const MappedEntity& kind) const noexcept {
  for (const auto& said : kinds)
    if (said.entity == &kind) return said.loading;
  return kind.polymorphic_load;
}

sql::NodePtr LoadNode::criteria_of(const MappedEntity& entity) const {
  return everywhere ? everywhere->criteria_of(entity) : nullptr;
}

sql::NodePtr Everywhere::criteria_of(const MappedEntity& entity) const {
  sql::NodePtr condition;
  for (const auto& criterion : criteria)
    if (entity.is(*criterion.entity)) condition = both(condition, criterion.condition);
  return condition;
}

const LoadNodePtr& empty_node() {
  static const LoadNodePtr empty = std::make_shared<const LoadNode>();
  return empty;
}

LoadNodePtr node_of(const std::vector<LoadOption>& options, const MappedEntity& root,
                    const std::vector<SelectedItem>& selected) {
  if (options.empty()) return empty_node();
  Draft draft;
  Everywhere everywhere;
  for (const auto& option : options) {
    if (option.criteria_of) everywhere.criteria.push_back({&option.criteria_of().configured(), without_lists(option.criteria)});
    if (!option.root) {
      add(draft, root, option.kinds);
      if (!option.wildcard.empty()) everywhere.wildcard = option.wildcard;
      continue;
    }
    if (!is_about(option, root, selected)) continue;
    const MappedEntity* entity = &deeper(root, option.root);
    add(draft, *entity, option.columns);
    add(draft, *entity, option.kinds);
    Draft* place = &draft;
    for (const auto& step : option.steps) {
      entity = &deeper(*entity, step.entity);
      const MappedRelationship* relationship = entity->relationship_at(step.offset);
      if (!relationship) throw_not_a_relationship(option, step, *entity);
      place = &add(*place, *relationship, step);
      entity = target_of(*relationship, step, option);
      add(*place, *entity, step.columns);
      add(*place, *entity, step.kinds);
    }
    if (!option.wildcard.empty()) place->wildcard = option.wildcard;
  }
  const bool nothing = everywhere.wildcard.empty() && everywhere.criteria.empty();
  return finish(draft, nothing ? nullptr : std::make_shared<const Everywhere>(std::move(everywhere)));
}

void check_roots(const std::vector<LoadOption>& options, const std::vector<const MappedEntity*>& roots) {
  for (const auto& option : options) {
    for (const auto& kinds : option.kinds)
      for (const auto kind : kinds.kinds) check_kind(kind().configured(), option, roots);
    if (!option.root) continue;
    const MappedEntity& root = option.root();
    const auto has = [&](const auto* entity) { return are_related(*entity, root) || copies(*entity, root); };
    if (std::any_of(roots.begin(), roots.end(), has)) continue;
    throw UsageError("cannot apply " + option.display() + ": the query does not select \"" + root.name +
                     "\"\n  it selects    " + names_of(roots) +
                     "\n  start the path at what is selected, or select \"" + root.name + "\" as well");
  }
}

ResolvedStep resolve(const LoadNodePtr& node, const MappedRelationship& relationship) {
  static const StrategyOptions none;
  ResolvedStep resolved{.strategy = relationship.strategy, .options = &relationship.strategy_options};
  const NodeStep* step = node->find(relationship);
  resolved.of_type = step ? step->of_type : nullptr;
  resolved.condition = node->criteria_of(resolved.of_type ? *resolved.of_type : *relationship.target);
  if (!step) {
    resolved.below = only(node->everywhere);
    if (node->wildcard.empty()) return resolved;
    resolved.strategy = node->wildcard;
    resolved.options = &none;
    resolved.written = true;
    return resolved;
  }
  resolved.condition = both(resolved.condition, step->condition);
  resolved.contained = step->contained;
  resolved.alias = step->alias;
  resolved.below = step->below;
  if (step->strategy.empty()) return resolved;
  resolved.strategy = step->strategy;
  resolved.options = &step->options;
  resolved.recursion_depth = step->recursion_depth;
  resolved.written = true;
  resolved.below = below(*step);
  return resolved;
}

}  // namespace weft::detail
