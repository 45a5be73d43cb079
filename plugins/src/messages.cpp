// SPDX-License-Identifier: MIT
#include "messages.hpp"

#include <algorithm>

#include "weft/plugin/manifest.hpp"

namespace weft::plugins {
namespace {

std::string quoted(std::string_view text) {
  return '"' + std::string(text) + '"';
}

// What one can ask for to get this plugin.
std::vector<std::string> spellings(const ManifestRecord& record) {
  if (record.kind == "dialect" && !record.schemes.empty())
    return record.schemes;
  return {record.name};
}

std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j)
    row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row[b.size()];
}

// How many letters agree from the beginning.
std::size_t agreement(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
}

std::string where(const Place& place) {
  return place.path.empty() ? place.label : place.path;
}

std::string where(const Candidate& candidate) {
  return candidate.file.empty() ? "linked into this program, " + quoted(candidate.record.name) : candidate.file;
}

std::string suggestion(std::string_view kind, std::string_view wanted, const std::vector<Place>& places) {
  std::vector<std::string> names;
  for (const Place& place : places)
    for (const Candidate& candidate : place.candidates)
      if (candidate.why_not.empty() && candidate.record.kind == kind)
        for (std::string& name : spellings(candidate.record))
          names.push_back(std::move(name));
  const std::string near = nearest(wanted, names);
  if (near.empty())
    return {};
  for (const Place& place : places)
    for (const Candidate& candidate : place.candidates)
      if (candidate.why_not.empty() && answers_to(candidate.record, kind, near))
        return "\n  did you mean " + quoted(near) + "?  (" +
               (candidate.file.empty() ? place.label : "available in " + where(place)) + ")";
  return {};
}

std::string contents(const Place& place) {
  std::string text;
  for (const Candidate& candidate : place.candidates)
    if (candidate.why_not.empty())
      text += (text.empty() ? "" : ", ") + candidate.record.name;
  if (!text.empty())
    return text;
  return place.state.empty() ? "(no usable plugin, see below)" : place.state;
}

} // namespace

std::string nearest(std::string_view wanted, const std::vector<std::string>& names) {
  std::string best;
  // A third of the letters may differ, two at least; a beginning that agrees counts as one.
  std::size_t least = std::max<std::size_t>(2, wanted.size() / 3) + 1;
  for (const std::string& name : names) {
    const bool beginning =
        std::min(wanted.size(), name.size()) >= 4 && (wanted.starts_with(name) || name.starts_with(wanted));
    const std::size_t distance = beginning ? 1 : edits(wanted, name);
    // All letters replaced is no likeness.
    if (distance >= std::max(wanted.size(), name.size()))
      continue;
    if (distance < least || (distance == least && !best.empty() && agreement(wanted, name) > agreement(wanted, best))) {
      least = distance;
      best = name;
    }
  }
  return best;
}

bool answers_to(const ManifestRecord& record, std::string_view kind, std::string_view wanted) {
  if (record.kind != kind)
    return false;
  const std::vector<std::string> names = spellings(record);
  return std::find(names.begin(), names.end(), wanted) != names.end();
}

std::string no_plugin(std::string_view kind, std::string_view wanted, const std::vector<Place>& places) {
  std::string text = "no plugin provides the " + std::string(kind) + " " + quoted(wanted);
  text += suggestion(kind, wanted, places);

  std::size_t width = 0;
  for (const Place& place : places)
    width = std::max(width, place.label.size());
  text += "\n  looked in:";
  for (const Place& place : places)
    text += "\n    " + place.label + std::string(width - place.label.size() + 3, ' ') + contents(place);

  std::string rejected;
  std::string hints;
  for (const Place& place : places) {
    for (const Candidate& candidate : place.candidates) {
      if (candidate.why_not.empty())
        continue;
      rejected += "\n    " + where(candidate) + ": " + candidate.why_not;
      if (answers_to(candidate.record, kind, wanted) && !candidate.record.install_hint.empty())
        hints += "\n  install hint: " + candidate.record.install_hint;
    }
  }
  if (!rejected.empty())
    text += "\n  rejected:" + rejected;
  text += hints;
  // The scheme of a URL need not be the name of its dialect.
  if (kind == "strategy" && is_plugin_name(wanted))
    text += "\n  put libweft_strategy_" + std::string(wanted) +
            ".so into one of these folders, or link it: weft_link_plugins(<program> " + std::string(wanted) + ")";
  else
    text += "\n  put the plugin's file, libweft_" + std::string(kind) +
            "_<name>.so, into one of these folders, or link it: weft_link_plugins(<program> <name>)";
  return text;
}

std::string cannot_load(const Candidate& candidate, std::string_view why) {
  const ManifestRecord& record = candidate.record;
  std::string text =
      "cannot load the " + (record.name.empty() ? "plugin" : record.kind + " " + quoted(record.name)) + ": ";
  text += why;
  text += "\n  file          " + (candidate.file.empty() ? "linked into this program" : candidate.file);
  if (!record.version.empty())
    text += "\n  version       " + record.version;
  if (!record.built_with.empty())
    text += "\n  built with    " + record.built_with;
  if (!record.install_hint.empty())
    text += "\n  install hint  " + record.install_hint;
  return text;
}

} // namespace weft::plugins
