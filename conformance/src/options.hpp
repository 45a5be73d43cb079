// SPDX-License-Identifier: MIT
//
// What was asked for on the command line.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "case.hpp"

namespace weft::conformance {

struct Options {
  std::vector<std::string> urls{};
  std::vector<std::string> dialect_plugins{};   ///< absolute paths
  std::vector<std::string> strategy_plugins{};  ///< likewise
  std::vector<std::string> filters{};           ///< patterns with * and ?; with - before them: not these
  Level level = Level::standard;
  bool list = false;
  bool allow_missing = false;
  bool quiet = false;
  std::string deviations{};
  std::string junit{};
  std::string json{};
  std::string html{};
  std::string markdown{};

  /// Whether the name passes the filters.
  [[nodiscard]] bool selects(const std::string& name) const;
};

/// Reads the command line. Empty when the program is to end with `status` (help, the version). Throws `UsageError` for what
/// makes no sense and for reports that cannot be written, `PluginError` for files that are no plugins.
[[nodiscard]] std::optional<Options> read_options(int count, char** arguments, int& status);

/// Whether `name` fits a pattern in which * stands for any characters and ? for one.
[[nodiscard]] bool fits(std::string_view name, std::string_view pattern) noexcept;

}  // namespace weft::conformance
