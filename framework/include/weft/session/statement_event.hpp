// SPDX-License-Identifier: MIT
//
// What an engine reports of every statement it sends.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "weft/value.hpp"

namespace weft {

enum class StatementKind : std::uint8_t {
  statement,
  begin,
  commit,
  rollback,
  savepoint,
  release_savepoint,
  rollback_to_savepoint,
};

/// One statement, after it ended: a query when its rows were read or given up. What it points to is good
/// during the call only.
struct StatementEvent {
  StatementKind kind = StatementKind::statement;
  std::string_view sql{};
  std::span<const Cell> params{};  ///< of a batch: of its first row
  std::size_t batch_rows = 1;      ///< rows of parameters sent with it
  std::int64_t rows = 0;           ///< rows read, or rows matched
  std::chrono::nanoseconds duration{};
  bool failed = false;
};

}  // namespace weft
