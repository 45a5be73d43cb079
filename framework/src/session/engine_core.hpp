// SPDX-License-Identifier: MIT
//
// What stands behind an engine: its connections, what was compiled for its server, who listens. Shared by
// the engine and by every session and lease of it; the last of them ends it.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "session/lease.hpp"
#include "session/listeners.hpp"
#include "session/pool.hpp"
#include "session/shape_cache.hpp"
#include "session/statement_ids.hpp"
#include "weft/dialect/dialect.hpp"
#include "weft/fwd.hpp"
#include "weft/loading/strategy.hpp"
#include "weft/plugin_source.hpp"
#include "weft/session/engine.hpp"

namespace weft::detail {

struct QueryPlan;
struct WritePlan;

/// Safe from several threads.
class EngineCore : public std::enable_shared_from_this<EngineCore> {
 public:
  /// Throws `UsageError` for options that make no sense, `PluginError` for a scheme that nobody knows.
  EngineCore(Url url, EngineOptions options);
  EngineCore(const EngineCore&) = delete;
  EngineCore& operator=(const EngineCore&) = delete;

  static std::shared_ptr<EngineCore> of(const Engine& engine) { return engine.core_; }

  /// Waits its turn for a connection, at most `pool_timeout`; then throws `OperationalError`.
  Lease checkout();

  /// What the server can do, as the first connection told. Both connect when nothing was connected yet,
  /// and need no connection after that: they may be called while all are on loan.
  const Capabilities& capabilities() { return compiler().capabilities(); }
  const sql::Compiler& compiler();

  /// See `StatementIds::of`.
  std::uint64_t statement_id(std::string_view sql) { return statement_ids_.of(sql); }
  [[nodiscard]] ShapeCache<QueryPlan>& plans() noexcept { return plans_; }
  [[nodiscard]] ShapeCache<WritePlan>& writes() noexcept { return writes_; }

  /// The loading strategy of that name; throws `PluginError` when there is none.
  const LoaderStrategy& strategy(std::string_view name);

  [[nodiscard]] const EngineOptions& options() const noexcept { return options_; }
  [[nodiscard]] const Url& url() const noexcept { return url_; }
  [[nodiscard]] const Dialect& dialect() const noexcept { return dialect_; }
  [[nodiscard]] Pool& pool() noexcept { return pool_; }

  /// True while somebody wants to know what is sent; costs one relaxed load.
  [[nodiscard]] bool observed() const noexcept { return listeners_->any(); }
  void notify(const StatementEvent& event) noexcept;
  [[nodiscard]] Subscription subscribe(Callback<StatementEvent> callback) {
    return listeners_->add(std::move(callback));
  }

 private:
  std::unique_ptr<Connection> connect();

  const Url url_;
  const EngineOptions options_;
  const PluginSearch search_;
  const Dialect& dialect_;

  StatementIds statement_ids_;
  ShapeCache<QueryPlan> plans_;
  ShapeCache<WritePlan> writes_;

  std::mutex compiler_mutex_{};
  std::unique_ptr<sql::Compiler> compiler_owner_{};
  std::atomic<const sql::Compiler*> compiler_{nullptr};  ///< null until something was connected

  std::mutex strategies_mutex_{};
  std::map<std::string, const LoaderStrategy*, std::less<>> strategies_{};

  std::shared_ptr<Listeners<StatementEvent>> listeners_ = std::make_shared<Listeners<StatementEvent>>();
  Subscription echo_{};

  Pool pool_;
};

}  // namespace weft::detail
