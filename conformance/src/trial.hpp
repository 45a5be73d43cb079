// SPDX-License-Identifier: MIT
//
// One case on one database, and with one strategy where strategies are tested: what a `Check` is given.
//
//   void counts_matched_rows(Trial& trial) {
//     Session session(trial.engine());
//     ...
//     EXPECT_EQ(trial.count(), 1U) << "the UPDATE is one statement";
//   }
//
// Every statement of the engine is noted; those of a case that fails are part of the report.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <weft/strategy.hpp>
#include <weft/weft.hpp>

#include "case.hpp"
#include "target.hpp"

namespace weft::conformance {

class Trial {
 public:
  Trial(Target& target, const LoaderStrategy* strategy);
  Trial(const Trial&) = delete;
  Trial& operator=(const Trial&) = delete;
  ~Trial() = default;

  [[nodiscard]] Target& target() noexcept { return target_; }
  [[nodiscard]] Engine& engine() noexcept { return target_.engine(); }
  [[nodiscard]] const Capabilities& capabilities() const noexcept { return target_.capabilities(); }
  [[nodiscard]] const LoaderStrategy& strategy() const noexcept { return *strategy_; }
  /// A connection of the dialect itself, past the engine: for what only a driver does.
  [[nodiscard]] std::unique_ptr<Connection> connect() const;
  [[nodiscard]] std::unique_ptr<sql::Compiler> compiler() const;

  /// Statements since the beginning or the last `restart`; what begins and ends transactions is not counted.
  [[nodiscard]] std::size_t count() const;
  void restart();
  /// The statements since then, as lines for a message.
  [[nodiscard]] std::string statements() const;
  [[nodiscard]] std::vector<std::string> texts() const;
  /// All statements of the case, those of transactions included.
  [[nodiscard]] std::vector<std::string> log() const;

  // Shorthands on a session of its own, committed.
  void run(std::string_view sql);
  [[nodiscard]] std::int64_t number(std::string_view sql);
  [[nodiscard]] std::vector<std::string> strings(std::string_view sql);

  /// The case found out that it has nothing to prove here; says why.
  void not_claimed(std::string reason) { not_claimed_ = std::move(reason); }
  [[nodiscard]] const std::string& why_not_claimed() const noexcept { return not_claimed_; }

 private:
  void note(const StatementEvent& event);

  Target& target_;
  const LoaderStrategy* strategy_;
  mutable std::mutex mutex_{};  ///< cases may start threads
  std::vector<std::string> texts_{};
  std::vector<std::string> log_{};
  std::string not_claimed_{};
  Subscription watch_{};
};

/// Expects the statement to throw `Error` with `words` in its text.
template <class Error, class Statement>
void expect_error(Statement statement, std::string_view words) {
  try {
    statement();
    ADD_FAILURE() << "nothing was thrown; expected an error that says \"" << words << '"';
  } catch (const Error& error) {
    EXPECT_NE(std::string_view(error.what()).find(words), std::string_view::npos)
        << "the error does not say \"" << words << "\":\n" << error.what();
  } catch (const std::exception& error) {
    ADD_FAILURE() << "another type of error was thrown: " << error.what();
  }
}

}  // namespace weft::conformance
