// SPDX-License-Identifier: MIT
//
// Opening libraries. The only place that knows Boost.DLL and the system loader.
#pragma once

#include <string>

#include "weft/plugin/linked.hpp"

namespace weft::plugins {

struct OpenedLibrary {
  LinkedPlugin::Entry entry{}; ///< null when it could not be opened
  std::string why_not{};       ///< the system loader's own words
};

/// Opens the library at this absolute path for the rest of the process and looks up `weft_plugin_entry`.
/// All symbols are resolved at once, and none is given to other libraries.
OpenedLibrary open_library(const std::string& file);

/// The file that holds this code: libweft.so, or a program that contains it. Empty when it cannot be told.
std::string own_file();

} // namespace weft::plugins
