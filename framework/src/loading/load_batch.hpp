// SPDX-License-Identifier: MIT
//
// Instances that one statement read at one place, and what that statement said of loading.
#pragma once

#include <tsl/robin_set.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "loading/load_node.hpp"
#include "weft/query/select_builder.hpp"
#include "weft/session/instance.hpp"

namespace weft::detail {

struct EntityPlan;
struct QueryPlan;

/// An executed select: enough to embed it into another one.
struct StatementRecord {
  std::shared_ptr<const SelectState> select{};
  LoadNodePtr node{};
  RelationshipPath path;
  std::shared_ptr<const QueryPlan> plan{};
  std::uint64_t query = 0;  ///< the same in all statements that one query, or one lazy load, led to
  bool in_portions = false; ///< its rows stream
};

/// Kept by its members. Members that a later query read again belong to that one's batch; of the places at which one query
/// read them, it is the one with the shortest path, and the first of several. New entities that one flush inserted are a
/// batch, too, with no statement behind it.
struct LoadBatch {
  std::uint32_t uses = 0;
  std::uint32_t position = 0;  ///< index in `QueryPlan::entities`
  std::size_t depth = 0;       ///< of the path that leads there
  std::shared_ptr<const StatementRecord> record{};  ///< null for new entities
  std::vector<Instance*> members{};  ///< all that were read here, those of other batches included
  tsl::robin_set<Instance*> of_others{};  ///< members that belong, or came to belong, to another batch of the same query

  [[nodiscard]] bool yields_to(const LoadBatch& other) const noexcept {
    if (!record || !other.record || record->query != other.record->query) return false;
    if (depth != other.depth) return other.depth < depth;
    return record != other.record || other.position < position;
  }
};

inline void release(LoadBatch& batch) noexcept {
  if (--batch.uses == 0) delete &batch;
}

/// Its members belong to no batch any more; the caller holds it.
inline void leave(const LoadBatch& batch) noexcept {
  for (auto* member : batch.members) {
    LoadBatch*& place = InstanceAccess::batch(*member);
    if (place != &batch) continue;
    release(*place);
    place = nullptr;
  }
}

/// What the statement that read the instance last says of it; null when none did.
const EntityPlan* plan_behind(const Instance& instance) noexcept;

/// Makes `instance` a member.
inline void join_batch(LoadBatch& batch, Instance& instance) {
  LoadBatch*& place = InstanceAccess::batch(instance);
  if (place == &batch) return;
  if (place && batch.yields_to(*place)) {
    if (batch.of_others.insert(&instance).second) batch.members.push_back(&instance);
    return;
  }
  if (batch.of_others.empty() || batch.of_others.erase(&instance) == 0) batch.members.push_back(&instance);
  ++batch.uses;
  if (place) {
    if (place->yields_to(batch)) place->of_others.insert(&instance);
    release(*place);
  }
  place = &batch;
}

}  // namespace weft::detail
