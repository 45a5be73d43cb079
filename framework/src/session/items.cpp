// SPDX-License-Identifier: MIT
#include <tsl/robin_map.h>

#include <algorithm>

#include "session/relation_core.hpp"

namespace weft::detail {
namespace {

constexpr std::size_t worth_an_index = 16;

}  // namespace

struct Items::Index {
  tsl::robin_map<const Instance*, std::uint32_t> members{};  ///< how often: a list may hold one several times
  std::size_t near = 0;  ///< where the last one was taken out: the next one is often beside it
};

Items::~Items() {
  delete index;
  if (!counted) return;
  for (auto* member : members) InstanceAccess::release(*member);
}

void release(Items& items) noexcept {
  if (--items.uses == 0) delete &items;
}

std::size_t Items::find(const Instance* instance) const noexcept {
  return static_cast<std::size_t>(std::find(members.begin(), members.end(), instance) - members.begin());
}

bool Items::contains(const Instance* instance) const {
  if (members.size() < worth_an_index) return find(instance) < members.size();
  if (!index) {
    auto fresh = std::make_unique<Index>();
    fresh->members.reserve(members.size());
    for (const auto* member : members) ++fresh->members[member];
    const_cast<Items*>(this)->index = fresh.release();
  }
  return index->members.contains(instance);
}

void index_added(Items& items, const Instance& instance) {
  if (items.index) ++items.index->members[&instance];
}

void index_changed(Items& items) noexcept {
  delete items.index;
  items.index = nullptr;
}

std::size_t first_position(const Items& items, const Instance& instance) {
  if (!items.index || items.index->members.at(&instance) != 1) return items.find(&instance);
  const auto& members = items.members;
  std::size_t below = std::min(items.index->near, members.size());
  std::size_t above = below;
  while (true) {
    if (above < members.size() && members[above++] == &instance) return above - 1;
    if (below > 0 && members[--below] == &instance) return below;
  }
}

void erase_at(Items& items, std::size_t position) {
  const Instance* member = items.members[position];
  items.members.erase(items.members.begin() + static_cast<std::ptrdiff_t>(position));
  if (items.keys) items.keys->erase(position);
  if (!items.index) return;
  items.index->near = position;
  auto count = items.index->members.find(member);
  if (--count.value() == 0) items.index->members.erase(count);
}

Items* with_handles(Items& items) {
  if (items.counted) {
    ++items.uses;
    return &items;
  }
  auto copy = std::make_unique<Items>();
  copy->members = items.members;
  if (items.keys) copy->keys = items.keys->clone();
  for (auto* member : copy->members) InstanceAccess::retain(*member);
  copy->counted = true;
  return copy.release();
}

Items& writable(Relation& collection) {
  Items*& items = RelationAccess::items(collection);
  if (!items) {
    items = new Items;
    items->counted = RelationAccess::owner(collection) == nullptr;
    return *items;
  }
  if (items->uses == 1) return *items;
  auto copy = std::make_unique<Items>();
  copy->members = items->members;
  if (items->keys) copy->keys = items->keys->clone();
  copy->counted = items->counted;
  if (copy->counted)
    for (auto* member : copy->members) InstanceAccess::retain(*member);
  release(*items);
  items = copy.release();
  return *items;
}

void give_up(Items& items) noexcept {
  if (items.uses > 1)
    for (auto* member : items.members) keep(*member);
  release(items);
}

void add_quietly(Items& items, const MappedRelationship& relationship, Instance& related) {
  if (relationship.kind == RelationKind::dict) {
    if (!items.keys) items.keys = relationship.keys->make_store();
    const void* key = relationship.key_column->in(related.object());
    if (std::size_t place = items.keys->find(key); place != KeyStore::npos) {
      items.members[place] = &related;
      index_changed(items);
      return;
    }
    items.keys->append(key);
  }
  items.members.push_back(&related);
  index_added(items, related);
}

void RelationAccess::start_filling(Relation& relation, const MappedRelationship& relationship) {
  relation.state_ = LoadState::filling;
  if (relationship.to_one())
    relation.target_ = nullptr;
  else if (Items* old = std::exchange(relation.items_, nullptr))
    give_up(*old);
}

void RelationAccess::fill(Relation& relation, const MappedRelationship& relationship, Instance& related) {
  if (relationship.to_one()) {
    if (!relation.target_) relation.target_ = &related;
    return;
  }
  Items& items = writable(relation);
  if (!items.members.empty() && (items.members.back() == &related || items.contains(&related))) return;
  add_quietly(items, relationship, related);
}

}  // namespace weft::detail
