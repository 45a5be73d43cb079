// SPDX-License-Identifier: MIT
#include "search.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "handshake.hpp"
#include "library.hpp"
#include "linked_list.hpp"
#include "manifest_reader.hpp"
#include "trust.hpp"
#include "weft/plugin/manifest.hpp"

#ifndef WEFT_INSTALL_PLUGIN_DIR
#error "the build must say where plugins are installed: WEFT_INSTALL_PLUGIN_DIR"
#endif

namespace weft::plugins {
namespace {

namespace fs = std::filesystem;

// What the name of a file says: libweft_<kind>_<name>.so.
std::pair<std::string, std::string> kind_and_name(const std::string& file) {
  std::string stem = fs::path(file).filename().string();
  if (!stem.ends_with(".so"))
    return {};
  stem.resize(stem.size() - 3);
  for (const std::string kind : {"dialect", "strategy"}) {
    const std::string prefix = "libweft_" + kind + "_";
    if (stem.starts_with(prefix) && is_plugin_name(std::string_view(stem).substr(prefix.size())))
      return {kind, stem.substr(prefix.size())};
  }
  return {};
}

Candidate examine_linked(LinkedPlugin::Entry entry, const PluginSearch& search) {
  Candidate candidate;
  candidate.entry = entry;
  Found<ManifestRecord> found = read_descriptor(entry());
  candidate.why_not = std::move(found.why_not);
  if (found.value)
    candidate.record = std::move(*found.value);
  if (candidate.why_not.empty())
    candidate.why_not = check_abi(candidate.record);
  if (candidate.why_not.empty())
    candidate.why_not = distrust_name(candidate.record.name, search);
  return candidate;
}

void look_into_folder(Place& place, const PluginSearch& search) {
  std::error_code error;
  std::vector<std::string> files;
  fs::directory_iterator entry(place.path, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    std::string file = entry->path().string();
    if (!kind_and_name(file).first.empty())
      files.push_back(std::move(file));
  }
  if (error) {
    place.state = "(cannot be read: " + error.message() + ")";
    return;
  }

  // The order of a folder is that of its file system, and nobody's choice.
  std::sort(files.begin(), files.end());
  for (const std::string& file : files)
    place.candidates.push_back(examine_file(file, search, false));
  if (files.empty())
    place.state = "(no plugin)";
}

void look_into(Place& place, const PluginSearch& search, std::set<std::string>& seen) {
  if (!place.state.empty())
    return;
  std::error_code error;
  const fs::file_status status = fs::status(place.path, error);
  if (!fs::exists(status)) {
    place.state =
        status.type() == fs::file_type::none ? "(cannot be read: " + error.message() + ")" : "(does not exist)";
    return;
  }
  const fs::path real = fs::canonical(place.path, error);
  if (!error && !seen.insert(real.string()).second) {
    place.state = "(searched above)";
    return;
  }
  if (fs::is_directory(status))
    look_into_folder(place, search);
  else
    place.candidates.push_back(examine_file(place.path, search, true));
}

void mark_shadowed(std::vector<Place>& places) {
  std::set<std::pair<std::string, std::string>> usable;
  for (Place& place : places)
    for (Candidate& candidate : place.candidates)
      if (candidate.why_not.empty())
        candidate.shadowed = !usable.emplace(candidate.record.kind, candidate.record.name).second;
}

void add_paths(std::vector<Place>& places, const std::string& origin, const std::vector<std::string>& paths) {
  if (paths.empty())
    places.push_back({origin, {}, "(not set)", {}});
  for (const std::string& path : paths) {
    if (path[0] == '/')
      places.push_back({origin + " " + path, path, {}, {}});
    else
      places.push_back({origin + " " + path, {}, "(ignored: not an absolute path)", {}});
  }
}

std::vector<std::string> environment_paths() {
  // Null in a program that runs with more rights than its caller.
  const char* value = ::secure_getenv("WEFT_PLUGIN_PATH");
  std::vector<std::string> paths;
  std::string_view rest = value != nullptr ? value : "";
  while (!rest.empty()) {
    const std::size_t colon = rest.find(':');
    if (colon != 0)
      paths.emplace_back(rest.substr(0, colon));
    rest.remove_prefix(colon == std::string_view::npos ? rest.size() : colon + 1);
  }
  return paths;
}

} // namespace

Candidate examine_file(const std::string& file, const PluginSearch& search, bool free_name) {
  Candidate candidate;
  candidate.file = file;
  const auto [kind, name] = kind_and_name(file);
  candidate.record.kind = kind;
  candidate.record.name = name;

  candidate.why_not = distrust_file(file);
  if (!candidate.why_not.empty())
    return candidate;
  Found<ManifestRecord> found = read_manifest(file);
  if (!found.value) {
    candidate.why_not = std::move(found.why_not);
    return candidate;
  }

  candidate.record = std::move(*found.value);
  const ManifestRecord& record = candidate.record;
  if ((record.kind != kind || record.name != name) && !(free_name && kind.empty())) {
    candidate.why_not = "is the " + record.kind + " \"" + record.name +
                        "\" by its manifest: its file must be called libweft_" + record.kind + "_" + record.name +
                        ".so";
    return candidate;
  }
  candidate.why_not = check_abi(record);
  if (candidate.why_not.empty())
    candidate.why_not = distrust_name(record.name, search);
  return candidate;
}

std::vector<Place> places_to_search(const PluginSearch& search, const std::vector<std::string>& loaded_files) {
  std::vector<Place> places;
  places.push_back({"linked into this program", {}, "(none)", {}});
  for (const std::string& file : loaded_files)
    places.push_back({"loaded from " + file, file, {}, {}});

  std::vector<std::string> given = search.paths;
  std::erase(given, std::string());
  add_paths(places, "plugin_paths", given);
  add_paths(places, "WEFT_PLUGIN_PATH", environment_paths());

  if (const std::string own = own_file(); !own.empty()) {
    const std::string beside = (fs::path(own).parent_path() / "weft/plugins").string();
    places.push_back({beside, beside, {}, {}});
  } else {
    places.push_back({"beside libweft", {}, "(cannot tell where libweft is)", {}});
  }
  const std::string installed = std::string(WEFT_INSTALL_PLUGIN_DIR "/") + std::to_string(abi_number);
  places.push_back({installed, installed, {}, {}});
  return places;
}

std::vector<Place> search_plugins(const PluginSearch& search, const std::vector<std::string>& loaded_files) {
  std::vector<Place> places = places_to_search(search, loaded_files);
  Place& linked = places.front();
  for (const LinkedPlugin* plugin = first_linked_plugin(); plugin != nullptr; plugin = plugin->next())
    linked.candidates.push_back(examine_linked(plugin->entry(), search));
  if (!linked.candidates.empty())
    linked.state.clear();
  // The list runs backwards, and the order of static initialisation means nothing: sort it.
  std::sort(linked.candidates.begin(), linked.candidates.end(), [](const Candidate& a, const Candidate& b) {
    return std::pair(a.record.kind, a.record.name) < std::pair(b.record.kind, b.record.name);
  });

  std::set<std::string> seen;
  for (std::size_t i = 1; i < places.size(); ++i)
    look_into(places[i], search, seen);
  mark_shadowed(places);
  return places;
}

} // namespace weft::plugins
