// SPDX-License-Identifier: MIT
#include "weft/session/retry.hpp"

#include <algorithm>
#include <random>
#include <thread>

#include "weft/error.hpp"

namespace weft::detail {
namespace {

/// Between half of the bound and the bound: those who collided once do not meet again at once.
std::chrono::milliseconds jittered(std::chrono::milliseconds bound) {
  static thread_local std::minstd_rand random(std::random_device{}());
  const auto whole = bound.count();
  return std::chrono::milliseconds(std::uniform_int_distribution<std::chrono::milliseconds::rep>(whole / 2, whole)(random));
}

}  // namespace

void sleep_for(std::chrono::milliseconds delay) { std::this_thread::sleep_for(delay); }

void run_with_retries(Engine& engine, const RetriedWork& work, const RetryOptions& options, Sleep sleep) {
  if (options.attempts == 0)
    throw UsageError("cannot run a unit of work: RetryOptions::attempts is 0\n  1 runs it once, without repeating it");
  if (options.first_delay.count() < 0 || options.max_delay.count() < 0)
    throw UsageError("cannot run a unit of work: a delay in RetryOptions is negative");
  SessionOptions session_options = options.session;
  session_options.expire_on_commit = false;  // what the work returns is read after its session
  std::chrono::milliseconds bound = std::min(options.first_delay, options.max_delay);
  for (std::size_t attempt = 1;; ++attempt) {
    try {
      Session session(engine, session_options);
      work.run(work.work, session);
      session.commit();
      return;
    } catch (const StatementError& error) {
      if (!error.retryable() || attempt == options.attempts) throw;
    } catch (const StaleDataError&) {
      if (attempt == options.attempts) throw;
    }
    sleep(jittered(bound));
    bound = std::min(bound * 2, options.max_delay);
  }
}

}  // namespace weft::detail
