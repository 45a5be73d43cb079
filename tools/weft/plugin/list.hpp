// SPDX-License-Identifier: MIT
//
// `weft plugin list`.
#pragma once

#include <weft/plugin_source.hpp>

namespace weft::tool {

/// Prints a line for each plugin, those that would not be used because of an earlier one included; then the refused files
/// with their reasons; then where was searched.
void list_as_table(const PluginSearch& search);

/// Prints all that is known of each, for programs.
void list_as_json(const PluginSearch& search);

}  // namespace weft::tool
