// SPDX-License-Identifier: MIT
#include "session/single_owners.hpp"

#include <algorithm>

#include "session/instance_flags.hpp"
#include "session/loading_together.hpp"
#include "session/relation_core.hpp"
#include "session/session_core.hpp"
#include "weft/error.hpp"
#include "weft/session/session.hpp"

namespace weft::detail {
namespace {

bool is_unloaded(Instance& owner, const MappedRelationship& relationship) {
  return relation_of(owner, relationship).load_state() == LoadState::unloaded;
}

bool shows(Instance& owner, const MappedRelationship& relationship, const Instance& item) {
  Relation& relation = relation_of(owner, relationship);
  if (relationship.to_one()) return RelationAccess::target(relation) == &item;
  const Items* items = RelationAccess::items(relation);
  return items && items->contains(&item);
}

/// What is not loaded may be held still.
bool may_hold(Instance& owner, const MappedRelationship& relationship, const Instance& item) {
  return is_unloaded(owner, relationship) || shows(owner, relationship, item);
}

/// The same of one that may hold it, for certain.
bool holds(SessionCore& session, Instance& owner, const MappedRelationship& relationship, const Instance& item) {
  if (!is_unloaded(owner, relationship)) return shows(owner, relationship, item);
  const NoAutoflush guard(session);  // what goes from one owner to another is in between here
  try {
    if (!relationship.target_by_key) {
      load_for(session, relationship, {&owner});
    } else if (InstanceAccess::incomplete(owner)) {
      complete(owner, owner.entity().self);
    }
  } catch (const StaleDataError&) {
    return false;  // its row is gone
  }
  if (!is_unloaded(owner, relationship)) return shows(owner, relationship, item);
  return referred_in_memory(owner, relationship) == &item;
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
  std::erase_if(owners, [&](Instance* one) { return !may_hold(*one, relationship, item); });
  const std::vector<Instance*> others = owners;  // reading one may note more
  return std::any_of(others.begin(), others.end(), [&](Instance* one) {
    if (one == &owner || !stays(*one)) return false;
    SessionCore* session = session_of(*one);
    return session ? holds(*session, *one, relationship, item) : shows(*one, relationship, item);
  });
}

void SingleOwners::remember(const MappedRelationship& relationship, Instance& owner) {
  static_cast<void>(known(relationship));
  note_all(relationship, owner);
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
  std::erase_if(owners, [&](Instance* one) { return !may_hold(*one, relationship, item); });
  owners.push_back(&owner);
}

}  // namespace weft::detail
