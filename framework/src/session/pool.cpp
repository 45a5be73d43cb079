// SPDX-License-Identifier: MIT
#include <algorithm>

#include "session/engine_core.hpp"
#include "weft/error.hpp"

namespace weft::detail {
namespace {

using Clock = std::chrono::steady_clock;

/// A connection that was idle longer than this is asked whether it still lives before it is used.
constexpr std::chrono::seconds doubtful_after{30};

}  // namespace

std::unique_ptr<Connection> EngineCore::connect() {
  return dialect_.connect(url_, {options_.connect_timeout, options_.busy_timeout, options_.statement_cache});
}

Lease EngineCore::checkout() {
  auto connection = wait_for_connection();
  if (!connection) {
    try {
      connection = connect();
    } catch (...) {
      std::lock_guard lock(pool_mutex_);
      --connections_;
      loans_.pop_back();
      pool_changed_.notify_all();
      throw;
    }
  }
  return {shared_from_this(), std::move(connection)};
}

/// An idle connection, or null with the right to open one more.
std::unique_ptr<Connection> EngineCore::wait_for_connection() {
  const std::size_t limit = single_ ? 1 : std::max<std::size_t>(options_.pool_size, 1);
  std::unique_lock lock(pool_mutex_);
  const std::uint64_t ticket = next_ticket_++;
  waiting_.push_back(ticket);
  const auto deadline = Clock::now() + options_.pool_timeout;
  for (;;) {
    bool my_turn = waiting_.front() == ticket;
    if (my_turn && (!idle_.empty() || connections_ < limit)) break;
    if (pool_changed_.wait_until(lock, deadline) == std::cv_status::timeout) {
      std::erase(waiting_, ticket);
      pool_changed_.notify_all();
      throw OperationalError(exhausted_message(), {});
    }
  }
  waiting_.pop_front();
  pool_changed_.notify_all();
  loans_.push_back(Clock::now());
  while (!idle_.empty()) {
    Idle idle = std::move(idle_.back());
    idle_.pop_back();
    bool doubtful = !single_ && Clock::now() - idle.since > doubtful_after;
    if (!doubtful || idle.connection->ping()) return std::move(idle.connection);
    --connections_;
  }
  ++connections_;
  return nullptr;
}

void EngineCore::give_back(std::unique_ptr<Connection> connection) noexcept {
  std::lock_guard lock(pool_mutex_);
  if (!loans_.empty()) loans_.erase(loans_.begin());
  if (connection->usable())
    idle_.push_back({std::move(connection), Clock::now()});
  else
    --connections_;
  pool_changed_.notify_all();
}

std::string EngineCore::exhausted_message() const {
  auto waited = std::chrono::duration_cast<std::chrono::milliseconds>(options_.pool_timeout).count();
  std::string text = "cannot get a connection to \"" + url_.display() + "\": all " + std::to_string(connections_) +
                     " are in use\n  waited        " + std::to_string(waited) + " ms (pool_timeout)";
  if (!loans_.empty()) {
    auto longest = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - loans_.front()).count();
    text += "\n  longest loan  " + std::to_string(longest) + " ms";
  }
  text += single_ ? "\n  a database in memory has one connection, used by one session after another: commit, roll back or "
                    "end the other session first"
                  : "\n  end sessions sooner (commit or rollback gives the connection back), or raise pool_size";
  return text;
}

}  // namespace weft::detail
