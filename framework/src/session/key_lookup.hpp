// SPDX-License-Identifier: MIT
//
// Reading one row by its key, without the machinery of a query: nothing is planned, nobody else comes with it.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

#include "loading/query_plan.hpp"
#include "session/identity_map.hpp"
#include "weft/value.hpp"

namespace weft::detail {

class SessionCore;

/// The integers that a column can have.
struct IntegerRange {
  std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
  std::int64_t highest = std::numeric_limits<std::int64_t>::max();
  [[nodiscard]] bool has(std::int64_t value) const noexcept { return lowest <= value && value <= highest; }
};
[[nodiscard]] IntegerRange range_of(const MappedColumn& column) noexcept;

/// For one entity type with one integer as its key. Belongs to a session.
class KeyLookup {
 public:
  KeyLookup(SessionCore& session, const MappedEntity& entity);

  /// False where a row brings others along, or is told to hooks: a query has to read it.
  [[nodiscard]] bool works() const noexcept { return plan_ != nullptr; }
  [[nodiscard]] const MappedEntity& entity() const noexcept { return entity_; }
  /// The entity with that key, which is not among `identities`, those of its type, yet; null when there is none.
  Instance* read(std::int64_t key, EntityIdentities& identities);

 private:
  SessionCore& session_;
  const MappedEntity& entity_;
  IntegerRange range_{};  ///< of the key
  std::shared_ptr<const QueryPlan> plan_{};
  const EntityPlan* place_ = nullptr;  ///< the one of the plan
  std::vector<Cell> row_{};
};

}  // namespace weft::detail
