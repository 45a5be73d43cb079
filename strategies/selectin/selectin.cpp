// SPDX-License-Identifier: MIT
//
// "selectin": once the owners are read, one more statement reads what is related to all of them, by their keys:
//
//   SELECT ... FROM employee WHERE employee.department_id IN (?, ?, ...)
//
// A strategy says what to load and when. Keys, SQL, order, and the options that go on below this relationship are
// the framework's business, so there is nothing else to write.
#include <weft/strategy.hpp>

namespace {

class Selectin final : public weft::LoaderStrategy {
public:
  std::string_view name() const noexcept override { return "selectin"; }

  weft::StrategyTraits describe() const override {
    return {.options = {"chunk_size"}, .recursion = true, .budget = weft::StatementBudget::per_level};
  }

  void plan(weft::LoadPlanner& planner, const weft::RelationshipPath& path,
            const weft::StrategyOptions&) const override {
    // A mapping says "selectin" of the relationship wherever it occurs, so without this a cycle of such
    // relationships would never end. A query that writes its path out has said how deep it wants to go.
    if (path.cyclic() && !planner.explicit_path())
      return;
    planner.after_load();
  }

  void after_load(weft::LoadContext& context, std::span<weft::Instance* const> owners) const override {
    const std::size_t dialect_decides = 0;
    context.related().for_owners(owners).chunk_size(context.option("chunk_size", dialect_decides)).load();
  }

  // What a cycle left out is loaded when it is touched: on_access() hands over to the default strategy by itself.
};

} // namespace

WEFT_STRATEGY_PLUGIN(Selectin, {.name = "selectin",
                                .version = "0.1.0",
                                .summary = "loads what is related to all owners with one more statement, by their keys",
                                .license = "MIT"})
