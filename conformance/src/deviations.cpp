// SPDX-License-Identifier: MIT
#include "deviations.hpp"

#include <algorithm>
#include <fstream>
#include <weft/error.hpp>

#include "options.hpp"

namespace weft::conformance {
namespace {

bool any_of(const std::vector<std::string>& names, const auto& matches) {
  return std::any_of(names.begin(), names.end(), matches);
}

/// Names end in a database. What a pattern has behind its last slash is one as well, or a strategy without a database, or
/// begins with a star that may stand for slashes, too.
bool is_about_another_database(std::string_view pattern, const Existing& existing) {
  const auto slash = pattern.rfind('/');
  if (slash == std::string_view::npos) return false;
  const std::string_view last = pattern.substr(slash + 1);
  const std::string_view from_star = last.substr(std::min(last.find('*'), last.size()));
  const auto may_be = [&](auto& name) { return fits(name, last) || (!from_star.empty() && fits(name, from_star)); };
  return !any_of(existing.databases, may_be) && !any_of(existing.strategies, may_be);
}

}  // namespace

Deviations::Deviations(const std::string& file) : file_(file) {
  std::ifstream in(file);
  if (!in) throw UsageError("cannot read \"" + file + "\"");
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    const auto colon = line.find(": ");
    if (colon == std::string::npos || colon == 0 || colon + 2 >= line.size())
      throw UsageError(file + ":" + std::to_string(number) + " is no deviation: write  pattern: reason");
    lines_.push_back({number, line.substr(0, colon), line.substr(colon + 2)});
  }
}

const Deviation* Deviations::known(std::string_view name) const {
  for (const auto& line : lines_)
    if (fits(name, line.pattern)) return &line;
  return nullptr;
}

std::vector<Deviation> Deviations::outdated(const Existing& existing) const {
  std::vector<Deviation> lines;
  for (const auto& line : lines_) {
    const bool fits_one = any_of(existing.cases, [&](auto& name) { return fits(name, line.pattern); });
    if (!fits_one && !is_about_another_database(line.pattern, existing)) lines.push_back(line);
  }
  return lines;
}

}  // namespace weft::conformance
