// SPDX-License-Identifier: MIT
//
// Reading one row by its key, without the machinery of a query: nothing is planned, nobody else comes with it.
#pragma once

#include <memory>
#include <vector>

#include "loading/query_plan.hpp"
#include "session/graph.hpp"
#include "weft/value.hpp"

namespace weft::detail {

class SessionCore;

/// For one entity type with one integer as its key. Belongs to a session.
class KeyLookup {
 public:
  KeyLookup(SessionCore& session, const MappedEntity& entity);

  /// False where a row brings others along, or is told to hooks: a query has to read it.
  [[nodiscard]] bool works() const noexcept { return plan_ != nullptr; }
  /// The entity with that key, which the session does not hold yet; null when there is none.
  Instance* read(std::int64_t key);

 private:
  SessionCore& session_;
  const MappedEntity& entity_;
  std::shared_ptr<const QueryPlan> plan_{};
  std::vector<Cell> row_{};
};

}  // namespace weft::detail
