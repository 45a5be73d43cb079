// SPDX-License-Identifier: MIT
//
// The connections of one engine: opened when they are needed, lent to one user at a time, first come
// first served.
//
//   Pool::Loan loan = pool.checkout();
//   ... *loan.connection ...
//   pool.give_back(std::move(loan), loan_is_reusable);
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "weft/dialect/connection.hpp"

namespace weft::detail {

struct PoolOptions {
  std::size_t size = 5;
  std::chrono::milliseconds timeout{30000};
  std::chrono::milliseconds doubtful_after{30000};  ///< idle longer than this: ask whether it still lives
  bool single = false;                              ///< the database lives in its one connection
  std::string database{};                           ///< its name in messages
};

/// Safe from several threads. Connects, asks and closes outside of its lock: a server that is slow to
/// answer holds up those only who need that connection.
class Pool {
 public:
  using Connect = std::function<std::unique_ptr<Connection>()>;

  Pool(PoolOptions options, Connect connect);

  struct Loan {
    std::unique_ptr<Connection> connection{};
    std::uint64_t number = 0;
  };

  /// Waits its turn, at most the time-out; then throws `OperationalError` that says who is in the way.
  /// What connecting throws passes through.
  [[nodiscard]] Loan checkout();

  /// `reusable` false: the connection is dead or in a state that nobody knows, so it is closed. The single
  /// connection of a database that lives in it is kept nevertheless: closing it would empty the database.
  void give_back(Loan loan, bool reusable) noexcept;

  /// Connections that exist: idle, on loan, or being opened.
  [[nodiscard]] std::size_t connections() const;
  /// Threads that wait for one.
  [[nodiscard]] std::size_t waiting() const;

 private:
  using Clock = std::chrono::steady_clock;

  /// The right to one of the `size` places, with the connection that sits there, if one does.
  struct Place {
    std::unique_ptr<Connection> connection{};
    Clock::time_point idle_since{};
    bool doubtful = false;
  };
  struct Turn {
    std::condition_variable ready{};
    bool granted = false;
    Place place{};
  };
  struct OpenLoan {
    std::uint64_t number = 0;
    Clock::time_point since{};
    std::thread::id thread{};
  };

  [[nodiscard]] Place take_place(std::uint64_t& number);
  [[nodiscard]] bool take_free(Place& place);
  void pass_on(Place place) noexcept;
  void forget_loan(std::uint64_t number) noexcept;
  [[noreturn]] void throw_exhausted() const;

  const PoolOptions options_;
  const Connect connect_;

  mutable std::mutex mutex_{};
  std::vector<Place> idle_{};  ///< most recently used last, and used first: the others may grow old
  std::deque<Turn*> waiting_{};
  std::vector<OpenLoan> loans_{};  ///< oldest first
  std::size_t places_ = 0;
  std::uint64_t last_number_ = 0;
  Clock::time_point suspected_ = Clock::time_point::min();  ///< connections idle since before this may be dead
};

}  // namespace weft::detail
