// SPDX-License-Identifier: MIT
//
// Plugins that are part of the program. weft_link_plugins() in CMake writes what is needed:
//
//   extern "C" const weft_plugin_descriptor* weft_plugin_entry_dialect_sqlite(void);
//   const weft::plugins::LinkedPlugin dialect_sqlite{&weft_plugin_entry_dialect_sqlite};
//
// Linked plugins are found before any file. Not for a library that may be unloaded: a registration stays.
#pragma once

#include "weft/plugin/descriptor.hpp"

namespace weft::plugins {

/// Registers a plugin for the life of the process. Define it with static storage: it is chained into a list,
/// and no memory is needed for that. Safe from several threads.
class LinkedPlugin {
public:
  using Entry = const weft_plugin_descriptor* (*)();

  explicit LinkedPlugin(Entry plugin) noexcept;
  LinkedPlugin(const LinkedPlugin&) = delete;
  LinkedPlugin& operator=(const LinkedPlugin&) = delete;

  [[nodiscard]] Entry entry() const noexcept { return entry_; }
  /// The one registered before this one.
  [[nodiscard]] const LinkedPlugin* next() const noexcept { return next_; }

private:
  Entry entry_;
  const LinkedPlugin* next_ = nullptr;
};

} // namespace weft::plugins
