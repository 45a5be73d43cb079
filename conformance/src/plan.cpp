// SPDX-License-Identifier: MIT
#include "plan.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <weft/plugin/plugin.hpp>
#include <weft/strategy.hpp>

#include "capability_list.hpp"
#include "unused_plugins.hpp"

namespace weft::conformance {
namespace {

std::vector<const LoaderStrategy*>& all_strategies() {
  static std::vector<const LoaderStrategy*> all;
  return all;
}

/// What cases outside of the suite "strategy" are crossed with.
const std::vector<const LoaderStrategy*> no_strategy{nullptr};

ReportedPlugin reported(const plugins::PluginInfo& plugin) {
  return {plugin.kind, plugin.name, plugin.version, plugin.file};
}

/// The files first, so that they win over installed plugins of the same name.
void load_plugins(const Options& options, Plan& plan) {
  for (const auto& file : options.dialect_plugins) {
    const auto plugin = plugins::load(file);
    if (plugin.kind != "dialect") throw PluginError("\"" + file + "\" holds no dialect but a " + plugin.kind);
    plan.plugins.push_back(reported(plugin));
  }
  for (const auto& file : options.strategy_plugins) {
    const auto plugin = plugins::load(file);
    if (plugin.kind != "strategy") throw PluginError("\"" + file + "\" holds no strategy but a " + plugin.kind);
    plan.plugins.push_back(reported(plugin));
    plan.strategies.push_back(&plugin_source().strategy(plugin.name, {}));
  }
  std::set<std::string> known;
  for (const auto& plugin : plugins::list()) {
    if (plugin.kind != "strategy" || plugin.shadowed || !plugin.why_not.empty() || !known.insert(plugin.name).second) continue;
    all_strategies().push_back(&plugin_source().strategy(plugin.name, {}));
    if (options.strategy_plugins.empty()) plan.plugins.push_back(reported(plugin));
  }
  if (options.strategy_plugins.empty()) plan.strategies = all_strategies();
}

void connect(const Options& options, Plan& plan) {
  std::map<std::string, int> labels;
  for (const auto& url : options.urls) {
    auto target = std::make_unique<Target>(url);
    const int number = ++labels[target->label()];
    if (number > 1) target->rename(target->label() + "_" + std::to_string(number));
    plan.targets.push_back(std::move(target));
  }
}

/// Who tests a strategy alone is not shown what dialects and sessions do.
bool concerns(Suite suite, const Options& options) {
  return suite == Suite::strategy || options.strategy_plugins.empty() || !options.dialect_plugins.empty();
}

}  // namespace

std::string PlannedCase::display() const {
  return group->name() + "." + one->name + (strategy ? "/" + std::string(strategy->name()) : "") + "/" + target->label();
}

const std::vector<const LoaderStrategy*>& known_strategies() noexcept { return all_strategies(); }

Plan make_plan(const Options& options) {
  Plan plan;
  load_plugins(options, plan);
  connect(options, plan);
  std::set<const Case*> distinct;
  // Groups outermost: they are GoogleTest's suites, which it runs one after another.
  for (const Group* group : groups()) {
    if (!concerns(group->suite(), options)) continue;
    for (const auto& target : plan.targets)
      for (const auto* strategy : group->suite() == Suite::strategy ? plan.strategies : no_strategy)
        for (const Case& one : group->cases()) {
          PlannedCase planned{group, &one, target.get(), strategy};
          if (one.level > options.level || !options.selects(planned.display())) continue;
          plan.cases.push_back(planned);
          distinct.insert(&one);
        }
  }
  plan.distinct_cases = distinct.size();
  refuse_unused_plugins(options, plan);
  return plan;
}

Existing existing(const Plan& plan) {
  Existing all;
  for (const auto& target : plan.targets) all.databases.push_back(target->label());
  for (const auto* strategy : known_strategies()) all.strategies.emplace_back(strategy->name());
  for (const Group* group : groups())
    for (const auto& target : plan.targets)
      for (const auto* strategy : group->suite() == Suite::strategy ? known_strategies() : no_strategy)
        for (const Case& one : group->cases())
          all.cases.push_back(PlannedCase{group, &one, target.get(), strategy}.display());
  return all;
}

std::vector<std::string> incomplete(const Plan& plan, const Options& options, const Report& report) {
  std::vector<std::string> missing;
  std::set<std::string> ran;
  for (const auto& record : report.records) ran.insert(record.display());
  for (const auto& planned : plan.cases)
    if (!ran.contains(planned.display())) missing.push_back("\"" + planned.display() + "\" was planned and has no result");
  if (plan.cases.empty()) missing.emplace_back("no case was selected");
  if (!options.filters.empty()) return missing;

  std::set<const Group*> with_results;
  for (const auto& planned : plan.cases) with_results.insert(planned.group);
  for (const Group* group : groups()) {
    const bool has_cases = std::any_of(group->cases().begin(), group->cases().end(),
                                       [&](const Case& one) { return one.level <= options.level; });
    if (concerns(group->suite(), options) && has_cases && !with_results.contains(group))
      missing.push_back("the group \"" + group->name() + "\" was not run");
  }
  if (options.level != Level::full || !concerns(Suite::dialect, options)) return missing;
  for (const auto& named : named_claims()) {
    const bool covered = std::any_of(plan.cases.begin(), plan.cases.end(), [&](const PlannedCase& planned) {
      return planned.one->claim == named.claim && planned.one->otherwise;
    });
    if (!covered) missing.push_back("the capability \"" + std::string(named.name) + "\" has no case");
  }
  return missing;
}

}  // namespace weft::conformance
