// SPDX-License-Identifier: MIT
//
// An INSERT of one row, written anew for many. SQLite starts, checks and ends a statement for each run, which takes about
// as long as storing a row: rows in groups are stored in half the time.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace weft::sqlite {

/// Rows of a group. More gain nothing, and 27 groups after a first row make up the 1,000 rows of a full batch.
inline constexpr std::size_t rows_of_group = 37;

/// Preparing the long statement must pay for itself in one batch.
inline constexpr std::size_t rows_worth_grouping = 4 * rows_of_group;

/// The text for a group: `sql` with its VALUES repeated. Empty when it is anything but an INSERT that ends with a plain
/// `VALUES (?, ...)` holding all of its parameters.
[[nodiscard]] std::string grouped_insert(std::string_view sql, std::size_t parameters);

}  // namespace weft::sqlite
