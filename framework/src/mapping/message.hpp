// SPDX-License-Identifier: MIT
//
// Texts of mapping errors: a first line, details in two columns, and what to do.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weft::detail {

using Details = std::vector<std::pair<std::string, std::string>>;

[[nodiscard]] inline std::string message(std::string first, const Details& details, std::string_view remedy) {
  std::size_t width = sizeof("remedy") - 1;
  for (const auto& [name, value] : details)
    width = std::max(width, name.size());
  const auto add = [&](std::string_view name, std::string_view value) {
    first.append("\n  ").append(name).append(width - name.size() + 2, ' ').append(value);
  };
  for (const auto& [name, value] : details)
    add(name, value);
  if (!remedy.empty())
    add("remedy", remedy);
  return first;
}

} // namespace weft::detail
