// SPDX-License-Identifier: MIT
//
// What stands behind a LoadContext.
#pragma once

#include <span>

#include "loading/hydrator.hpp"
#include "loading/query_plan.hpp"
#include "loading/related_statement.hpp"
#include "weft/loading/context.hpp"

namespace weft {

namespace detail {
class SessionCore;
}

struct LoadContext::State {
  detail::SessionCore& session;
  const MappedRelationship& relationship;
  RelationshipPath path;
  std::string_view strategy{};
  const StrategyOptions* options = nullptr;
  detail::RelatedFilter filter{};
  detail::LoadNodePtr below{};
  std::shared_ptr<detail::Populated> populated{};  ///< of a query with populate_existing
  std::vector<const detail::LoadBatch*> batches{};  ///< in which the owners were just read; empty where they were touched
};

struct LoadContextAccess {
  static void after_load(LoadContext::State& state, const LoaderStrategy& strategy,
                         std::span<Instance* const> owners);
  /// Loads a relationship for these owners by their keys, whatever its strategy.
  static void load(LoadContext::State& state, std::span<Instance* const> owners);
  static void on_access(LoadContext::State& state, const LoaderStrategy& strategy, Instance& owner);
};

namespace detail {

void call_after_load(SessionCore& session, const EntityPlan& plan, const EntityPlan::After& after,
                     std::span<Instance* const> owners, std::vector<const LoadBatch*> batches,
                     const std::shared_ptr<Populated>& populated);

}  // namespace detail
}  // namespace weft
