// SPDX-License-Identifier: MIT
//
// Taking back changes of relationships that were not flushed, on both sides: otherwise the other side would write them.
#pragma once

#include <cstdint>

#include "session/graph.hpp"

namespace weft::detail {

/// What becomes of new entities whose foreign key is to lead to the owner.
enum class NewEntities : std::uint8_t {
  lose_owners,  ///< the relationship itself is taken back
  keep_owners,  ///< all of the owner is: what was added to the session with an owner keeps it
};

/// Forgets what is loaded of a relationship, and undoes its changes.
void undo_links(Instance& owner, const MappedRelationship& relationship, NewEntities new_ones = NewEntities::lose_owners);
/// The same for each relationship that was changed.
void undo_all_links(Instance& owner);

}  // namespace weft::detail
