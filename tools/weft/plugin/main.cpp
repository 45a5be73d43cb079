// SPDX-License-Identifier: MIT
//
// weft plugin: which plugins there are, and pinning them. Runs no plugin's code.
#include <filesystem>
#include <string>
#include <vector>
#include <weft/plugin_source.hpp>

#include "../command_line.hpp"
#include "list.hpp"
#include "lock.hpp"

namespace {

std::string absolute(const std::string& path) { return std::filesystem::absolute(path).lexically_normal(); }

/// What a program has in its `EngineOptions`.
void add_paths(CLI::App& command, weft::PluginSearch& search) {
  command
      .add_option_function<std::vector<std::string>>(
          "--path",
          [&search](const std::vector<std::string>& paths) {
            for (const auto& path : paths) search.paths.push_back(absolute(path));
          },
          "a folder or plugin file that is searched first, as PluginSearch::paths; several times for several")
      ->allow_extra_args(false);
}

}  // namespace

int main(int count, char** arguments) {
  CLI::App app("Shows which plugins programs find, and pins them. Runs no code of a plugin.");
  app.name("weft plugin");
  app.require_subcommand(0, 1);
  weft::PluginSearch search;

  auto* list = app.add_subcommand("list", "every plugin that is found, and every file that is refused with the reason");
  bool json = false;
  add_paths(*list, search);
  list->add_option_function<std::string>(
      "--lock", [&](const std::string& lock) { search.lock_file = absolute(lock); },
      "refuse what this lock file does not pin, as PluginSearch::lock_file");
  list->add_flag("--json", json, "for programs");
  list->callback([&] { json ? weft::tool::list_as_json(search) : weft::tool::list_as_table(search); });

  auto* lock = app.add_subcommand("lock", "a lock file with the SHA-256 sums of the plugins that are found");
  std::string file;
  add_paths(*lock, search);
  lock->add_option("file", file, "written anew; without it the lines are printed");
  lock->callback([&] { file.empty() ? weft::tool::print_lock(search) : weft::tool::write_lock(file, search); });

  return weft::tool::run(app, count, arguments);
}
