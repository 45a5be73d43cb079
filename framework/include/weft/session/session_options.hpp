// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>

#include "weft/dialect/connection.hpp"

namespace weft {

struct SessionOptions {
  bool autoflush = true;         ///< changes are flushed before a query could miss them
  bool expire_on_commit = true;  ///< after a commit, entities are read again when they are used
  Isolation isolation = Isolation::database_default;
  bool read_only = false;  ///< the transactions are; a flush that has something to write fails
  /// Flushes look for writes that did not go through `modify()`, which costs a copy of everything loaded and a
  /// comparison of it in each flush. Unset: when libweft was built without NDEBUG.
  std::optional<bool> detect_unwatched_writes{};
};

/// How the rows of one query become entities.
struct QueryOptions {
  /// What the session holds already takes over what the rows say, also of what they bring along; changes that were not
  /// flushed are lost. Off: what is loaded stays as it is.
  bool populate_existing = false;
};

/// How many rows of a stream are in memory at a time; at least one.
class Portion {
 public:
  constexpr Portion(std::size_t rows) noexcept : rows_(rows) {}
  [[nodiscard]] constexpr std::size_t rows() const noexcept { return rows_; }

 private:
  std::size_t rows_;
};

/// The same for a query whose rows are not wanted all at once: session.scalars(stmt, {.yield_per = 1000}). Saying
/// `yield_per` is what makes the result a `Stream`.
struct StreamOptions {
  Portion yield_per;
  bool populate_existing = false;
};

/// How `Session::merge` finds what it merges onto.
struct MergeOptions {
  /// Off: nothing is sent. What is given is taken for the row as it is, and what the session makes of it has no changes.
  bool load = true;
};

}  // namespace weft
