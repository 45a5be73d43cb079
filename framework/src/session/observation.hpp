// SPDX-License-Identifier: MIT
//
// Measures one call of a driver and reports it to those who listen.
//
//   Observation observation(engine, {.sql = statement.sql, .params = parameters});
//   try {
//     ExecuteResult result = connection.execute(statement, parameters);
//     observation.succeeded(result.rows);
//   } catch (...) {
//     observation.failed();
//   }
#pragma once

#include <chrono>
#include <cstdint>
#include <span>

#include "weft/session/statement_event.hpp"
#include "weft/value.hpp"

namespace weft::detail {

class EngineCore;

class Observation {
 public:
  /// The time runs from here.
  Observation(EngineCore& engine, const StatementEvent& event) noexcept
      : engine_(engine), event_(event), started_(std::chrono::steady_clock::now()) {}
  Observation(const Observation&) = delete;
  Observation& operator=(const Observation&) = delete;

  void succeeded(std::int64_t rows) noexcept;
  /// Inside a handler only: reports, and throws on what was caught (see `throw_on`).
  [[noreturn]] void failed();

 private:
  EngineCore& engine_;
  StatementEvent event_;
  std::chrono::steady_clock::time_point started_;
};

/// Inside a handler only: throws on what was caught. Where the engine echoes parameters, the text of a
/// `StatementError` then shows the values; its type stays what it was.
[[noreturn]] void throw_on(const EngineCore& engine, std::span<const Cell> values);

}  // namespace weft::detail
