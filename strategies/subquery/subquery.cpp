// SPDX-License-Identifier: MIT
//
// "subquery": once the owners are read, one more statement reads what is related to them. It names no keys but
// repeats the owners' statement as a subquery:
//
//   SELECT ... FROM employee JOIN (SELECT department.id FROM department WHERE ...) ON ...
//
// However many owners there are, it is one statement of the same length.
#include <weft/strategy.hpp>

namespace {

class Subquery final : public weft::LoaderStrategy {
public:
  std::string_view name() const noexcept override { return "subquery"; }

  weft::StrategyTraits describe() const override { return {.budget = weft::StatementBudget::per_level}; }

  void plan(weft::LoadPlanner& planner, const weft::RelationshipPath& path,
            const weft::StrategyOptions&) const override {
    // As for "selectin": what a mapping chose for every occurrence of the relationship has to end by itself.
    if (path.cyclic() && !planner.explicit_path())
      return;
    planner.after_load();
  }

  void after_load(weft::LoadContext& context, std::span<weft::Instance* const> owners) const override {
    context.related().for_owners_of_statement(owners).load();
  }
};

} // namespace

WEFT_STRATEGY_PLUGIN(Subquery, {.name = "subquery",
                                .version = "0.1.0",
                                .summary = "loads what is related to all owners by repeating their statement",
                                .license = "MIT"})
