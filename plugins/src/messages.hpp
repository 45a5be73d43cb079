// SPDX-License-Identifier: MIT
//
// What the host says when it cannot give a plugin. Complete on purpose: whoever reads it has one chance to
// find out which file, which folder or which version is the wrong one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "search.hpp"

namespace weft::plugins {

/// Nothing usable of that kind and name in any place. For a dialect `wanted` is a URL scheme.
std::string no_plugin(std::string_view kind, std::string_view wanted, const std::vector<Place>& places);

/// It was found, and opening it or making its object failed.
std::string cannot_load(const Candidate& candidate, std::string_view why);

/// The name nearest to `wanted`, empty when none is near.
std::string nearest(std::string_view wanted, const std::vector<std::string>& names);

/// Whether this plugin answers to that: a strategy to its name, a dialect to its schemes.
bool answers_to(const ManifestRecord& record, std::string_view kind, std::string_view wanted);

} // namespace weft::plugins
