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
  if (strategy == noload_strategy) return "noload";
  return strategy.empty() ? "defaultload" : "load";
}

}  // namespace

namespace detail {

void add_step(LoadOption& option, sql::EntityFunction entity, std::ptrdiff_t offset, std::string_view member,
              std::string_view strategy, StrategyOptions&& options) {
  option.steps.push_back({.entity = entity,
                          .offset = offset,
                          .member = member,
                          .strategy = std::string(strategy),
                          .options = std::move(options)});
}

void set_step_option(LoadOption& option, std::string_view name, std::string_view value) {
  option.steps.back().options.insert_or_assign(std::string(name), std::string(value));
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
