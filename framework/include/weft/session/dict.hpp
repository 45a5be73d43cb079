// SPDX-License-Identifier: MIT
//
// A to-many relationship member keyed by a member of its entities.
//
//   struct Node { ...; weft::Dict<std::string, Node> children{}; };   // keyed_by<&Node::name>()
//   for (auto& [name, child] : node->children) ...
//   node.modify()->children.insert_or_assign("left", Node{.name = "left"});
//
// An entity's key is taken when it enters; changing the member later does not move it.
#pragma once

#include <utility>

#include "weft/session/collection.hpp"

namespace weft {

template <class Key, class T>
class Dict : public detail::Collection<T> {
 public:
  using key_type = Key;
  using mapped_type = Ptr<T>;
  using value_type = std::pair<const Key, Ptr<T>>;

  class iterator {
   public:
    using iterator_concept = std::forward_iterator_tag;
    using iterator_category = std::input_iterator_tag;
    using value_type = std::pair<const Key, Ptr<T>>;
    using difference_type = std::ptrdiff_t;
    using reference = const std::pair<const Key&, Ptr<T>>;
    using pointer = detail::Arrow<std::pair<const Key&, Ptr<T>>>;

    iterator() noexcept = default;
    iterator(detail::Items* items, std::size_t position) noexcept : items_(items), position_(position) {}
    reference operator*() const {
      return {*static_cast<const Key*>(items_->keys->at(position_)), Ptr<T>::adopt(items_->members[position_])};
    }
    pointer operator->() const { return pointer(**this); }
    iterator& operator++() noexcept {
      ++position_;
      return *this;
    }
    iterator operator++(int) noexcept {
      auto before = *this;
      ++position_;
      return before;
    }
    friend bool operator==(const iterator& left, const iterator& right) noexcept {
      return left.position_ == right.position_;
    }

   private:
    friend class Dict;
    detail::ItemsPin items_{};
    std::size_t position_ = 0;
  };
  using const_iterator = iterator;

  Dict() noexcept = default;
  Dict(std::initializer_list<std::pair<Key, detail::Entry<T>>> entries) { *this = entries; }
  /// A copy of the member alone, `auto nodes = node->children`, holds what it holds, loading it if need be.
  template <std::same_as<Dict> Same>
  Dict(const Same& other) {
    *this = other;
  }
  /// The same where the member is moved alone, as `std::swap` and `std::exchange` do. What an entity holds it keeps.
  template <std::same_as<Dict> Same>
  Dict(Same&& other) {
    this->begin_as(other);
  }
  /// A copy of the whole entity, which copies its members like this, has no ties.
  explicit Dict(const Dict&) = default;
  explicit Dict(Dict&&) noexcept = default;
  Dict& operator=(const Dict&) = default;
  /// Replaces the whole: what stays is not touched, the difference is removed and added.
  Dict& operator=(std::initializer_list<std::pair<Key, detail::Entry<T>>> entries) {
    Dict fresh;
    for (const auto& [key, entry] : entries) fresh.insert_or_assign(key, entry);
    detail::assign_dict(*this, fresh.items());
    return *this;
  }
  ~Dict() = default;

  [[nodiscard]] iterator begin() const { return {this->items(), 0}; }
  [[nodiscard]] iterator end() const { return {nullptr, this->size()}; }
  [[nodiscard]] iterator find(const Key& key) const {
    std::size_t position = place_of(key);
    return position == KeyStore::npos ? end() : iterator{this->items(), position};
  }
  [[nodiscard]] bool contains(const Key& key) const { return place_of(key) != KeyStore::npos; }
  using detail::Collection<T>::contains;
  /// The entity with that key. Throws `UsageError` when there is none.
  [[nodiscard]] Ptr<T> at(const Key& key) const {
    std::size_t position = place_of(key);
    if (position == KeyStore::npos) detail::throw_no_such_key(*this);
    return Ptr<T>::adopt(this->items()->members[position]);
  }
  /// The entity with that key, or an empty handle.
  [[nodiscard]] Ptr<T> operator[](const Key& key) const {
    std::size_t position = place_of(key);
    return position == KeyStore::npos ? Ptr<T>() : Ptr<T>::adopt(this->items()->members[position]);
  }

  /// Puts the entity in under `key`; one that was there under that key is removed.
  void insert_or_assign(const Key& key, const detail::Entry<T>& entry) {
    static const detail::TypedDictKeys<Key> keys;
    detail::put_item(*this, &key, keys, entry.required());
  }
  /// Takes out the entity with that key; false when there was none.
  bool erase(const Key& key) {
    std::size_t position = place_of(key);
    if (position == KeyStore::npos) return false;
    detail::erase_item(*this, position);
    return true;
  }
  void erase(const iterator& position) { detail::erase_item(*this, position.position_); }
  void clear() { detail::assign_dict(*this, nullptr); }

 private:
  [[nodiscard]] std::size_t place_of(const Key& key) const {
    const detail::Items* items = this->items();
    return items && items->keys ? items->keys->find(&key) : KeyStore::npos;
  }
};

}  // namespace weft
