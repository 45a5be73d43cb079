// SPDX-License-Identifier: MIT
//
// "noload": the relationship reads as empty, whatever the database holds, and no statement is sent for it.
#include <weft/strategy.hpp>

namespace {

class Noload final : public weft::LoaderStrategy {
public:
  std::string_view name() const noexcept override { return "noload"; }

  weft::StrategyTraits describe() const override { return {.loads = false, .budget = weft::StatementBudget::none}; }

  void plan(weft::LoadPlanner& planner, const weft::RelationshipPath&, const weft::StrategyOptions&) const override {
    planner.after_load();
  }

  // Blank, not empty: a flush must not take what is merely not shown for something that was removed.
  void after_load(weft::LoadContext& context, std::span<weft::Instance* const> owners) const override {
    for (weft::Instance* owner : owners)
      context.mark_blank(*owner);
  }

  void on_access(weft::LoadContext& context, weft::Instance& owner) const override { context.mark_blank(owner); }
};

} // namespace

WEFT_STRATEGY_PLUGIN(Noload, {.name = "noload",
                              .version = "0.1.0",
                              .summary = "shows the relationship as empty without asking the database",
                              .license = "MIT"})
