// SPDX-License-Identifier: MIT
//
// Gives the last owner what belongs to the first.
#include "broken_strategy.hpp"

namespace weft::conformance::broken {
namespace {

class WrongOwner final : public Strategy {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "wrong_owner"; }

 protected:
  void load(LoadContext& context, Instances owners) const override {
    Instance* last = owners.back();
    if (owners.size() > 1) owners.pop_back();
    context.related().for_owners(owners).load();
    if (last != owners.back()) context.attach(*last, related_of(context, *owners.front()));
  }
};

}  // namespace
}  // namespace weft::conformance::broken

using weft::conformance::broken::WrongOwner;
WEFT_STRATEGY_PLUGIN(WrongOwner,
                     {.name = "wrong_owner", .version = "1.0.0", .summary = "wrong: gives an owner what belongs to another"})
