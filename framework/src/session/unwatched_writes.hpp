// SPDX-License-Identifier: MIT
//
// Finds writes that went past `modify()`: through a cast, or through what `modify()` returned in an earlier
// transaction. No flush would see them.
#pragma once

#include <cstddef>

#include <tsl/robin_map.h>

#include "session/row_copy.hpp"

namespace weft::detail {

/// Copies of the entities of a session that are not watched. Switched off it holds nothing and does nothing.
class UnwatchedWrites {
 public:
  explicit UnwatchedWrites(bool on) noexcept : on_(on) {}

  [[nodiscard]] bool on() const noexcept { return on_; }
  /// From now on the instance has to stay as it is, unless that holds already. An expired one has to until its row is read
  /// again. Does nothing for those that are watched or not persistent.
  void expect_unchanged(Instance& instance);
  /// The instance may change: it is watched now, or read again, or leaves.
  void forget(Instance& instance) noexcept {
    if (on_) copies_.erase(&instance);
  }
  void clear() noexcept { copies_.clear(); }

  [[nodiscard]] bool unchanged(const Instance& instance) const;

  // Throw `UsageError` naming the first member that changed.
  void check(Instance& instance) const;
  void check_all() const;
  /// For a flush that a query makes and that has nothing to write: checks all unless that was done often enough for what
  /// was read, as a loop of queries would take the square of it. A commit checks in any case.
  void check_sometimes();

 private:
  /// How often each copy may be compared for queries that write nothing.
  static constexpr std::size_t checks_per_copy = 64;

  bool on_;
  std::size_t affordable_ = 4096;  ///< comparisons
  tsl::robin_map<const Instance*, RowCopy> copies_{};
};

/// Whether this library was built to look for its users' mistakes.
[[nodiscard]] bool is_debug_build() noexcept;

}  // namespace weft::detail
