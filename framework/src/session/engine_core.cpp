// SPDX-License-Identifier: MIT
#include "session/engine_core.hpp"

#include <cstdio>
#include <exception>
#include <utility>

#include "session/echo.hpp"
#include "session/warn.hpp"
#include "weft/error.hpp"

namespace weft::detail {
namespace {

// One engine sends more texts than one connection keeps prepared: each connection sees a part of them.
constexpr std::size_t texts_per_prepared = 4;

EngineOptions checked(EngineOptions options) {
  if (options.pool_size == 0) {
    throw UsageError(
        "engine cannot be made: EngineOptions::pool_size is 0\n"
        "  an engine needs one connection at least; connections are opened when they are needed");
  }
  return options;
}

void write_line(const StatementEvent& event, bool with_values) {
  const std::string line = echo_line(event, with_values) + '\n';
  // In one piece, so that the lines of two threads do not mix.
  std::fwrite(line.data(), 1, line.size(), stderr);
}

void report_failed_listener() {
  std::string why = "it threw something that is no std::exception";
  try {
    throw;
  } catch (const std::exception& error) {
    why = error.what();
  } catch (...) {
  }
  warn("statement listener failed: " + why +
       "\n  the statement itself is not affected; catch exceptions inside the callback given to on_statement()");
}

}  // namespace

EngineCore::EngineCore(Url url, EngineOptions options)
    : url_(std::move(url)),
      options_(checked(std::move(options))),
      search_{options_.plugin_paths, options_.allow, options_.deny, options_.lock_file},
      dialect_(plugin_source().dialect(url_.scheme, search_)),
      statement_ids_(options_.statement_cache * texts_per_prepared),
      plans_(options_.statement_cache),
      writes_(options_.statement_cache),
      pool_({.size = options_.pool_size,
             .timeout = options_.pool_timeout,
             .single = dialect_.lives_in_connection(url_),
             .database = url_.display()},
            [this] { return connect(); }) {
  if (options_.echo) {
    echo_ = subscribe(Callback<StatementEvent>(
        [values = options_.echo_parameters](const StatementEvent& event) { write_line(event, values); }));
  } else if (options_.echo_parameters) {
    // Nothing to write, but errors show values on the observed path only.
    echo_ = subscribe(Callback<StatementEvent>([](const StatementEvent&) {}));
  }
}

std::unique_ptr<Connection> EngineCore::connect() {
  auto connection = dialect_.connect(url_, {.connect_timeout = options_.connect_timeout,
                                            .busy_timeout = options_.busy_timeout,
                                            .statement_cache = options_.statement_cache});
  if (!compiler_.load(std::memory_order_acquire)) {
    std::lock_guard lock(compiler_mutex_);
    if (!compiler_owner_) {
      compiler_owner_ = dialect_.compiler(connection->capabilities());
      compiler_.store(compiler_owner_.get(), std::memory_order_release);
    }
  }
  return connection;
}

Lease EngineCore::checkout() { return {shared_from_this(), pool_.checkout()}; }

const sql::Compiler& EngineCore::compiler() {
  if (!compiler_.load(std::memory_order_acquire)) checkout();
  return *compiler_.load(std::memory_order_acquire);
}

const LoaderStrategy& EngineCore::strategy(std::string_view name) {
  std::lock_guard lock(strategies_mutex_);
  if (const auto known = strategies_.find(name); known != strategies_.end()) return *known->second;
  const LoaderStrategy& strategy = plugin_source().strategy(name, search_);
  strategies_.emplace(name, &strategy);
  return strategy;
}

void EngineCore::notify(const StatementEvent& event) noexcept { listeners_->notify(event, report_failed_listener); }

}  // namespace weft::detail
