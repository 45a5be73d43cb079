// SPDX-License-Identifier: MIT
#include "registry.hpp"

#include <algorithm>
#include <filesystem>

#include "handshake.hpp"
#include "messages.hpp"
#include "trust.hpp"
#include "weft/error.hpp"

namespace weft::plugins {
namespace {

// One file is one plugin, by whatever path or link it is reached.
std::string identity(const std::string& file) {
  std::error_code error;
  const std::filesystem::path real = std::filesystem::canonical(file, error);
  return error ? file : real.string();
}

} // namespace

Registry& Registry::instance() {
  static Registry* const registry = new Registry();
  return *registry;
}

void* Registry::object(const Candidate& candidate, const PluginSearch& search) {
  const std::scoped_lock lock(mutex_);
  if (candidate.entry == nullptr) {
    if (std::string why = distrust_sum(candidate.file, search); !why.empty())
      throw PluginError(cannot_load(candidate, why));
  }

  const std::string file = identity(candidate.file);
  void*& object = candidate.entry != nullptr ? by_entry_[candidate.entry] : by_file_[file];
  if (object == nullptr) {
    Found<void*> made = make_object(candidate);
    if (!made.value)
      throw PluginError(cannot_load(candidate, made.why_not));
    object = *made.value;
  }
  return object;
}

bool Registry::has_object(const Candidate& candidate) const {
  const std::scoped_lock lock(mutex_);
  if (candidate.entry != nullptr) {
    const auto found = by_entry_.find(candidate.entry);
    return found != by_entry_.end() && found->second != nullptr;
  }
  const auto found = by_file_.find(identity(candidate.file));
  return found != by_file_.end() && found->second != nullptr;
}

std::vector<std::string> Registry::loaded_files() const {
  const std::scoped_lock lock(mutex_);
  return loaded_files_;
}

void Registry::add_loaded_file(const std::string& file) {
  const std::scoped_lock lock(mutex_);
  if (std::find(loaded_files_.begin(), loaded_files_.end(), file) != loaded_files_.end())
    return;
  loaded_files_.push_back(file);
  remembered_.clear();
}

void* Registry::remembered(const std::string& question) const {
  const std::scoped_lock lock(mutex_);
  const auto found = remembered_.find(question);
  return found != remembered_.end() ? found->second : nullptr;
}

void Registry::remember(const std::string& question, void* object) {
  const std::scoped_lock lock(mutex_);
  remembered_[question] = object;
}

} // namespace weft::plugins
