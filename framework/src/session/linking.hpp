// SPDX-License-Identifier: MIT
#pragma once

#include <tsl/robin_set.h>

#include "session/relation_core.hpp"

namespace weft::detail {

void index_added(Items& items, const Instance& instance);
void index_changed(Items& items) noexcept;
/// Where the last occurrence of a member stands. It has to be one: `items.contains(...)` was asked.
[[nodiscard]] std::size_t first_position(const Items& items, const Instance& instance);
/// Takes out what stands there, with its key.
void erase_at(Items& items, std::size_t position);

inline constexpr std::size_t at_the_end = static_cast<std::size_t>(-1);

/// Puts `item` into the collection of `owner` at a position (or under a key), and keeps the other side in step.
void link_at(Instance& owner, const MappedRelationship& relationship, Instance& item, std::size_t position,
             const void* key = nullptr);

/// Takes out of the collection of `owner` what stands at a position, and keeps the other side in step.
void unlink_at(Instance& owner, const MappedRelationship& relationship, std::size_t position);

/// Takes all out of the collection of `owner` that are not to stay, in one go, and keeps the other sides in step.
void unlink_all_but(Instance& owner, const MappedRelationship& relationship, const tsl::robin_set<Instance*>& kept);

/// True for what left an owner that deletes orphans and did not find another one yet: a flush would delete it.
[[nodiscard]] bool between_owners(const Instance& item) noexcept;

}  // namespace weft::detail
