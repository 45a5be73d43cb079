// SPDX-License-Identifier: MIT
//
// What the strategies that are wrong on purpose have in common: they load with the owners, in one statement for a level,
// or so they say. Each of them is wrong in `load`.
#pragma once

#include <vector>

#include <weft/session/relation.hpp>
#include <weft/strategy.hpp>

namespace weft::conformance::broken {

using Instances = std::vector<Instance*>;

class Strategy : public LoaderStrategy {
 public:
  [[nodiscard]] StrategyTraits describe() const override { return {}; }
  void plan(LoadPlanner& planner, const RelationshipPath&, const StrategyOptions&) const override { planner.after_load(); }
  void after_load(LoadContext& context, std::span<Instance* const> owners) const override {
    load(context, {owners.begin(), owners.end()});
  }

 protected:
  virtual void load(LoadContext& context, Instances owners) const = 0;
};

inline const detail::Relation& relation_of(const LoadContext& context, const Instance& owner) {
  const auto* object = static_cast<const std::byte*>(owner.object());
  return *reinterpret_cast<const detail::Relation*>(object + context.relationship().offset);
}

/// What was loaded for the owner.
inline Instances related_of(const LoadContext& context, const Instance& owner) {
  const detail::Relation& relation = relation_of(context, owner);
  if (context.relationship().to_one()) {
    Instance* one = detail::load_ref(relation);
    return one ? Instances{one} : Instances{};
  }
  const detail::Items* items = detail::items_of(relation);
  return items ? items->members : Instances{};
}

}  // namespace weft::conformance::broken
