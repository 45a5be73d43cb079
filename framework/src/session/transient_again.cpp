// SPDX-License-Identifier: MIT
//
// New entities of what is rolled back: they are the program's again, with everything that they were linked to.
#include <algorithm>
#include <map>

#include "session/fresh_object.hpp"
#include "session/relation_core.hpp"
#include "session/session_core.hpp"

namespace weft::detail {
namespace {

bool had_row(const Instance& instance) noexcept {
  return instance.state() == State::persistent || instance.state() == State::deleted;
}

bool is_whole(Instance& instance, const MappedRelationship& relationship) noexcept {
  return relationship.view_only || relation_of(instance, relationship).load_state() == LoadState::loaded;
}

/// What new entities that were expired are linked to as far as memory knows: only the database that is rolled back had
/// all of it.
class Links {
 public:
  using Instances = std::vector<Instance*>;

  /// Does nothing for an instance whose relationships are all loaded.
  void want(Instance& instance) {
    for (const auto& relationship : instance.entity().relationships) {
      if (is_whole(instance, relationship)) continue;
      wanted_.insert(&instance);
      if (relationship.direction != Direction::one_to_many || relationship.back) continue;
      std::string key;
      for (const auto& pair : relationship.pairs) append(*pair.local, instance.object(), key);
      by_key_[&relationship].insert_or_assign(std::move(key), &instance);
    }
  }
  [[nodiscard]] bool any() const noexcept { return !wanted_.empty(); }
  [[nodiscard]] const tsl::robin_set<Instance*>& wanted() const noexcept { return wanted_; }

  /// The instance may refer to one that is wanted.
  void look_at(Instance& child) {
    if (child.state() != State::persistent && child.state() != State::pending) return;
    for (const auto& relationship : child.entity().relationships) {
      if (relationship.direction != Direction::many_to_one || !relationship.back) continue;
      Instance* owner = target_in_memory(child, relationship);
      if (owner && wanted_.contains(owner)) members_[{owner, relationship.back}].push_back(&child);
    }
    for (const auto& [relationship, owners] : by_key_) {
      if (relationship->target != &child.entity()) continue;
      std::string key;
      for (const auto& pair : relationship->pairs) append(*pair.remote, identity_object(child), key);
      if (auto owner = owners.find(key); owner != owners.end()) members_[{owner->second, relationship}].push_back(&child);
    }
  }
  void replay(const MappedRelationship* relationship, Instance& owner, Instance& target, bool added) {
    if (!relationship || !wanted_.contains(&owner)) return;
    Instances& members = members_[{&owner, relationship}];
    if (added)
      members.push_back(&target);
    else
      std::erase(members, &target);
  }
  [[nodiscard]] const Instances& of(Instance& owner, const MappedRelationship& relationship) {
    return members_[{&owner, &relationship}];
  }

 private:
  static void append(const MappedColumn& column, const void* object, std::string& key) {
    Scratch scratch;
    append_key(column, column.bind(object, scratch), key);
  }

  tsl::robin_set<Instance*> wanted_{};
  std::map<const MappedRelationship*, tsl::robin_map<std::string, Instance*>> by_key_{};  ///< where the other side is not mapped
  std::map<std::pair<Instance*, const MappedRelationship*>, Instances> members_{};
};

}  // namespace

/// Those that were expired are filled as if they had not been.
void SessionCore::take_back_links(std::size_t first) {
  Links links;
  for (std::size_t index = first; index < inserted_in_transaction_.size(); ++index)
    if (Instance& instance = *inserted_in_transaction_[index]; had_row(instance)) links.want(instance);
  if (!links.any()) return;
  graph_->for_each([&](Instance& instance) { links.look_at(instance); });
  for (const auto& row : association_log_) {
    links.replay(row.relationship, *row.owner, *row.target, row.added);
    links.replay(row.relationship->back, *row.target, *row.owner, row.added);
  }
  for (auto* instance : links.wanted()) {
    for (const auto& relationship : instance->entity().relationships) {
      if (is_whole(*instance, relationship)) continue;
      unload(*instance, relationship);
      if (relationship.direction != Direction::many_to_one)
        attach_loaded(*instance, relationship, links.of(*instance, relationship));
      else if (Instance* target = referred_in_memory(*instance, relationship))
        attach_loaded(*instance, relationship, {&target, 1});
    }
  }
}

/// New entities keep no foreign key that a flush wrote for a relationship: the relationship says it again when they are
/// added again, and what it refers to may be gone.
void SessionCore::take_back_references(std::size_t first) {
  tsl::robin_set<const Instance*> taken_back;
  for (std::size_t index = first; index < inserted_in_transaction_.size(); ++index)
    taken_back.insert(inserted_in_transaction_[index]);
  for (std::size_t index = first; index < inserted_in_transaction_.size(); ++index) {
    Instance& instance = *inserted_in_transaction_[index];
    if (instance.state() != State::persistent && instance.state() != State::deleted) continue;
    for (const auto& relationship : instance.entity().relationships) {
      if (relationship.direction != Direction::many_to_one || relationship.view_only) continue;
      Relation& relation = relation_of(instance, relationship);
      const bool loaded = relation.load_state() != LoadState::unloaded;
      Instance* referred = referred_in_memory(instance, relationship);
      const bool gone = referred && taken_back.contains(referred);
      const RelationHistory* history = history_of(instance, relationship);
      const bool taken_away = loaded && !RelationAccess::target(relation) && history && history->target;
      if (!gone && !taken_away) continue;
      const FreshObject fresh(instance.entity());
      for (const auto& pair : relationship.pairs)
        pair.local->ops->assign(pair.local->in(InstanceAccess::object(instance)), pair.local->in(fresh.get()));
    }
  }
}

}  // namespace weft::detail
