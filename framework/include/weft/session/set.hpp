// SPDX-License-Identifier: MIT
//
// A to-many relationship member without order or duplicates.
//
//   struct Tag { ...; weft::Set<Post> posts{}; };
//   if (tag->posts.contains(post)) tag.modify()->posts.erase(post);
#pragma once

#include <algorithm>

#include "weft/session/collection.hpp"

namespace weft {

template <class T>
class Set : public detail::Collection<T> {
 public:
  using value_type = Ptr<T>;
  using iterator = detail::ItemIterator<T>;
  using const_iterator = iterator;

  Set() noexcept = default;
  Set(std::initializer_list<detail::Entry<T>> entries) { this->assign_range(different(entries)); }
  template <detail::EntryOf<T> Item>
  Set(const std::vector<Item>& entries) {
    this->assign_range(different(entries));
  }
  /// A copy of the member alone, `auto tags = post->tags`, holds what it holds, loading it if need be.
  template <std::same_as<Set> Same>
  Set(const Same& other) {
    *this = other;
  }
  /// The same where the member is moved alone, as `std::swap` and `std::exchange` do. What an entity holds it keeps.
  template <std::same_as<Set> Same>
  Set(Same&& other) {
    this->begin_as(other);
  }
  /// A copy of the whole entity, which copies its members like this, has no ties.
  explicit Set(const Set&) = default;
  explicit Set(Set&&) noexcept = default;
  Set& operator=(const Set&) = default;
  /// Replaces the whole: what stays is not touched, the difference is removed and added.
  Set& operator=(std::initializer_list<detail::Entry<T>> entries) {
    this->assign_range(different(entries));
    return *this;
  }
  template <detail::EntryOf<T> Item>
  Set& operator=(const std::vector<Item>& entries) {
    this->assign_range(different(entries));
    return *this;
  }
  ~Set() = default;

  [[nodiscard]] iterator begin() const { return {this->items(), 0}; }
  [[nodiscard]] iterator end() const { return {this->items(), this->size()}; }
  [[nodiscard]] iterator find(const Ptr<T>& ptr) const {
    detail::Items* items = this->items();
    const std::size_t position = items && ptr ? items->find(ptr.instance()) : this->size();
    return {items, std::min(position, this->size())};
  }

  /// Puts the entity in, without loading the set; one that is in already stays.
  void insert(const detail::Entry<T>& entry) { detail::add_to_set(*this, entry.required()); }
  /// Takes the entity out; false when it was not in the set.
  bool erase(const Ptr<T>& ptr) { return ptr && detail::remove_item(*this, *ptr.instance()); }
  void erase(const iterator& position) { detail::erase_item(*this, this->index_of(position)); }
  void clear() { detail::assign_items(*this, {}); }

 private:
  template <class Range>
  static std::vector<Ptr<T>> different(const Range& entries) {
    std::vector<Ptr<T>> unique;
    for (const auto& one : entries) {
      auto ptr = Ptr<T>::adopt(&detail::Entry<T>(one).required());
      if (std::find(unique.begin(), unique.end(), ptr) == unique.end()) unique.push_back(std::move(ptr));
    }
    return unique;
  }
};

}  // namespace weft
