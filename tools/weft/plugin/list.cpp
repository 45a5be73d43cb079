// SPDX-License-Identifier: MIT
#include "list.hpp"

#include <algorithm>
#include <array>
#include <iomanip>
#include <iostream>
#include <nlohmann/json.hpp>
#include <weft/plugin/plugin.hpp>

namespace weft::tool {
namespace {

using plugins::PluginInfo;
using Row = std::array<std::string, 5>;

std::string urls_of(const PluginInfo& plugin) {
  std::string urls;
  for (const auto& scheme : plugin.schemes) urls += (urls.empty() ? "" : ",") + scheme + "://";
  return urls.empty() ? "-" : urls;
}

void print(const std::vector<Row>& rows) {
  std::array<std::size_t, std::tuple_size_v<Row>> widths{};
  for (const auto& row : rows)
    for (std::size_t column = 0; column < row.size(); ++column) widths[column] = std::max(widths[column], row[column].size());
  for (const auto& row : rows) {
    for (std::size_t column = 0; column + 1 < row.size(); ++column)
      std::cout << std::left << std::setw(static_cast<int>(widths[column])) << row[column] << "  ";
    std::cout << row.back() << '\n';
  }
}

}  // namespace

void list_as_table(const PluginSearch& search) {
  const auto all = plugins::list(search);
  std::vector<Row> rows{{"KIND", "NAME", "VERSION", "URL", "FILE"}};
  for (const auto& plugin : all)
    if (plugin.why_not.empty())
      rows.push_back({plugin.kind, plugin.name, plugin.version, urls_of(plugin),
                      plugin.file + (plugin.shadowed ? "  (not used: one of this name comes first)" : "")});
  if (rows.size() > 1) print(rows);
  else std::cout << "no plugin was found\n";

  bool titled = false;
  for (const auto& plugin : all) {
    if (plugin.why_not.empty()) continue;
    if (!titled) std::cout << "\nrefused:\n";
    titled = true;
    std::cout << "  " << plugin.file << ": " << plugin.why_not << '\n';
  }
  std::cout << "\nsearched:\n";
  for (const auto& path : plugins::search_paths(search)) std::cout << "  " << path << '\n';
}

void list_as_json(const PluginSearch& search) {
  using Json = nlohmann::ordered_json;
  Json json{{"plugins", Json::array()}, {"searched", plugins::search_paths(search)}};
  for (const auto& plugin : plugins::list(search)) {
    Json one{{"kind", plugin.kind},       {"name", plugin.name},       {"version", plugin.version},
             {"summary", plugin.summary}, {"license", plugin.license}, {"file", plugin.file},
             {"abi", plugin.abi},         {"abi_tag", plugin.abi_tag}, {"built_with", plugin.built_with},
             {"schemes", plugin.schemes}, {"shadowed", plugin.shadowed}};
    if (!plugin.install_hint.empty()) one["install_hint"] = plugin.install_hint;
    if (!plugin.why_not.empty()) one["refused"] = plugin.why_not;
    json["plugins"].push_back(std::move(one));
  }
  // A file may be called anything.
  std::cout << json.dump(1, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace weft::tool
