// SPDX-License-Identifier: MIT
//
// How a strategy takes part in the statement that reads the owners.
#pragma once

#include "weft/loading/path.hpp"

namespace weft {

/// Given to `LoaderStrategy::plan` for one relationship of one entity of a statement. Whatever is not
/// asked for here stays unloaded and is left to `on_access`. Used during the call only.
class LoadPlanner {
 public:
  LoadPlanner(const LoadPlanner&) = delete;
  LoadPlanner& operator=(const LoadPlanner&) = delete;

  /// Joins the related entity into the owners' statement and fills the relationship from the same rows.
  /// `inner` leaves out owners that have none: only for relationships that are never empty.
  virtual void join(bool inner) = 0;

  /// Asks for `after_load` with the owners, once their rows are read.
  virtual void after_load() = 0;

  /// True when the path was written out in the query's options, false when the mapping chose the strategy
  /// (which then must end by itself on a cycle).
  [[nodiscard]] virtual bool explicit_path() const noexcept = 0;

  /// The `recursion_depth` of the option: how many more times a self-referential relationship is followed
  /// after this; -1 without end, 0 when none was given.
  [[nodiscard]] virtual int recursion_depth() const noexcept = 0;

 protected:
  LoadPlanner() = default;
  ~LoadPlanner() = default;
};

}  // namespace weft
