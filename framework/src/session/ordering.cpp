// SPDX-License-Identifier: MIT
//
// In which order rows are written: owners before what refers to them.
#include <algorithm>
#include <map>

#include "session/relation_core.hpp"
#include "session/row_order.hpp"
#include "session/session_core.hpp"
#include "session/unit_of_work.hpp"
#include "session/write_batch.hpp"
#include "weft/error.hpp"

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
    for (const auto* key : entity.foreign_keys)
      for (const auto* other : entities_)
        if (other->stands_in(*key->targets.front()->table)) owners.insert(other);
    for (const auto& relationship : entity.relationships)
      if (relationship.direction == Direction::many_to_one && !relationship.view_only) owners.insert(relationship.target);
    for (const auto* other : entities_)
      for (const auto& relationship : other->relationships)
        if (relationship.direction == Direction::one_to_many && entity.is(*relationship.target) && !relationship.view_only)
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

namespace {

/// True when the foreign key of the relationship may be empty for a while.
bool may_wait(const MappedRelationship& relationship) {
  return std::all_of(relationship.pairs.begin(), relationship.pairs.end(), [&](const ColumnPair& pair) {
    const MappedColumn& column = relationship.direction == Direction::many_to_one ? *pair.local : *pair.remote;
    return column.ops->nullable && column.column->nullable && !column.column->primary_key;
  });
}

bool may_be_empty(const std::vector<const MappedColumn*>& columns) {
  return std::all_of(columns.begin(), columns.end(), [](const MappedColumn* column) {
    return column->ops->nullable && column->column->nullable && !column->column->primary_key;
  });
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
  Ranking ranking(entities);
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

/// The relationships by which `instance` refers to others, as far as they are in memory.
void UnitOfWork::links_to_owners(Instance& instance, std::vector<Link>& links) {
  for (const auto& relationship : instance.entity().relationships) {
    if (relationship.direction != Direction::many_to_one || relationship.view_only) continue;
    if (Instance* target = RelationAccess::target(relation_of(instance, relationship)))
      links.push_back({target, &instance, &relationship});
  }
  if (auto known = owner_links_.find(&instance); known != owner_links_.end())
    for (const auto& link : known->second) links.push_back({link.owner, &instance, link.relationship});
}

/// A key that the program gives is known before its row is there: whether it may be, the database decides.
Tie UnitOfWork::tie_of(const Link& link) {
  if (may_wait(*link.relationship)) return Tie::loose;
  return waits_for_key(*link.owner) ? Tie::firm : Tie::tight;
}

/// No row of a circle can be the first one.
void UnitOfWork::refuse(const std::vector<Link>& links, const std::vector<std::size_t>& circle) {
  std::vector<std::string> names;
  std::string needs;
  for (auto place : circle) {
    const Link& link = links[place];
    const std::string& child = link.child->entity().name;
    if (std::find(names.begin(), names.end(), child) == names.end()) names.push_back(child);
    const ColumnPair& pair = link.relationship->pairs.front();
    const MappedColumn& column = link.relationship->direction == Direction::many_to_one ? *pair.local : *pair.remote;
    needs += "\n  \"" + child + "::" + column.member + "\" needs the key of " +
             (link.owner == link.child ? "its own row" : "the new \"" + link.owner->entity().name + '"');
  }
  std::string who;
  for (std::size_t index = 0; index < names.size(); ++index)
    who += (index == 0 ? "\"" : index + 1 == names.size() ? " and \"" : ", \"") + names[index] + '"';
  throw UsageError("cannot insert " + who + ": the database has still to make keys that cannot be null" + needs +
                   "\n  make one of these members std::optional: its row goes first, and is completed afterwards\n"
                   "  or flush one with a row that is there already, and change it then\n"
                   "  or give the keys yourself, where the database checks these constraints at commit (DEFERRABLE)");
}

/// The row is inserted without this key, which follows once both rows are there.
void UnitOfWork::defer(const Link& link) {
  deferred_.push_back(link);
  if (!may_wait(*link.relationship)) return copy_key(link);
  for (const auto& pair : link.relationship->pairs) {
    const MappedColumn& column = link.relationship->direction == Direction::many_to_one ? *pair.local : *pair.remote;
    column.ops->read(Cell::null(), column.in(InstanceAccess::object(*link.child)));
  }
}

void UnitOfWork::order_inserts() {
  // Only types in a circle need a look at their rows.
  tsl::robin_map<Instance*, std::size_t> numbers;
  for (auto* instance : inserts_)
    if (cyclic_.contains(&instance->entity())) numbers.try_emplace(instance, numbers.size());
  RowOrder rows(numbers.size());
  if (!numbers.empty()) {
    std::vector<Link> links;
    std::vector<Link> waits;
    for (auto* instance : inserts_) {
      auto waiter = numbers.find(instance);
      if (waiter == numbers.end()) continue;
      links.clear();
      links_to_owners(*instance, links);
      for (const auto& link : links) {
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
  if (!numbers.empty()) {
    std::vector<Reference> waits;
    std::vector<Reference> references;
    for (auto* instance : deletes_) {
      auto child = numbers.find(instance);
      if (child == numbers.end()) continue;
      references.clear();
      references_of(*instance, references);
      for (auto& reference : references) {
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
