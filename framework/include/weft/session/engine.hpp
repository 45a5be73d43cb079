// SPDX-License-Identifier: MIT
//
// A database: its dialect, its pool of connections, what was compiled for it.
//
//   weft::Engine engine("postgresql://user:secret@localhost/shop", {.pool_size = 8});
//   weft::Session session(engine);
//
// One engine serves all threads of a program; make one per database, not one per request. Sessions belong
// to one thread each. They keep what they need of the engine alive, so the order of destruction is free.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "weft/session/statement_event.hpp"
#include "weft/session/subscription.hpp"

namespace weft {

namespace detail {
class EngineCore;
}  // namespace detail

struct EngineOptions {
  bool echo = false;             ///< write every statement to standard error
  bool echo_parameters = false;  ///< show values, in echo and in the texts of errors; never shown without
  std::size_t pool_size = 5;     ///< connections at most; they are opened when they are needed
  std::chrono::milliseconds pool_timeout{30000};    ///< how long to wait for a connection when all are in use
  std::chrono::milliseconds connect_timeout{5000};  ///< how long to wait for the server when connecting
  std::chrono::milliseconds busy_timeout{5000};     ///< how long a statement waits for somebody else's lock
  std::size_t statement_cache = 512;        ///< statements kept compiled, and prepared per connection; 0: none
  std::vector<std::string> plugin_paths{};  ///< absolute folders or plugin files, searched first
  std::vector<std::string> allow{};         ///< plugins by name; when not empty, no other is opened
  std::vector<std::string> deny{};          ///< plugins by name that are never opened
  std::string lock_file{};                  ///< SHA-256 sums of the plugin files, lines of `plugins::lock_line()`
};

/// Not copied and not moved: pass it by reference. Safe from several threads.
class Engine {
 public:
  /// Finds the dialect for the URL's scheme and connects to nothing: that happens at the first use.
  /// Throws `UsageError` for a URL or an option that makes no sense, `PluginError` when no plugin provides
  /// the dialect.
  explicit Engine(std::string_view url, EngineOptions options = {});
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  ~Engine();

  /// The URL without its password.
  [[nodiscard]] std::string url() const;
  /// The dialect's name: "sqlite".
  [[nodiscard]] std::string_view dialect() const noexcept;

  /// Calls `callback` with a `const StatementEvent&` for every statement until the subscription ends, on
  /// the thread that sent it; several threads may call it at once. Statements that it sends through this
  /// engine itself are not reported, and it must leave the session whose statement it sees alone. What it
  /// throws becomes a warning: the statement has happened, and nobody may believe otherwise. Queries that
  /// are under way already are not reported to it. Engines that nobody listens to measure nothing.
  template <class Function>
  [[nodiscard]] Subscription on_statement(Function callback) {
    return subscribe(detail::Callback<StatementEvent>(std::move(callback)));
  }

 private:
  friend class detail::EngineCore;
  Subscription subscribe(detail::Callback<StatementEvent> callback);

  std::shared_ptr<detail::EngineCore> core_;
};

}  // namespace weft

// At the end, because it needs the class above: whoever has an engine has its counter.
#include "weft/session/statement_counter.hpp"
