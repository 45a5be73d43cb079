// SPDX-License-Identifier: MIT
#include "session/observation.hpp"

#include <string>
#include <utility>

#include "session/echo.hpp"
#include "session/engine_core.hpp"
#include "session/error_text.hpp"
#include "weft/error.hpp"

namespace weft::detail {
namespace {

std::string with_values(std::string text, std::span<const Cell> values) {
  const std::string line = "\n  values    " + values_text(values);
  const std::size_t details = text.find("\n  sql       ");
  if (details == std::string::npos) return text + line;
  return text.insert(details, line);
}

}  // namespace

void Observation::succeeded(std::int64_t rows) noexcept {
  event_.duration = std::chrono::steady_clock::now() - started_;
  event_.rows = rows;
  engine_.notify(event_);
}

void Observation::failed() {
  event_.duration = std::chrono::steady_clock::now() - started_;
  event_.failed = true;
  engine_.notify(event_);
  throw_on(engine_, event_.params);
}

void throw_on(const EngineCore& engine, std::span<const Cell> values) {
  if (!engine.options().echo_parameters || values.empty()) throw;
  try {
    throw;
  } catch (StatementError& error) {
    ErrorText::replace(error, with_values(error.what(), values));
    throw;
  }
}

}  // namespace weft::detail
