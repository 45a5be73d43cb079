// SPDX-License-Identifier: MIT
//
// The plugin host: what engines ask for dialects and strategies, and the public functions of plugin.hpp.
#include <utility>

#include "messages.hpp"
#include "registry.hpp"
#include "search.hpp"
#include "sha256.hpp"
#include "trust.hpp"
#include "weft/error.hpp"
#include "weft/plugin/plugin.hpp"

namespace weft::plugins {
namespace {

// Two questions with the same text have the same answer. Zeros separate what may hold any other character.
std::string question(std::string_view kind, std::string_view wanted, const PluginSearch& search) {
  std::string text(kind);
  auto add = [&text](std::string_view part) { text.append(1, '\0').append(part); };
  add(wanted);
  for (const auto* names : {&search.paths, &search.allow, &search.deny}) {
    add(std::to_string(names->size()));
    for (const std::string& name : *names)
      add(name);
  }
  add(search.lock_file);
  return text;
}

void* find_object(std::string_view kind, std::string_view wanted, const PluginSearch& search) {
  Registry& registry = Registry::instance();
  const std::string key = question(kind, wanted, search);
  if (void* object = registry.remembered(key))
    return object;

  const std::vector<Place> places = search_plugins(search, registry.loaded_files());
  for (const Place& place : places) {
    for (const Candidate& candidate : place.candidates) {
      if (!candidate.why_not.empty() || candidate.shadowed || !answers_to(candidate.record, kind, wanted))
        continue;
      void* object = registry.object(candidate, search);
      registry.remember(key, object);
      return object;
    }
  }
  throw PluginError(no_plugin(kind, wanted, places));
}

class Host final : public PluginSource {
public:
  // The plugins' create() makes exactly these types of it.
  const Dialect& dialect(std::string_view scheme, const PluginSearch& search) override {
    return *static_cast<const Dialect*>(find_object("dialect", scheme, search));
  }
  const LoaderStrategy& strategy(std::string_view name, const PluginSearch& search) override {
    return *static_cast<const LoaderStrategy*>(find_object("strategy", name, search));
  }
};

// Leaked, as the registry is.
const bool installed = [] {
  install_plugin_source(*new Host());
  return true;
}();

PluginInfo describe(const Candidate& candidate, const Registry& registry) {
  const ManifestRecord& record = candidate.record;
  PluginInfo info;
  info.kind = record.kind;
  info.name = record.name;
  info.version = record.version;
  info.summary = record.summary;
  info.license = record.license;
  info.file = candidate.file;
  info.abi = record.abi;
  info.abi_tag = record.abi_tag;
  info.built_with = record.built_with;
  info.schemes = record.schemes;
  info.install_hint = record.install_hint;
  info.linked = candidate.entry != nullptr;
  info.loaded = registry.has_object(candidate);
  info.shadowed = candidate.shadowed;
  info.why_not = candidate.why_not;
  return info;
}

} // namespace

std::vector<std::string> search_paths(const PluginSearch& search) {
  std::vector<std::string> paths;
  for (Place& place : places_to_search(search, {}))
    if (!place.path.empty())
      paths.push_back(std::move(place.path));
  return paths;
}

std::vector<PluginInfo> list(const PluginSearch& search) {
  const Registry& registry = Registry::instance();
  std::vector<PluginInfo> result;
  for (const Place& place : search_plugins(search, registry.loaded_files())) {
    for (const Candidate& candidate : place.candidates) {
      PluginInfo info = describe(candidate, registry);
      if (info.why_not.empty() && !info.linked)
        info.why_not = distrust_sum(info.file, search);
      result.push_back(std::move(info));
    }
  }
  return result;
}

PluginInfo load(std::string_view file, const PluginSearch& search) {
  Registry& registry = Registry::instance();
  const Candidate candidate = examine_file(std::string(file), search, true);
  if (!candidate.why_not.empty())
    throw PluginError(cannot_load(candidate, candidate.why_not));
  registry.object(candidate, search);
  registry.add_loaded_file(candidate.file);
  return describe(candidate, registry);
}

std::string lock_line(std::string_view file) {
  const std::string path(file);
  const auto sum = sha256_of_file(path);
  if (!sum)
    throw PluginError("cannot lock the plugin " + path + ": it cannot be read");
  return *sum + "  " + path;
}

} // namespace weft::plugins
