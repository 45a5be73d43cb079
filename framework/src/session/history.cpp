// SPDX-License-Identifier: MIT
//
// What changed since the last flush.
#include "weft/session/history.hpp"

#include <algorithm>

#include "loading/deferred_columns.hpp"
#include "session/relation_core.hpp"
#include "session/unit_of_work.hpp"
#include "weft/error.hpp"

namespace weft::detail {
namespace {

bool differs(const MappedColumn& column, const Instance& instance, const void* snapshot) {
  return !column.ops->equal(column.in(instance.object()), column.in(snapshot));
}

}  // namespace

void changed_columns(Instance& instance, std::vector<const MappedColumn*>& changed) {
  changed.clear();
  const InstanceExtra* extra = InstanceAccess::extra(instance);
  if (!extra || !extra->snapshot) return;
  for (const auto& column : instance.entity().columns)
    if (differs(column, instance, extra->snapshot)) changed.push_back(&column);
}

bool columns_changed(Instance& instance) {
  const InstanceExtra* extra = InstanceAccess::extra(instance);
  if (!extra || !extra->snapshot) return false;
  const auto& columns = instance.entity().columns;
  return std::any_of(columns.begin(), columns.end(),
                     [&](const MappedColumn& column) { return differs(column, instance, extra->snapshot); });
}

RelationChange change_of(Instance& instance, const MappedRelationship& relationship) {
  RelationChange change;
  Relation& relation = relation_of(instance, relationship);
  RelationHistory* history = history_of(instance, relationship);
  const bool fresh = instance.state() == State::pending;
  if (!history && !fresh) return change;

  if (relationship.to_one()) {
    Instance* now = RelationAccess::target(relation);
    Instance* before = history && history->known ? history->target : nullptr;
    if (now != before || (history && !history->known)) {
      if (now) change.added.push_back(now);
      if (before) change.removed.push_back(before);
    }
    return change;
  }
  if (history && !history->known) {
    for (const auto& queued : history->queue) (queued.added ? change.added : change.removed).push_back(queued.item);
    return change;
  }
  const Items* now = RelationAccess::items(relation);
  const Items* before = history ? history->items.get() : nullptr;
  if (now == before) return change;
  if (now && !before) change.added = now->members;
  if (now && before)
    for (auto* item : now->members)
      if (!before->contains(item)) change.added.push_back(item);
  if (before)
    for (auto* item : before->members)
      if (!now || !now->contains(item)) change.removed.push_back(item);
  return change;
}

bool relation_changed(Instance& instance, RelationHistory& history) {
  const MappedRelationship& relationship = instance.entity().relationships[history.relationship];
  if (relationship.to_one())
    return (!history.known && !history.target) ||
           RelationAccess::target(relation_of(instance, relationship)) != history.target;
  RelationChange change = change_of(instance, relationship);
  return !change.added.empty() || !change.removed.empty();
}

Instance* target_before(Instance& owner, const MappedRelationship& relationship) {
  if (const RelationHistory* history = history_of(owner, relationship); history && (history->known || history->target))
    return history->target;
  return target_by_key(owner, relationship, identity_object(owner));
}

namespace {

bool is_new(const Instance& instance) noexcept {
  return instance.state() == State::transient || instance.state() == State::pending;
}

[[noreturn]] void throw_unmapped(const MappedEntity& entity, const MemberRef& member, const char* as) {
  const std::string name = entity.name + "::" + std::string(member.name);
  throw MappingError("no history of \"" + name + "\": it is not mapped\n  map it with:  m." + as + "<&" + name + ">()");
}

}  // namespace

ColumnHistory column_history(Instance& instance, const MemberRef& member) {
  const MappedColumn* column = instance.entity().column_at(member.offset);
  if (!column) throw_unmapped(instance.entity(), member, "column");
  const void* now = column->in(instance.object());
  if (is_missing(*column, instance.object())) return {};
  const InstanceExtra* extra = InstanceAccess::extra(instance);
  if (is_new(instance)) return {.added = now};
  if (extra && extra->snapshot && differs(*column, instance, extra->snapshot))
    return {.added = now, .removed = is_missing(*column, extra->snapshot) ? nullptr : column->in(static_cast<const void*>(extra->snapshot))};
  if (InstanceAccess::expired(instance)) return {};
  return {.unchanged = now};
}

RelatedHistory related_history(Instance& instance, const MemberRef& member) {
  const MappedRelationship* relationship = instance.entity().configured().relationship_at(member.offset);
  if (!relationship) throw_unmapped(instance.entity(), member, "relationship");
  Relation& relation = relation_of(instance, *relationship);
  RelatedHistory result;
  if (relationship->to_one()) {
    Instance* now = RelationAccess::target(relation);
    if (is_new(instance) || !history_of(instance, *relationship)) {
      if (now) (is_new(instance) ? result.added : result.unchanged).push_back(now);
      return result;
    }
    Instance* before = target_before(instance, *relationship);
    if (now && now == before) result.unchanged.push_back(now);
    if (now && now != before) result.added.push_back(now);
    if (before && now != before) result.removed.push_back(before);
    return result;
  }
  const Items* items = RelationAccess::items(relation);
  if (is_new(instance)) {
    if (items) result.added = items->members;
    return result;
  }
  RelationChange change = change_of(instance, *relationship);
  result.added = std::move(change.added);
  result.removed = std::move(change.removed);
  if (items)
    for (auto* item : items->members)
      if (std::find(result.added.begin(), result.added.end(), item) == result.added.end()) result.unchanged.push_back(item);
  return result;
}

}  // namespace weft::detail
