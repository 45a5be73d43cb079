// SPDX-License-Identifier: MIT
//
// weft new: a project of one plugin, which builds against the installed weft and passes conformance before a line of it
// is changed.
#include "../command_line.hpp"
#include "project.hpp"

int main(int count, char** arguments) {
  CLI::App app("Writes the project of a plugin that builds and works, to be changed from there.");
  app.name("weft new");
  app.require_subcommand(0, 1);
  std::string name;
  std::string folder;
  const auto add = [&](const char* kind, const char* what) {
    auto* command = app.add_subcommand(kind, what);
    command->add_option("name", name, "of the plugin: lower-case letters, digits and _")->required();
    command->add_option("folder", folder, "a new one; called like the plugin without");
    command->callback([&, kind] { weft::tool::write_project(kind, name, folder.empty() ? name : folder); });
  };
  add("strategy", "a loading strategy that loads with one statement for all owners");
  add("dialect", "a dialect that begins as a copy of the one for SQLite");
  return weft::tool::run(app, count, arguments);
}
