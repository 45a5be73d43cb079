// SPDX-License-Identifier: MIT
//
// What changed since the last flush.
#include <algorithm>

#include "session/relation_core.hpp"
#include "session/unit_of_work.hpp"

namespace weft::detail {

std::vector<const MappedColumn*> changed_columns(Instance& instance) {
  std::vector<const MappedColumn*> changed;
  const InstanceExtra* extra = InstanceAccess::extra(instance);
  if (!extra || !extra->snapshot) return changed;
  for (const auto& column : instance.entity().columns)
    if (!column.ops->equal(column.in(instance.object()), column.in(static_cast<const void*>(extra->snapshot))))
      changed.push_back(&column);
  return changed;
}

RelationChange change_of(Instance& instance, const MappedRelationship& relationship) {
  RelationChange change;
  Relation& relation = relation_of(instance, relationship);
  InstanceExtra* extra = InstanceAccess::extra(instance);
  RelationHistory* history = extra ? extra->history(static_cast<std::uint16_t>(relationship.index)) : nullptr;
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
  if (now)
    for (auto* item : now->members)
      if (!before || !before->contains(item)) change.added.push_back(item);
  if (before)
    for (auto* item : before->members)
      if (!now || !now->contains(item)) change.removed.push_back(item);
  return change;
}

bool relation_changed(Instance& instance, RelationHistory& history) {
  const MappedRelationship& relationship = instance.entity().relationships[history.relationship];
  RelationChange change = change_of(instance, relationship);
  return !change.added.empty() || !change.removed.empty();
}

}  // namespace weft::detail
