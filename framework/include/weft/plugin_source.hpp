// SPDX-License-Identifier: MIT
//
// Where the framework gets dialects and strategies from. The framework itself opens no library: whoever
// can provide plugins (the plugin host, or a test with its own objects) installs itself here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "weft/fwd.hpp"

namespace weft {

/// Which plugins an engine accepts, beyond the process-wide search.
struct PluginSearch {
  std::vector<std::string> paths{};  ///< absolute folders or plugin files, searched before WEFT_PLUGIN_PATH
  std::vector<std::string> allow{};  ///< names; when not empty, nothing else is opened
  std::vector<std::string> deny{};   ///< names that are never opened
  std::string lock_file{};           ///< SHA-256 sums of the plugin files, lines of `plugins::lock_line()`
};

/// Gives out plugins by name. Objects live until the process ends. Safe to call from several threads.
class PluginSource {
 public:
  virtual ~PluginSource();
  /// The dialect for a URL scheme ("sqlite"). Throws `PluginError` that lists every place searched.
  virtual const Dialect& dialect(std::string_view scheme, const PluginSearch& search) = 0;
  /// The loading strategy of that name. Throws `PluginError` that lists every place searched.
  virtual const LoaderStrategy& strategy(std::string_view name, const PluginSearch& search) = 0;
};

/// Makes `source` the one that is asked from now on; it must live until the process ends.
void install_plugin_source(PluginSource& source) noexcept;
/// The installed one. Throws `PluginError` when there is none.
PluginSource& plugin_source();

}  // namespace weft
