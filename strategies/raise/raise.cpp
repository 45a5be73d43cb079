// SPDX-License-Identifier: MIT
//
// "raise": nothing is loaded, and touching the relationship throws UnloadedAccessError. With the option "sql_only"
// it throws only where a statement would be needed.
#include <weft/strategy.hpp>

namespace {

class Raise final : public weft::LoaderStrategy {
public:
  std::string_view name() const noexcept override { return "raise"; }

  weft::StrategyTraits describe() const override {
    return {.options = {"sql_only"}, .loads = false, .budget = weft::StatementBudget::none};
  }

  void on_access(weft::LoadContext& context, weft::Instance& owner) const override {
    if (context.flag("sql_only", false) && context.attach_from_memory(owner))
      return;
    context.refuse(owner);
  }
};

} // namespace

WEFT_STRATEGY_PLUGIN(Raise, {.name = "raise",
                             .version = "0.1.0",
                             .summary = "refuses to load the relationship when it is touched",
                             .license = "MIT"})
