// SPDX-License-Identifier: MIT
#include "session/undoing.hpp"

#include <algorithm>

#include "session/linking.hpp"
#include "session/relation_core.hpp"
#include "session/unit_of_work.hpp"

namespace weft::detail {
namespace {

/// One side without its changes. New entities have nothing to load from.
void forget_side(Instance& side, const MappedRelationship& relationship) {
  unload(side, relationship);
  if (side.state() != State::persistent) RelationAccess::state(relation_of(side, relationship)) = LoadState::loaded;
  if (InstanceExtra* extra = InstanceAccess::extra(side))
    std::erase_if(extra->relations, [&](const RelationHistory& one) { return one.relationship == relationship.index; });
}

/// What left a relationship and is in it again is no orphan.
void forget_leaving(Instance& item, const MappedRelationship& relationship) {
  if (InstanceExtra* extra = InstanceAccess::extra(item))
    std::erase_if(extra->owners, [&](const LastOwner& one) { return one.relationship == &relationship; });
}

/// The other side of one link shows again what it did before the link was changed.
void restore_side(Instance& side, const MappedRelationship& relationship, Instance& item, bool there) {
  RelationHistory* history = history_of(side, relationship);
  if (!history && side.state() == State::persistent) return;
  if (relationship.to_one()) return forget_side(side, relationship);
  // A link that was said again on the other side was there before.
  if (history && history->known) there = history->items && history->items->contains(&item);
  if (history)
    std::erase_if(history->queue, [&](const QueuedChange& change) { return change.item == &item && change.added != there; });
  Relation& relation = relation_of(side, relationship);
  if (relation.load_state() == LoadState::unloaded) return;
  const Items* items = RelationAccess::items(relation);
  if ((items && items->contains(&item)) == there) return;
  Items& changed = writable(relation);
  if (!there) return erase_at(changed, first_position(changed, item));
  if (relationship.single_parent) graph_of(side).note_single_owner(relationship, side, item);
  add_quietly(changed, relationship, item);
}

/// A new entity would be inserted without what it was made with.
bool keeps_link(const Instance& holder, NewEntities new_ones) {
  return new_ones == NewEntities::keep_owners && holder.state() == State::pending;
}

void undo_target(Instance& owner, const MappedRelationship& relationship, const MappedRelationship* back,
                 NewEntities new_ones) {
  Instance* now = RelationAccess::target(relation_of(owner, relationship));
  Instance* before = target_before(owner, relationship);
  forget_side(owner, relationship);
  if (now == before) return;
  if (now && back && back->direction == Direction::many_to_one && keeps_link(*now, new_ones)) return;
  if (before) forget_leaving(*before, relationship);
  if (!back) return;
  forget_leaving(owner, *back);
  // One-to-one: the new partner had another one.
  Instance* displaced = now && back->to_one() ? target_before(*now, *back) : nullptr;
  if (now) restore_side(*now, *back, owner, false);
  if (before) restore_side(*before, *back, owner, true);
  if (!displaced || displaced == &owner) return;
  forget_side(*displaced, relationship);
  forget_leaving(*displaced, *back);
}

void undo_collection(Instance& owner, const MappedRelationship& relationship, const MappedRelationship* back,
                     NewEntities new_ones) {
  const RelationChange change = change_of(owner, relationship);
  forget_side(owner, relationship);
  const bool to_one = back && back->to_one();
  for (auto* item : change.added) {
    if (!back || (to_one && keeps_link(*item, new_ones))) continue;
    if (!to_one) {
      restore_side(*item, *back, owner, false);
    } else if (RelationAccess::target(relation_of(*item, *back)) == &owner) {
      Instance* former = target_before(*item, *back);
      forget_side(*item, *back);
      if (former && former != &owner) restore_side(*former, relationship, *item, true);
    }
  }
  for (auto* item : change.removed) {
    // What went on to another owner stays there.
    if (to_one && RelationAccess::target(relation_of(*item, *back))) continue;
    if (back) restore_side(*item, *back, owner, true);
    forget_leaving(*item, relationship);
  }
}

}  // namespace

void undo_links(Instance& owner, const MappedRelationship& relationship, NewEntities new_ones) {
  if (!history_of(owner, relationship)) return unload(owner, relationship);
  const MappedRelationship* back = relationship.back && !relationship.back->view_only ? relationship.back : nullptr;
  if (relationship.to_one())
    undo_target(owner, relationship, back, new_ones);
  else
    undo_collection(owner, relationship, back, new_ones);
}

void undo_all_links(Instance& owner) {
  for (const auto& relationship : owner.entity().relationships)
    if (history_of(owner, relationship)) undo_links(owner, relationship, NewEntities::keep_owners);
}

}  // namespace weft::detail
