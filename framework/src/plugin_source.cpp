// SPDX-License-Identifier: MIT
#include "weft/plugin_source.hpp"

#include <atomic>

#include "weft/error.hpp"

namespace weft {
namespace {

// Constant-initialised: a plugin host may install itself while statics are still being made.
constinit std::atomic<PluginSource*> installed{nullptr};

}  // namespace

PluginSource::~PluginSource() = default;

void install_plugin_source(PluginSource& source) noexcept { installed.store(&source, std::memory_order_release); }

PluginSource& plugin_source() {
  if (PluginSource* source = installed.load(std::memory_order_acquire)) return *source;
  throw PluginError(
      "no plugin can be found: nothing in this program provides plugins\n"
      "  link the CMake target weft::weft, which brings the plugin host, or call weft::install_plugin_source()");
}

}  // namespace weft
