// SPDX-License-Identifier: MIT
#include "options.hpp"

#include <algorithm>
#include <filesystem>
#include <map>

#include <CLI/CLI.hpp>
#include <weft/error.hpp>
#include <weft/plugin/plugin.hpp>

namespace weft::conformance {
namespace {

/// The kind of a plugin file, from its manifest: no code of it runs.
std::string kind_of(const std::string& file) {
  PluginSearch only;
  only.paths = {file};
  for (const auto& plugin : plugins::list(only))
    if (plugin.file == std::filesystem::weakly_canonical(file) || plugin.file == file) {
      if (!plugin.why_not.empty()) throw PluginError(file + ": " + plugin.why_not);
      return plugin.kind;
    }
  throw PluginError("\"" + file + "\" is not a plugin file");
}

void make_absolute(std::vector<std::string>& files) {
  for (auto& file : files) file = std::filesystem::absolute(file).lexically_normal();
}

}  // namespace

bool fits(std::string_view name, std::string_view pattern) noexcept {
  if (pattern.empty()) return name.empty();
  if (pattern.front() == '*') {
    for (std::size_t taken = 0; taken <= name.size(); ++taken)
      if (fits(name.substr(taken), pattern.substr(1))) return true;
    return false;
  }
  if (name.empty() || (pattern.front() != '?' && pattern.front() != name.front())) return false;
  return fits(name.substr(1), pattern.substr(1));
}

bool Options::selects(const std::string& name) const {
  bool selected = std::all_of(filters.begin(), filters.end(), [](auto& filter) { return filter.starts_with('-'); });
  for (const auto& filter : filters) {
    const bool negative = filter.starts_with('-');
    if (fits(name, std::string_view(filter).substr(negative ? 1 : 0))) selected = !negative;
  }
  return selected;
}

std::optional<Options> read_options(int count, char** arguments, int& status) {
  Options options;
  std::vector<std::string> files;
  CLI::App app(
      "Proves dialect and strategy plugins of weft against live databases.\n"
      "Works in tables of its own, whose names begin with \"conf_\".");
  app.name("weft-conformance");
  app.add_option("plugin", files, "plugin files under test, of either kind");
  app.add_option("--url", options.urls, "a database, several times for several; sqlite:// (in memory) without any")
      ->take_all();
  app.add_option("--dialect-plugin", options.dialect_plugins, "the file of a dialect under test")->check(CLI::ExistingFile);
  app.add_option("--strategy-plugin", options.strategy_plugins,
                 "the file of a loading strategy under test; without any, all that are installed")
      ->check(CLI::ExistingFile);
  app.add_option("--filter", options.filters,
                 "only names that fit, * and ? as in file names: 'dialect.types.*'. With - before it: none of these");
  const std::map<std::string, Level> levels{{"core", Level::core}, {"standard", Level::standard}, {"full", Level::full}};
  app.add_option("--level", options.level, "core, standard (the default) or full")
      ->transform(CLI::CheckedTransformer(levels, CLI::ignore_case).description(""));
  app.add_flag("--list", options.list, "print the names and run nothing");
  app.add_flag("--allow-missing", options.allow_missing, "succeed although a database could not be reached");
  app.add_flag("--quiet", options.quiet, "no progress, only failures and the sum");
  app.add_option("--deviations", options.deviations, "a file of known deviations: lines of  pattern: reason")
      ->check(CLI::ExistingFile);
  app.add_option("--junit", options.junit, "write a report for CI systems");
  app.add_option("--json", options.json, "write a report for programs");
  app.add_option("--html", options.html, "write a report as a page");
  app.add_option("--markdown", options.markdown, "write the matrix for a documentation");
  try {
    app.parse(count, arguments);
    make_absolute(files);
    for (auto& file : files)
      (kind_of(file) == "dialect" ? options.dialect_plugins : options.strategy_plugins).push_back(file);
  } catch (const CLI::ParseError& error) {
    status = app.exit(error);
    return std::nullopt;
  }
  make_absolute(options.dialect_plugins);
  make_absolute(options.strategy_plugins);
  if (options.urls.empty()) options.urls.emplace_back("sqlite://");
  return options;
}

}  // namespace weft::conformance
