// SPDX-License-Identifier: MIT
//
// In which order rows are written: owners before what refers to them.
#include <algorithm>
#include <map>

#include "session/key_values.hpp"
#include "session/relation_core.hpp"
#include "session/row_order.hpp"
#include "session/session_core.hpp"
#include "session/unit_of_work.hpp"
#include "session/write_batch.hpp"

namespace weft::detail {
namespace {

using ColumnList = std::vector<const MappedColumn*>;

/// The columns of the foreign key that a relationship goes by, in the order of their addresses.
ColumnList foreign_key_of(const MappedRelationship& relationship) {
  ColumnList columns;
  for (const auto& pair : relationship.pairs)
    columns.push_back(relationship.direction == Direction::many_to_one ? pair.local : pair.remote);
  std::sort(columns.begin(), columns.end());
  return columns;
}

/// Strongly connected entity types by their foreign keys (Tarjan); owners get the lower numbers.
class Ranking {
 public:
  /// `late`: foreign keys that do not count.
  Ranking(const std::vector<const MappedEntity*>& entities, const std::set<ColumnList>& late)
      : entities_(entities), late_(late) {
    for (const auto* entity : entities_)
      if (!visited_.contains(entity)) visit(*entity);
  }

  tsl::robin_map<const MappedEntity*, std::uint32_t> ranks{};
  std::set<const MappedEntity*> cyclic{};

 private:
  struct Mark {
    std::uint32_t order = 0;
    std::uint32_t lowest = 0;
    bool open = false;
  };

  [[nodiscard]] std::set<const MappedEntity*> owners_of(const MappedEntity& entity) const {
    std::set<const MappedEntity*> owners;
    for (const auto* key : entity.foreign_keys) {
      if (is_late(entity, *key)) continue;
      for (const auto* other : entities_)
        if (other->stands_in(*key->targets.front()->table)) owners.insert(other);
    }
    auto counts = [](const MappedRelationship& relationship, Direction direction) {
      return relationship.direction == direction && !relationship.view_only && !relationship.post_update;
    };
    for (const auto& relationship : entity.relationships)
      if (counts(relationship, Direction::many_to_one)) owners.insert(relationship.target);
    for (const auto* other : entities_)
      for (const auto& relationship : other->relationships)
        if (counts(relationship, Direction::one_to_many) && entity.is(*relationship.target)) owners.insert(other);
    return owners;
  }

  [[nodiscard]] bool is_late(const MappedEntity& entity, const ForeignKey& key) const {
    if (late_.empty()) return false;
    ColumnList columns;
    for (const auto* column : key.columns) columns.push_back(entity.column_of(*column));
    std::sort(columns.begin(), columns.end());
    return late_.contains(columns);
  }

  Mark& visit(const MappedEntity& entity) {
    Mark& mark = visited_[&entity];
    mark = {++counter_, counter_, true};
    open_.push_back(&entity);
    bool self = false;
    for (const auto* owner : owners_of(entity)) {
      if (owner == &entity) self = true;
      auto known = visited_.find(owner);
      if (known == visited_.end())
        mark.lowest = std::min(mark.lowest, visit(*owner).lowest);
      else if (known->second.open)
        mark.lowest = std::min(mark.lowest, known->second.order);
    }
    if (mark.lowest == mark.order) {
      const bool alone = open_.back() == &entity;
      const MappedEntity* member = nullptr;
      do {
        member = open_.back();
        open_.pop_back();
        visited_[member].open = false;
        ranks[member] = rank_;
        if (!alone || self) cyclic.insert(member);
      } while (member != &entity);
      ++rank_;
    }
    return mark;
  }

  const std::vector<const MappedEntity*>& entities_;
  const std::set<ColumnList>& late_;
  std::map<const MappedEntity*, Mark> visited_{};  // a map: marks stay where they are while it grows
  std::vector<const MappedEntity*> open_{};
  std::uint32_t counter_ = 0;
  std::uint32_t rank_ = 0;
};

}  // namespace

namespace {

bool may_be_empty(const ColumnList& columns) {
  return std::all_of(columns.begin(), columns.end(), [](const MappedColumn* column) { return may_be_null(*column); });
}

/// A row's place: its type's rank, its level among rows that refer to each other, its type.
struct Place {
  std::uint32_t rank = 0;
  std::uint32_t level = 0;
  std::uint32_t type = 0;  ///< types of one rank and level in the order of their first use
  friend auto operator<=>(const Place&, const Place&) = default;
};

}  // namespace

std::uint32_t UnitOfWork::rank_of(const MappedEntity& entity) const {
  auto found = ranks_.find(&entity);
  return found == ranks_.end() ? 0 : found->second;
}

void UnitOfWork::order() {
  std::vector<const MappedEntity*> entities;
  auto note = [&](const MappedEntity& entity) {
    if (std::find(entities.begin(), entities.end(), &entity) == entities.end()) entities.push_back(&entity);
  };
  const MappedEntity* last = nullptr;
  for (const auto* list : {&inserts_, &updates_, &deletes_})
    for (auto* instance : *list)
      if (&instance->entity() != last) note(*(last = &instance->entity()));
  // An owner type between two others counts even when none of its rows changed.
  for (std::size_t index = 0; index < entities.size(); ++index)
    for (const auto& relationship : entities[index]->relationships)
      if (!relationship.view_only) note(*relationship.target);
  for (const auto* entity : entities)
    for (const auto& relationship : entity->relationships)
      if (relationship.post_update && !relationship.view_only) late_.insert(foreign_key_of(relationship));
  Ranking ranking(entities, late_);
  ranks_ = std::move(ranking.ranks);
  cyclic_ = std::move(ranking.cyclic);
  order_inserts();
  order_deletes();
  order_updates();
}

/// Rows of one type side by side, so that their updates go out together.
void UnitOfWork::order_updates() {
  std::map<Place, Instances> heaps;
  tsl::robin_map<const MappedEntity*, Instances*> heap_of;
  for (auto* instance : updates_) {
    Instances*& heap = heap_of[&instance->entity()];
    if (!heap) heap = &heaps[{rank_of(instance->entity()), 0, static_cast<std::uint32_t>(heap_of.size())}];
    heap->push_back(instance);
  }
  updates_.clear();
  for (const auto& [where, instances] : heaps) updates_.insert(updates_.end(), instances.begin(), instances.end());
}

void UnitOfWork::order_inserts() {
  // Only types in a circle, or with keys that come later, need a look at their rows.
  tsl::robin_map<Instance*, std::size_t> numbers;
  for (auto* instance : inserts_)
    if (cyclic_.contains(&instance->entity())) numbers.try_emplace(instance, numbers.size());
  RowOrder rows(numbers.size());
  if (!numbers.empty() || !late_.empty()) {
    std::vector<Link> links;
    std::vector<Link> waits;
    value_owners_.look_among(inserts_);
    for (auto* instance : inserts_) {
      auto waiter = numbers.find(instance);
      if (waiter == numbers.end() && late_.empty()) continue;
      links.clear();
      links_to_owners(*instance, links);
      if (waiter != numbers.end()) links_by_value(*instance, links);
      for (const auto& link : links) {
        if (link.relationship && link.relationship->post_update) {
          const bool known = link.owner == instance && !waits_for_key(*instance);
          if (link.owner->state() == State::pending && !known) defer(link);
          continue;
        }
        if (waiter == numbers.end()) continue;
        auto owner = numbers.find(link.owner);
        if (owner == numbers.end() || rank_of(link.owner->entity()) != rank_of(instance->entity())) continue;
        // A row that refers to itself learns its key from its insert.
        if (link.owner == instance && !waits_for_key(*instance)) continue;
        waits.push_back(link);
        rows.wait(waiter->second, owner->second, tie_of(link), waits.size() - 1);
      }
    }
    rows.solve();
    if (!rows.knot().empty()) refuse(waits, rows.knot());
    for (auto tag : rows.broken()) defer(waits[tag]);
  }

  // Rows of one rank, level and type keep the order in which they were added: they are dealt into heaps.
  std::map<Place, Instances> heaps;
  tsl::robin_map<const MappedEntity*, std::uint32_t> types;
  const MappedEntity* entity = nullptr;
  Place place;
  bool cyclic = false;
  tsl::robin_map<const MappedEntity*, Instances*> heap_of;  // of types outside of circles
  Instances* heap = nullptr;
  for (auto* instance : inserts_) {
    if (&instance->entity() != entity) {
      entity = &instance->entity();
      place.rank = rank_of(*entity);
      place.type = types.try_emplace(entity, static_cast<std::uint32_t>(types.size())).first->second;
      place.level = 0;
      cyclic = cyclic_.contains(entity);
      Instances*& known = heap_of[entity];
      if (!known && !cyclic) known = &heaps[place];
      heap = known;
    }
    if (cyclic) {
      place.level = rows.level(numbers.at(instance));
      heap = &heaps[place];
    }
    heap->push_back(instance);
  }
  inserts_.clear();
  insert_levels_.clear();
  for (const auto& [where, instances] : heaps) {
    inserts_.insert(inserts_.end(), instances.begin(), instances.end());
    insert_levels_.resize(inserts_.size(), where.level);
  }
}

/// A removed row goes before the removed rows it refers to.
void UnitOfWork::order_deletes() {
  if (deletes_.size() < 2) return;
  tsl::robin_map<Instance*, std::size_t> numbers;
  for (auto* instance : deletes_)
    if (cyclic_.contains(&instance->entity())) numbers.try_emplace(instance, numbers.size());
  RowOrder rows(numbers.size());
  if (!numbers.empty() || !late_.empty()) {
    std::vector<Reference> waits;
    std::vector<Reference> references;
    for (auto* instance : deletes_) {
      auto child = numbers.find(instance);
      if (child == numbers.end() && late_.empty()) continue;
      references.clear();
      references_of(*instance, references);
      for (auto& reference : references) {
        if (is_late(reference.columns)) {
          const bool goes_too = (InstanceAccess::flags(*reference.owner) & flag_doomed) != 0;
          if (goes_too && reference.owner != instance) circles_.push_back(std::move(reference));
          continue;
        }
        if (child == numbers.end()) continue;
        auto owner = numbers.find(reference.owner);
        if (owner == numbers.end() || reference.owner == instance) continue;
        if (rank_of(reference.owner->entity()) != rank_of(instance->entity())) continue;
        rows.wait(owner->second, child->second, may_be_empty(reference.columns) ? Tie::loose : Tie::firm, waits.size());
        waits.push_back(std::move(reference));
      }
    }
    rows.solve();
    for (auto tag : rows.broken()) circles_.push_back(waits[tag]);
  }

  std::map<Place, Instances> heaps;
  tsl::robin_map<const MappedEntity*, std::uint32_t> types;
  std::uint32_t highest = 0;
  for (const auto& [entity, rank] : ranks_) highest = std::max(highest, rank);
  Place last;
  Instances* heap = nullptr;
  for (auto* instance : deletes_) {
    const MappedEntity* entity = &instance->entity();
    Place place;
    place.rank = highest - rank_of(*entity);
    place.type = types.try_emplace(entity, static_cast<std::uint32_t>(types.size())).first->second;
    if (auto number = numbers.find(instance); number != numbers.end()) place.level = rows.level(number->second);
    if (!heap || place != last) heap = &heaps[last = place];
    heap->push_back(instance);
  }
  deletes_.clear();
  for (const auto& [where, instances] : heaps) deletes_.insert(deletes_.end(), instances.begin(), instances.end());
}

}  // namespace weft::detail
