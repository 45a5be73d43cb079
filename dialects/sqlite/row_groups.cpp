// SPDX-License-Identifier: MIT
#include "row_groups.hpp"

#include <algorithm>

namespace weft::sqlite {

std::string grouped_insert(std::string_view sql, std::size_t parameters) {
  constexpr std::string_view values = " VALUES ";
  const std::size_t place = sql.rfind(values);
  if (!sql.starts_with("INSERT INTO ") || place == std::string_view::npos || parameters == 0) return {};
  const std::string_view row = sql.substr(place + values.size());
  const bool plain = row.starts_with('(') && row.ends_with(')') &&
                     row.substr(1, row.size() - 2).find_first_not_of("?, ") == std::string_view::npos;
  // Counted twice: what looks like VALUES may stand in a comment.
  const auto places = [](std::string_view text) { return static_cast<std::size_t>(std::count(text.begin(), text.end(), '?')); };
  if (!plain || places(row) != parameters || places(sql) != parameters) return {};
  std::string grouped(sql);
  grouped.reserve(sql.size() + (rows_of_group - 1) * (row.size() + 2));
  for (std::size_t more = 1; more < rows_of_group; ++more) grouped.append(", ").append(row);
  return grouped;
}

}  // namespace weft::sqlite
