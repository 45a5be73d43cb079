// SPDX-License-Identifier: MIT
//
// What the to-many members share: iterating, and being loaded on the first read.
//
// Iterators hold on to what they iterate over. A loop sees the collection as it was when it began,
// whatever its body does: run other statements on the session, add to the collection, clear it.
#pragma once

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <iterator>

#include "weft/session/relation.hpp"

namespace weft::detail {

/// What `->` of an iterator gives where dereferencing gives a value.
template <class Value>
class Arrow {
 public:
  explicit Arrow(Value value) : value_(std::move(value)) {}
  [[nodiscard]] const Value* operator->() const noexcept { return &value_; }

 private:
  Value value_;
};

/// Reads handles out of items. Dereferencing gives a handle by value.
template <class T>
class ItemIterator {
 public:
  // Handles come by value, as the bits of a vector<bool> do: std::prev and its like have to go back all the same.
  using iterator_category = std::random_access_iterator_tag;
  using value_type = Ptr<T>;
  using difference_type = std::ptrdiff_t;
  using reference = const Ptr<T>;
  using pointer = Arrow<Ptr<T>>;

  ItemIterator() noexcept = default;
  ItemIterator(Items* items, std::size_t position) noexcept
      : items_(items), position_(static_cast<difference_type>(position)) {}

  reference operator*() const { return Ptr<T>::adopt(items_->members[static_cast<std::size_t>(position_)]); }
  pointer operator->() const { return pointer(**this); }
  reference operator[](difference_type offset) const { return *(*this + offset); }
  ItemIterator& operator++() noexcept { return *this += 1; }
  ItemIterator& operator--() noexcept { return *this -= 1; }
  ItemIterator operator++(int) noexcept {
    auto before = *this;
    ++*this;
    return before;
  }
  ItemIterator operator--(int) noexcept {
    auto before = *this;
    --*this;
    return before;
  }
  ItemIterator& operator+=(difference_type offset) noexcept {
    position_ += offset;
    return *this;
  }
  ItemIterator& operator-=(difference_type offset) noexcept { return *this += -offset; }
  friend ItemIterator operator+(ItemIterator iterator, difference_type offset) noexcept { return iterator += offset; }
  friend ItemIterator operator+(difference_type offset, ItemIterator iterator) noexcept { return iterator += offset; }
  friend ItemIterator operator-(ItemIterator iterator, difference_type offset) noexcept { return iterator -= offset; }
  friend difference_type operator-(const ItemIterator& left, const ItemIterator& right) noexcept {
    return left.position_ - right.position_;
  }
  friend bool operator==(const ItemIterator& left, const ItemIterator& right) noexcept {
    return left.position_ == right.position_;
  }
  friend auto operator<=>(const ItemIterator& left, const ItemIterator& right) noexcept {
    return left.position_ <=> right.position_;
  }

 private:
  ItemsPin items_{};
  difference_type position_ = 0;
};

/// The base of `List`, `Set` and `Dict`.
template <class T>
class Collection : public Relation {
 public:
  [[nodiscard]] std::size_t size() const {
    const Items* items = this->items();
    return items ? items->members.size() : 0;
  }
  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] bool contains(const Ptr<T>& ptr) const {
    const Items* items = this->items();
    return items && ptr && items->contains(ptr.instance());
  }

 protected:
  Collection() noexcept = default;
  Collection(const Collection& other) : Relation() {
    if (!other.owner_ && other.state_ != LoadState::unset) copy_items(*this, other);
  }
  Collection(Collection&& other) noexcept : Relation() {
    if (!other.owner_) take(other);
  }
  Collection& operator=(const Collection& other) {
    if (this != &other && other.state_ != LoadState::unset) copy_items(*this, other);
    return *this;
  }
  ~Collection() {
    if (items_) release(*items_);
  }

  /// Begins as what `other` holds: an entity's member keeps it, any other gives it up.
  void begin_as(Collection& other) {
    if (other.owner_)
      copy_items(*this, other);
    else
      take(other);
  }
  [[nodiscard]] Items* items() const { return state_ == LoadState::unloaded ? items_of(*this) : items_; }

  [[nodiscard]] static std::size_t index_of(const ItemIterator<T>& position) noexcept {
    return static_cast<std::size_t>(position - ItemIterator<T>(nullptr, 0));
  }

  void assign(std::initializer_list<Entry<T>> entries) { assign_range(entries); }
  template <class Range>
  void assign_range(const Range& entries) {
    std::vector<Instance*> instances;
    for (const auto& entry : entries) instances.push_back(&Entry<T>(entry).required());
    assign_items(*this, std::move(instances));
  }

 private:
  void take(Collection& unbound) noexcept {
    state_ = std::exchange(unbound.state_, LoadState::unset);
    items_ = std::exchange(unbound.items_, nullptr);
  }
};

}  // namespace weft::detail
