// SPDX-License-Identifier: MIT
//
// The model's flush, commit and rollback.
#include <algorithm>

#include "session/random_scripts/model.hpp"

namespace weft::test::scripts {

void Model::expel(Slot slot, Object& object) {
  object.state = State::transient;
  object.orphaned = true;
  object.kept = false;
  object.now.owner.fill(nobody);
  std::erase_if(fans_, [&](const auto& pair) { return pair.first == slot || pair.second == slot; });
}

/// Orphans, and what belongs to removed owners: deleted with them, or never inserted.
void Model::settle_orphans() {
  for (auto& [slot, object] : objects_) {
    if (!object.in_session()) continue;
    bool goes = object.orphaned;
    for (Link link : to_one_links) {
      const Slot owner = object.now.owner_in(link);
      if (facts(link).owned && owner != nobody && objects_.at(owner).removed) goes = true;
    }
    if (!goes) continue;
    if (object.state == State::pending)
      expel(slot, object);
    else
      object.removed = true;
  }
}

void Model::delete_removed() {
  for (auto& [slot, object] : objects_) {
    if (!object.in_session()) continue;
    for (Slot& owner : object.now.owner) {
      if (owner == nobody || (!object.removed && !objects_.at(owner).removed)) continue;
      object.unsure_links = objects_.at(owner).unsure_links = true;
      if (!objects_.at(owner).removed) continue;
      owner = nobody;
    }
  }
  std::erase_if(fans_, [&](const auto& pair) {
    Object& band = objects_.at(pair.first);
    Object& fan = objects_.at(pair.second);
    if (!band.removed && !fan.removed) return false;
    band.unsure_links = fan.unsure_links = true;
    return true;
  });
  for (auto& [slot, object] : objects_) {
    if (!object.removed) continue;
    object.removed = object.orphaned = object.kept = false;
    object.state = State::deleted;
    object.unsure_links = true;
    object.now.owner.fill(nobody);
    flushed_.rows.erase(slot);
  }
}

void Model::flush() {
  settle_orphans();
  delete_removed();
  for (auto& [slot, object] : objects_) {
    if (object.state == State::pending) {
      object.state = State::persistent;
      object.now.version = object.kind == Kind::band ? 1 : 0;
      flushed_.rows[slot] = object.now;
    } else if (object.state == State::persistent) {
      Row& row = flushed_.rows.at(slot);
      if (object.kind == Kind::country && row.mark != object.now.mark) key_changed_ = true;
      if (object.kind == Kind::band && row != object.now) ++object.now.version;
      row = object.now;
    }
  }
  flushed_.fans = fans_;
}

void Model::begin_nested() {
  flush();
  Mark& mark = marks_.emplace_back();
  mark.flushed = flushed_;
  for (const auto& [slot, object] : objects_) mark.states[slot] = object.state;
}

void Model::commit() {
  flush();
  marks_.resize(1);
  marks_.front().flushed = flushed_;
  for (auto& [slot, object] : objects_) {
    expire(object, slot);
    if (object.state == State::deleted) object.state = State::detached;
    marks_.front().states[slot] = object.state;
  }
  forget_pointers();
  key_changed_ = false;
}

/// A transient object keeps its own side of what it was linked to; the other side is read from the database again.
void Model::remember_links(Slot slot, Object& object) {
  object.remembered = epoch_;
  object.items.clear();
  for (Link link : to_one_links)
    if (facts(link).owner == object.kind)
      for (Slot item : items_of(link, slot)) object.items.emplace_back(link, item);
  object.fans.clear();
  for (const auto& pair : fans_)
    if (pair.first == slot || pair.second == slot) object.fans.insert(pair);
}

void Model::roll_back_to(const Mark& mark) {
  ++epoch_;
  auto state_then = [&](Slot slot) {
    auto found = mark.states.find(slot);
    return found == mark.states.end() ? State::transient : found->second;
  };
  for (auto& [slot, object] : objects_)
    if (object.state != State::transient && state_then(slot) == State::transient) remember_links(slot, object);
  flushed_ = mark.flushed;
  fans_ = flushed_.fans;
  for (auto& [slot, object] : objects_) {
    const bool was_orphan = object.orphaned;
    object.state = state_then(slot);
    object.removed = object.orphaned = false;
    if (object.state == State::persistent) {
      object.now = flushed_.rows.at(slot);
    }
    if (object.state == State::transient) object.orphaned = was_orphan;
  }
  forget_pointers();
  key_changed_ = false;
}

void Model::roll_back() {
  marks_.resize(1);
  roll_back_to(marks_.front());
}

std::set<Slot> Model::added_along(Slot first) const {
  std::set<Slot> along{first};
  std::vector<Slot> waiting{first};
  auto reach = [&](Slot slot) {
    if (objects_.at(slot).state == State::transient && along.insert(slot).second) waiting.push_back(slot);
  };
  while (!waiting.empty()) {
    const Object& object = objects_.at(waiting.back());
    waiting.pop_back();
    for (Slot owner : object.now.owner)
      if (owner != nobody) reach(owner);
    for (const auto& [link, item] : object.items) reach(item);
    for (const auto& [band, fan] : object.fans) {
      reach(band);
      reach(fan);
    }
  }
  return along;
}

void Model::add_again(Slot first) {
  const auto along = added_along(first);
  for (Slot slot : along) {
    Object& object = objects_.at(slot);
    object.state = State::pending;
    for (const auto& [link, item] : object.items) objects_.at(item).now.owner_in(link) = slot;
    fans_.insert(object.fans.begin(), object.fans.end());
  }
  flush();
  for (auto& [slot, object] : objects_) expire(object, slot);
}

}  // namespace weft::test::scripts
