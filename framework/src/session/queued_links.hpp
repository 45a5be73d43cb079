// SPDX-License-Identifier: MIT
//
// Changes of a collection that is not loaded: they wait for its rows, or for the flush.
#pragma once

#include <cstdint>

#include "session/relation_core.hpp"

namespace weft::detail {

/// Whether the database has a link that is taken away, as far as the side that takes it away can tell.
enum class InDatabase : std::uint8_t { perhaps, no };
[[nodiscard]] InDatabase before_of(Instance& owner, const MappedRelationship& relationship, const Instance& item);

/// Notes that `item` was put in or taken out. `direct`: the collection itself was changed, not its other side.
void queue_change(RelationHistory& history, Instance& item, bool added, bool direct = true,
                  InDatabase before = InDatabase::perhaps);

/// True for what was put into a collection that is not loaded, since the last flush.
[[nodiscard]] bool waits(Instance& owner, const MappedRelationship& relationship, const Instance& item) noexcept;

}  // namespace weft::detail
