// SPDX-License-Identifier: MIT
//
// Counts what an engine sends, for tests that fix what a piece of a program costs.
//
//   weft::StatementCounter counter(engine);
//   auto posts = session.scalars(stmt).all();
//   EXPECT_EQ(counter.count(), 2);
//
// It keeps every text: not for a program that runs for days (see `Engine::on_statement`).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "weft/session/engine.hpp"

namespace weft {

/// Counts from its construction on, over all threads. What begins and ends transactions is not counted,
/// a statement that failed is, and a batch is one. Safe from several threads; may outlive the engine.
class StatementCounter {
 public:
  explicit StatementCounter(Engine& engine);

  [[nodiscard]] std::size_t count() const;
  /// The texts in the order in which the statements ended.
  [[nodiscard]] std::vector<std::string> statements() const;
  /// Rows read, matched and inserted by all of them together.
  [[nodiscard]] std::int64_t rows() const;
  /// Back to nothing.
  void reset();

 private:
  struct Log;
  std::shared_ptr<Log> log_;
  Subscription subscription_;
};

}  // namespace weft
