// SPDX-License-Identifier: MIT
//
// Everything a loading strategy plugin needs: include this, and nothing else of weft.
//
//   #include <weft/strategy.hpp>
//
//   class Eager final : public weft::LoaderStrategy {
//    public:
//     std::string_view name() const noexcept override { return "eager"; }
//     weft::StrategyTraits describe() const override { return {}; }
//     void plan(weft::LoadPlanner& planner, const weft::RelationshipPath&,
//               const weft::StrategyOptions&) const override {
//       planner.after_load();
//     }
//     void after_load(weft::LoadContext& context, std::span<weft::Instance* const> owners) const override {
//       context.related().for_owners(owners).load();
//     }
//   };
//
//   WEFT_STRATEGY_PLUGIN(Eager, {.name = "eager", .version = "1.0.0",
//                                .summary = "loads the relationship with one statement for all owners"})
//
// A strategy says what to load and when. It sees relationships, owners and queries, never a concrete
// entity type and never SQL. What it means to be loaded belongs to the framework, so that all strategies
// agree on it. Not for applications: they include <weft/weft.hpp>.
#pragma once

#include "weft/error.hpp"
#include "weft/loading/context.hpp"
#include "weft/loading/path.hpp"
#include "weft/loading/planner.hpp"
#include "weft/loading/related_query.hpp"
#include "weft/loading/strategy.hpp"
#include "weft/loading/strategy_traits.hpp"
#include "weft/mapping/entity.hpp"
#include "weft/plugin/strategy_plugin.hpp"
