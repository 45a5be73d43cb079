// SPDX-License-Identifier: MIT
//
// Whether a plugin file may be opened at all. Each function returns the reason why not, empty when it may.
#pragma once

#include <string>
#include <string_view>

#include "weft/plugin_source.hpp"

namespace weft::plugins {

/// A regular file after links are resolved, which nobody but root and the user of this process could have
/// put there: neither the file nor its folder belongs to or can be written by somebody else.
std::string distrust_file(const std::string& file);

/// The allow and deny lists. Linked plugins are asked too.
std::string distrust_name(std::string_view name, const PluginSearch& search);

/// The lock file: it must have a line with the name of this file and its sum. Empty without a lock file.
/// The lock file itself must pass `distrust_file`.
std::string distrust_sum(const std::string& file, const PluginSearch& search);

} // namespace weft::plugins
