// SPDX-License-Identifier: MIT
//
// "select": nothing is loaded with the owners. Touching the relationship of one owner reads it for that owner:
//
//   SELECT ... FROM employee WHERE employee.department_id = ?
//
// Relationships that name no strategy have this one, and it answers for others when they have nothing to say.
#include <weft/strategy.hpp>

namespace {

class Select final : public weft::LoaderStrategy {
public:
  std::string_view name() const noexcept override { return "select"; }

  weft::StrategyTraits describe() const override {
    return {.on_access = true, .budget = weft::StatementBudget::per_owner};
  }

  void on_access(weft::LoadContext& context, weft::Instance& owner) const override {
    // A to-one without a key, or to an entity that the session holds already, costs no statement.
    if (context.attach_from_memory(owner))
      return;
    context.related().for_owner(owner).load();
  }
};

} // namespace

WEFT_STRATEGY_PLUGIN(Select, {.name = "select",
                              .version = "0.1.0",
                              .summary = "loads the relationship of one owner when it is touched",
                              .license = "MIT"})
