// SPDX-License-Identifier: MIT
//
// Where plugins are looked for, and what is there. Reads manifests; runs no plugin's code but the entry of
// linked plugins, which returns a constant.
#pragma once

#include <string>
#include <vector>

#include "manifest_record.hpp"
#include "weft/plugin/linked.hpp"
#include "weft/plugin_source.hpp"

namespace weft::plugins {

/// One plugin that was found: a file, or an entry that is linked into the program.
struct Candidate {
  ManifestRecord record{};     ///< kind and name are guessed from the file's name when it has no usable manifest
  std::string file{};          ///< absolute; empty when linked
  LinkedPlugin::Entry entry{}; ///< null when it is a file
  std::string why_not{};       ///< why it cannot be used
  bool shadowed{};             ///< another one of this kind and name comes first
};

/// One place of the search.
struct Place {
  std::string label{}; ///< "linked into this program", a folder
  std::string path{};  ///< the folder or file; empty when the place is none
  std::string state{}; ///< "(not set)", "(does not exist)"; empty when it was read
  std::vector<Candidate> candidates{};
};

/// Where to look, in order and without looking: each with a label, the folders and files with a path.
std::vector<Place> places_to_search(const PluginSearch& search, const std::vector<std::string>& loaded_files);

/// The same, looked into: the first usable plugin of a kind and name is the one, later ones are shadowed.
std::vector<Place> search_plugins(const PluginSearch& search, const std::vector<std::string>& loaded_files);

/// One file: trust, then manifest, then ABI. With `free_name` its name need not follow the rule; when it has
/// the form of a plugin's file name, it must tell the truth all the same.
Candidate examine_file(const std::string& file, const PluginSearch& search, bool free_name);

} // namespace weft::plugins
