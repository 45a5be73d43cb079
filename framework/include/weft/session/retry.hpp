// SPDX-License-Identifier: MIT
//
// Runs a unit of work again that lost against another transaction.
//
//   weft::retry(engine, [&](weft::Session& session) {
//     auto account = session.get<Account>(7);
//     account.modify()->balance -= 10;
//   });
//
// Not for errors that come again: a constraint that says no, a server that is gone.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "weft/session/session.hpp"

namespace weft {

struct RetryOptions {
  std::size_t attempts = 5;                    ///< at most; 1 never repeats
  std::chrono::milliseconds first_delay{5};    ///< before the second attempt, at most; it doubles with each one
  std::chrono::milliseconds max_delay{500};    ///< and never grows beyond this
  SessionOptions session{};                    ///< of each attempt's session; none expires on commit
};

namespace detail {

/// Work without its type: attempts are made in a .cpp.
struct RetriedWork {
  void* work = nullptr;
  void (*run)(void* work, Session& session) = nullptr;
};
using Sleep = void (*)(std::chrono::milliseconds);
void sleep_for(std::chrono::milliseconds delay);
void run_with_retries(Engine& engine, const RetriedWork& work, const RetryOptions& options, Sleep sleep);

}  // namespace detail

/// Calls `work(session)` with a session of its own, commits, and returns what it returned. When the work or the commit
/// throws a `StatementError` that is `retryable()`, or a `StaleDataError`, everything is rolled back and done again in a
/// new session, after a delay of random length below a bound that doubles. What the last attempt throws goes on to the
/// caller, everything else at once. The work has to be repeatable: whatever it does besides the session happens as often
/// as there are attempts.
///
/// Entities that it returns are detached afterwards, and what was loaded of them can be read. Throws `UsageError` for
/// zero attempts.
template <class Work>
std::invoke_result_t<Work&, Session&> retry(Engine& engine, Work work, const RetryOptions& options = {}) {
  using Made = std::invoke_result_t<Work&, Session&>;
  if constexpr (std::is_void_v<Made>) {
    auto run = [](void* object, Session& session) { (*static_cast<Work*>(object))(session); };
    detail::run_with_retries(engine, {&work, run}, options, &detail::sleep_for);
  } else {
    struct Attempt {
      Work& work;
      std::optional<Made> made{};
    } attempt{work};
    auto run = [](void* object, Session& session) {
      auto& one = *static_cast<Attempt*>(object);
      one.made.emplace(one.work(session));
    };
    detail::run_with_retries(engine, {&attempt, run}, options, &detail::sleep_for);
    return std::move(*attempt.made);
  }
}

}  // namespace weft
