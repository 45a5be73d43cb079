// SPDX-License-Identifier: MIT
#include "weft/session/statement_counter.hpp"

#include <mutex>

namespace weft {

struct StatementCounter::Log {
  std::mutex mutex{};
  std::vector<std::string> statements{};
  std::int64_t rows = 0;
};

StatementCounter::StatementCounter(Engine& engine)
    : log_(std::make_shared<Log>()), subscription_(engine.on_statement([log = log_](const StatementEvent& event) {
        if (event.kind != StatementKind::statement) return;
        std::lock_guard lock(log->mutex);
        log->statements.emplace_back(event.sql);
        log->rows += event.rows;
      })) {}

std::size_t StatementCounter::count() const {
  std::lock_guard lock(log_->mutex);
  return log_->statements.size();
}

std::vector<std::string> StatementCounter::statements() const {
  std::lock_guard lock(log_->mutex);
  return log_->statements;
}

std::int64_t StatementCounter::rows() const {
  std::lock_guard lock(log_->mutex);
  return log_->rows;
}

void StatementCounter::reset() {
  std::lock_guard lock(log_->mutex);
  log_->statements.clear();
  log_->rows = 0;
}

}  // namespace weft
