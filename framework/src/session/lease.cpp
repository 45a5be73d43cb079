// SPDX-License-Identifier: MIT
#include "session/engine_core.hpp"

namespace weft::detail {
namespace {

using Clock = std::chrono::steady_clock;

/// Reports a query when its rows are read or given up.
class ObservedCursor final : public Cursor {
 public:
  ObservedCursor(std::unique_ptr<Cursor> cursor, EngineCore& engine, std::string_view sql,
                 std::span<const Cell> parameters, Clock::time_point started)
      : cursor_(std::move(cursor)), engine_(engine.shared_from_this()), sql_(sql), started_(started) {
    for (const auto& cell : parameters) values_.emplace_back(cell);
  }
  ~ObservedCursor() override { report(false); }

  std::size_t fetch(std::span<Cell> cells) override {
    try {
      std::size_t rows = cursor_->fetch(cells);
      rows_ += static_cast<std::int64_t>(rows);
      if (rows == 0) report(false);
      return rows;
    } catch (...) {
      report(true);
      throw;
    }
  }
  [[nodiscard]] std::size_t columns() const noexcept override { return cursor_->columns(); }
  [[nodiscard]] std::string_view column_name(std::size_t index) const override { return cursor_->column_name(index); }

 private:
  void report(bool failed) noexcept {
    if (reported_) return;
    reported_ = true;
    std::vector<Cell> cells;
    for (const auto& value : values_) cells.push_back(value.cell());
    engine_->notify({StatementKind::statement, sql_, cells, 1, rows_, Clock::now() - started_, failed});
  }

  std::unique_ptr<Cursor> cursor_;
  std::shared_ptr<EngineCore> engine_;
  std::string sql_;
  std::vector<Value> values_{};
  Clock::time_point started_;
  std::int64_t rows_ = 0;
  bool reported_ = false;
};

}  // namespace

Lease& Lease::operator=(Lease&& other) noexcept {
  if (this != &other) {
    give_back();
    engine_ = std::move(other.engine_);
    connection_ = std::move(other.connection_);
    in_transaction_ = std::exchange(other.in_transaction_, false);
  }
  return *this;
}

void Lease::give_back() noexcept {
  if (!connection_) return;
  if (in_transaction_ && connection_->usable()) {
    try {
      rollback();
    } catch (...) {
      // The connection says by usable() whether it survived; the pool drops it if not.
    }
  }
  in_transaction_ = false;
  engine_->give_back(std::move(connection_));
}

std::unique_ptr<Cursor> Lease::query(const Statement& statement, std::span<const Cell> parameters,
                                     std::span<const ColumnShape> shape) {
  if (!engine_->observed()) return connection_->query(statement, parameters, shape);
  auto started = Clock::now();
  try {
    auto cursor = connection_->query(statement, parameters, shape);
    return std::make_unique<ObservedCursor>(std::move(cursor), *engine_, statement.sql, parameters, started);
  } catch (...) {
    engine_->notify({StatementKind::statement, statement.sql, parameters, 1, 0, Clock::now() - started, true});
    throw;
  }
}

ExecuteResult Lease::execute(const Statement& statement, std::span<const Cell> parameters) {
  if (!engine_->observed()) return connection_->execute(statement, parameters);
  auto started = Clock::now();
  try {
    auto result = connection_->execute(statement, parameters);
    engine_->notify(
        {StatementKind::statement, statement.sql, parameters, 1, result.rows, Clock::now() - started, false});
    return result;
  } catch (...) {
    engine_->notify({StatementKind::statement, statement.sql, parameters, 1, 0, Clock::now() - started, true});
    throw;
  }
}

void Lease::execute_batch(const Statement& statement, const ParameterRows& rows, std::span<std::int64_t> row_counts,
                          std::span<std::int64_t> insert_ids) {
  if (!engine_->observed()) return connection_->execute_batch(statement, rows, row_counts, insert_ids);
  auto started = Clock::now();
  auto first = rows.rows == 0 ? std::span<const Cell>{} : rows.row(0);
  try {
    connection_->execute_batch(statement, rows, row_counts, insert_ids);
  } catch (...) {
    engine_->notify({StatementKind::statement, statement.sql, first, rows.rows, 0, Clock::now() - started, true});
    throw;
  }
  std::int64_t matched = row_counts.empty() ? static_cast<std::int64_t>(rows.rows) : 0;
  for (auto count : row_counts) matched += count;
  engine_->notify({StatementKind::statement, statement.sql, first, rows.rows, matched, Clock::now() - started, false});
}

template <class Run>
void Lease::observe(StatementKind kind, std::string_view sql, Run run) {
  if (!engine_->observed()) return run();
  auto started = Clock::now();
  try {
    run();
  } catch (...) {
    engine_->notify({kind, sql, {}, 1, 0, Clock::now() - started, true});
    throw;
  }
  engine_->notify({kind, sql, {}, 1, 0, Clock::now() - started, false});
}

void Lease::begin(const TransactionOptions& options) {
  observe(StatementKind::begin, "BEGIN", [&] { connection_->begin(options); });
  in_transaction_ = true;
}

void Lease::commit() {
  observe(StatementKind::commit, "COMMIT", [&] { connection_->commit(); });
  in_transaction_ = false;
}

void Lease::rollback() {
  in_transaction_ = false;
  observe(StatementKind::rollback, "ROLLBACK", [&] { connection_->rollback(); });
}

void Lease::savepoint(std::string_view name) {
  observe(StatementKind::savepoint, "SAVEPOINT", [&] { connection_->savepoint(name); });
}

void Lease::release_savepoint(std::string_view name) {
  observe(StatementKind::release_savepoint, "RELEASE SAVEPOINT", [&] { connection_->release_savepoint(name); });
}

void Lease::rollback_to_savepoint(std::string_view name) {
  observe(StatementKind::rollback_to_savepoint, "ROLLBACK TO SAVEPOINT",
          [&] { connection_->rollback_to_savepoint(name); });
}

}  // namespace weft::detail
