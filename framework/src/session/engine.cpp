// SPDX-License-Identifier: MIT
#include "weft/session/engine.hpp"

#include <algorithm>
#include <cstdio>

#include "loading/query_plan.hpp"
#include "session/engine_core.hpp"
#include "session/write_plan.hpp"
#include "weft/error.hpp"
#include "weft/plugin_source.hpp"

namespace weft {

Subscription& Subscription::operator=(Subscription&& other) noexcept {
  Subscription ended(std::move(*this));
  listener_ = std::move(other.listener_);
  return *this;
}

Subscription::~Subscription() {
  if (!listener_) return;
  if (auto engine = listener_->engine.lock()) engine->remove(*listener_);
}

Engine::Engine(std::string_view url, EngineOptions options)
    : core_(std::make_shared<detail::EngineCore>(Url::parse(url), std::move(options))) {}

Engine::~Engine() = default;

std::string Engine::url() const { return core_->url().display(); }

std::string_view Engine::dialect() const noexcept { return core_->dialect().name(); }

Subscription Engine::on_statement(std::function<void(const StatementEvent&)> callback) {
  auto listener = std::make_shared<detail::Listener>(core_, std::move(callback));
  core_->add(listener);
  return Subscription(std::move(listener));
}

struct StatementCounter::Log {
  mutable std::mutex mutex{};
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

namespace detail {

EngineCore::EngineCore(Url url, EngineOptions options)
    : url_(std::move(url)),
      options_(std::move(options)),
      search_{options_.plugin_paths, options_.allow, options_.deny, options_.lock_file},
      dialect_(plugin_source().dialect(url_.scheme, search_)),
      single_(dialect_.lives_in_connection(url_)),
      statement_ids_(std::max<std::size_t>(options_.statement_cache, 1) * 4),
      plans_(options_.statement_cache),
      writes_(options_.statement_cache),
      observed_(options_.echo) {}

const Capabilities& EngineCore::capabilities() { return compiler().capabilities(); }

const sql::Compiler& EngineCore::compiler() {
  std::call_once(server_known_, [this] {
    Lease lease = checkout();
    compiler_ = dialect_.compiler(lease.connection().capabilities());
  });
  return *compiler_;
}

std::uint64_t EngineCore::statement_id(std::string_view sql) {
  static std::atomic<std::uint64_t> last{0};
  if (auto known = statement_ids_.find(sql)) return *known;
  auto id = std::make_shared<const std::uint64_t>(++last);
  statement_ids_.insert(std::string(sql), id);
  return *id;
}

const LoaderStrategy& EngineCore::strategy(std::string_view name) {
  std::lock_guard lock(strategies_mutex_);
  if (auto known = strategies_.find(name); known != strategies_.end()) return *known->second;
  const LoaderStrategy& strategy = plugin_source().strategy(name, search_);
  strategies_.emplace(name, &strategy);
  return strategy;
}

void EngineCore::add(std::shared_ptr<Listener> listener) {
  std::lock_guard lock(listeners_mutex_);
  listeners_.push_back(std::move(listener));
  observed_.store(true, std::memory_order_relaxed);
}

void EngineCore::remove(const Listener& listener) noexcept {
  std::lock_guard lock(listeners_mutex_);
  std::erase_if(listeners_, [&](const auto& one) { return one.get() == &listener; });
  observed_.store(options_.echo || !listeners_.empty(), std::memory_order_relaxed);
}

void EngineCore::notify(const StatementEvent& event) noexcept {
  try {
    if (options_.echo) echo(event);
    std::vector<std::shared_ptr<Listener>> current;
    {
      std::lock_guard lock(listeners_mutex_);
      current = listeners_;
    }
    for (const auto& listener : current) {
      try {
        listener->callback(event);
      } catch (...) {
        // Watching must not change what is watched.
      }
    }
  } catch (...) {
    // Out of memory while copying the list: the statement itself is not affected.
  }
}

void EngineCore::echo(const StatementEvent& event) const {
  std::string line = "weft: ";
  line += event.sql;
  if (!event.params.empty()) {
    line += options_.echo_parameters ? "  [" : "  [" + std::to_string(event.params.size()) + " parameters]";
    for (std::size_t index = 0; options_.echo_parameters && index < event.params.size(); ++index) {
      const Cell& cell = event.params[index];
      if (index) line += ", ";
      switch (cell.kind) {
        case CellKind::null: line += "null"; break;
        case CellKind::integer: line += std::to_string(cell.integer); break;
        case CellKind::real: line += std::to_string(cell.real); break;
        case CellKind::text: line += '\'' + std::string(cell.view()) + '\''; break;
        case CellKind::blob: line += '<' + std::to_string(cell.size) + " bytes>"; break;
      }
    }
    if (options_.echo_parameters) line += ']';
  }
  if (event.batch_rows > 1) line += "  x " + std::to_string(event.batch_rows);
  if (event.failed) line += "  FAILED";
  std::fprintf(stderr, "%s\n", line.c_str());
}

}  // namespace detail
}  // namespace weft
