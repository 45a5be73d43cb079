// SPDX-License-Identifier: MIT
//
// Changes of relationships: history first, then the change, then the other side. The other side is never
// loaded for it: what happens to a collection that is not loaded is queued.
#include "session/linking.hpp"

#include <algorithm>

#include "session/session_core.hpp"
#include "weft/error.hpp"

namespace weft::detail {
namespace {

bool has_row(Instance& instance) noexcept {
  return instance.state() == State::persistent && session_of(instance) != nullptr;
}

void refuse_partial(const Relation& relation, const MappedRelationship& relationship) {
  if (relation.load_state() != LoadState::partial) return;
  throw UsageError("cannot change \"" + relationship.display() +
                   "\": it was loaded with a filter or a limit and is not complete\n"
                   "  load it whole with session.refresh(...) before changing it");
}

/// A row that is gone cannot be linked: the link would be lost without a word.
void refuse_deleted(const MappedRelationship& relationship, const Instance& item) {
  if (item.state() != State::deleted) return;
  throw UsageError("cannot put \"" + item.entity().name + "\" into \"" + relationship.display() +
                   "\": it was deleted in this transaction\n"
                   "  link it before anything flushes its removal (see session.no_autoflush()), or add a copy of it");
}

/// Remembers what the relationship was, once per unit of work. Returns the record for queueing.
RelationHistory* remember(Instance& owner, const MappedRelationship& relationship) {
  if (relationship.view_only || !has_row(owner)) return nullptr;
  session_of(owner)->touch(owner);
  InstanceExtra& extra = extra_of(owner);
  auto index = static_cast<std::uint16_t>(relationship.index);
  if (RelationHistory* known = extra.history(index)) return known;
  RelationHistory history;
  history.relationship = index;
  Relation& relation = relation_of(owner, relationship);
  history.known = relation.load_state() == LoadState::loaded;
  if (relationship.to_one())
    history.target = history.known ? RelationAccess::target(relation) : nullptr;
  else if (history.known)
    history.items = ItemsPin(RelationAccess::items(relation));
  extra.relations.push_back(std::move(history));
  return &extra.relations.back();
}

void queue(RelationHistory& history, Instance& item, bool added) {
  auto opposite = std::find_if(history.queue.begin(), history.queue.end(), [&](const QueuedChange& change) {
    return change.item == &item && change.added != added;
  });
  if (opposite != history.queue.end())
    history.queue.erase(opposite);
  else
    history.queue.push_back({&item, added});
}

/// Adds on one side only.
void add_side(Instance& owner, const MappedRelationship& relationship, Instance& item, std::size_t position,
              const void* key) {
  Relation& relation = relation_of(owner, relationship);
  refuse_partial(relation, relationship);
  RelationHistory* history = remember(owner, relationship);
  if (relation.load_state() == LoadState::unloaded) {
    if (history) queue(*history, item, true);
    return;
  }
  if (history && relation.load_state() == LoadState::blank) queue(*history, item, true);
  Items& items = writable(relation);
  if (relationship.kind == RelationKind::set && items.contains(&item)) return;
  if (relationship.kind == RelationKind::dict) {
    if (!key) return add_quietly(items, relationship, item);
    if (!items.keys) items.keys = relationship.keys->make_store();
    items.keys->append(key);
  }
  if (position >= items.members.size())
    items.members.push_back(&item);
  else
    items.members.insert(items.members.begin() + static_cast<std::ptrdiff_t>(position), &item);
  index_added(items, item);
}

/// Removes on one side only: the last of several occurrences.
void remove_side(Instance& owner, const MappedRelationship& relationship, Instance& item) {
  Relation& relation = relation_of(owner, relationship);
  refuse_partial(relation, relationship);
  RelationHistory* history = remember(owner, relationship);
  if (relation.load_state() == LoadState::unloaded) {
    if (history) queue(*history, item, false);
    return;
  }
  if (history && relation.load_state() == LoadState::blank) queue(*history, item, false);
  if (!RelationAccess::items(relation) || !RelationAccess::items(relation)->contains(&item)) return;
  Items& items = writable(relation);
  std::size_t position = items.members.size();
  while (items.members[--position] != &item) {
  }
  items.members.erase(items.members.begin() + static_cast<std::ptrdiff_t>(position));
  if (items.keys) items.keys->erase(position);
  index_changed(items);
}

void set_side(Instance& owner, const MappedRelationship& relationship, Instance* target) {
  remember(owner, relationship);
  Relation& relation = relation_of(owner, relationship);
  RelationAccess::target(relation) = target;
  RelationAccess::state(relation) = LoadState::loaded;
}

/// Where a to-one leads as far as memory knows: loaded, or found by its foreign key.
Instance* target_in_memory(Instance& owner, const MappedRelationship& relationship) {
  Relation& relation = relation_of(owner, relationship);
  if (relation.load_state() != LoadState::unloaded) return RelationAccess::target(relation);
  SessionCore* session = session_of(owner);
  if (!session || !relationship.target_by_key) return nullptr;
  std::string key;
  Scratch scratch;
  for (const auto* column : relationship.target->primary_key) {
    auto pair = std::find_if(relationship.pairs.begin(), relationship.pairs.end(),
                             [&](const ColumnPair& one) { return one.remote == column; });
    Cell cell = pair->local->bind(owner.object(), scratch);
    if (cell.is_null()) return nullptr;
    if (relationship.target->integer_key) return session->identities().of(*relationship.target).find(cell.integer);
    append_key(cell, key);
  }
  return session->identities().of(*relationship.target).find(key);
}

void cascade_to(Instance& owner, const MappedRelationship& relationship, Instance& item) {
  if (relationship.view_only || !relationship.cascade.has(Cascade::save_update)) return;
  State state = owner.state();
  if (state != State::pending && state != State::persistent) return;
  SessionCore* session = session_of(owner);
  if (session && item.state() == State::transient) session->add(item);
}

const MappedRelationship* synchronised_back(const MappedRelationship& relationship) noexcept {
  return relationship.view_only || (relationship.back && relationship.back->view_only) ? nullptr : relationship.back;
}

}  // namespace

void link_at(Instance& owner, const MappedRelationship& relationship, Instance& item, std::size_t position,
             const void* key) {
  refuse_deleted(relationship, item);
  unite(owner, item);
  add_side(owner, relationship, item, position, key);
  if (const auto* back = synchronised_back(relationship)) {
    if (back->to_one()) {
      Instance* before = target_in_memory(item, *back);
      if (before && before != &owner) remove_side(*before, relationship, item);
      set_side(item, *back, &owner);
    } else {
      add_side(item, *back, owner, at_the_end, nullptr);
    }
  }
  cascade_to(owner, relationship, item);
}

void link(Instance& owner, const MappedRelationship& relationship, Instance& item) {
  link_at(owner, relationship, item, at_the_end);
}

void unlink(Instance& owner, const MappedRelationship& relationship, Instance& item) {
  remove_side(owner, relationship, item);
  const Items* left = RelationAccess::items(relation_of(owner, relationship));
  if (owner.state() == State::pending && item.state() == State::pending &&
      relationship.cascade.has(Cascade::delete_orphan) && !(left && left->contains(&item)))
    session_of(item)->expunge(item);  // a new owner has no history; another one would add it again
  const auto* back = synchronised_back(relationship);
  if (!back) return;
  if (!back->to_one()) return remove_side(item, *back, owner);
  const Items* rest = RelationAccess::items(relation_of(owner, relationship));
  bool still_there = rest && rest->contains(&item);
  if (!still_there && target_in_memory(item, *back) == &owner) set_side(item, *back, nullptr);
}

void set_target(Instance& owner, const MappedRelationship& relationship, Instance* target) {
  Relation& relation = relation_of(owner, relationship);
  if (relation.load_state() == LoadState::loaded && RelationAccess::target(relation) == target) return;
  if (target) {
    refuse_deleted(relationship, *target);
    unite(owner, *target);
  }
  const auto* back = synchronised_back(relationship);
  Instance* before = back ? target_in_memory(owner, relationship) : nullptr;
  set_side(owner, relationship, target);
  if (back && before && before != target) {
    if (back->to_one())
      set_side(*before, *back, nullptr);
    else
      remove_side(*before, *back, owner);
  }
  if (back && target) {
    if (back->to_one()) {
      Instance* partner = target_in_memory(*target, *back);
      if (partner && partner != &owner) set_side(*partner, relationship, nullptr);
      set_side(*target, *back, &owner);
    } else if (before != target) {
      add_side(*target, *back, owner, at_the_end, nullptr);
    }
  }
  if (target) cascade_to(owner, relationship, *target);
}

}  // namespace weft::detail
