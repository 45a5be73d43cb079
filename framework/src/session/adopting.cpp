// SPDX-License-Identifier: MIT
//
// Loads and hand-overs that make no history: rows fill relationships, values give theirs up.
#include <new>

#include "session/linking.hpp"
#include "session/session_core.hpp"

namespace weft::detail {

namespace {

/// The one that a value's relationship led to. The value's handle is given up at the end, linked or not.
class GivenTarget {
 public:
  explicit GivenTarget(Relation& relation) noexcept : target_(std::exchange(RelationAccess::target(relation), nullptr)) {}
  GivenTarget(const GivenTarget&) = delete;
  GivenTarget& operator=(const GivenTarget&) = delete;
  ~GivenTarget() {
    if (target_) InstanceAccess::release(*target_);
  }
  [[nodiscard]] Instance* get() const noexcept { return target_; }

 private:
  Instance* target_;
};

/// The same of a collection.
class GivenItems {
 public:
  explicit GivenItems(Relation& relation) noexcept : items_(std::exchange(RelationAccess::items(relation), nullptr)) {}
  GivenItems(const GivenItems&) = delete;
  GivenItems& operator=(const GivenItems&) = delete;
  ~GivenItems() {
    if (items_) release(*items_);
  }
  [[nodiscard]] const Items* get() const noexcept { return items_; }

 private:
  Items* items_;
};

void adopt_relation(Instance& instance, const MappedRelationship& relationship) {
  Relation& relation = relation_of(instance, relationship);
  const bool empty = relation.load_state() == LoadState::unset;
  if (empty) return RelationAccess::bind(relation, instance, relationship, LoadState::loaded);
  if (relationship.to_one()) {
    const GivenTarget given(relation);
    RelationAccess::bind(relation, instance, relationship, LoadState::loaded);
    if (given.get()) set_target(instance, relationship, given.get());
    return;
  }
  const GivenItems given(relation);
  RelationAccess::bind(relation, instance, relationship, LoadState::loaded);
  const Items* items = given.get();
  for (std::size_t place = 0; items && place < items->members.size(); ++place)
    link_at(instance, relationship, *items->members[place], at_the_end, items->keys ? items->keys->at(place) : nullptr);
}

/// What the database holds is the history; what was queued is the change. Of a part only the change is known.
void merge_queue(Instance& owner, const MappedRelationship& relationship, RelationHistory& history) {
  Relation& relation = relation_of(owner, relationship);
  const std::vector<QueuedChange> queued = history.queue;
  if (relation.load_state() == LoadState::loaded) {
    history.known = true;
    history.items = ItemsPin(RelationAccess::items(relation));
    history.queue.clear();
  }
  for (const auto& change : queued) {
    Items& items = writable(relation);
    const bool there = items.contains(change.item);
    if (change.added && !there)
      add_quietly(items, relationship, *change.item);
    else if (!change.added && there)
      erase_at(items, first_position(items, *change.item));
  }
}

/// The value cannot become an entity: nothing leads to it any more, and it holds nothing.
void disown_relation(Instance& instance, const MappedRelationship& relationship) {
  Relation& relation = relation_of(instance, relationship);
  const bool bound = relation.owner() != nullptr;
  if (relationship.to_one()) {
    if (bound) return set_target(instance, relationship, nullptr);
    const GivenTarget given(relation);
    return;
  }
  if (!bound) {
    const GivenItems given(relation);
    return;
  }
  while (const Items* items = RelationAccess::items(relation)) {
    if (items->members.empty()) break;
    unlink_at(instance, relationship, items->members.size() - 1);
  }
}

}  // namespace

void adopt_relations(Instance& instance) {
  const auto& relationships = instance.entity().relationships;
  try {
    for (const auto& relationship : relationships) adopt_relation(instance, relationship);
  } catch (...) {
    for (const auto& relationship : relationships) disown_relation(instance, relationship);
    throw;
  }
}

void finish_filling(Instance& owner, const MappedRelationship& relationship, LoadState as) {
  RelationAccess::state(relation_of(owner, relationship)) = as;
  RelationHistory* history = relationship.to_one() ? nullptr : history_of(owner, relationship);
  if (history) merge_queue(owner, relationship, *history);
  if (relationship.single_parent) graph_of(owner).note_single_owner(relationship, owner);
}

void attach_loaded(Instance& owner, const MappedRelationship& relationship, std::span<Instance* const> related,
                   LoadState as) {
  Relation& relation = relation_of(owner, relationship);
  if (relation.load_state() != LoadState::unloaded) return;
  if (graph_of(owner).nursery())
    for (auto* one : related) keep_for(owner, *one);
  RelationAccess::start_filling(relation, relationship);
  if (relationship.to_one()) {
    if (!related.empty()) RelationAccess::target(relation) = related.front();
  } else if (relationship.kind == RelationKind::dict) {
    for (auto* one : related) add_quietly(writable(relation), relationship, *one);
  } else if (!related.empty()) {
    writable(relation).members.assign(related.begin(), related.end());
  }
  finish_filling(owner, relationship, as);
}

void unload(Instance& owner, const MappedRelationship& relationship) noexcept {
  Relation& relation = relation_of(owner, relationship);
  if (relationship.single_parent && relation.load_state() == LoadState::loaded)
    graph_of(owner).remember_single_owner(relationship, owner);
  if (relationship.to_one())
    RelationAccess::target(relation) = nullptr;
  else if (Items* items = std::exchange(RelationAccess::items(relation), nullptr))
    give_up(*items);
  RelationAccess::state(relation) = LoadState::unloaded;
}

void for_each_related(Instance& owner, const MappedRelationship& relationship, std::vector<Instance*>& related) {
  Relation& relation = relation_of(owner, relationship);
  if (relation.load_state() != LoadState::unloaded) {
    if (relationship.to_one()) {
      if (Instance* target = RelationAccess::target(relation)) related.push_back(target);
    } else if (const Items* items = RelationAccess::items(relation)) {
      related.insert(related.end(), items->members.begin(), items->members.end());
    }
  }
  RelationHistory* history = history_of(owner, relationship);
  if (!history || relation.load_state() != LoadState::unloaded) return;
  for (const auto& change : history->queue)
    if (change.added) related.push_back(change.item);
}

Cell canonical(const MappedColumn& column, const Cell& cell, Scratch& scratch) {
  TypeKind kind = column.column->type.kind;
  bool plain = kind == TypeKind::text || kind == TypeKind::blob || kind == TypeKind::int16 ||
               kind == TypeKind::int32 || kind == TypeKind::int64;
  if (plain || cell.is_null()) return cell;
  const ObjectOps& object = column.entity->object;
  void* place = ::operator new(object.size, object_alignment);
  object.construct(place);
  column.read(cell, place);
  Cell bound = column.bind(place, scratch);
  if (bound.kind >= CellKind::text) {
    auto kept = scratch.keep(bound.view());
    bound = bound.kind == CellKind::text ? Cell::text(kept) : Cell::blob(kept);
  }
  object.destroy(place);
  ::operator delete(place, object_alignment);
  return bound;
}

}  // namespace weft::detail
