// SPDX-License-Identifier: MIT
#include "weft/query/options.hpp"

#include "weft/error.hpp"
#include "weft/query/build.hpp"

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

std::string_view spelling(const ColumnOption& option) {
  if (option.only) return "load_only";
  return option.loading == ColumnLoading::load ? "undefer" : "defer";
}

void append_member(std::string& text, const MemberRef& member) {
  text.append("&").append(member.entity().name).append("::").append(member.name);
}

void append_columns(std::string& text, const std::vector<ColumnOption>& columns) {
  for (const auto& option : columns) {
    if (!text.empty()) text += '.';
    text.append(spelling(option)).append("<");
    for (const auto& member : option.members) {
      if (&member != &option.members.front()) text += ", ";
      append_member(text, member);
    }
    text.append(option.loading == ColumnLoading::raise ? ">({.raiseload = true})" : ">()");
  }
}

void append_kinds(std::string& text, const std::vector<KindOption>& options) {
  for (const auto& option : options) {
    if (!text.empty()) text += '.';
    text.append(option.loading == PolymorphicLoad::inlined ? "with_polymorphic<" : "selectin_polymorphic<");
    for (const auto kind : option.kinds) {
      if (kind != option.kinds.front()) text += ", ";
      text.append(kind().name);
    }
    text.append(">()");
  }
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

OptionPtr with_condition(const OptionPtr& path, const sql::NodePtr& condition) {
  if (!path || path->steps.empty())
    throw UsageError("where() belongs to a step of a path, and this path has none yet\n"
                     "  filter what is selected with select<...>().where(...)");
  if (path->steps.back().contained)
    throw UsageError("where() does not go with " + path->display() + ": the query itself joins and filters there\n"
                     "  give the condition to the select, with its where(...)");
  auto next = std::make_shared<LoadOption>(*path);
  sql::NodePtr& before = next->steps.back().condition;
  before = both(before, condition);
  return next;
}

OptionPtr with_containment(const OptionPtr& path, std::string_view alias) {
  auto next = std::make_shared<LoadOption>(*path);
  next->steps.back().contained = true;
  next->steps.back().alias = alias;
  return next;
}

OptionPtr with_columns(const OptionPtr& path, sql::EntityFunction root, ColumnOption columns) {
  auto next = path ? std::make_shared<LoadOption>(*path) : std::make_shared<LoadOption>();
  if (!path) next->root = root;
  (next->steps.empty() ? next->columns : next->steps.back().columns).push_back(std::move(columns));
  return next;
}

OptionPtr with_type(const OptionPtr& path, sql::EntityFunction derived) {
  if (!path || path->steps.empty())
    throw UsageError("of_type() belongs to a step of a path, and this path has none yet\n"
                     "  select the derived entity itself:  select<...>()");
  auto next = std::make_shared<LoadOption>(*path);
  next->steps.back().of_type = derived;
  return next;
}

OptionPtr with_kinds(const OptionPtr& path, KindOption kinds) {
  auto next = path ? std::make_shared<LoadOption>(*path) : std::make_shared<LoadOption>();
  (next->steps.empty() ? next->kinds : next->steps.back().kinds).push_back(std::move(kinds));
  return next;
}

LoadOption selecting_kinds(KindOption kinds) {
  LoadOption option;
  option.kinds.push_back(std::move(kinds));
  return option;
}

}  // namespace detail

LoadOption raiseload_all() { return {.wildcard = std::string(raise_strategy)}; }
LoadOption lazyload_all() { return {.wildcard = std::string(select_strategy)}; }

std::string LoadOption::display() const {
  if (criteria_of) return "with_loader_criteria<" + criteria_of().name + ">(...)";
  std::string text;
  append_columns(text, columns);
  append_kinds(text, kinds);
  for (const auto& step : steps) {
    const auto word = step.contained ? std::string_view("contains_eager") : spelling(step.strategy);
    if (!text.empty()) text += '.';
    text.append(word).append("<&").append(step.entity().name).append("::").append(step.member).append(">(");
    if (word == "load") text.append("\"").append(step.strategy).append("\"");
    text += ')';
    if (step.of_type) text.append(".of_type<").append(step.of_type().name).append(">()");
    if (step.condition) text += ".where(...)";
    append_columns(text, step.columns);
    append_kinds(text, step.kinds);
  }
  if (wildcard.empty()) return text;
  if (!text.empty()) text += '.';
  return text.append(spelling(wildcard)).append("_all()");
}

}  // namespace weft
