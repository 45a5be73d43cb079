// SPDX-License-Identifier: MIT
//
// What a merge does to relationships.
#include <tsl/robin_set.h>

#include <algorithm>

#include "session/loading_together.hpp"
#include "session/merging.hpp"
#include "session/key_values.hpp"
#include "session/relation_core.hpp"
#include "session/session_core.hpp"

namespace weft::detail {
namespace {

const Relation& relation_in(const void* object, const MappedRelationship& relationship) noexcept {
  return *reinterpret_cast<const Relation*>(static_cast<const std::byte*>(object) + relationship.offset);
}

Instance* target_of(const Relation& relation) noexcept { return RelationAccess::target(const_cast<Relation&>(relation)); }
const Items* items_in(const Relation& relation) noexcept { return RelationAccess::items(const_cast<Relation&>(relation)); }

/// True when the foreign key says that already.
bool leads_to(Instance& owner, const MappedRelationship& relationship, Instance* target) {
  Scratch scratch;
  const auto& pairs = relationship.pairs;
  if (!target)
    return std::any_of(pairs.begin(), pairs.end(),
                       [&](const ColumnPair& pair) { return pair.local->bind(owner.object(), scratch).is_null(); });
  return target->state() == State::persistent && std::all_of(pairs.begin(), pairs.end(), [&](const ColumnPair& pair) {
           return same_value(*pair.local, owner.object(), *pair.remote, identity_object(*target));
         });
}

}  // namespace

bool Merging::says(const Given& given, const MappedRelationship& relationship) {
  if (!relationship.cascade.has(Cascade::merge)) return false;
  const Relation& relation = relation_in(given.object, relationship);
  if (relation.load_state() != LoadState::loaded) return false;
  // A value inside of an entity's handle: its relationships are that entity's, as they are not for a copy of it.
  if (!given.instance) return !relation.owner();
  // New entities count as loaded throughout: nobody knows whether an empty relationship was meant.
  if (given.instance->state() != State::transient && given.instance->state() != State::pending) return true;
  if (relationship.to_one()) return target_of(relation) != nullptr;
  return items_in(relation) && !items_in(relation)->members.empty();
}

void Merging::members_of(const Given& given, const MappedRelationship& relationship, Instances& members) {
  const Relation& relation = relation_in(given.object, relationship);
  if (relationship.to_one()) {
    if (Instance* target = target_of(relation)) members.push_back(target);
  } else if (const Items* items = items_in(relation)) {
    members.insert(members.end(), items->members.begin(), items->members.end());
  }
}

bool Merging::needs_loading(const Given& given, const MappedRelationship& relationship) {
  if (given.fresh || given.same() || given.merged->state() != State::persistent || !says(given, relationship)) return false;
  if (relationship.to_one() && relationship.direction == Direction::many_to_one) return false;
  return relation_of(*given.merged, relationship).load_state() != LoadState::loaded;
}

void Merging::load_replaced() {
  std::vector<std::pair<const MappedRelationship*, Instances>> owners;
  tsl::robin_set<Instance*> seen;
  for (const auto& one : given_) {
    if (!seen.insert(one.merged).second) continue;
    for (const auto& relationship : one.entity->relationships) {
      if (!needs_loading(one, relationship)) continue;
      auto place = std::find_if(owners.begin(), owners.end(), [&](const auto& known) { return known.first == &relationship; });
      if (place == owners.end()) place = owners.insert(owners.end(), {&relationship, {}});
      place->second.push_back(one.merged);
    }
  }
  for (const auto& [relationship, merged] : owners) load_for(session_, *relationship, merged);
}

void Merging::copy_relationships(const Given& given) {
  Instances members;
  Instances wanted;
  tsl::robin_set<Instance*> seen;
  for (const auto& relationship : given.entity->relationships) {
    if (!says(given, relationship)) continue;
    members.clear();
    wanted.clear();
    seen.clear();
    members_of(given, relationship, members);
    bool moved = false;
    for (auto* member : members) {
      Instance* merged = given_[places_.at(member->object())].merged;
      moved = moved || merged != member;
      if (seen.insert(merged).second) wanted.push_back(merged);
    }
    if (given.same() && !moved) continue;
    if (!load_)
      attach(*given.merged, relationship, wanted);
    else if (relationship.to_one())
      replace_one(*given.merged, relationship, wanted.empty() ? nullptr : wanted.front());
    else
      replace_many(given, relationship, wanted);
  }
}

void Merging::replace_one(Instance& merged, const MappedRelationship& relationship, Instance* target) const {
  const bool unloaded = relation_of(merged, relationship).load_state() == LoadState::unloaded;
  if (unloaded && relationship.direction == Direction::many_to_one && leads_to(merged, relationship, target))
    return attach_loaded(merged, relationship, {&target, target ? 1U : 0U});
  set_target(merged, relationship, target);
}

void Merging::replace_many(const Given& given, const MappedRelationship& relationship, const Instances& wanted) const {
  Relation& relation = relation_of(*given.merged, relationship);
  const Items* now = RelationAccess::items(relation);
  if (relationship.kind != RelationKind::dict) {
    const bool equal = now ? now->members == wanted : wanted.empty();
    if (!equal) assign_items(relation, wanted);
    return;
  }
  // Under the keys that they have where they come from.
  Items* entries = new Items;
  const ItemsPin pin(entries);
  release(*entries);
  const Items* items = items_in(relation_in(given.object, relationship));
  for (std::size_t place = 0; items && place < items->members.size(); ++place) {
    Instance* member = given_[places_.at(items->members[place]->object())].merged;
    if (entries->contains(member)) continue;
    if (!entries->keys) entries->keys = relationship.keys->make_store();
    entries->keys->append(items->keys->at(place));
    entries->members.push_back(member);
  }
  assign_dict(relation, entries);
}

}  // namespace weft::detail
