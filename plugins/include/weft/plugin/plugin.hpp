// SPDX-License-Identifier: MIT
//
// Which plugins there are, and loading one by its path.
//
//   for (const auto& plugin : weft::plugins::list())
//     print(plugin.kind, plugin.name, plugin.version, plugin.file, plugin.why_not);
//   weft::plugins::load("/opt/app/libweft_strategy_peers.so");
//
// Programs rarely need this: an engine finds its dialect by the URL, and a strategy by its name. Loading a
// plugin is running code with the program's rights. Plugins are never unloaded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "weft/plugin_source.hpp"

namespace weft::plugins {

/// One plugin, as far as it can be known without running its code.
struct PluginInfo {
  std::string kind{}; ///< "dialect" or "strategy"; empty when the manifest cannot be read
  std::string name{}; ///< from the manifest; empty when it cannot be read
  std::string version{};
  std::string summary{};
  std::string license{};
  std::string file{};                 ///< absolute path; empty for a linked plugin
  std::uint32_t abi{};                ///< the plugin interface it was built for
  std::string abi_tag{};              ///< "linux-x86_64-libstdc++-cxx11"
  std::string built_with{};           ///< the compiler
  std::vector<std::string> schemes{}; ///< URL schemes of a dialect
  std::string install_hint{};         ///< how to get what the plugin needs
  bool linked{};                      ///< part of the program
  bool loaded{};                      ///< its object exists
  bool shadowed{};                    ///< one of this kind and name was found earlier and is used instead
  std::string why_not{};              ///< why it cannot be used; empty when it can, as far as can be seen
};

/// The folders and files that are searched, in this order: `search.paths`, WEFT_PLUGIN_PATH, beside libweft,
/// the install folder. They need not exist. Safe from several threads.
[[nodiscard]] std::vector<std::string> search_paths(const PluginSearch& search = {});

/// Every plugin in every place, the unusable ones with the reason. Reads manifests and runs no plugin's code.
/// Safe from several threads. Throws nothing but `std::bad_alloc`.
[[nodiscard]] std::vector<PluginInfo> list(const PluginSearch& search = {});

/// Loads the plugin in this file, which is found before those of any folder from now on. `file` is an absolute
/// path, the name of the file is free. Loading it again does nothing. Throws `PluginError`. Safe from several threads.
PluginInfo load(std::string_view file, const PluginSearch& search = {});

/// The line that pins this file in a lock file (`PluginSearch::lock_file`): its SHA-256 sum, two spaces, its
/// path. Throws `PluginError` when it cannot be read.
[[nodiscard]] std::string lock_line(std::string_view file);

} // namespace weft::plugins
