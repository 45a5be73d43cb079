// SPDX-License-Identifier: MIT
#include "loading/load_node.hpp"

#include <algorithm>
#include <span>

#include "weft/error.hpp"

namespace weft::detail {
namespace {

/// A tree while it is being put together.
struct Draft {
  struct Step {
    const MappedRelationship* relationship = nullptr;
    std::string strategy{};
    StrategyOptions options{};
    int recursion_depth = 0;
    Draft* below = nullptr;
    std::unique_ptr<Draft> owned{};
  };
  std::vector<Step> steps{};
  std::string wildcard{};
};

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
  if (!written.strategy.empty()) {
    found->strategy = written.strategy;
    found->options = written.options;
    found->recursion_depth = written.recursion_depth;
  }
  return *found->below;
}

void append(std::string& key, std::string_view text) {
  auto size = static_cast<std::uint32_t>(text.size());
  key.append(reinterpret_cast<const char*>(&size), sizeof size).append(text);
}

std::string key_of(const LoadNode& node) {
  std::string key;
  if (node.steps.empty() && node.wildcard.empty() && node.wildcard_below.empty()) return key;
  append(key, node.wildcard);
  append(key, node.wildcard_below);
  for (const auto& step : node.steps) {
    key.append(reinterpret_cast<const char*>(&step.relationship), sizeof step.relationship);
    append(key, step.strategy);
    for (const auto& [name, value] : step.options) {
      append(key, name);
      append(key, value);
    }
    append(key, std::to_string(step.recursion_depth));
    append(key, step.below->key);
  }
  return key;
}

LoadNodePtr finish(LoadNode node) {
  node.key = key_of(node);
  return std::make_shared<const LoadNode>(std::move(node));
}

LoadNodePtr finish(const Draft& draft, const std::string& everywhere) {
  LoadNode node;
  node.wildcard = draft.wildcard.empty() ? everywhere : draft.wildcard;
  node.wildcard_below = everywhere;
  for (const auto& step : draft.steps)
    node.steps.push_back(
        {step.relationship, step.strategy, step.options, step.recursion_depth, finish(*step.below, everywhere)});
  return finish(std::move(node));
}

[[noreturn]] void throw_not_a_relationship(const LoadOption& option, const LoadStep& step, const MappedEntity& entity) {
  throw UsageError("cannot apply " + option.display() + ": \"" + entity.name + "::" + std::string(step.member) +
                   "\" is not a mapped relationship\n  map it with:  m.relationship<&" + entity.name + "::" +
                   std::string(step.member) + ">()");
}

/// The tree for a relationship of which nothing was said, or for the levels under one.
LoadNodePtr only_wildcard(const std::string& everywhere) {
  if (everywhere.empty()) return empty_node();
  LoadNode node;
  node.wildcard = node.wildcard_below = everywhere;
  return finish(std::move(node));
}

/// What goes on under a step: its own tree, and the step itself once more while it recurs.
LoadNodePtr below(const NodeStep& step) {
  if (step.recursion_depth == 0 || step.relationship->target != step.relationship->owner) return step.below;
  LoadNode node = *step.below;
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

const LoadNodePtr& empty_node() {
  static const LoadNodePtr empty = std::make_shared<const LoadNode>();
  return empty;
}

LoadNodePtr node_of(const std::vector<LoadOption>& options, const MappedEntity& root) {
  if (options.empty()) return empty_node();
  Draft draft;
  std::string everywhere;
  for (const auto& option : options) {
    if (option.steps.empty()) {
      everywhere = option.wildcard;
      continue;
    }
    if (&option.root() != &root) continue;
    Draft* place = &draft;
    const MappedEntity* entity = &root;
    for (const auto& step : option.steps) {
      const MappedRelationship* relationship = entity->relationship_at(step.offset);
      if (!relationship) throw_not_a_relationship(option, step, *entity);
      place = &add(*place, *relationship, step);
      entity = relationship->target;
    }
    if (!option.wildcard.empty()) place->wildcard = option.wildcard;
  }
  return finish(draft, everywhere);
}

void check_roots(const std::vector<LoadOption>& options, const std::vector<const MappedEntity*>& roots) {
  for (const auto& option : options) {
    if (!option.root) continue;
    const MappedEntity& root = option.root();
    if (std::find(roots.begin(), roots.end(), &root) != roots.end()) continue;
    std::string selected;
    for (const auto* entity : roots) selected += (selected.empty() ? "\"" : ", \"") + entity->name + "\"";
    throw UsageError("cannot apply " + option.display() + ": the query does not select \"" + root.name +
                     "\"\n  it selects    " + (selected.empty() ? "no entity" : selected) +
                     "\n  start the path at what is selected, or select \"" + root.name + "\" as well");
  }
}

ResolvedStep resolve(const LoadNodePtr& node, const MappedRelationship& relationship) {
  static const StrategyOptions none;
  if (const NodeStep* step = node->find(relationship)) {
    if (step->strategy.empty())
      return {relationship.strategy, &relationship.strategy_options, 0, false, step->below};
    return {step->strategy, &step->options, step->recursion_depth, true, below(*step)};
  }
  LoadNodePtr rest = only_wildcard(node->wildcard_below);
  if (!node->wildcard.empty()) return {node->wildcard, &none, 0, true, std::move(rest)};
  return {relationship.strategy, &relationship.strategy_options, 0, false, std::move(rest)};
}

}  // namespace weft::detail
