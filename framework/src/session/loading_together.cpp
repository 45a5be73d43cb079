// SPDX-License-Identifier: MIT
#include "session/loading_together.hpp"

#include "loading/context_state.hpp"
#include "session/kind_reading.hpp"
#include "session/relation_core.hpp"
#include "weft/loading/related_query.hpp"

namespace weft::detail {

void load_for(SessionCore& session, const MappedRelationship& relationship, const std::vector<Instance*>& owners) {
  std::vector<Instance*> lacking;
  for (auto* owner : owners)
    if (owner->state() == State::persistent) {
      if (InstanceAccess::expired(*owner)) refresh_expired(*owner);
      read_whole(*owner, *relationship.owner);
      LoadState state = relation_of(*owner, relationship).load_state();
      if (state == LoadState::blank || state == LoadState::partial) unload(*owner, relationship);
      if (relation_of(*owner, relationship).load_state() == LoadState::unloaded) lacking.push_back(owner);
    }
  if (lacking.empty()) return;
  static const StrategyOptions none;
  LoadContext::State state{session, relationship, RelationshipPath(*relationship.owner).then(relationship), {}, &none,
                           RelatedFilter(), empty_node(), {}, {}};
  LoadContextAccess::load(state, lacking);
}

}  // namespace weft::detail
