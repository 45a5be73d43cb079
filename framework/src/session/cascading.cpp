// SPDX-License-Identifier: MIT
//
// What a change of one entity means for others.
#include <algorithm>
#include <map>

#include "loading/context_state.hpp"
#include "session/relation_core.hpp"
#include "session/session_core.hpp"
#include "session/unit_of_work.hpp"
#include "weft/error.hpp"
#include "weft/loading/related_query.hpp"

namespace weft::detail {
namespace {

bool doomed(const Instance& instance) noexcept {
  return (InstanceAccess::flags(const_cast<Instance&>(instance)) & flag_doomed) != 0;
}

/// Loads a relationship for all owners that lack it, whatever its strategy: the flush has to know.
void load_for(SessionCore& session, const MappedRelationship& relationship, const std::vector<Instance*>& owners) {
  std::vector<Instance*> lacking;
  for (auto* owner : owners)
    if (owner->state() == State::persistent) {
      if (InstanceAccess::expired(*owner)) refresh_expired(*owner);
      LoadState state = relation_of(*owner, relationship).load_state();
      if (state == LoadState::blank || state == LoadState::partial) unload(*owner, relationship);
      if (relation_of(*owner, relationship).load_state() == LoadState::unloaded) lacking.push_back(owner);
    }
  if (lacking.empty()) return;
  static const StrategyOptions none;
  LoadContext::State state{session, relationship, RelationshipPath(*relationship.owner).then(relationship), {}, &none,
                           empty_node()};
  LoadContextAccess::load(state, lacking);
}

/// Takes the key out of a child's foreign key columns.
void clear_foreign_key(const MappedRelationship& relationship, const std::vector<const MappedColumn*>& columns,
                       Instance& child) {
  for (const auto* column : columns) {
    if (!column->ops->nullable || column->column->primary_key)
      throw UsageError("cannot take \"" + child.entity().name + "\" out of \"" + relationship.display() +
                       "\": its column \"" + child.entity().name + "::" + column->member +
                       "\" cannot be null\n  give it another owner, remove it with session.remove(...), or map the "
                       "relationship with cascade(all | delete_orphan)");
    column->ops->read(Cell::null(), column->in(InstanceAccess::object(child)));
  }
}

std::vector<const MappedColumn*> remote_columns(const MappedRelationship& relationship) {
  std::vector<const MappedColumn*> columns;
  for (const auto& pair : relationship.pairs) columns.push_back(pair.remote);
  return columns;
}

}  // namespace

void UnitOfWork::doom(Instance& instance) {
  if (doomed(instance)) return;
  if (instance.state() == State::pending) {
    session_.expunge(instance);
    return;
  }
  if (instance.state() != State::persistent) return;
  InstanceAccess::flags(instance) |= flag_doomed;
  session_.removed_.push_back(&instance);
}

/// Walks level by level, so that what is not loaded is loaded for a whole level at once.
void UnitOfWork::cascade_removals() {
  std::size_t done = 0;
  while (done < session_.removed_.size()) {
    std::map<const MappedEntity*, std::vector<Instance*>> level;
    for (; done < session_.removed_.size(); ++done)
      level[&session_.removed_[done]->entity()].push_back(session_.removed_[done]);
    for (const auto& [entity, owners] : level) cascade_removal(*entity, owners);
  }
}

void UnitOfWork::cascade_removal(const MappedEntity& entity, const std::vector<Instance*>& owners) {
  for (const auto& relationship : entity.relationships) {
    if (relationship.view_only) continue;
    const bool with_owner = relationship.cascade.has(Cascade::remove);
    if (relationship.direction == Direction::many_to_many) {
      if (with_owner) load_for(session_, relationship, owners);
    } else if (relationship.direction == Direction::many_to_one) {
      if (!with_owner) continue;
      load_for(session_, relationship, owners);
    } else if (!relationship.passive_deletes && !relationship.passive_deletes_all) {
      load_for(session_, relationship, owners);
    }
    for (auto* owner : owners) {
      if (with_owner) {
        std::vector<Instance*> related;
        for_each_related(*owner, relationship, related);
        for (auto* one : related) doom(*one);
      } else if (relationship.direction == Direction::one_to_many && !relationship.passive_deletes_all) {
        release_children(*owner, relationship);
      }
    }
  }
}

void UnitOfWork::release_children(Instance& owner, const MappedRelationship& relationship) {
  std::vector<Instance*> children;
  for_each_related(owner, relationship, children);
  for (auto* child : children) {
    if (doomed(*child) || child->state() != State::persistent) continue;
    session_.touch(*child);
    clear_foreign_key(relationship, remote_columns(relationship), *child);
    if (relationship.back && relationship.back->to_one()) set_target(*child, *relationship.back, nullptr);
  }
}

void UnitOfWork::collect_changes() {
  // Collecting may expel new orphans, and touch others: what is touched is walked to its end as it grows.
  const std::vector<Instance*> added = session_.added_;
  for (auto* instance : added)
    if (instance->state() == State::pending) collect_changes(*instance);
  for (std::size_t index = 0; index < session_.touched_.size(); ++index) collect_changes(*session_.touched_[index]);
  cascade_removals();
  inserts_ = session_.added_;
  for (auto* instance : session_.touched_)
    if (!doomed(*instance) && instance->state() == State::persistent) updates_.push_back(instance);
  for (auto* instance : session_.removed_)
    if (doomed(*instance)) deletes_.push_back(instance);
}

void UnitOfWork::collect_changes(Instance& instance) {
  if (doomed(instance)) return;
  for (const auto& relationship : instance.entity().relationships) {
    if (relationship.view_only) continue;
    RelationChange change = change_of(instance, relationship);
    if (change.added.empty() && change.removed.empty()) continue;
    switch (relationship.direction) {
      case Direction::many_to_many:
        for (auto* target : change.added) add_association(relationship, instance, *target, true);
        for (auto* target : change.removed) add_association(relationship, instance, *target, false);
        break;
      case Direction::one_to_many:
        for (auto* child : change.added) {
          if (child->state() == State::persistent) session_.touch(*child);
          owner_links_[child].push_back({&instance, &relationship});
        }
        for (auto* child : change.removed) drop_child(instance, relationship, *child);
        break;
      case Direction::many_to_one:
        if (relationship.cascade.has(Cascade::delete_orphan))
          for (auto* orphan : change.removed) doom(*orphan);
        break;
    }
  }
}

void UnitOfWork::drop_child(Instance& owner, const MappedRelationship& relationship, Instance& child) {
  if (doomed(child)) return;
  const MappedRelationship* back = relationship.back;
  if (back && back->to_one()) {
    Instance* owner_now = RelationAccess::target(relation_of(child, *back));
    if (owner_now && owner_now != &owner) return;  // it moved
  }
  if (relationship.cascade.has(Cascade::delete_orphan)) return doom(child);
  if (child.state() == State::pending) return;
  session_.touch(child);
  if (!back) clear_foreign_key(relationship, remote_columns(relationship), child);
}

/// Both sides of a many-to-many report the same pair; it is one row.
void UnitOfWork::add_association(const MappedRelationship& relationship, Instance& owner, Instance& target,
                                 bool added) {
  const MappedRelationship* back = relationship.back;
  if (back && back < &relationship) return add_association(*back, target, owner, added);
  if (!association_seen_.insert({relationship.secondary, &owner, &target}).second) return;
  (added ? association_inserts_ : association_deletes_).push_back({&relationship, &owner, &target});
}

}  // namespace weft::detail
