// SPDX-License-Identifier: MIT
#include "weft/query/options.hpp"

#include "weft/mapping/entity.hpp"

namespace weft {

namespace {

std::string_view spelling(std::string_view strategy) {
  if (strategy == select_strategy) return "lazyload";
  if (strategy == joined_strategy) return "joinedload";
  if (strategy == selectin_strategy) return "selectinload";
  if (strategy == subquery_strategy) return "subqueryload";
  if (strategy == raise_strategy) return "raiseload";
  if (strategy == noload_strategy) return strategy;  // spelled as it is named
  return strategy.empty() ? "defaultload" : "load";
}

}  // namespace

namespace detail {

const StrategyOptions& no_options() noexcept {
  static const StrategyOptions none;
  return none;
}

OptionPtr with_step(const OptionPtr& path, sql::EntityFunction entity, std::ptrdiff_t offset, std::string_view member,
                    std::string_view strategy, const StrategyOptions& options) {
  auto next = path ? std::make_shared<LoadOption>(*path) : std::make_shared<LoadOption>();
  if (!path) next->root = entity;
  next->steps.push_back({.entity = entity,
                         .offset = offset,
                         .member = member,
                         .strategy = std::string(strategy),
                         .options = options});
  return next;
}

OptionPtr with_step_option(const OptionPtr& path, std::string_view name, std::string_view value) {
  auto next = std::make_shared<LoadOption>(*path);
  next->steps.back().options.insert_or_assign(std::string(name), std::string(value));
  return next;
}

OptionPtr with_depth(const OptionPtr& path, int depth) {
  auto next = std::make_shared<LoadOption>(*path);
  next->steps.back().recursion_depth = depth;
  return next;
}

LoadOption with_wildcard(const OptionPtr& path, std::string_view strategy) {
  LoadOption option = *path;
  option.wildcard = strategy;
  return option;
}

}  // namespace detail

LoadOption raiseload_all() { return {.wildcard = std::string(raise_strategy)}; }
LoadOption lazyload_all() { return {.wildcard = std::string(select_strategy)}; }

std::string LoadOption::display() const {
  std::string text;
  for (const auto& step : steps) {
    const auto word = spelling(step.strategy);
    if (!text.empty()) text += '.';
    text.append(word).append("<&").append(step.entity().name).append("::").append(step.member).append(">(");
    if (word == "load") text.append("\"").append(step.strategy).append("\"");
    text += ')';
  }
  if (wildcard.empty()) return text;
  if (!text.empty()) text += '.';
  return text.append(spelling(wildcard)).append("_all()");
}

}  // namespace weft
