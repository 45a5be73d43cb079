// SPDX-License-Identifier: MIT
//
// What single steps do to what the program sees.
#include "session/random_scripts/model.hpp"

#include <algorithm>

namespace weft::test::scripts {

bool Model::linked(Link link, Slot owner, Slot item) const {
  if (link == Link::band_fans) return fans_.contains({owner, item});
  return objects_.at(item).now.owner_in(link) == owner;
}

std::vector<Slot> Model::items_of(Link link, Slot owner) const {
  std::vector<Slot> items;
  for (const auto& [slot, object] : objects_)
    if (object.kind == facts(link).item && object.in_session() && linked(link, owner, slot)) items.push_back(slot);
  return items;
}

std::vector<Slot> Model::owners_of(Link link, Slot item) const {
  std::vector<Slot> owners;
  for (const auto& [slot, object] : objects_)
    if (object.kind == facts(link).owner && object.in_session() && linked(link, slot, item)) owners.push_back(slot);
  return owners;
}

void Model::create(Kind kind, Slot slot, const std::string& mark) {
  Object& object = objects_[slot];
  object.kind = kind;
  object.state = State::pending;
  object.now.name = variable(kind, slot);
  object.now.mark = mark.empty() ? first_mark(kind, slot) : mark;
}

void Model::link(Link link, Slot owner, Slot item) {
  Object& object = objects_.at(item);
  object.state = object.state == State::transient ? State::pending : object.state;
  object.orphaned = false;
  if (link == Link::band_fans) {
    fans_.insert({owner, item});
    return;
  }
  if (facts(link).shape == Shape::one_to_one)
    for (Slot other : items_of(link, owner)) unlink(link, owner, other);
  Slot& before = object.now.owner_in(link);
  before = owner;
}

void Model::unlink(Link link, Slot owner, Slot item) {
  if (link == Link::band_fans) {
    fans_.erase({owner, item});
    return;
  }
  Object& object = objects_.at(item);
  object.now.owner_in(link) = nobody;
  object.orphaned = facts(link).owned;
}

void Model::apply_create(const Step& step) {
  const LinkFacts& link = facts(step.link);
  switch (step.op) {
  case Op::create_family:
    create(link.owner, step.a);
    for (Slot item : step.more) {
      create(link.item, item);
      this->link(step.link, step.a, item);
    }
    break;
  case Op::create_deep:
    create(Kind::label, step.a);
    create(Kind::band, step.b);
    create(Kind::song, step.more.front());
    this->link(Link::label_bands, step.a, step.b);
    this->link(Link::band_songs, step.b, step.more.front());
    break;
  case Op::create_with_owner:
    create(link.item, step.a);
    create(link.owner, step.b);
    this->link(step.link, step.b, step.a);
    break;
  case Op::create_under:
  case Op::create_in:
    create(step.from_item ? link.owner : link.item, step.a);
    this->link(step.link, step.from_item ? step.a : step.b, step.from_item ? step.b : step.a);
    break;
  default: create(step.kind, step.a, step.text);
  }
}

void Model::assign(const Step& step) {
  auto wanted = [&](Slot slot) { return std::find(step.more.begin(), step.more.end(), slot) != step.more.end(); };
  const auto before = step.from_item ? owners_of(step.link, step.a) : items_of(step.link, step.a);
  for (Slot slot : before)
    if (!wanted(slot)) unlink(step.link, step.from_item ? slot : step.a, step.from_item ? step.a : slot);
  for (Slot slot : step.more) link(step.link, step.from_item ? slot : step.a, step.from_item ? step.a : slot);
}

void Model::expire(Object& object, Slot slot) {
  if (object.state != State::persistent) return;
  const Row& row = flushed_.rows.at(slot);
  object.unsure_columns = object.unsure_columns || row != object.now;
  object.now = row;
  object.orphaned = false;  // leaving is a change like others: forgotten with them
  object.kept = false;
}

void Model::forget_pointers() {
  for (auto& [slot, object] : objects_) object.kept = false;
}

void Model::apply(const Step& step) {
  switch (step.op) {
  case Op::flush:
  case Op::query: return flush();
  case Op::look: return;
  case Op::expire:
  case Op::refresh: return expire(objects_.at(step.a), step.a);
  case Op::expire_all:
    key_changed_ = false;
    for (auto& [slot, object] : objects_) expire(object, slot);
    return;
  case Op::begin_nested: return begin_nested();
  case Op::commit_nested:
    flush();
    marks_.pop_back();
    return;
  case Op::rollback_nested:
    roll_back_to(marks_.back());
    marks_.pop_back();
    return;
  case Op::failing_flush:  // which may have got anywhere before it failed
    if (!all_written())
      for (auto& [slot, object] : objects_) object.unsure_links = true;
    create(Kind::fan, step.b, objects_.at(step.a).now.mark);
    return roll_back();
  case Op::rollback: return roll_back();
  case Op::commit: return commit();
  case Op::add_again: return add_again(step.a);
  default: break;
  }

  // From here on a step changes something: what a rollback left behind can no longer be taken up as it was.
  ++epoch_;
  switch (step.op) {
  case Op::link: return link(step.link, step.a, step.b);
  case Op::unlink: return unlink(step.link, step.a, step.b);
  case Op::assign: return assign(step);
  case Op::modify:
    (step.text.empty() ? void(objects_.at(step.a).now.number = step.number)
                       : void(objects_.at(step.a).now.name = step.text));
    objects_.at(step.a).kept = true;
    return;
  case Op::write_kept: objects_.at(step.a).now.number = step.number; return;
  case Op::set_mark:
    objects_.at(step.a).now.mark = step.text;
    return;
  case Op::remove: objects_.at(step.a).removed = true; return;
  case Op::restore: objects_.at(step.a).removed = false; return;
  default: return apply_create(step);
  }
}

}  // namespace weft::test::scripts
