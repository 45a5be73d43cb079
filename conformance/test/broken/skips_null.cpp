// SPDX-License-Identifier: MIT
//
// Forgets owners whose key is NULL: they are left unloaded, where they should be known to have nothing.
#include "broken_strategy.hpp"

namespace weft::conformance::broken {
namespace {

class SkipsNull final : public Strategy {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "skips_null"; }

 protected:
  void load(LoadContext& context, Instances owners) const override {
    std::erase_if(owners, [&](const Instance* owner) {
      const auto& pairs = context.relationship().pairs;
      Scratch scratch;
      return !pairs.empty() && pairs.front().local->bind(owner->object(), scratch).is_null();
    });
    if (!owners.empty()) context.related().for_owners(owners).load();
  }
};

}  // namespace
}  // namespace weft::conformance::broken

using weft::conformance::broken::SkipsNull;
WEFT_STRATEGY_PLUGIN(SkipsNull, {.name = "skips_null", .version = "1.0.0", .summary = "wrong: forgets owners without a key"})
