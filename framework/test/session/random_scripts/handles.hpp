// SPDX-License-Identifier: MIT
//
// From the model's numbers to entities with types.
#pragma once

#include <map>
#include <type_traits>
#include <utility>
#include <variant>

#include "session/random_scripts/entities.hpp"
#include "session/random_scripts/world.hpp"

namespace weft::test::scripts {

using Handle = std::variant<Ptr<Label>, Ptr<Band>, Ptr<Song>, Ptr<Country>, Ptr<Fan>, Ptr<Genre>, Ptr<Website>>;

/// The handles that a script holds. They outlive its session.
class Handles {
 public:
  template <class T>
  [[nodiscard]] const Ptr<T>& at(Slot slot) const {
    return std::get<Ptr<T>>(handles_.at(slot));
  }
  [[nodiscard]] bool holds(Slot slot) const { return handles_.contains(slot); }
  [[nodiscard]] const Handle& at(Slot slot) const { return handles_.at(slot); }
  template <class T>
  void put(Slot slot, Ptr<T> handle) {
    handles_[slot] = std::move(handle);
  }
  /// The number of an entity; `nobody` for one that is not held.
  [[nodiscard]] Slot slot_of(const Instance* instance) const {
    for (const auto& [slot, handle] : handles_)
      if (std::visit([](const auto& ptr) { return ptr.instance(); }, handle) == instance) return slot;
    return nobody;
  }
  [[nodiscard]] auto begin() const { return handles_.begin(); }
  [[nodiscard]] auto end() const { return handles_.end(); }

 private:
  std::map<Slot, Handle> handles_{};
};

/// Calls `function` with the type of the kind, as a std::type_identity.
template <class Function>
auto with_kind(Kind kind, Function function) {
  switch (kind) {
  case Kind::label: return function(std::type_identity<Label>{});
  case Kind::band: return function(std::type_identity<Band>{});
  case Kind::song: return function(std::type_identity<Song>{});
  case Kind::country: return function(std::type_identity<Country>{});
  case Kind::fan: return function(std::type_identity<Fan>{});
  case Kind::genre: return function(std::type_identity<Genre>{});
  case Kind::website: break;
  }
  return function(std::type_identity<Website>{});
}

/// A relationship's members.
template <class OwnerType, class ItemType, auto InOwner, auto InItem>
struct Ends {
  using Owner = OwnerType;
  using Item = ItemType;
  static constexpr auto in_owner = InOwner;
  static constexpr auto in_item = InItem;
};

template <class Function>
auto with_link(Link link, Function function) {
  switch (link) {
  case Link::label_bands: return function(Ends<Label, Band, &Label::bands, &Band::label>{});
  case Link::band_songs: return function(Ends<Band, Song, &Band::songs, &Song::band>{});
  case Link::country_fans: return function(Ends<Country, Fan, &Country::fans, &Fan::country>{});
  case Link::genre_children: return function(Ends<Genre, Genre, &Genre::children, &Genre::parent>{});
  case Link::band_website: return function(Ends<Band, Website, &Band::website, &Website::band>{});
  case Link::band_fans: break;
  }
  return function(Ends<Band, Fan, &Band::fans, &Fan::bands>{});
}

/// What a relationship member leads to, whatever its type.
template <class Relation>
auto members_of(const Relation& relation) {
  if constexpr (requires { relation.ptr(); }) {
    std::vector<decltype(relation.ptr())> members;
    if (auto one = relation.ptr()) members.push_back(std::move(one));
    return members;
  } else {
    return std::vector<typename Relation::value_type>(relation.begin(), relation.end());
  }
}

template <class Relation, class Entry>
void put_into(Relation& relation, Entry&& entry) {
  if constexpr (requires { relation.push_back(std::forward<Entry>(entry)); })
    relation.push_back(std::forward<Entry>(entry));
  else if constexpr (requires { relation.insert(std::forward<Entry>(entry)); })
    relation.insert(std::forward<Entry>(entry));
  else
    relation = std::forward<Entry>(entry);
}

template <class Relation, class T>
void take_from(Relation& relation, const Ptr<T>& ptr) {
  if constexpr (requires { relation.remove(ptr); })
    relation.remove(ptr);
  else if constexpr (requires { relation.erase(ptr); })
    relation.erase(ptr);
  else
    relation = nullptr;
}

}  // namespace weft::test::scripts
