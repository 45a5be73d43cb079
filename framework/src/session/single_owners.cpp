// SPDX-License-Identifier: MIT
#include "session/single_owners.hpp"

#include <algorithm>

#include "session/instance_flags.hpp"
#include "session/relation_core.hpp"

namespace weft::detail {
namespace {

bool holds(Instance& owner, const MappedRelationship& relationship, const Instance& item) {
  Relation& relation = relation_of(owner, relationship);
  if (relation.load_state() == LoadState::unloaded) return false;
  if (relationship.to_one()) return RelationAccess::target(relation) == &item;
  const Items* items = RelationAccess::items(relation);
  return items && items->contains(&item);
}

/// True for owners that count: those that are going do not.
bool stays(const Instance& owner) noexcept {
  return !has_flag(owner, flag_doomed) && owner.state() != State::deleted && owner.state() != State::detached;
}

}  // namespace

bool SingleOwners::another_has(const MappedRelationship& relationship, const Instance& owner, Instance& item) {
  Holders& holders = known(relationship);
  auto found = holders.find(&item);
  if (found == holders.end()) return false;
  auto& owners = found.value();
  std::erase_if(owners, [&](Instance* one) { return !holds(*one, relationship, item); });
  return std::any_of(owners.begin(), owners.end(), [&](const Instance* one) { return one != &owner && stays(*one); });
}

void SingleOwners::note(const MappedRelationship& relationship, Instance& owner, Instance& item) {
  auto asked = relationships_.find(&relationship);
  if (asked != relationships_.end()) add(relationship, owner, item, asked->second);
}

void SingleOwners::note_all(const MappedRelationship& relationship, Instance& owner) {
  auto asked = relationships_.find(&relationship);
  if (asked == relationships_.end()) return;
  std::vector<Instance*> items;
  for_each_related(owner, relationship, items);
  for (auto* item : items) add(relationship, owner, *item, asked->second);
}

void SingleOwners::absorb(SingleOwners& other) {
  for (auto& [relationship, holders] : relationships_)
    if (!other.relationships_.contains(relationship)) look_at_all(*relationship, *other.graph_, holders);
  for (auto& [relationship, holders] : other.relationships_) {
    const auto [place, is_new] = relationships_.try_emplace(relationship);
    if (is_new) look_at_all(*relationship, *graph_, holders);
    // The smaller one into the larger one.
    Holders& all = place->second;
    if (all.size() < holders.size()) all.swap(holders);
    for (auto& [item, owners] : holders) {
      auto& known = all[item];
      known.insert(known.end(), owners.begin(), owners.end());
    }
  }
}

SingleOwners::Holders& SingleOwners::known(const MappedRelationship& relationship) {
  const auto [place, is_new] = relationships_.try_emplace(&relationship);
  if (is_new) look_at_all(relationship, *graph_, place->second);
  return place->second;
}

void SingleOwners::look_at_all(const MappedRelationship& relationship, Graph& graph, Holders& holders) {
  std::vector<Instance*> items;
  graph.for_each(*relationship.owner, [&](Instance& owner) {
    items.clear();
    for_each_related(owner, relationship, items);
    for (auto* item : items) add(relationship, owner, *item, holders);
  });
}

void SingleOwners::add(const MappedRelationship& relationship, Instance& owner, Instance& item, Holders& holders) {
  auto& owners = holders[&item];
  if (std::find(owners.begin(), owners.end(), &owner) != owners.end()) return;
  std::erase_if(owners, [&](Instance* one) { return !holds(*one, relationship, item); });
  owners.push_back(&owner);
}

}  // namespace weft::detail
