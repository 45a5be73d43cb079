// SPDX-License-Identifier: MIT
//
// What changed since the last flush.
#include <algorithm>

#include "session/relation_core.hpp"
#include "session/unit_of_work.hpp"

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

}  // namespace weft::detail
