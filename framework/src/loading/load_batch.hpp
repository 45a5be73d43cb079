// SPDX-License-Identifier: MIT
//
// Instances that one statement read at one place, and what that statement said of loading.
#pragma once

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
};

/// Kept by its members. Members that a later statement read again belong to that one's batch. New entities that
/// one flush inserted are a batch, too, with no statement behind it.
struct LoadBatch {
  std::uint32_t uses = 0;
  std::uint32_t position = 0;  ///< index in `QueryPlan::entities`
  std::shared_ptr<const StatementRecord> record{};  ///< null for new entities
  std::vector<Instance*> members{};
};

inline void release(LoadBatch& batch) noexcept {
  if (--batch.uses == 0) delete &batch;
}

/// What the statement that read the instance last says of it; null when none did.
const EntityPlan* plan_behind(const Instance& instance) noexcept;

/// Makes `instance` a member.
inline void join_batch(LoadBatch& batch, Instance& instance) {
  LoadBatch*& place = InstanceAccess::batch(instance);
  if (place == &batch) return;
  batch.members.push_back(&instance);
  ++batch.uses;
  if (place) release(*place);
  place = &batch;
}

}  // namespace weft::detail
