// SPDX-License-Identifier: MIT
//
// The plugins whose objects exist.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "search.hpp"

namespace weft::plugins {

/// One for the process, leaked on purpose: objects of plugins may be used until the very end, by destructors
/// of static objects too. Safe to call from several threads.
class Registry {
public:
  static Registry& instance();

  /// The object of this candidate, made now if need be. Throws `PluginError`. The lock file is checked here,
  /// each time: the engines of a program may have different ones.
  void* object(const Candidate& candidate, const PluginSearch& search);

  [[nodiscard]] bool has_object(const Candidate& candidate) const;

  /// Files that were loaded by their path, in that order.
  [[nodiscard]] std::vector<std::string> loaded_files() const;
  void add_loaded_file(const std::string& file);

  /// Answers of earlier searches by what was asked. Forgotten when a file is loaded by its path.
  [[nodiscard]] void* remembered(const std::string& question) const;
  void remember(const std::string& question, void* object);

private:
  Registry() = default;

  // Recursive: a plugin that is being made may ask for another one.
  mutable std::recursive_mutex mutex_;
  std::map<std::string, void*> by_file_;
  std::map<LinkedPlugin::Entry, void*> by_entry_;
  std::vector<std::string> loaded_files_;
  std::map<std::string, void*> remembered_;
};

} // namespace weft::plugins
