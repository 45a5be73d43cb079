// SPDX-License-Identifier: MIT
//
// A database: its dialect, its pool of connections, its statements.
//
//   weft::Engine engine("sqlite:///blog.db", {.echo = true});
//   weft::Session session(engine);
//
// One engine serves all threads of a program; sessions belong to one thread each. Sessions keep what they
// need of the engine alive. Make one per database, not one per request.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "weft/session/statement_event.hpp"

namespace weft {

namespace detail {
class EngineCore;
struct Listener;
}  // namespace detail

struct EngineOptions {
  bool echo = false;             ///< write every statement to standard error
  bool echo_parameters = false;  ///< with the values; without, only their number
  std::size_t pool_size = 5;     ///< connections at most
  std::chrono::milliseconds pool_timeout{30000};    ///< how long to wait for a free one
  std::chrono::milliseconds connect_timeout{5000};
  std::chrono::milliseconds busy_timeout{5000};     ///< how long a statement waits for somebody else's lock
  std::size_t statement_cache = 512;                ///< statements kept compiled, and prepared per connection
  std::vector<std::string> plugin_paths{};          ///< absolute folders or files, searched first
  std::vector<std::string> allow{};                 ///< plugins by name; when not empty, no other is opened
  std::vector<std::string> deny{};
  std::string lock_file{};                          ///< SHA-256 sums of the plugin files
};

/// Ends a callback's subscription when destroyed. May outlive the engine.
class [[nodiscard]] Subscription {
 public:
  Subscription() noexcept = default;
  explicit Subscription(std::shared_ptr<detail::Listener> listener) noexcept : listener_(std::move(listener)) {}
  Subscription(Subscription&&) noexcept = default;
  Subscription& operator=(Subscription&& other) noexcept;
  ~Subscription();

 private:
  std::shared_ptr<detail::Listener> listener_{};
};

class Engine {
 public:
  /// Finds the dialect for the URL's scheme; connects at the first use. Throws `UsageError` for a URL that
  /// is none, `PluginError` when no plugin provides the dialect.
  explicit Engine(std::string_view url, EngineOptions options = {});
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  ~Engine();

  /// The URL without its password.
  [[nodiscard]] std::string url() const;
  /// The dialect's name: "sqlite".
  [[nodiscard]] std::string_view dialect() const noexcept;

  /// Calls `callback` for every statement, on the thread that sent it, until the subscription ends. A
  /// callback must not use the session whose statement it sees; what it throws is ignored.
  Subscription on_statement(std::function<void(const StatementEvent&)> callback);

 private:
  friend class detail::EngineCore;
  std::shared_ptr<detail::EngineCore> core_;
};

/// Counts an engine's statements from its construction on; transactions are not counted, a batch is one.
class StatementCounter {
 public:
  explicit StatementCounter(Engine& engine);
  [[nodiscard]] std::size_t count() const;
  /// The texts, in the order in which they ended.
  [[nodiscard]] std::vector<std::string> statements() const;
  /// Rows read by all of them together.
  [[nodiscard]] std::int64_t rows() const;
  void reset();

 private:
  struct Log;
  std::shared_ptr<Log> log_;
  Subscription subscription_;
};

}  // namespace weft
