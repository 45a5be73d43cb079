// SPDX-License-Identifier: MIT
//
// "peers": touching the relationship of one owner loads it for every owner that the same statement read.
//
//   auto artists = session.scalars(weft::select<Artist>().options(weft::load<&Artist::albums>("peers"))).all();
//   artists[0]->albums.size();      // one statement, for all artists
//   artists[1]->albums.size();      // none
//
// It is as lazy as "select", costs as few statements as "selectin", and needs to know neither beforehand.
// This is a complete strategy plugin outside weft's tree: this file and its CMakeLists.txt are all there is.
#include <weft/strategy.hpp>

namespace {

class Peers final : public weft::LoaderStrategy {
public:
  std::string_view name() const noexcept override { return "peers"; }

  weft::StrategyTraits describe() const override {
    return {.options = {"batch"}, .on_access = true, .budget = weft::StatementBudget::per_level};
  }

  void on_access(weft::LoadContext& context, weft::Instance& owner) const override {
    std::vector<weft::Instance*> owners = context.siblings_of(owner);
    // Many owners may share one related entity, and the session may hold it already.
    if (context.relationship().to_one())
      std::erase_if(owners, [&](weft::Instance* sibling) { return context.attach_from_memory(*sibling); });
    if (owners.empty())
      return;

    const std::size_t dialect_decides = 0;
    context.related().for_owners(owners).chunk_size(context.option("batch", dialect_decides)).load();
  }
};

} // namespace

WEFT_STRATEGY_PLUGIN(Peers, {.name = "peers",
                             .version = "1.0.0",
                             .summary = "loads the relationship for every sibling on first access",
                             .license = "MIT"})
