// SPDX-License-Identifier: MIT
#include "unused_plugins.hpp"

#include <algorithm>
#include <filesystem>

#include <weft/error.hpp>
#include <weft/plugin/plugin.hpp>
#include <weft/strategy.hpp>

namespace weft::conformance {
namespace {

using plugins::PluginInfo;

std::vector<std::string> schemes_of(const PluginInfo& plugin) {
  return plugin.schemes.empty() ? std::vector{plugin.name} : plugin.schemes;
}

bool is_file(const PluginInfo& plugin, const std::string& file) {
  std::error_code unimportant;
  return plugin.file == file || std::filesystem::equivalent(plugin.file, file, unimportant);
}

const PluginInfo& in_file(const std::string& file, const std::vector<PluginInfo>& all) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const PluginInfo& plugin) { return is_file(plugin, file); });
  if (found == all.end()) throw PluginError("\"" + file + "\" is gone");
  return *found;
}

/// The one that is taken of all that are there; null when there is none.
const PluginInfo* first(const std::vector<PluginInfo>& all, const auto& matches) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const PluginInfo& plugin) {
    return plugin.why_not.empty() && !plugin.shadowed && matches(plugin);
  });
  return found == all.end() ? nullptr : &*found;
}

const PluginInfo* dialect_of(const std::string& scheme, const std::vector<PluginInfo>& all) {
  return first(all, [&](const PluginInfo& plugin) {
    const auto schemes = schemes_of(plugin);
    return plugin.kind == "dialect" && std::find(schemes.begin(), schemes.end(), scheme) != schemes.end();
  });
}

bool any_case(const Plan& plan, const auto& matches) { return std::any_of(plan.cases.begin(), plan.cases.end(), matches); }

/// Why nothing of this file runs; empty when something does.
std::string why_unused_dialect(const std::string& file, const Plan& plan, const std::vector<PluginInfo>& all) {
  const auto here = [&](const PluginInfo* plugin) { return plugin != nullptr && is_file(*plugin, file); };
  if (any_case(plan, [&](const PlannedCase& planned) { return here(dialect_of(planned.target->url().scheme, all)); })) return {};
  std::string wanted;
  for (const auto& scheme : schemes_of(in_file(file, all))) {
    wanted += (wanted.empty() ? "" : " or ") + scheme + "://";
    for (const auto& target : plan.targets) {
      if (target->url().scheme != scheme) continue;
      const PluginInfo* taken = dialect_of(scheme, all);
      return here(taken) ? "no case on its database was selected" : scheme + ":// is answered by " + taken->file;
    }
  }
  return "no --url begins with " + wanted;
}

std::string why_unused_strategy(const std::string& file, const Plan& plan, const std::vector<PluginInfo>& all) {
  const std::string& name = in_file(file, all).name;
  const PluginInfo* taken =
      first(all, [&](const PluginInfo& plugin) { return plugin.kind == "strategy" && plugin.name == name; });
  if (taken == nullptr || !is_file(*taken, file)) return "\"" + name + "\" is taken from " + (taken ? taken->file : "nowhere");
  const bool runs =
      any_case(plan, [&](const PlannedCase& planned) { return planned.strategy && planned.strategy->name() == name; });
  return runs ? "" : "no case of it was selected";
}

void refuse(const std::string& kind, const std::string& file, const std::string& why) {
  if (!why.empty()) throw UsageError("nothing tests the " + kind + " of " + file + ": " + why);
}

}  // namespace

void refuse_unused_plugins(const Options& options, const Plan& plan) {
  const auto all = plugins::list();
  for (const auto& file : options.dialect_plugins) refuse("dialect", file, why_unused_dialect(file, plan, all));
  for (const auto& file : options.strategy_plugins) refuse("strategy", file, why_unused_strategy(file, plan, all));
}

}  // namespace weft::conformance
