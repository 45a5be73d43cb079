// SPDX-License-Identifier: MIT
//
// Writing to relationship members from inside: loading, which makes no events, and linking, which does.
#pragma once

#include <span>
#include <vector>

#include "session/graph.hpp"

namespace weft::detail {

/// What the framework may do with a relationship member.
struct RelationAccess {
  static void bind(Relation& relation, Instance& owner, const MappedRelationship& relationship,
                   LoadState state) noexcept {
    relation.owner_ = &owner;
    relation.index_ = static_cast<std::uint16_t>(relationship.index);
    relation.state_ = state;
  }
  static Instance*& target(Relation& relation) noexcept { return relation.target_; }
  static Items*& items(Relation& relation) noexcept { return relation.items_; }
  static LoadState& state(Relation& relation) noexcept { return relation.state_; }
  static Instance*& owner(Relation& relation) noexcept { return relation.owner_; }

  static void start_filling(Relation& relation, const MappedRelationship& relationship);
  static void fill(Relation& relation, const MappedRelationship& relationship, Instance& related);
};

/// The items of a collection for writing: a copy when somebody else holds them.
Items& writable(Relation& collection);
/// What a relationship held, without it. The program may be moving through them.
void give_up(Items& items) noexcept;
/// The same items for a collection that is nobody's, and so holds handles: with one more use, or a copy that the caller owns.
[[nodiscard]] Items* with_handles(Items& items);
/// Adds to items without events; for a Dict under the key that the related entity has.
void add_quietly(Items& items, const MappedRelationship& relationship, Instance& related);

/// Ends a load: what was queued meanwhile is merged in. `as` is loaded, or partial for some of what is related.
void finish_filling(Instance& owner, const MappedRelationship& relationship, LoadState as = LoadState::loaded);
/// Loads without events: gives `owner` exactly these. Does nothing when the relationship is loaded.
void attach_loaded(Instance& owner, const MappedRelationship& relationship, std::span<Instance* const> related,
                   LoadState as = LoadState::loaded);
/// Forgets what was loaded; the next read loads again.
void unload(Instance& owner, const MappedRelationship& relationship) noexcept;

/// Makes the transient value's relationship members belong to its instance: graphs are united, the handles
/// that the value held become edges, back-references are set.
void adopt_relations(Instance& instance);

/// Loads a relationship of an instance that the program touched.
void load_relation(Instance& owner, const MappedRelationship& relationship);

/// The related instances that are in memory, without loading; queued ones count.
void for_each_related(Instance& owner, const MappedRelationship& relationship, std::vector<Instance*>& related);

// Changes with history and back-references.
void link(Instance& owner, const MappedRelationship& relationship, Instance& item);
void unlink(Instance& owner, const MappedRelationship& relationship, Instance& item);
void set_target(Instance& owner, const MappedRelationship& relationship, Instance* target);
/// The same on one side only, where the other one is gone.
void set_target_alone(Instance& owner, const MappedRelationship& relationship, Instance* target);
/// Where a to-one leads as far as memory knows: loaded, or found by its foreign key.
Instance* target_in_memory(Instance& owner, const MappedRelationship& relationship);
/// What the foreign key of a to-one refers to, if the session holds it.
Instance* referred_in_memory(Instance& owner, const MappedRelationship& relationship);
/// Where the foreign key in `object`, a state of the owner's row, leads in its session; null when that is not in memory.
Instance* target_by_key(Instance& owner, const MappedRelationship& relationship, const void* object);
/// Where a to-one of a row led at the last flush, as far as memory knows.
Instance* target_before(Instance& owner, const MappedRelationship& relationship);

/// The value of a cell in the form in which the column's member would be bound.
Cell canonical(const MappedColumn& column, const Cell& cell, Scratch& scratch);

}  // namespace weft::detail
