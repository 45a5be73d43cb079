// SPDX-License-Identifier: MIT
//
// Forgetting one member of an entity, and reading it again.
#include <algorithm>

#include "loading/deferred_columns.hpp"
#include "session/instance_flags.hpp"
#include "session/linking.hpp"
#include "session/loading_together.hpp"
#include "session/refreshing.hpp"
#include "session/relation_core.hpp"
#include "session/session_core.hpp"
#include "session/unit_of_work.hpp"
#include "weft/error.hpp"

namespace weft::detail {
namespace {

const MappedColumn& column_of(const MappedEntity& entity, const MemberRef& member, const char* attempt) {
  if (const MappedColumn* column = entity.column_at(member.offset)) return *column;
  const std::string name = entity.name + "::" + std::string(member.name);
  throw MappingError(std::string("cannot ") + attempt + " \"" + name + "\": it is not mapped\n  map it with:  m.column<&" +
                     name + ">() or m.relationship<&" + name + ">()");
}

/// The column is again what its row was.
void take_back(Instance& instance, const MappedColumn& column) {
  if (const InstanceExtra* extra = InstanceAccess::extra(instance); extra && extra->snapshot)
    column.ops->assign(column.in(InstanceAccess::object(instance)), column.in(static_cast<const void*>(extra->snapshot)));
}

/// A deferred column is read again by itself, not with its row.
void forget_everywhere(Instance& instance, const MappedColumn& column) {
  forget_value(column, InstanceAccess::object(instance));
  if (const InstanceExtra* extra = InstanceAccess::extra(instance); extra && extra->snapshot)
    forget_value(column, extra->snapshot);
}

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
  if (history)
    std::erase_if(history->queue, [&](const QueuedChange& change) { return change.item == &item && change.added != there; });
  Relation& relation = relation_of(side, relationship);
  if (relation.load_state() == LoadState::unloaded) return;
  const Items* items = RelationAccess::items(relation);
  if ((items && items->contains(&item)) == there) return;
  Items& changed = writable(relation);
  if (there) return add_quietly(changed, relationship, item);
  const std::size_t position = changed.find(&item);
  changed.members.erase(changed.members.begin() + static_cast<std::ptrdiff_t>(position));
  if (changed.keys) changed.keys->erase(position);
  index_changed(changed);
}

void undo_target(Instance& owner, const MappedRelationship& relationship, const MappedRelationship* back) {
  Instance* now = RelationAccess::target(relation_of(owner, relationship));
  Instance* before = target_before(owner, relationship);
  forget_side(owner, relationship);
  if (now == before) return;
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

void undo_collection(Instance& owner, const MappedRelationship& relationship, const MappedRelationship* back) {
  const RelationChange change = change_of(owner, relationship);
  forget_side(owner, relationship);
  const bool to_one = back && back->to_one();
  for (auto* item : change.added) {
    if (!back) continue;
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

/// Forgets what is loaded of a relationship. Changes that were not flushed are undone on both sides: otherwise the
/// other side would write them.
void forget(Instance& owner, const MappedRelationship& relationship) {
  if (!history_of(owner, relationship)) return unload(owner, relationship);
  const MappedRelationship* back = relationship.back && !relationship.back->view_only ? relationship.back : nullptr;
  if (relationship.to_one())
    undo_target(owner, relationship, back);
  else
    undo_collection(owner, relationship, back);
}

void require_persistent(SessionCore& session, Instance& instance, const MemberRef& member, const char* attempt) {
  if (session_of(instance) == &session && instance.state() == State::persistent) return;
  throw UsageError(std::string("cannot ") + attempt + " \"" + instance.entity().name + "::" + std::string(member.name) +
                   "\": its entity is not persistent in this session");
}

}  // namespace

void SessionCore::expire(Instance& instance, const MemberRef& member) {
  require_persistent(*this, instance, member, "expire");
  if (const auto* relationship = instance.entity().relationship_at(member.offset)) return forget(instance, *relationship);
  const MappedColumn& column = column_of(instance.entity(), member, "expire");
  take_back(instance, column);
  unwatched_.forget(instance);
  if (column.ops->deferrable) return forget_everywhere(instance, column);
  set_flag(instance, flag_expired);
}

void SessionCore::refresh(Instance& instance, const MemberRef& member) {
  require_persistent(*this, instance, member, "refresh");
  if (const auto* relationship = instance.entity().relationship_at(member.offset)) {
    forget(instance, *relationship);
    try {
      load_relation(instance, *relationship);
    } catch (const UnloadedAccessError&) {
      // The strategy refuses what happens by accident. This does not.
    }
    return load_for(*this, *relationship, {&instance});
  }
  const MappedColumn& column = column_of(instance.entity(), member, "refresh");
  take_back(instance, column);
  autoflush();
  if (has_flag(instance, flag_expired)) return refresh_now(*this, instance);
  Instance* const alone = &instance;
  read_column(*this, {&alone, 1}, column);
}

}  // namespace weft::detail
