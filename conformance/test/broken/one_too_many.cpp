// SPDX-License-Identifier: MIT
//
// Loads the first owner by itself: the graph is right, and one statement more than was declared is sent.
#include "broken_strategy.hpp"

namespace weft::conformance::broken {
namespace {

class OneTooMany final : public Strategy {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "one_too_many"; }

 protected:
  void load(LoadContext& context, Instances owners) const override {
    context.related().for_owner(*owners.front()).load();
    owners.erase(owners.begin());
    if (!owners.empty()) context.related().for_owners(owners).load();
  }
};

}  // namespace
}  // namespace weft::conformance::broken

using weft::conformance::broken::OneTooMany;
WEFT_STRATEGY_PLUGIN(OneTooMany,
                     {.name = "one_too_many", .version = "1.0.0", .summary = "wrong: sends a statement more than it declares"})
