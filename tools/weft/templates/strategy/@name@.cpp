// @name@.cpp
#include <weft/strategy.hpp>

namespace {

class @Name@ final : public weft::LoaderStrategy {
public:
  std::string_view name() const noexcept override { return "@name@"; }
  weft::StrategyTraits describe() const override { return {}; }
  void plan(weft::LoadPlanner& planner, const weft::RelationshipPath&, const weft::StrategyOptions&) const override {
    planner.after_load();
  }
  void after_load(weft::LoadContext& context, std::span<weft::Instance* const> owners) const override {
    context.related().for_owners(owners).load();
  }
};

} // namespace

WEFT_STRATEGY_PLUGIN(@Name@,
                     {.name = "@name@",
                      .version = "1.0.0",
                      .summary = "loads the relationship with one statement for all owners",
                      .license = "MIT"})
