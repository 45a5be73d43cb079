// SPDX-License-Identifier: MIT
//
// A to-many relationship member without order or duplicates.
//
//   struct Tag { ...; weft::Set<Post> posts{}; };
//   if (tag->posts.contains(post)) tag.modify()->posts.erase(post);
#pragma once

#include "weft/session/collection.hpp"

namespace weft {

template <class T>
class Set : public detail::Collection<T> {
 public:
  using value_type = Ptr<T>;
  using iterator = detail::ItemIterator<T>;
  using const_iterator = iterator;

  Set() noexcept = default;
  Set(std::initializer_list<detail::Entry<T>> entries) { *this = entries; }
  Set(const Set&) = default;
  Set(Set&&) noexcept = default;
  Set& operator=(const Set&) = default;
  /// Replaces the whole: what stays is not touched, the difference is removed and added.
  Set& operator=(std::initializer_list<detail::Entry<T>> entries) {
    std::vector<Ptr<T>> unique;
    for (const auto& entry : entries) {
      auto ptr = Ptr<T>::adopt(&entry.required());
      bool known = false;
      for (const auto& other : unique) known = known || other == ptr;
      if (!known) unique.push_back(std::move(ptr));
    }
    this->assign_range(unique);
    return *this;
  }
  ~Set() = default;

  [[nodiscard]] iterator begin() const { return {this->items(), 0}; }
  [[nodiscard]] iterator end() const { return {nullptr, this->size()}; }

  /// Puts the entity in, without loading the set; one that is in already stays.
  void insert(const detail::Entry<T>& entry) { detail::add_to_set(*this, entry.required()); }
  /// Takes the entity out; false when it was not in the set.
  bool erase(const Ptr<T>& ptr) { return ptr && detail::remove_item(*this, *ptr.instance()); }
  void clear() { detail::assign_items(*this, {}); }
};

}  // namespace weft
