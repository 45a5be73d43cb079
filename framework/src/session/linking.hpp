// SPDX-License-Identifier: MIT
#pragma once

#include "session/relation_core.hpp"

namespace weft::detail {

void index_added(Items& items, const Instance& instance);
void index_changed(Items& items) noexcept;

inline constexpr std::size_t at_the_end = static_cast<std::size_t>(-1);

/// Puts `item` into the collection of `owner` at a position (or under a key), and keeps the other side in step.
void link_at(Instance& owner, const MappedRelationship& relationship, Instance& item, std::size_t position,
             const void* key = nullptr);

/// True for what left an owner that deletes orphans and did not find another one yet: a flush would delete it.
[[nodiscard]] bool between_owners(const Instance& item) noexcept;

}  // namespace weft::detail
