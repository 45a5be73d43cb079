// SPDX-License-Identifier: MIT
#include "session/random_scripts/player.hpp"

#include <stdexcept>

namespace weft::test::scripts {
namespace {

template <class T>
constexpr Kind kind_of() {
  if constexpr (std::is_same_v<T, Label>)
    return Kind::label;
  else if constexpr (std::is_same_v<T, Band>)
    return Kind::band;
  else if constexpr (std::is_same_v<T, Song>)
    return Kind::song;
  else if constexpr (std::is_same_v<T, Country>)
    return Kind::country;
  else if constexpr (std::is_same_v<T, Fan>)
    return Kind::fan;
  else if constexpr (std::is_same_v<T, Genre>)
    return Kind::genre;
  else
    return Kind::website;
}

template <class T>
void set_mark(T& object, const std::string& mark) {
  if constexpr (requires { object.nick; })
    object.nick = mark;
  else if constexpr (requires { object.code; })
    object.code = mark;
}

}  // namespace

template <class T>
T Player::value_of(Slot slot) {
  T value{};
  value.name = variable(kind_of<T>(), slot);
  set_mark(value, first_mark(kind_of<T>(), slot));
  return value;
}

template <class T>
Ptr<T> Player::add(T value, const Step& step) {
  auto ptr = step.by_handle ? make(std::move(value)) : session_.add(std::move(value));
  if (step.by_handle) session_.add(ptr);
  handles_.put(step.a, ptr);
  return ptr;
}

template <class Relation>
void Player::find_new(const Relation& relation, Kind kind, const std::vector<Slot>& slots) {
  for (Slot slot : slots) {
    bool found = false;
    for (const auto& one : members_of(relation))
      if (weft::state(one) != State::deleted && one->name == variable(kind, slot))
        handles_.put(slot, one), found = true;
    if (!found) throw std::logic_error("the new " + variable(kind, slot) + " is not where it was put");
  }
}

void Player::create(const Step& step) {
  with_kind(step.kind, [&]<class T>(std::type_identity<T>) {
    T value = value_of<T>(step.a);
    if (!step.text.empty()) set_mark(value, step.text);
    add(std::move(value), step);
  });
}

void Player::create_family(const Step& step) {
  with_link(step.link, [&]<class End>(End) {
    auto owner = value_of<typename End::Owner>(step.a);
    for (Slot item : step.more) put_into(owner.*End::in_owner, value_of<typename End::Item>(item));
    find_new((*add(std::move(owner), step)).*End::in_owner, facts(step.link).item, step.more);
  });
}

void Player::create_deep(const Step& step) {
  Label label = value_of<Label>(step.a);
  Band band = value_of<Band>(step.b);
  band.songs.push_back(value_of<Song>(step.more.front()));
  label.bands.push_back(std::move(band));
  find_new(add(std::move(label), step)->bands, Kind::band, {step.b});
  find_new(handles_.at<Band>(step.b)->songs, Kind::song, step.more);
}

void Player::create_with_owner(const Step& step) {
  with_link(step.link, [&]<class End>(End) {
    auto item = value_of<typename End::Item>(step.a);
    put_into(item.*End::in_item, value_of<typename End::Owner>(step.b));
    find_new((*add(std::move(item), step)).*End::in_item, facts(step.link).owner, {step.b});
  });
}

/// A new entity and one that exists: in the value of the new one, or put into a member of the other.
void Player::create_beside(const Step& step) {
  auto place = [&]<class New, class Old>(std::type_identity<New>, const Ptr<Old>& old, auto in_new, auto in_old) {
    New value = value_of<New>(step.a);
    if (step.op == Op::create_under) {
      put_into(value.*in_new, old);
      add(std::move(value), step);
    } else if (step.by_handle) {
      auto ptr = make(std::move(value));
      put_into(old.modify()->*in_old, ptr);
      handles_.put(step.a, ptr);
    } else {
      put_into(old.modify()->*in_old, std::move(value));
      find_new((*old).*in_old, kind_of<New>(), {step.a});
    }
  };
  with_link(step.link, [&]<class End>(End) {
    using Owner = typename End::Owner;
    using Item = typename End::Item;
    if (step.from_item)
      place(std::type_identity<Owner>{}, handles_.at<Item>(step.b), End::in_owner, End::in_item);
    else
      place(std::type_identity<Item>{}, handles_.at<Owner>(step.b), End::in_item, End::in_owner);
  });
}

void Player::link(const Step& step) {
  with_link(step.link, [&]<class End>(End) {
    const auto& owner = handles_.at<typename End::Owner>(step.a);
    const auto& item = handles_.at<typename End::Item>(step.b);
    auto change = [&](auto& relation, const auto& other) {
      step.op == Op::link ? put_into(relation, other) : take_from(relation, other);
    };
    if (step.from_item)
      change(item.modify()->*End::in_item, owner);
    else
      change(owner.modify()->*End::in_owner, item);
  });
}

void Player::assign(const Step& step) {
  auto replace = [&]<class Relation>(Relation& relation) {
    if constexpr (requires { relation.clear(); }) {
      if (step.more.empty()) return relation.clear();
      Relation fresh;
      for (Slot slot : step.more) put_into(fresh, handles_.at<typename Relation::value_type::element_type>(slot));
      relation = fresh;
    }
  };
  with_link(step.link, [&]<class End>(End) {
    if (step.from_item)
      replace(handles_.at<typename End::Item>(step.a).modify()->*End::in_item);
    else
      replace(handles_.at<typename End::Owner>(step.a).modify()->*End::in_owner);
  });
}

void Player::change(const Step& step) {
  std::visit(
      [&](const auto& ptr) {
        switch (step.op) {
        case Op::modify: {
          auto* object = ptr.modify();
          (step.text.empty() ? void(object->number = step.number) : void(object->name = step.text));
          kept_numbers_[step.a] = &object->number;
          break;
        }
        case Op::write_kept: *kept_numbers_.at(step.a) = step.number; break;
        case Op::set_mark: set_mark(*ptr.modify(), step.text); break;
        case Op::remove: session_.remove(ptr); break;
        case Op::expire: session_.expire(ptr); break;
        case Op::refresh: session_.refresh(ptr); break;
        case Op::add_again:
          session_.add(ptr);
          session_.flush();
          session_.expire_all();
          break;
        default: session_.add(ptr);
        }
      },
      handles_.at(step.a));
}

void Player::query(Kind kind) {
  found_.clear();
  with_kind(kind, [&]<class T>(std::type_identity<T>) {
    for (const auto& ptr : session_.scalars(select<T>())) found_.push_back(handles_.slot_of(ptr.instance()));
  });
}

void Player::fail_to_flush(const Step& step) {
  Fan fan = value_of<Fan>(step.b);
  fan.nick = handles_.at<Fan>(step.a)->nick;
  handles_.put(step.b, session_.add(std::move(fan)));
  try {
    session_.flush();
  } catch (const IntegrityError&) {
    session_.rollback();
    savepoints_.clear();
    return;
  }
  throw std::logic_error("a flush that writes a unique value twice went through");
}

void Player::transact(const Step& step) {
  switch (step.op) {
  case Op::begin_nested: savepoints_.push_back(session_.begin_nested()); break;
  case Op::commit_nested:
    savepoints_.back().commit();
    savepoints_.pop_back();
    break;
  case Op::rollback_nested:
    savepoints_.back().rollback();
    savepoints_.pop_back();
    break;
  case Op::rollback:
    session_.rollback();
    savepoints_.clear();
    break;
  case Op::commit:
    session_.commit();
    savepoints_.clear();
    break;
  default: break;
  }
}

void Player::play(const Step& step) {
  // Loading flushes first. Whether something has to be loaded depends on the past in ways that the model does not
  // follow, so flushes happen where a step says so, and nowhere else.
  switch (step.op) {
  case Op::flush: return session_.flush();
  case Op::query: return query(step.kind);
  case Op::expire_all: return session_.expire_all();
  case Op::failing_flush: return fail_to_flush(step);
  case Op::begin_nested:
  case Op::commit_nested:
  case Op::rollback_nested:
  case Op::rollback:
  case Op::commit: return transact(step);
  default: break;
  }
  auto quiet = session_.no_autoflush();
  switch (step.op) {
  case Op::create: return create(step);
  case Op::create_family: return create_family(step);
  case Op::create_deep: return create_deep(step);
  case Op::create_with_owner: return create_with_owner(step);
  case Op::create_under:
  case Op::create_in: return create_beside(step);
  case Op::link:
  case Op::unlink: return link(step);
  case Op::assign: return assign(step);
  case Op::look: return;
  default: return change(step);
  }
}

}  // namespace weft::test::scripts
