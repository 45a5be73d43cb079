// SPDX-License-Identifier: MIT
//
// Statements on rows that have to be there.
#pragma once

#include <string_view>
#include <vector>

#include "session/session_core.hpp"

namespace weft::detail {

/// Runs the statement for each row, in order, and gives the positions of the rows that matched nothing, as far as the
/// driver counts them. `each`: where it counts single statements only, the rows go one by one so that it does;
/// otherwise several rows go uncounted there.
[[nodiscard]] std::vector<std::size_t> run_counted(SessionCore& session, const Statement& statement,
                                                   const ParameterRows& rows, bool each);

/// Throws `UsageError` where the driver counts nothing: the version of a row cannot be checked. `verb` is what was about
/// to be done to the row.
void require_counts(EngineCore& engine, std::string_view verb, Instance& row);

}  // namespace weft::detail
