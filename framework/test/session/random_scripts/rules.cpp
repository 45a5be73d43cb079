// SPDX-License-Identifier: MIT
//
// Which steps a script may take: those that mean something, and the same thing to everybody.
#include <algorithm>

#include "session/random_scripts/model.hpp"

namespace weft::test::scripts {
namespace {

constexpr std::size_t deepest_savepoint = 3;

}  // namespace

const Object* Model::find(Slot slot, Kind kind) const {
  auto found = objects_.find(slot);
  return found == objects_.end() || found->second.kind != kind ? nullptr : &found->second;
}

bool Model::is_live(Slot slot, Kind kind) const {
  const Object* object = find(slot, kind);
  return object && object->live();
}

bool Model::mark_is_free(Kind kind, const std::string& mark, Slot self) const {
  const Object* old = find(self, kind);
  const bool changes = old && old->state == State::persistent;
  for (const auto& [slot, object] : objects_) {
    if (slot == self || object.kind != kind || !object.in_session() || object.removed) continue;
    if (object.now.mark == mark) return false;
    // Updates have no order among themselves: two rows cannot change places.
    if (changes && object.state == State::persistent && flushed_.rows.at(slot).mark == mark) return false;
  }
  return true;
}

std::ptrdiff_t Model::removed() const {
  return std::count_if(objects_.begin(), objects_.end(), [](const auto& entry) { return entry.second.removed; });
}

/// Expiring goes on to the songs of a band, as far as they are loaded: whether it is lost what was written to them
/// would depend on that.
bool Model::owns_changes(Slot slot) const {
  if (objects_.at(slot).kind != Kind::band) return false;
  const auto songs = items_of(Link::band_songs, slot);
  return std::any_of(songs.begin(), songs.end(), [&](Slot song) {
    const Object& object = objects_.at(song);
    if (object.state != State::persistent) return true;
    return object.kept || object.now != flushed_.rows.at(song) || links_changed(song);
  });
}

bool Model::links_changed(Slot slot) const {
  for (const auto& [item, object] : objects_) {
    if (!object.in_session()) continue;
    for (Link link : to_one_links) {
      const Slot now = object.now.owner_in(link);
      const Slot before = object.state == State::persistent ? flushed_.rows.at(item).owner_in(link) : nobody;
      if (now != before && (item == slot || now == slot || before == slot)) return true;
    }
  }
  auto changed = [&](const Pairs& some, const Pairs& others) {
    return std::any_of(some.begin(), some.end(), [&](const auto& pair) {
      return (pair.first == slot || pair.second == slot) && !others.contains(pair);
    });
  };
  return changed(fans_, flushed_.fans) || changed(flushed_.fans, fans_);
}

bool Model::any_link_changed() const {
  return std::any_of(objects_.begin(), objects_.end(), [&](const auto& entry) { return links_changed(entry.first); });
}

bool Model::all_written() const {
  return fans_ == flushed_.fans && std::all_of(objects_.begin(), objects_.end(), [&](const auto& entry) {
           const auto& [slot, object] = entry;
           return !object.removed && object.state != State::pending &&
                  (object.state != State::persistent || flushed_.rows.at(slot) == object.now);
         });
}

bool Model::can_create(const Step& step) const {
  if (!is_new(step.a)) return false;
  const LinkFacts& link = facts(step.link);
  for (Slot slot : step.more)
    if (!is_new(slot)) return false;
  switch (step.op) {
  case Op::create_family: return link.shape == Shape::one_to_many || step.more.size() == 1;
  case Op::create_deep: return is_new(step.b) && step.more.size() == 1;
  case Op::create_with_owner: return is_new(step.b);
  case Op::create_under:
  case Op::create_in:
    return is_live(step.b, step.from_item ? link.item : link.owner) &&
           (step.link != Link::country_fans || !key_changed_);
  default: return step.text.empty() || mark_is_free(step.kind, step.text, step.a);
  }
}

bool Model::can_link(const Step& step) const {
  const LinkFacts& link = facts(step.link);
  const Object* owner = find(step.a, link.owner);
  const Object* item = find(step.b, link.item);
  if (!owner || !item || (step.link == Link::country_fans && key_changed_)) return false;
  const bool together = linked(step.link, step.a, step.b);
  if (step.op == Op::unlink) return together && owner->in_session() && item->live();
  if (!owner->live()) return false;
  // An owner takes what is outside of the session along, an item does not.
  if (item->state == State::transient) return link.owned && !step.from_item && !together && !item->unsure_columns;
  if (!item->live()) return false;
  // A list takes an entity twice; a set and a reference do not mind.
  return !together || step.from_item || link.shape == Shape::one_to_one;
}

bool Model::can_assign(const Step& step) const {
  const LinkFacts& link = facts(step.link);
  if (link.shape == Shape::one_to_one || (step.from_item && link.shape != Shape::many_to_many)) return false;
  if (!is_live(step.a, step.from_item ? link.item : link.owner)) return false;
  if (step.link == Link::country_fans && key_changed_) return false;
  // What is removed stays where it is until the flush.
  for (Slot slot : step.from_item ? owners_of(step.link, step.a) : items_of(step.link, step.a))
    if (!objects_.at(slot).live()) return false;
  return std::all_of(step.more.begin(), step.more.end(),
                     [&](Slot slot) { return is_live(slot, step.from_item ? link.owner : link.item); });
}

/// Whether what is added again may lead to it.
bool Model::is_usable(Slot slot) const {
  const Object& object = objects_.at(slot);
  return object.state == State::persistent || (object.state == State::transient && !object.orphaned);
}

bool Model::can_add_again(Slot first) const {
  if (objects_.at(first).state != State::transient || !all_written()) return false;
  for (Slot slot : added_along(first)) {
    const Object& object = objects_.at(slot);
    const auto& owners = object.now.owner;
    const bool alone = object.items.empty() && object.fans.empty() &&
                       std::all_of(owners.begin(), owners.end(), [](Slot owner) { return owner == nobody; });
    if (object.orphaned || object.unsure_links || object.unsure_columns) return false;
    if (!alone && object.remembered != epoch_) return false;
    if (has_mark(object.kind) && !mark_is_free(object.kind, object.now.mark, slot)) return false;
    for (Slot owner : owners)
      if (owner != nobody && !is_usable(owner)) return false;
    for (const auto& [link, item] : object.items)
      if (!is_usable(item)) return false;
    for (const auto& [band, fan] : object.fans)
      if (!is_usable(band) || !is_usable(fan)) return false;
    // The rollback may have given the band another website.
    const Slot band = object.now.owner_in(Link::band_website);
    if (band != nobody && !items_of(Link::band_website, band).empty()) return false;
  }
  return true;
}

bool Model::can(const Step& step) const {
  auto entity = objects_.find(step.a);
  const Object* a = entity == objects_.end() ? nullptr : &entity->second;
  switch (step.op) {
  case Op::create:
  case Op::create_family:
  case Op::create_deep:
  case Op::create_with_owner:
  case Op::create_under:
  case Op::create_in: return can_create(step);
  case Op::link:
  case Op::unlink: return can_link(step);
  case Op::assign: return can_assign(step);
  case Op::modify: return a && a->live();
  case Op::write_kept: return a && a->live() && a->kept;
  case Op::set_mark: return a && a->live() && has_mark(a->kind) && mark_is_free(a->kind, step.text, step.a);
  case Op::remove: return a && a->state == State::persistent && !a->removed;
  case Op::restore:  // adding cascades: it may restore more than one
    return a && a->removed && removed() == 1 && (!has_mark(a->kind) || mark_is_free(a->kind, a->now.mark, step.a));
  case Op::add_again: return a && can_add_again(step.a);
  case Op::look: return a && a->state == State::persistent && !a->removed && !(has_mark(a->kind) && key_changed_);
  case Op::expire:
  case Op::refresh:  // whether one end of a link can forget a change of it, nobody says
    return a && a->state == State::persistent && !a->removed && !links_changed(step.a) && !owns_changes(step.a);
  case Op::expire_all: return !any_link_changed();
  case Op::begin_nested: return savepoints() < deepest_savepoint;
  case Op::commit_nested:
  case Op::rollback_nested: return savepoints() > 0;
  case Op::failing_flush:
    return a && is_new(step.b) && a->kind == Kind::fan && a->state == State::persistent && !a->removed &&
           flushed_.rows.at(step.a).mark == a->now.mark;
  case Op::flush:
  case Op::query:
  case Op::rollback:
  case Op::commit: return true;
  }
  return false;
}

}  // namespace weft::test::scripts
