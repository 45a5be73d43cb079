// SPDX-License-Identifier: MIT
#include "support/fake_connection.hpp"

#include <algorithm>
#include <utility>

namespace weft::test {
namespace {

class FakeInspector final : public Inspector {
 public:
  explicit FakeInspector(std::vector<std::string> tables) : tables_(std::move(tables)) {}
  std::vector<std::string> tables() override { return tables_; }
  std::vector<InspectedColumn> columns(std::string_view) override { return {}; }
  std::vector<std::string> primary_key(std::string_view) override { return {}; }
  std::vector<InspectedForeignKey> foreign_keys(std::string_view) override { return {}; }
  std::vector<InspectedIndex> indexes(std::string_view) override { return {}; }

 private:
  std::vector<std::string> tables_;
};

class FakeCursor final : public Cursor {
 public:
  FakeCursor(FakeRows rows, std::function<void()> failure) : rows_(std::move(rows)), failure_(std::move(failure)) {}

  std::size_t fetch(std::span<Cell> cells) override {
    std::size_t fetched = 0;
    for (std::size_t at = 0; at + columns() <= cells.size() && next_ < rows_.rows.size(); ++next_, ++fetched) {
      for (const Value& value : rows_.rows[next_]) cells[at++] = value.cell();
    }
    if (fetched == 0 && failure_) failure_();
    return fetched;
  }
  [[nodiscard]] std::size_t columns() const noexcept override { return rows_.columns.size(); }
  [[nodiscard]] std::string_view column_name(std::size_t index) const override { return rows_.columns[index]; }

 private:
  FakeRows rows_;
  std::function<void()> failure_;
  std::size_t next_ = 0;
};

}  // namespace

FakeConnection::FakeConnection(std::shared_ptr<FakeDatabase::State> state) : state_(std::move(state)) {
  std::lock_guard lock(state_->mutex);
  generation_ = state_->generation;
  capabilities_ = state_->capabilities;
  state_->most_open = std::max(state_->most_open, ++state_->open);
  state_->log.emplace_back("connect");
}

FakeConnection::~FakeConnection() {
  std::lock_guard lock(state_->mutex);
  --state_->open;
  state_->log.emplace_back("close");
}

std::unique_ptr<Cursor> FakeConnection::query(const Statement& statement, std::span<const Cell> parameters,
                                              std::span<const ColumnShape>) {
  run(statement.sql, parameters, statement.id);
  std::lock_guard lock(state_->mutex);
  // A failure called "fetch ..." comes after the rows.
  return std::make_unique<FakeCursor>(
      looked_up(state_->rows, statement.sql).value_or(FakeRows{}),
      looked_up(state_->failures, "fetch " + std::string(statement.sql)).value_or(nullptr));
}

ExecuteResult FakeConnection::execute(const Statement& statement, std::span<const Cell> parameters) {
  run(statement.sql, parameters, statement.id);
  std::lock_guard lock(state_->mutex);
  return looked_up(state_->results, statement.sql).value_or(ExecuteResult{1, 0});
}

bool FakeConnection::bulk_insert(const BulkInsert& insert, const ParameterRows& rows) {
  {
    std::lock_guard lock(state_->mutex);
    if (state_->decline_bulk) return false;
  }
  run(insert.sql, rows.cells);
  return true;
}

bool FakeConnection::ping() noexcept {
  state_->note("ping");
  usable_ = alive();
  return usable_;
}

std::unique_ptr<Inspector> FakeConnection::inspector() {
  std::lock_guard lock(state_->mutex);
  return std::make_unique<FakeInspector>(state_->tables);
}

bool FakeConnection::alive() const {
  std::lock_guard lock(state_->mutex);
  return generation_ == state_->generation;
}

void FakeConnection::run(std::string_view sql, std::span<const Cell> parameters, std::uint64_t id) {
  std::function<void(std::string_view)> hook;
  std::function<void()> failure;
  {
    std::lock_guard lock(state_->mutex);
    state_->log.emplace_back(sql);
    state_->last_parameters.clear();
    for (const Cell& cell : parameters) state_->last_parameters.emplace_back(cell);
    state_->last_id = id;
    hook = state_->hook;
    failure = looked_up(state_->failures, sql).value_or(nullptr);
  }
  if (hook) hook(sql);
  if (!alive()) {
    usable_ = false;
    StatementFailure gone;
    gone.message = "server closed the connection";
    gone.sql = sql;
    throw DisconnectedError("statement failed", std::move(gone));
  }
  if (failure) failure();
}

void FakeConnection::begin(const TransactionOptions& options) {
  constexpr std::string_view levels[] = {"", " read uncommitted", " read committed", " repeatable read", " serializable"};
  std::string entry = "BEGIN";
  entry += levels[static_cast<std::size_t>(options.isolation)];
  if (options.read_only) entry += " read only";
  run(entry);
}

}  // namespace weft::test
