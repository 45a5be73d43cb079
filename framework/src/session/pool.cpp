// SPDX-License-Identifier: MIT
#include "session/pool.hpp"

#include <algorithm>
#include <utility>

#include "session/duration_text.hpp"
#include "weft/error.hpp"

namespace weft::detail {
namespace {

PoolOptions sensible(PoolOptions options) {
  if (options.single) options.size = 1;
  // So long that nobody sees the end of it, and short enough to be added to the present time.
  constexpr std::chrono::milliseconds forever = std::chrono::hours(24 * 365);
  options.timeout = std::clamp(options.timeout, std::chrono::milliseconds(0), forever);
  return options;
}

}  // namespace

Pool::Pool(PoolOptions options, Connect connect)
    : options_(sensible(std::move(options))), connect_(std::move(connect)) {}

Pool::Loan Pool::checkout() {
  Loan loan;
  Place place = take_place(loan.number);
  try {
    if (place.doubtful && !place.connection->ping()) {
      place.connection.reset();
      std::lock_guard lock(mutex_);
      suspected_ = Clock::now();
    }
    loan.connection = place.connection ? std::move(place.connection) : connect_();
    return loan;
  } catch (...) {
    std::lock_guard lock(mutex_);
    forget_loan(loan.number);
    pass_on({});
    throw;
  }
}

Pool::Place Pool::take_place(std::uint64_t& number) {
  std::unique_lock lock(mutex_);
  Turn turn;
  if (!take_free(turn.place)) {
    waiting_.push_back(&turn);
    if (!turn.ready.wait_for(lock, options_.timeout, [&] { return turn.granted; })) {
      std::erase(waiting_, &turn);
      throw_exhausted();
    }
  }
  const auto now = Clock::now();
  number = ++last_number_;
  loans_.push_back({number, now, std::this_thread::get_id()});
  if (turn.place.connection && !options_.single) {
    turn.place.doubtful = turn.place.idle_since <= suspected_ || now - turn.place.idle_since > options_.doubtful_after;
  }
  return std::move(turn.place);
}

/// Whenever somebody waits, nothing is free: what becomes free goes to the one who waits longest.
bool Pool::take_free(Place& place) {
  if (!idle_.empty()) {
    place = std::move(idle_.back());
    idle_.pop_back();
    return true;
  }
  if (places_ == options_.size) return false;
  // Room for all, so that giving back cannot fail.
  idle_.reserve(places_ + 1);
  loans_.reserve(places_ + 1);
  ++places_;
  return true;
}

void Pool::give_back(Loan loan, bool reusable) noexcept {
  // Closed before its place is free, so that there are never more than `size`.
  if (!reusable && !options_.single) loan.connection.reset();

  std::lock_guard lock(mutex_);
  forget_loan(loan.number);
  const auto now = Clock::now();
  // What ended this one may have ended the others: they are asked before they are used.
  if (!loan.connection) suspected_ = now;
  pass_on({std::move(loan.connection), now, false});
}

void Pool::pass_on(Place place) noexcept {
  if (!waiting_.empty()) {
    Turn& next = *waiting_.front();
    waiting_.pop_front();
    next.place = std::move(place);
    next.granted = true;
    next.ready.notify_one();  // under the lock: the turn is gone as soon as its owner runs
  } else if (place.connection) {
    idle_.push_back(std::move(place));
  } else {
    --places_;
  }
}

void Pool::forget_loan(std::uint64_t number) noexcept {
  std::erase_if(loans_, [&](const OpenLoan& loan) { return loan.number == number; });
}

void Pool::throw_exhausted() const {
  StatementFailure failure;
  failure.message = options_.single ? "its only connection is" : "all " + std::to_string(places_) + " are";
  failure.message += " still in use after " + duration_text(options_.timeout) + " (pool_timeout)";
  if (!loans_.empty()) {
    failure.message += ", the first was lent " + duration_text(Clock::now() - loans_.front().since) + " ago";
  }
  const auto own = std::count_if(loans_.begin(), loans_.end(),
                                 [](const OpenLoan& loan) { return loan.thread == std::this_thread::get_id(); });
  if (own > 0) {
    failure.remedy = "this thread itself took " + std::to_string(own) + " of them: it may be waiting for itself\n  ";
  }
  failure.remedy += options_.single
                        ? "a database in memory has one connection, which sessions use one after another: commit, roll "
                          "back or end\n  the other session first, or use a database in a file or on a server"
                        : "end sessions sooner (commit and rollback give the connection back, too), or raise "
                          "EngineOptions::pool_size";
  throw OperationalError("cannot get a connection to \"" + options_.database + "\"", std::move(failure));
}

std::size_t Pool::connections() const {
  std::lock_guard lock(mutex_);
  return places_;
}

std::size_t Pool::waiting() const {
  std::lock_guard lock(mutex_);
  return waiting_.size();
}

}  // namespace weft::detail
