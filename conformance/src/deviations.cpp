// SPDX-License-Identifier: MIT
#include "deviations.hpp"

#include <fstream>
#include <weft/error.hpp>

#include "options.hpp"

namespace weft::conformance {

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

const Deviation* Deviations::known(std::string_view name) {
  for (auto& line : lines_)
    if (fits(name, line.pattern)) {
      line.used = true;
      return &line;
    }
  return nullptr;
}

std::vector<std::string> Deviations::unused() const {
  std::vector<std::string> patterns;
  for (const auto& line : lines_)
    if (!line.used) patterns.push_back(line.pattern);
  return patterns;
}

}  // namespace weft::conformance
