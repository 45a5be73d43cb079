// SPDX-License-Identifier: MIT
#include "options.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

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

Level level_named(const std::string& name) {
  for (Level level : {Level::core, Level::standard, Level::full})
    if (name == name_of(level)) return level;
  throw CLI::ValidationError("--level", "\"" + name + "\" is none of core, standard, full");
}

/// Before the run: it may take long, and its result would be lost.
void refuse_unwritable(const std::string& report) {
  if (report.empty()) return;
  const std::filesystem::path file = std::filesystem::absolute(report);
  if (std::filesystem::is_directory(file)) throw UsageError("cannot write \"" + report + "\": it is a folder");
  const std::filesystem::path folder = file.parent_path();
  if (!std::filesystem::is_directory(folder))
    throw UsageError("cannot write \"" + report + "\": there is no folder \"" + folder.string() + "\"");
  if (access(std::filesystem::exists(file) ? file.c_str() : folder.c_str(), W_OK) != 0)
    throw UsageError("cannot write \"" + report + "\": " + std::strerror(errno));
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
      ->take_all()
      ->allow_extra_args(false);
  app.add_option("--dialect-plugin", options.dialect_plugins, "the file of a dialect under test")
      ->check(CLI::ExistingFile)
      ->allow_extra_args(false);
  app.add_option("--strategy-plugin", options.strategy_plugins,
                 "the file of a loading strategy under test; without any, all that are installed")
      ->check(CLI::ExistingFile)
      ->allow_extra_args(false);
  app.add_option("--filter", options.filters,
                 "only names that fit, * and ? as in file names: 'dialect.types.*'. With - before it: none of these")
      ->allow_extra_args(false);
  app.add_option_function<std::string>(
      "--level", [&](const std::string& name) { options.level = level_named(name); }, "core, standard (the default) or full");
  app.add_flag("--list", options.list, "print the names and run nothing");
  app.add_flag("--allow-missing", options.allow_missing, "succeed although a database could not be reached");
  app.add_flag("--quiet", options.quiet, "no progress, only failures and the sum");
  app.add_option("--deviations", options.deviations, "a file of known deviations: lines of  pattern: reason")
      ->check(CLI::ExistingFile);
  app.add_option("--junit", options.junit, "write a report for CI systems");
  app.add_option("--json", options.json, "write a report for programs");
  app.add_option("--html", options.html, "write a report as a page");
  app.add_option("--markdown", options.markdown, "write the matrix for a documentation");
  app.set_version_flag("--version", "weft-conformance " WEFT_VERSION);
  try {
    app.parse(count, arguments);
    make_absolute(files);
    for (auto& file : files)
      (kind_of(file) == "dialect" ? options.dialect_plugins : options.strategy_plugins).push_back(file);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() != 0) throw UsageError(std::string(error.what()) + "\n  --help tells what there is");
    status = app.exit(error);
    return std::nullopt;
  }
  for (const auto* report : {&options.junit, &options.json, &options.html, &options.markdown}) refuse_unwritable(*report);
  make_absolute(options.dialect_plugins);
  make_absolute(options.strategy_plugins);
  if (options.urls.empty()) options.urls.emplace_back("sqlite://");
  return options;
}

}  // namespace weft::conformance
