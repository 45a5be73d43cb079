// SPDX-License-Identifier: MIT
//
// passive_updates(false): a row gets another key, and the flush itself takes along what refers to it.
#include "session/key_carrying.hpp"

#include <algorithm>

#include "mapping/configurator.hpp"
#include "session/instance_flags.hpp"
#include "session/key_values.hpp"
#include "session/loading_together.hpp"
#include "session/refreshing.hpp"
#include "session/relation_core.hpp"
#include "session/session_core.hpp"
#include "session/unit_of_work.hpp"
#include "session/write_batch.hpp"

namespace weft::detail {
namespace {

using Relationships = std::vector<const MappedRelationship*>;

bool carries(const MappedRelationship& relationship, Direction direction) noexcept {
  return relationship.direction == direction && !relationship.passive_updates && !relationship.view_only;
}

bool differs(const MappedColumn& column, Instance& instance) {
  return !column.ops->equal(column.in(instance.object()), column.in(identity_object(instance)));
}

/// From either side, the relationships by which a changed key of the entity is carried to its children. A to-one counts
/// where it is the only side there is.
Relationships carrying(const MappedEntity& entity) {
  Relationships found;
  for (const auto& relationship : entity.relationships)
    if (carries(relationship, Direction::one_to_many)) found.push_back(&relationship);
  for (const auto* other : mapped_entities()) {
    if (!MappingConfigurator::done(*other)) continue;
    for (const auto& relationship : other->relationships)
      if (carries(relationship, Direction::many_to_one) && entity.is(*relationship.target) && !relationship.back &&
          relationship.owner == other)
        found.push_back(&relationship);
  }
  return found;
}

/// The pairs of a relationship seen from the owner of the key, whichever side it is mapped on.
std::vector<ColumnPair> pairs_from_key(const MappedRelationship& relationship) {
  if (relationship.direction == Direction::one_to_many) return relationship.pairs;
  std::vector<ColumnPair> pairs;
  for (const auto& pair : relationship.pairs) pairs.push_back({pair.remote, pair.local});
  return pairs;
}

}  // namespace

/// Level by level, as children may have the key in their own: what is not loaded is loaded for a whole level at once.
void UnitOfWork::carry_keys() {
  Instances moved = session_.touched_;
  tsl::robin_map<const MappedEntity*, Relationships> ways;
  while (!moved.empty()) {
    std::vector<std::pair<const MappedRelationship*, Instances>> level;
    for (auto* instance : moved) {
      const MappedEntity& entity = instance->entity();
      if (instance->state() != State::persistent || has_flag(*instance, flag_doomed)) continue;
      auto way = ways.find(&entity);
      if (way == ways.end()) way = ways.emplace(&entity, carrying(entity)).first;
      if (way->second.empty()) continue;
      copy_keys(*instance);  // a new owner may be a new key
      for (const auto* relationship : way->second) {
        const auto pairs = pairs_from_key(*relationship);
        if (std::none_of(pairs.begin(), pairs.end(), [&](const ColumnPair& pair) { return differs(*pair.local, *instance); }))
          continue;
        auto place = std::find_if(level.begin(), level.end(), [&](const auto& one) { return one.first == relationship; });
        if (place == level.end()) place = level.insert(place, {relationship, {}});
        place->second.push_back(instance);
      }
    }
    moved.clear();
    for (const auto& [relationship, owners] : level) carry_key(*relationship, owners, moved);
  }
}

void UnitOfWork::carry_key(const MappedRelationship& relationship, const Instances& owners, Instances& moved) {
  const auto pairs = pairs_from_key(relationship);
  Instances children;
  if (relationship.direction == Direction::one_to_many) {
    load_for(session_, relationship, owners);
    for (auto* owner : owners) for_each_related(*owner, relationship, children);
  } else {
    session_.graph().for_each(*relationship.owner, [&](Instance& one) { children.push_back(&one); });
  }
  std::erase_if(children, [](Instance* child) {
    return child->state() != State::persistent || has_flag(*child, flag_doomed);
  });
  Instances unread;
  for (auto* child : children)
    if (has_flag(*child, flag_expired)) unread.push_back(child);
  if (!unread.empty()) refresh_all(session_, unread);

  tsl::robin_map<std::string, Instance*> owner_of;  // by the key that its row has still
  auto key_in = [&](const void* object, bool of_owner) {
    std::string key;
    Scratch scratch;
    for (const auto& pair : pairs) {
      const MappedColumn& column = of_owner ? *pair.local : *pair.remote;
      append_key(column, column.bind(object, scratch), key);
    }
    return key;
  };
  for (auto* owner : owners) owner_of.insert_or_assign(key_in(identity_object(*owner), true), owner);
  for (auto* child : children) {
    // One that was given to another owner, or got its foreign key from the program, goes its own way.
    auto owner = owner_of.find(key_in(child->object(), false));
    if (owner == owner_of.end()) continue;
    session_.touch(*child);
    for (const auto& pair : pairs)
      copy_column(*pair.local, owner->second->object(), *pair.remote, InstanceAccess::object(*child));
    moved.push_back(child);
  }
}

bool carries_associations(const MappedEntity& entity, std::span<const MappedColumn* const> columns) noexcept {
  return std::any_of(entity.relationships.begin(), entity.relationships.end(), [&](const MappedRelationship& relationship) {
    return carries(relationship, Direction::many_to_many) &&
           std::any_of(relationship.owner_pairs.begin(), relationship.owner_pairs.end(), [&](const AssociationPair& pair) {
             return std::find(columns.begin(), columns.end(), pair.mapped) != columns.end();
           });
  });
}

/// The rows of association tables are found by the old key: nothing has to be loaded.
void UnitOfWork::carry_associations(const MappedEntity& entity, std::span<const MovedRow> moved) {
  for (const auto& relationship : entity.relationships) {
    if (!carries(relationship, Direction::many_to_many)) continue;
    std::vector<const TableColumn*> columns;
    for (const auto& pair : relationship.owner_pairs) columns.push_back(pair.association);
    auto plan = update_association_plan(session_.engine(), *relationship.secondary, columns);
    WriteBatch batch(*plan, moved.size());
    for (const auto& row : moved) {
      const bool same = std::all_of(relationship.owner_pairs.begin(), relationship.owner_pairs.end(), [&](const AssociationPair& pair) {
        return same_value(*pair.mapped, row.before.object(), *pair.mapped, row.instance->object());
      });
      if (same) continue;
      for (const auto& pair : relationship.owner_pairs) batch.bind(*pair.mapped, row.instance->object());
      for (const auto& pair : relationship.owner_pairs) batch.bind(*pair.mapped, row.before.object());
      batch.end_row();
    }
    if (!batch.empty()) session_.connection().execute_batch(plan->statement(), batch.rows(), {}, {});
  }
}

}  // namespace weft::detail
