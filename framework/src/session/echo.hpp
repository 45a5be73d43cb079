// SPDX-License-Identifier: MIT
//
// Statements and values as lines of text, for people.
#pragma once

#include <span>
#include <string>

#include "weft/session/statement_event.hpp"
#include "weft/value.hpp"

namespace weft::detail {

/// The line that an engine with `echo` writes, without a newline at its end. No value is in it, unless
/// `with_values`.
[[nodiscard]] std::string echo_line(const StatementEvent& event, bool with_values);

/// Values in parentheses: (7, 'Mug', NULL, <12 bytes>). Long texts and lists are cut.
[[nodiscard]] std::string values_text(std::span<const Cell> values);

}  // namespace weft::detail
