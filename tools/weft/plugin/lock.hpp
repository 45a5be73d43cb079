// SPDX-License-Identifier: MIT
//
// `weft plugin lock`: the file of `PluginSearch::lock_file`.
#pragma once

#include <string>
#include <weft/plugin_source.hpp>

namespace weft::tool {

/// Prints the lines of the plugins that a program with this search would use; on the error stream, the files that are
/// refused and therefore not pinned. Throws `PluginError` when there is none to pin.
void print_lock(const PluginSearch& search);

/// Puts the same into `file`, which is replaced as a whole and writable by nobody but its owner. Then makes sure that a
/// program would take the file and what it pins. Throws `PluginError` when it would not, `UsageError` when the file
/// cannot be written.
void write_lock(const std::string& file, const PluginSearch& search);

}  // namespace weft::tool
