// SPDX-License-Identifier: MIT
//
// What a change of one entity means for others.
#include <algorithm>

#include "session/linking.hpp"
#include "session/loading_together.hpp"
#include "session/reaching.hpp"
#include "session/relation_core.hpp"
#include "session/row_text.hpp"
#include "session/session_core.hpp"
#include "session/unit_of_work.hpp"
#include "session/warn.hpp"
#include "weft/error.hpp"

namespace weft::detail {
namespace {

bool doomed(const Instance& instance) noexcept {
  return (InstanceAccess::flags(const_cast<Instance&>(instance)) & flag_doomed) != 0;
}

/// Takes the key of an owner out of a child's foreign key.
void clear_foreign_key(const MappedRelationship& relationship, Instance& child) {
  for (const auto& pair : relationship.pairs) {
    const MappedColumn& column = *pair.remote;
    if (!column.ops->nullable || column.column->primary_key)
      throw UsageError("cannot take \"" + child.entity().name + "\" out of \"" + relationship.display() +
                       "\": its column \"" + child.entity().name + "::" + column.member +
                       "\" cannot be null\n  give it another owner, remove it with session.remove(...), or map the "
                       "relationship with cascade(all | delete_orphan)");
    column.ops->read(Cell::null(), column.in(InstanceAccess::object(child)));
  }
}

/// True for what was taken out of a relationship whose cascade deletes orphans, and found no other owner in it.
bool orphaned(Instance& instance, const MappedRelationship& relationship) {
  InstanceExtra* extra = InstanceAccess::extra(instance);
  const LastOwner* last = extra ? extra->last_owner(relationship) : nullptr;
  return last && !last->owner;
}

/// True for what a collection held before it was changed.
bool known_before(Instance& owner, const MappedRelationship& relationship, const Instance& target) {
  const RelationHistory* history = history_of(owner, relationship);
  return history && history->known && history->items && history->items->contains(&target);
}

bool known_without(Instance& owner, const MappedRelationship& relationship, const Instance& target) {
  const RelationHistory* history = history_of(owner, relationship);
  return history && history->known && !known_before(owner, relationship, target);
}

/// True when the other side of a many-to-many tells whether a pair was there before.
bool other_side_knows(const MappedRelationship& relationship, Instance& item) {
  if (item.state() != State::persistent || doomed(item)) return true;
  const RelationHistory* history = relationship.back ? history_of(item, *relationship.back) : nullptr;
  return history && history->known;
}

/// True, with a warning, for what a relationship holds and nobody added.
bool outside(const Instance& related, const MappedRelationship& relationship) {
  if (related.state() != State::transient && related.state() != State::detached) return false;
  warn_outside(related, relationship);
  return true;
}

}  // namespace

void warn_outside(const Instance& related, const MappedRelationship& relationship) {
  warn("\"" + related.entity().name + "\" in \"" + relationship.display() +
       "\" is not in the session, and is not written\n  add it with session.add(...), or map the relationship with "
       "the cascade save_update");
}

void UnitOfWork::collect() {
  expel_orphans();
  load_sets();
  // Collecting may expel and touch others: what is touched is walked to its end as it grows.
  const Instances added = session_.added_;
  for (auto* instance : added)
    if (instance->state() == State::pending) collect_changes(*instance);
  for (std::size_t index = 0; index < session_.touched_.size(); ++index) collect_changes(*session_.touched_[index]);
  cascade_removals();
  carry_keys();
  release_children();
  inserts_ = session_.added_;
  for (auto* instance : session_.touched_)
    if (!doomed(*instance) && instance->state() == State::persistent) updates_.push_back(instance);
  for (auto* instance : session_.removed_)
    if (doomed(*instance)) deletes_.push_back(instance);
}

/// What was put into a set that is not loaded may have been in it: the database knows, and is asked once for all sets.
void UnitOfWork::load_sets() {
  std::vector<std::pair<const MappedRelationship*, Instances>> waiting;
  for (auto* instance : session_.touched_) {
    InstanceExtra* extra = InstanceAccess::extra(*instance);
    if (!extra || doomed(*instance)) continue;
    for (const auto& history : extra->relations) {
      const MappedRelationship& relationship = instance->entity().relationships[history.relationship];
      if (relationship.kind != RelationKind::set || relationship.direction != Direction::many_to_many || history.known)
        continue;
      const bool asks = std::any_of(history.queue.begin(), history.queue.end(), [&](const QueuedChange& change) {
        return change.added && change.direct && !other_side_knows(relationship, *change.item);
      });
      if (!asks) continue;
      auto place = std::find_if(waiting.begin(), waiting.end(), [&](const auto& one) { return one.first == &relationship; });
      if (place == waiting.end()) place = waiting.insert(place, {&relationship, {}});
      place->second.push_back(instance);
    }
  }
  for (const auto& [relationship, owners] : waiting) load_for(session_, *relationship, owners);
}

/// A new entity that left its owner is not written: nobody wants it.
void UnitOfWork::expel_orphans() {
  Instances orphans;
  for (auto* instance : session_.added_)
    if (between_owners(*instance)) orphans.push_back(instance);
  for (auto* instance : orphans) expel(*instance);
}

/// Takes a new entity out of the session, with the new ones that belong to it.
void UnitOfWork::expel(Instance& instance) {
  Instances expelled = reached_by(instance, Cascade::expunge);
  std::erase_if(expelled, [](Instance* one) { return one->state() != State::pending; });
  session_.let_go(expelled);
}

void UnitOfWork::collect_changes(Instance& instance) {
  if (doomed(instance)) return;
  for (const auto& relationship : instance.entity().relationships) {
    if (relationship.view_only) continue;
    if (relationship.direction == Direction::one_to_many) {
      collect_children(instance, relationship);
      continue;
    }
    if (relationship.direction == Direction::many_to_one && instance.state() == State::pending) continue;
    const RelationChange change = change_of(instance, relationship);
    if (relationship.direction == Direction::many_to_many) {
      for (auto* target : change.added)
        if (!outside(*target, relationship)) add_association(relationship, instance, *target, true);
      for (auto* target : change.removed) add_association(relationship, instance, *target, false);
    }
    drop_removed(instance, relationship, change.removed);
    // From the child's side: it left an owner that nobody loaded.
    if (const auto* back = relationship.back; back && orphaned(instance, *back)) return doom(instance);
  }
}

void UnitOfWork::collect_children(Instance& owner, const MappedRelationship& relationship) {
  const RelationChange change = change_of(owner, relationship);
  const MappedRelationship* back = relationship.back && !relationship.back->view_only ? relationship.back : nullptr;
  for (auto* child : change.added) {
    if (outside(*child, relationship)) continue;
    if (child->state() == State::persistent) session_.touch(*child);
    // The child's own side of the relationship says the same, unless it is not mapped.
    const bool says_so = back && back->to_one() && RelationAccess::target(relation_of(*child, *back)) == &owner;
    if (!says_so) owner_links_[child].push_back({&owner, &relationship});
  }
  drop_removed(owner, relationship, change.removed);
}

/// What left the owner since the last flush.
void UnitOfWork::drop_removed(Instance& owner, const MappedRelationship& relationship, const Instances& removed) {
  for (auto* one : removed) {
    if (relationship.direction == Direction::one_to_many)
      drop_child(owner, relationship, *one);
    else if (orphaned(*one, relationship))
      doom(*one);
  }
}

void UnitOfWork::drop_child(Instance& owner, const MappedRelationship& relationship, Instance& child) {
  if (doomed(child)) return;
  if (orphaned(child, relationship)) return doom(child);
  if (child.state() != State::persistent) return;
  const MappedRelationship* back = relationship.back;
  if (back && back->to_one()) {
    Instance* owner_now = RelationAccess::target(relation_of(child, *back));
    if (owner_now && owner_now != &owner) return;  // it moved
    if (!back->view_only) return;                  // it says so itself
  }
  session_.touch(child);
  released_.push_back({&child, &relationship});
}

void UnitOfWork::doom(Instance& instance) {
  if (doomed(instance)) return;
  if (instance.state() == State::pending) return expel(instance);
  if (instance.state() != State::persistent) return;
  InstanceAccess::flags(instance) |= flag_doomed;
  keep(instance);
  session_.removed_.push_back(&instance);
}

/// Walks level by level, so that what is not loaded is loaded for a whole level at once.
void UnitOfWork::cascade_removals() {
  std::size_t done = 0;
  while (done < session_.removed_.size()) {
    std::vector<std::pair<const MappedEntity*, Instances>> level;
    for (; done < session_.removed_.size(); ++done) {
      Instance* instance = session_.removed_[done];
      const MappedEntity* entity = &instance->entity();
      auto place = std::find_if(level.begin(), level.end(), [&](const auto& one) { return one.first == entity; });
      if (place == level.end()) place = level.insert(level.end(), {entity, {}});
      if (doomed(*instance)) place->second.push_back(instance);
    }
    for (const auto& [entity, owners] : level) cascade_removal(*entity, owners);
  }
}

void UnitOfWork::cascade_removal(const MappedEntity& entity, const Instances& owners) {
  for (const auto& relationship : entity.relationships) {
    if (relationship.view_only) continue;
    for (auto* owner : owners) drop_removed(*owner, relationship, change_of(*owner, relationship).removed);
    const bool with_owner = relationship.cascade.has(Cascade::remove);
    const bool has_children = relationship.direction == Direction::one_to_many && !relationship.passive_deletes_all;
    if (!with_owner && !has_children) continue;
    if (!relationship.passive_deletes) load_for(session_, relationship, owners);
    Instances related;
    for (auto* owner : owners) for_each_related(*owner, relationship, related);
    for (auto* one : related) {
      if (with_owner)
        doom(*one);
      else
        released_.push_back({one, &relationship});
    }
  }
}

/// Only now is it known which of them are removed as well, and which found another owner.
void UnitOfWork::release_children() {
  for (const auto& [child, relationship] : released_) {
    const bool written = child->state() == State::persistent || child->state() == State::pending;
    if (doomed(*child) || !written) continue;
    auto links = owner_links_.find(child);
    const bool moved = links != owner_links_.end() &&
                       std::any_of(links->second.begin(), links->second.end(),
                                   [&, r = relationship](const OwnerLink& link) { return link.relationship == r; });
    if (moved) continue;
    if (child->state() == State::persistent) session_.touch(*child);
    if (relationship->back && relationship->back->to_one() && !relationship->back->view_only) {
      // Both sides may have gone on: what leads to another owner than a removed one stays.
      Instance* owner = RelationAccess::target(relation_of(*child, *relationship->back));
      if (owner && !doomed(*owner)) continue;
      clear_foreign_key(*relationship, *child);
      set_target_alone(*child, *relationship->back, nullptr);
    } else {
      clear_foreign_key(*relationship, *child);
    }
  }
}

/// Both sides of a many-to-many report the same pair; it is one row, of the side whose columns come first in its table.
void UnitOfWork::add_association(const MappedRelationship& relationship, Instance& owner, Instance& target,
                                 bool added) {
  const MappedRelationship* back = relationship.back;
  auto place = [](const MappedRelationship& side) {
    // Both sides may share a column, of which they do not differ.
    for (const auto& pair : side.owner_pairs)
      if (std::none_of(side.target_pairs.begin(), side.target_pairs.end(),
                       [&](const AssociationPair& other) { return other.association == pair.association; }))
        return pair.association->index;
    return side.owner_pairs.front().association->index;
  };
  if (back && place(*back) < place(relationship)) return add_association(*back, target, owner, added);
  // The rows of what was deleted are gone; and the side that is loaded knows what was there before.
  if (owner.state() == State::deleted || target.state() == State::deleted) return;
  if (added && (known_before(owner, relationship, target) || (back && known_before(target, *back, owner)))) return;
  if (!added && (known_without(owner, relationship, target) || (back && known_without(target, *back, owner)))) return;
  if (!association_seen_.insert({relationship.secondary, &owner, &target}).second) return;
  (added ? association_inserts_ : association_deletes_).push_back({&relationship, &owner, &target});
}

}  // namespace weft::detail
