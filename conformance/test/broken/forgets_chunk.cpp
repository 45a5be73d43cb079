// SPDX-License-Identifier: MIT
//
// Loads for the owners in hundreds, and forgets those that are left over.
#include "broken_strategy.hpp"

namespace weft::conformance::broken {
namespace {

class ForgetsChunk final : public Strategy {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "forgets_chunk"; }

 protected:
  void load(LoadContext& context, Instances owners) const override {
    constexpr std::size_t chunk = 100;
    if (owners.size() > chunk) owners.resize(owners.size() / chunk * chunk);
    context.related().for_owners(owners).load();
  }
};

}  // namespace
}  // namespace weft::conformance::broken

using weft::conformance::broken::ForgetsChunk;
WEFT_STRATEGY_PLUGIN(ForgetsChunk,
                     {.name = "forgets_chunk", .version = "1.0.0", .summary = "wrong: forgets the last owners of many"})
