// SPDX-License-Identifier: MIT
//
// Puts the first entity into a collection twice, as a join without care for its rows would.
#include "broken_strategy.hpp"

namespace weft::conformance::broken {
namespace {

class DuplicatesRows final : public Strategy {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "duplicates_rows"; }

 protected:
  void load(LoadContext& context, Instances owners) const override {
    context.related().for_owners(owners).load();
    if (context.relationship().kind != RelationKind::list) return;
    for (const Instance* owner : owners)
      if (detail::Items* items = detail::items_of(relation_of(context, *owner)); items && !items->members.empty())
        items->members.insert(items->members.begin(), items->members.front());
  }
};

}  // namespace
}  // namespace weft::conformance::broken

using weft::conformance::broken::DuplicatesRows;
WEFT_STRATEGY_PLUGIN(DuplicatesRows,
                     {.name = "duplicates_rows", .version = "1.0.0", .summary = "wrong: loads an entity into a list twice"})
