// SPDX-License-Identifier: MIT
//
// What stands behind an engine: the pool, the ids of statements, the listeners, the strategies in use.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "session/shape_cache.hpp"
#include "weft/dialect/dialect.hpp"
#include "weft/loading/strategy.hpp"
#include "weft/plugin_source.hpp"
#include "weft/session/engine.hpp"

namespace weft::detail {

class EngineCore;
struct QueryPlan;
struct WritePlan;

struct Listener {
  std::weak_ptr<EngineCore> engine{};
  std::function<void(const StatementEvent&)> callback{};
};

/// A connection on loan. Gives it back when destroyed, after rolling back what was not committed.
class Lease {
 public:
  Lease() noexcept = default;
  Lease(std::shared_ptr<EngineCore> engine, std::unique_ptr<Connection> connection) noexcept
      : engine_(std::move(engine)), connection_(std::move(connection)) {}
  Lease(Lease&& other) noexcept = default;
  Lease& operator=(Lease&& other) noexcept;
  ~Lease() { give_back(); }

  explicit operator bool() const noexcept { return connection_ != nullptr; }

  std::unique_ptr<Cursor> query(const Statement& statement, std::span<const Cell> parameters,
                                std::span<const ColumnShape> shape);
  ExecuteResult execute(const Statement& statement, std::span<const Cell> parameters);
  void execute_batch(const Statement& statement, const ParameterRows& rows, std::span<std::int64_t> row_counts,
                     std::span<std::int64_t> insert_ids);

  void begin(const TransactionOptions& options);
  void commit();
  void rollback();
  void savepoint(std::string_view name);
  void release_savepoint(std::string_view name);
  void rollback_to_savepoint(std::string_view name);

  [[nodiscard]] bool in_transaction() const noexcept { return in_transaction_; }
  [[nodiscard]] Connection& connection() noexcept { return *connection_; }
  [[nodiscard]] EngineCore& engine() noexcept { return *engine_; }

 private:
  void give_back() noexcept;
  template <class Run>
  void observe(StatementKind kind, std::string_view sql, Run run);

  std::shared_ptr<EngineCore> engine_{};
  std::unique_ptr<Connection> connection_{};
  bool in_transaction_ = false;
};

class EngineCore : public std::enable_shared_from_this<EngineCore> {
 public:
  EngineCore(Url url, EngineOptions options);

  static std::shared_ptr<EngineCore> of(const Engine& engine) { return engine.core_; }

  /// Waits its turn for a connection, at most `pool_timeout`; then throws `OperationalError`.
  Lease checkout();
  /// Both connect once when nothing was connected yet.
  const Capabilities& capabilities();
  const sql::Compiler& compiler();

  /// A number for a text: the same as long as the text is remembered, and never used for another.
  std::uint64_t statement_id(std::string_view sql);
  const LoaderStrategy& strategy(std::string_view name);
  [[nodiscard]] ShapeCache<QueryPlan>& plans() noexcept { return plans_; }
  [[nodiscard]] ShapeCache<WritePlan>& writes() noexcept { return writes_; }

  [[nodiscard]] const EngineOptions& options() const noexcept { return options_; }
  [[nodiscard]] const Url& url() const noexcept { return url_; }
  [[nodiscard]] const Dialect& dialect() const noexcept { return dialect_; }

  [[nodiscard]] bool observed() const noexcept { return observed_.load(std::memory_order_relaxed); }
  void notify(const StatementEvent& event) noexcept;
  void add(std::shared_ptr<Listener> listener);
  void remove(const Listener& listener) noexcept;

 private:
  friend class Lease;
  struct Idle {
    std::unique_ptr<Connection> connection{};
    std::chrono::steady_clock::time_point since{};
  };

  std::unique_ptr<Connection> connect();
  std::unique_ptr<Connection> wait_for_connection();
  void give_back(std::unique_ptr<Connection> connection) noexcept;
  void echo(const StatementEvent& event) const;
  [[nodiscard]] std::string exhausted_message() const;

  const Url url_;
  const EngineOptions options_;
  const PluginSearch search_;
  const Dialect& dialect_;
  const bool single_;  ///< the database lives inside its one connection

  mutable std::mutex pool_mutex_{};
  std::condition_variable pool_changed_{};
  std::vector<Idle> idle_{};
  std::deque<std::uint64_t> waiting_{};  ///< tickets, first come first served
  std::uint64_t next_ticket_ = 0;
  std::size_t connections_ = 0;  ///< idle ones and those on loan
  std::vector<std::chrono::steady_clock::time_point> loans_{};

  std::once_flag server_known_{};
  std::unique_ptr<sql::Compiler> compiler_{};

  ShapeCache<std::uint64_t> statement_ids_;
  ShapeCache<QueryPlan> plans_;
  ShapeCache<WritePlan> writes_;

  std::mutex strategies_mutex_{};
  std::map<std::string, const LoaderStrategy*, std::less<>> strategies_{};

  mutable std::mutex listeners_mutex_{};
  std::vector<std::shared_ptr<Listener>> listeners_{};
  std::atomic<bool> observed_;
};

}  // namespace weft::detail
