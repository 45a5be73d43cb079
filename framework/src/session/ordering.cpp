// SPDX-License-Identifier: MIT
//
// In which order rows are written: owners before what refers to them.
#include <algorithm>
#include <map>

#include "session/relation_core.hpp"
#include "session/session_core.hpp"
#include "session/unit_of_work.hpp"

namespace weft::detail {
namespace {

/// Strongly connected entity types by their foreign keys (Tarjan); owners get the lower numbers.
class Ranking {
 public:
  explicit Ranking(const std::vector<const MappedEntity*>& entities) : entities_(entities) {
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
    for (const auto& key : entity.table.foreign_keys)
      for (const auto* other : entities_)
        if (&other->table == key.targets.front()->table || other->table.name == key.targets.front()->table->name)
          owners.insert(other);
    for (const auto& relationship : entity.relationships)
      if (relationship.direction == Direction::many_to_one && !relationship.view_only) owners.insert(relationship.target);
    for (const auto* other : entities_)
      for (const auto& relationship : other->relationships)
        if (relationship.direction == Direction::one_to_many && relationship.target == &entity && !relationship.view_only)
          owners.insert(other);
    return owners;
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
  std::map<const MappedEntity*, Mark> visited_{};  // a map: marks stay where they are while it grows
  std::vector<const MappedEntity*> open_{};
  std::uint32_t counter_ = 0;
  std::uint32_t rank_ = 0;
};

}  // namespace

std::uint32_t UnitOfWork::rank_of(const MappedEntity& entity) {
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
  Ranking ranking(entities);
  ranks_ = std::move(ranking.ranks);
  cyclic_ = std::move(ranking.cyclic);
  order_rows(inserts_, false);
  order_rows(deletes_, true);
  order_updates();
}

/// Rows of one type side by side, so that their updates go out together.
void UnitOfWork::order_updates() {
  std::vector<std::tuple<std::uint32_t, const MappedEntity*, std::size_t>> keys;
  for (auto* instance : updates_) keys.emplace_back(rank_of(instance->entity()), &instance->entity(), keys.size());
  std::sort(keys.begin(), keys.end());
  std::vector<Instance*> ordered;
  for (const auto& [rank, entity, index] : keys) ordered.push_back(updates_[index]);
  updates_ = std::move(ordered);
}

/// The rows that `instance` refers to, as far as they are in memory.
void UnitOfWork::owners_of(Instance& instance, std::vector<std::pair<Instance*, const MappedRelationship*>>& owners) {
  for (const auto& relationship : instance.entity().relationships) {
    if (relationship.direction != Direction::many_to_one || relationship.view_only) continue;
    Instance* target = RelationAccess::target(relation_of(instance, relationship));
    if (target && target != &instance) owners.emplace_back(target, &relationship);
  }
  if (auto links = owner_links_.find(&instance); links != owner_links_.end())
    for (const auto& link : links->second)
      if (link.owner != &instance) owners.emplace_back(link.owner, link.relationship);
}

/// How many rows that are still to be inserted must come before this one.
std::uint32_t UnitOfWork::level_of(Instance& first, tsl::robin_map<Instance*, std::uint32_t>& levels) {
  constexpr std::uint32_t in_progress = static_cast<std::uint32_t>(-1);
  struct Frame {
    Instance* instance;
    std::vector<std::pair<Instance*, const MappedRelationship*>> owners;
    std::size_t next = 0;
    std::uint32_t level = 0;
  };
  if (auto known = levels.find(&first); known != levels.end()) return known->second;
  // A stack of its own: chains of new rows may be longer than the program's stack is deep.
  std::vector<Frame> stack;
  auto enter = [&](Instance& instance) {
    levels[&instance] = in_progress;
    stack.push_back({&instance, {}, 0, 0});
    owners_of(instance, stack.back().owners);
  };
  enter(first);
  for (;;) {
    Frame& frame = stack.back();
    if (frame.next == frame.owners.size()) {
      levels[frame.instance] = frame.level;
      const std::uint32_t level = frame.level;
      stack.pop_back();
      if (stack.empty()) return level;
      stack.back().level = std::max(stack.back().level, level + 1);
      continue;
    }
    auto [owner, relationship] = frame.owners[frame.next++];
    if (owner->state() != State::pending || rank_of(owner->entity()) != rank_of(frame.instance->entity())) continue;
    auto known = levels.find(owner);
    if (known == levels.end()) {
      enter(*owner);
    } else if (known->second == in_progress) {
      // Two new rows refer to each other: this key is written once both are there.
      deferred_.push_back({frame.instance, relationship, owner});
    } else {
      frame.level = std::max(frame.level, known->second + 1);
    }
  }
}

void UnitOfWork::order_rows(std::vector<Instance*>& instances, bool deleting) {
  struct Row {
    std::uint32_t rank;
    std::uint32_t level;
    const MappedEntity* entity;
    Instance* instance;
    std::size_t index;  // what is equal otherwise keeps its order
  };
  std::vector<Row> rows;
  rows.reserve(instances.size());
  tsl::robin_map<Instance*, std::uint32_t> levels;
  tsl::robin_map<const MappedEntity*, std::uint32_t> seen;  // types of one rank in the order of first use
  const MappedEntity* entity = nullptr;
  std::uint32_t rank = 0;
  bool cyclic = false;
  for (auto* instance : instances) {
    if (&instance->entity() != entity) {
      entity = &instance->entity();
      rank = rank_of(*entity);
      cyclic = cyclic_.contains(entity);
    }
    rows.push_back({rank, !deleting && cyclic ? level_of(*instance, levels) : 0, entity, instance, rows.size()});
  }
  if (deleting && !cyclic_.empty()) {
    // A doomed row goes before the doomed rows it refers to.
    tsl::robin_map<Instance*, std::size_t> places;
    for (std::size_t index = 0; index < rows.size(); ++index) places[rows[index].instance] = index;
    bool moved = true;
    for (std::size_t round = 0; moved && round <= rows.size(); ++round) {
      moved = false;
      for (auto& row : rows) {
        if (!cyclic_.contains(row.entity)) continue;
        for (const auto& relationship : row.entity->relationships) {
          if (relationship.view_only || relationship.direction == Direction::many_to_many) continue;
          std::vector<Instance*> related;
          for_each_related(*row.instance, relationship, related);
          for (auto* one : related) {
            auto place = places.find(one);
            if (place == places.end() || one == row.instance) continue;
            Row& other = rows[place->second];
            Row& child = relationship.direction == Direction::many_to_one ? row : other;
            Row& parent = relationship.direction == Direction::many_to_one ? other : row;
            if (child.rank == parent.rank && child.level <= parent.level && child.level < rows.size()) {
              child.level = parent.level + 1;
              moved = true;
            }
          }
        }
      }
    }
  }
  std::uint32_t next = 0;
  for (const auto& row : rows)
    if (!seen.contains(row.entity)) seen[row.entity] = next++;
  auto key = [&](const Row& row) { return std::tuple(row.rank, row.level, seen.at(row.entity)); };
  auto before = [&](const Row& left, const Row& right) {
    const auto first = key(left);
    const auto second = key(right);
    if (first == second) return left.index < right.index;
    return deleting ? second < first : first < second;
  };
  if (!std::is_sorted(rows.begin(), rows.end(), before)) std::sort(rows.begin(), rows.end(), before);
  for (std::size_t index = 0; index < rows.size(); ++index) instances[index] = rows[index].instance;
}

}  // namespace weft::detail
