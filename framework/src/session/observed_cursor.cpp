// SPDX-License-Identifier: MIT
#include "session/observed_cursor.hpp"

#include <utility>

#include "session/engine_core.hpp"
#include "session/observation.hpp"

namespace weft::detail {

ObservedCursor::ObservedCursor(std::shared_ptr<EngineCore> engine, std::string_view sql,
                               std::span<const Cell> parameters)
    : engine_(std::move(engine)), sql_(sql) {
  values_.reserve(parameters.size());
  cells_.reserve(parameters.size());
  for (const Cell& cell : parameters) cells_.push_back(values_.emplace_back(cell).cell());
}

ObservedCursor::~ObservedCursor() {
  // The driver's first: a listener finds the statement ended, and giving up rows takes time, too.
  const auto started = std::chrono::steady_clock::now();
  cursor_.reset();
  duration_ += std::chrono::steady_clock::now() - started;
  report(false);
}

std::size_t ObservedCursor::fetch(std::span<Cell> cells) {
  std::size_t rows = 0;
  measured([&] { rows = cursor_->fetch(cells); });
  rows_ += static_cast<std::int64_t>(rows);
  if (rows == 0) report(false);
  return rows;
}

void ObservedCursor::fail() {
  report(true);
  throw_on(*engine_, cells_);
}

void ObservedCursor::report(bool failed) noexcept {
  if (std::exchange(reported_, true)) return;
  StatementEvent event;
  event.sql = sql_;
  event.params = cells_;
  event.rows = rows_;
  event.duration = duration_;
  event.failed = failed;
  engine_->notify(event);
}

}  // namespace weft::detail
