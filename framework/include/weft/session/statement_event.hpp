// SPDX-License-Identifier: MIT
//
// What an engine reports of every statement it sends.
//
//   auto watch = engine.on_statement([&](const weft::StatementEvent& event) {
//     if (event.duration > 100ms) log(event.sql, event.duration);
//   });
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "weft/value.hpp"

namespace weft {

/// Whatever is not `statement` begins or ends a transaction or a part of one.
enum class StatementKind : std::uint8_t {
  statement,
  begin,
  commit,
  rollback,
  savepoint,
  release_savepoint,
  rollback_to_savepoint,
};

/// One statement, reported when it ended: a query when all its rows were read or its cursor was given up,
/// so statements sent while rows stream are reported before it. What the event points to is good during
/// the call only; copy what is to be kept.
struct StatementEvent {
  StatementKind kind = StatementKind::statement;
  std::string_view sql{};          ///< as sent; a transaction's own in standard SQL, whatever the driver calls
  std::span<const Cell> params{};  ///< of a batch: those of its first row
  std::size_t batch_rows = 1;      ///< rows of parameters sent with it
  std::int64_t rows = 0;           ///< read, matched or inserted; of a batch that does not count: rows sent
  std::chrono::nanoseconds duration{};  ///< in the driver: sending, waiting, fetching; not the program between
  bool failed = false;                  ///< it threw; `rows` is what had been read before
};

}  // namespace weft
