// SPDX-License-Identifier: MIT
#include "weft/loading/strategy.hpp"

namespace weft {

LoaderStrategy::~LoaderStrategy() = default;

void LoaderStrategy::plan(LoadPlanner&, const RelationshipPath&, const StrategyOptions&) const {}

void LoaderStrategy::after_load(LoadContext&, std::span<Instance* const>) const {}

void LoaderStrategy::on_access(LoadContext& context, Instance& owner) const { context.hand_over_to_default(owner); }

}  // namespace weft
