// SPDX-License-Identifier: MIT
//
// What the commands of `weft` share: an error of the command line or of the command ends with 2 and one message.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

namespace weft::tool {

inline constexpr int error_status = 2;

inline std::string names_of_subcommands(CLI::App& app) {
  std::string names;
  for (const auto* command : app.get_subcommands([](CLI::App*) { return true; }))
    names += (names.empty() ? "" : ", ") + command->get_name();
  return names;
}

/// Reads the command line, which runs the callbacks of its subcommand, and gives the exit status.
inline int run(CLI::App& app, int count, char** arguments) {
  try {
    app.parse(count, arguments);
    if (app.get_subcommands().empty()) throw CLI::RequiredError("one of " + names_of_subcommands(app));
    std::cout.flush();
    if (!std::cout) throw std::runtime_error("what was printed could not be written");
    return 0;
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    std::fprintf(stderr, "%s: %s\n  --help tells what there is\n", app.get_name().c_str(), error.what());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s: %s\n", app.get_name().c_str(), error.what());
  }
  return error_status;
}

}  // namespace weft::tool
