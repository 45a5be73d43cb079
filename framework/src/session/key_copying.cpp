// SPDX-License-Identifier: MIT
//
// From relationships to foreign keys.
#include "session/key_values.hpp"
#include "session/relation_core.hpp"
#include "session/session_core.hpp"
#include "session/unit_of_work.hpp"
#include "session/write_batch.hpp"
#include "weft/error.hpp"

namespace weft::detail {
/// Keys of related rows into the foreign keys of this one. Keys that a related row has still to get are left
/// out: they are copied once it has them.
void UnitOfWork::copy_keys(Instance& instance) {
  const bool is_new = instance.state() == State::pending || (InstanceAccess::flags(instance) & flag_switched) != 0;
  for (const auto& relationship : instance.entity().relationships) {
    if (relationship.direction != Direction::many_to_one || relationship.view_only) continue;
    const Relation& relation = relation_of(instance, relationship);
    // A foreign key that the program wrote itself stands, unless the relationship says something new.
    RelationHistory* history = is_new ? nullptr : history_of(instance, relationship);
    if (!is_new && !(history && relation_changed(instance, *history))) continue;
    if (Instance* target = RelationAccess::target(const_cast<Relation&>(relation))) {
      if (target->state() == State::transient) {
        // Keys are copied again where values change hands: one warning is enough.
        if (unwritten_links_.emplace(&instance, &relationship).second) warn_outside(*target, relationship);
        continue;
      }
      const bool keyed = target->state() != State::pending || (target == &instance && !waits_for_key(instance));
      if (!keyed) continue;
      copy_key({target, &instance, &relationship});
    } else if (history && relation.load_state() == LoadState::loaded) {
      clear_key(instance, relationship);
    }
  }
  auto links = owner_links_.find(&instance);
  if (links == owner_links_.end()) return;
  for (const auto& link : links->second) {
    const bool keyed = link.owner->state() != State::pending || (link.owner == &instance && !waits_for_key(instance));
    if (!keyed) continue;
    copy_key({link.owner, &instance, link.relationship});
  }
}

/// The owner's key into the child's foreign key.
void UnitOfWork::copy_key(const Link& link) {
  void* child = InstanceAccess::object(*link.child);
  if (link.foreign) {
    for (const auto& pair : link.foreign->pairs) copy_column(*pair.remote, link.owner->object(), *pair.local, child);
    return;
  }
  const bool from_child = link.relationship->direction == Direction::many_to_one;
  for (const auto& pair : link.relationship->pairs)
    copy_column(from_child ? *pair.remote : *pair.local, link.owner->object(), from_child ? *pair.local : *pair.remote,
                child);
}

/// Takes the key of a to-one out of the instance's columns.
void UnitOfWork::clear_key(Instance& instance, const MappedRelationship& relationship) {
  for (const auto& pair : relationship.pairs) {
    if (!pair.local->ops->nullable)
      throw UsageError("cannot take \"" + relationship.display() + "\" away: its column \"" + instance.entity().name +
                       "::" + pair.local->member +
                       "\" cannot be null\n  give it another one, remove the entity with session.remove(...), or make "
                       "the member std::optional");
    pair.local->ops->read(Cell::null(), pair.local->in(InstanceAccess::object(instance)));
  }
}

}  // namespace weft::detail
