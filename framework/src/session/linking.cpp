// SPDX-License-Identifier: MIT
//
// Changes of relationships: history first, then the change, then the other side. The other side is never
// loaded for it: what happens to a collection that is not loaded is queued.
#include "session/linking.hpp"

#include <algorithm>

#include "session/instance_flags.hpp"
#include "session/queued_links.hpp"
#include "session/session_core.hpp"
#include "session/validating.hpp"
#include "weft/error.hpp"
#include "weft/session/session.hpp"

namespace weft::detail {
namespace {

bool has_row(Instance& instance) noexcept {
  return instance.state() == State::persistent && session_of(instance) != nullptr;
}

/// What such a collection holds is not what the database holds: its changes are kept apart.
bool shows_a_part(const Relation& relation) noexcept {
  return relation.load_state() == LoadState::blank || relation.load_state() == LoadState::partial;
}

/// Changes of the other side are let through: they say nothing of what is not shown.
void refuse_partial(Instance& owner, const MappedRelationship& relationship) {
  if (relation_of(owner, relationship).load_state() != LoadState::partial) return;
  throw UsageError("cannot change \"" + relationship.display() +
                   "\": it was loaded with a filter or a limit and is not complete\n"
                   "  load it whole before changing it:  session.refresh<&" + relationship.display() + ">(...)");
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
  const bool waits = owner.state() == State::detached && !has_flag(owner, flag_gone);  // for a session that takes it back
  if (relationship.view_only || !(has_row(owner) || waits)) return nullptr;
  note_change(owner);
  InstanceExtra& extra = extra_of(owner);
  if (RelationHistory* known = extra.history(relationship)) return known;
  RelationHistory history;
  history.relationship = relationship.index;
  Relation& relation = relation_of(owner, relationship);
  history.known = relation.load_state() == LoadState::loaded;
  if (relationship.to_one()) {
    history.target = target_in_memory(owner, relationship);
    if (history.target) keep(*history.target);
  } else if (history.known)
    history.items = ItemsPin(RelationAccess::items(relation));
  extra.relations.push_back(std::move(history));
  return &extra.relations.back();
}

/// Adds on one side only.
void add_side(Instance& owner, const MappedRelationship& relationship, Instance& item, std::size_t position,
              const void* key, bool direct = true) {
  keep(item);
  Relation& relation = relation_of(owner, relationship);
  RelationHistory* history = remember(owner, relationship);
  if (relation.load_state() == LoadState::unloaded) {
    if (history) queue_change(*history, item, true, direct);
    return;
  }
  if (history && shows_a_part(relation)) queue_change(*history, item, true, direct);
  Items& items = writable(relation);
  if (relationship.single_parent) graph_of(owner).note_single_owner(relationship, owner, item);
  // What follows from the other side was perhaps known here before: that side need not have been loaded.
  if ((relationship.kind == RelationKind::set || !direct) && items.contains(&item)) return;
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

/// Removes on one side only: what stands at the position, or the first of several occurrences.
void remove_side(Instance& owner, const MappedRelationship& relationship, Instance& item,
                 std::size_t position = at_the_end, InDatabase before = InDatabase::perhaps) {
  keep(item);
  Relation& relation = relation_of(owner, relationship);
  RelationHistory* history = remember(owner, relationship);
  if (relation.load_state() == LoadState::unloaded) {
    if (history) queue_change(*history, item, false, true, before);
    return;
  }
  if (history && shows_a_part(relation)) queue_change(*history, item, false, true, before);
  if (!RelationAccess::items(relation) || !RelationAccess::items(relation)->contains(&item)) return;
  Items& items = writable(relation);
  erase_at(items, position == at_the_end ? first_position(items, item) : position);
}

void set_side(Instance& owner, const MappedRelationship& relationship, Instance* target) {
  if (target) keep(*target);
  remember(owner, relationship);
  Relation& relation = relation_of(owner, relationship);
  RelationAccess::target(relation) = target;
  RelationAccess::state(relation) = LoadState::loaded;
  if (target && relationship.single_parent) graph_of(owner).note_single_owner(relationship, owner, *target);
}

}  // namespace

bool between_owners(const Instance& item) noexcept {
  const InstanceExtra* extra = InstanceAccess::extra(const_cast<Instance&>(item));
  return extra && std::any_of(extra->owners.begin(), extra->owners.end(), [](const LastOwner& one) { return !one.owner; });
}

Instance* target_in_memory(Instance& owner, const MappedRelationship& relationship) {
  Relation& relation = relation_of(owner, relationship);
  Instance* target = RelationAccess::target(relation);
  // One that is shown as empty may lead somewhere all the same.
  const bool known = relation.load_state() != LoadState::unloaded && (target || relation.load_state() != LoadState::blank);
  return known ? target : referred_in_memory(owner, relationship);
}

Instance* referred_in_memory(Instance& owner, const MappedRelationship& relationship) {
  return target_by_key(owner, relationship, owner.object());
}

Instance* target_by_key(Instance& owner, const MappedRelationship& relationship, const void* object) {
  SessionCore* session = session_of(owner);
  if (!session || !relationship.target_by_key) return nullptr;
  std::string key;
  Scratch scratch;
  for (const auto* column : relationship.target->primary_key) {
    auto pair = std::find_if(relationship.pairs.begin(), relationship.pairs.end(),
                             [&](const ColumnPair& one) { return one.remote == column; });
    Cell cell = pair->local->bind(object, scratch);
    if (cell.is_null()) return nullptr;
    if (relationship.target->integer_key) {
      Instance* found = session->identities().of(*relationship.target).find(cell.integer);
      return found && found->entity().is(*relationship.target) ? found : nullptr;
    }
    append_key(*column, cell, key);
  }
  Instance* found = session->identities().of(*relationship.target).find(key);
  return found && found->entity().is(*relationship.target) ? found : nullptr;
}

namespace {

/// True for what a flush looks at, which it does from now on.
bool watch(Instance& item) {
  if (item.state() == State::pending) return true;
  if (!has_row(item)) return false;
  session_of(item)->touch(item);
  return true;
}

/// An orphan of a relationship is what left it and did not come back before the flush. What went to another
/// owner first has left nobody: only an owner whose other side is not mapped still has it then.
void note_left(Instance& item, const MappedRelationship& relationship, const Instance* owner) {
  if (!relationship.cascade.has(Cascade::delete_orphan) || !watch(item)) return;
  InstanceExtra& extra = extra_of(item);
  LastOwner* last = extra.last_owner(relationship);
  if (!last)
    extra.owners.push_back({&relationship, nullptr});
  else if (last->owner == owner || !owner)
    last->owner = nullptr;
}

void note_came(Instance& item, const MappedRelationship& relationship, Instance& owner) {
  keep(owner);
  InstanceExtra* extra = InstanceAccess::extra(item);
  if (LastOwner* last = extra ? extra->last_owner(relationship) : nullptr)
    last->owner = &owner;
  else if (relationship.cascade.has(Cascade::delete_orphan) && !relationship.back && watch(item))
    extra_of(item).owners.push_back({&relationship, &owner});
}

/// True when a to-one has led to something, be it loaded or not.
bool leads_somewhere(Instance& owner, const MappedRelationship& relationship) {
  const Relation& relation = relation_of(owner, relationship);
  if (relation.load_state() != LoadState::unloaded) return RelationAccess::target(const_cast<Relation&>(relation));
  if (!watch(owner)) return false;
  Scratch scratch;
  return std::none_of(relationship.pairs.begin(), relationship.pairs.end(), [&](const ColumnPair& pair) {
    return pair.local->bind(owner.object(), scratch).is_null();
  });
}

/// What is written over has to be known: it is an orphan, or loses its key, or its other side is not found by key. What
/// goes from one owner to another is in between here, and not to be flushed.
void load_before_writing(Instance& owner, const MappedRelationship& relationship) {
  const bool not_by_key =
      relationship.back && !relationship.target_by_key && relationship.direction == Direction::many_to_one;
  const bool needed =
      not_by_key || relationship.direction == Direction::one_to_many || relationship.cascade.has(Cascade::delete_orphan);
  if (!needed || relationship.view_only || !has_row(owner)) return;
  if (relation_of(owner, relationship).load_state() != LoadState::unloaded) return;
  const NoAutoflush guard(*session_of(owner));
  load_relation(owner, relationship);
}

void refuse_second_owner(Instance& owner, const MappedRelationship& relationship, Instance& item) {
  if (!relationship.single_parent || relationship.view_only) return;
  // One-to-many takes from the owner before, by its nature.
  if (relationship.direction == Direction::one_to_many) return;
  if (!graph_of(item).single_owners().another_has(relationship, owner, item)) return;
  throw UsageError("cannot put \"" + item.entity().name + "\" into \"" + relationship.display() +
                   "\": another \"" + owner.entity().name + "\" has it, and the relationship is single_parent()\n"
                   "  take it out of that one first");
}

void cascade_to(Instance& owner, const MappedRelationship& relationship, Instance& item) {
  if (relationship.view_only || !relationship.cascade.has(Cascade::save_update)) return;
  State state = owner.state();
  if (state != State::pending && state != State::persistent) return;
  SessionCore* session = session_of(owner);
  if (session && (item.state() == State::transient || item.state() == State::detached)) session->add(item);
}

/// Takes a detached entity back before it is linked, so that all that follows from the link is seen.
void take_back(Instance& owner, const MappedRelationship& relationship, Instance& item) {
  if (item.state() == State::detached) cascade_to(owner, relationship, item);
}

/// The other side of a to-one whose owner went away.
void leave(Instance& target, const MappedRelationship& back, Instance& owner) {
  if (back.to_one())
    set_side(target, back, nullptr);
  else
    remove_side(target, back, owner);
}

/// Makes room in a dictionary for what comes from the other side, as putting it in under its key would.
void make_place(Instance& owner, const MappedRelationship& relationship, const Instance& coming) {
  Relation& relation = relation_of(owner, relationship);
  if (relationship.kind != RelationKind::dict || relation.load_state() != LoadState::loaded) return;
  const Items* items = RelationAccess::items(relation);
  if (!items || !items->keys) return;
  const std::size_t place = items->keys->find(relationship.key_column->in(coming.object()));
  if (place != KeyStore::npos && items->members[place] != &coming) unlink(owner, relationship, *items->members[place]);
}

/// The other side of a to-one that leads to `target` now. Where that is one-to-one, its partner is let go.
void join(Instance& target, const MappedRelationship& back, Instance& owner, const MappedRelationship& relationship) {
  if (!back.to_one()) {
    make_place(target, back, owner);
    return add_side(target, back, owner, at_the_end, nullptr);
  }
  load_before_writing(target, back);
  Instance* partner = target_in_memory(target, back);
  if (partner && partner != &owner) {
    set_side(*partner, relationship, nullptr);
    note_left(*partner, back, &target);
  }
  set_side(target, back, &owner);
}

const MappedRelationship* synchronised_back(const MappedRelationship& relationship) noexcept {
  return relationship.view_only || (relationship.back && relationship.back->view_only) ? nullptr : relationship.back;
}

void validate_both(Instance& owner, const MappedRelationship& relationship, Instance& item) {
  if (!owner.entity().validators.empty()) validate_link(owner, relationship, item);
  if (const auto* back = synchronised_back(relationship); back && !item.entity().validators.empty())
    validate_link(item, *back, owner);
}

}  // namespace

void link_at(Instance& owner, const MappedRelationship& relationship, Instance& item, std::size_t position,
             const void* key) {
  refuse_partial(owner, relationship);
  refuse_deleted(relationship, item);
  validate_both(owner, relationship, item);
  unite(owner, item);
  take_back(owner, relationship, item);
  refuse_second_owner(owner, relationship, item);
  const auto* back = synchronised_back(relationship);
  // A list may hold it more than once; the other side shows that once.
  const Items* items = back && !back->to_one() ? RelationAccess::items(relation_of(owner, relationship)) : nullptr;
  const bool again = items && items->contains(&item);
  add_side(owner, relationship, item, position, key);
  note_came(item, relationship, owner);
  if (back && !again) {
    if (back->to_one()) {
      Instance* before = target_in_memory(item, *back);
      if (before && before != &owner) remove_side(*before, relationship, item);
      set_side(item, *back, &owner);
    } else {
      make_place(item, *back, owner);
      add_side(item, *back, owner, at_the_end, nullptr, false);
      note_came(owner, *back, item);
    }
  }
  cascade_to(owner, relationship, item);
}

void link(Instance& owner, const MappedRelationship& relationship, Instance& item) {
  link_at(owner, relationship, item, at_the_end);
}

namespace {

void unlink_one(Instance& owner, const MappedRelationship& relationship, Instance& item, std::size_t position) {
  refuse_partial(owner, relationship);
  remove_side(owner, relationship, item, position);
  const Items* rest = RelationAccess::items(relation_of(owner, relationship));
  // A list may hold it more than once.
  if ((rest && rest->contains(&item)) || waits(owner, relationship, item)) return;
  note_left(item, relationship, &owner);
  const auto* back = synchronised_back(relationship);
  if (!back) return;
  if (!back->to_one()) {
    remove_side(item, *back, owner, at_the_end, before_of(owner, relationship, item));
    note_left(owner, *back, &item);
  } else if (target_in_memory(item, *back) == &owner) {
    set_side(item, *back, nullptr);
  }
}

}  // namespace

void unlink(Instance& owner, const MappedRelationship& relationship, Instance& item) {
  unlink_one(owner, relationship, item, at_the_end);
}

void unlink_at(Instance& owner, const MappedRelationship& relationship, std::size_t position) {
  Instance& item = *RelationAccess::items(relation_of(owner, relationship))->members[position];
  unlink_one(owner, relationship, item, position);
}

void unlink_all_but(Instance& owner, const MappedRelationship& relationship, const tsl::robin_set<Instance*>& kept) {
  Relation& relation = relation_of(owner, relationship);
  const ItemsPin before(RelationAccess::items(relation));
  if (!before) return;
  if (relation.load_state() == LoadState::loaded && relationship.kind != RelationKind::dict) {
    // All at once on this side: one by one, each would move those behind it.
    remember(owner, relationship);
    for (auto* item : before->members) keep(*item);
    Items& items = writable(relation);
    std::erase_if(items.members, [&](Instance* item) { return !kept.contains(item); });
    index_changed(items);
  }
  for (auto* item : before->members)
    if (!kept.contains(item)) unlink(owner, relationship, *item);
}

void set_target(Instance& owner, const MappedRelationship& relationship, Instance* target) {
  load_before_writing(owner, relationship);
  Relation& relation = relation_of(owner, relationship);
  if (relation.load_state() == LoadState::loaded && RelationAccess::target(relation) == target) return;
  if (target) {
    refuse_deleted(relationship, *target);
    validate_both(owner, relationship, *target);
    unite(owner, *target);
    take_back(owner, relationship, *target);
    refuse_second_owner(owner, relationship, *target);
  }
  const auto* back = synchronised_back(relationship);
  const bool looks_back = back || relationship.cascade.has(Cascade::delete_orphan);
  Instance* before = looks_back ? target_in_memory(owner, relationship) : nullptr;
  const bool moves = before != target;
  const bool leaves =
      back && !target && relationship.direction == Direction::many_to_one && leads_somewhere(owner, relationship);
  set_side(owner, relationship, target);
  if (before && moves) note_left(*before, relationship, &owner);
  if (target) note_came(*target, relationship, owner);
  if (leaves) note_left(owner, *back, before);
  if (back) {
    if (target) note_came(owner, *back, *target);
    if (before && moves) leave(*before, *back, owner);
    if (target && moves) join(*target, *back, owner, relationship);
  }
  if (target) cascade_to(owner, relationship, *target);
}

void set_target_alone(Instance& owner, const MappedRelationship& relationship, Instance* target) {
  set_side(owner, relationship, target);
}

}  // namespace weft::detail
