// SPDX-License-Identifier: MIT
//
// A to-many relationship member in the order of the database, or of appending.
//
//   struct Author { ...; weft::List<Book> books{}; };
//   for (auto& book : author->books) fmt::print("{}\n", book->title);
//   author.modify()->books.push_back(Book{.title = "Dune"});
//
// The same entity may be in a list more than once until the list is loaded again.
#pragma once

#include "weft/session/collection.hpp"

namespace weft {

template <class T>
class List : public detail::Collection<T> {
 public:
  using value_type = Ptr<T>;
  using iterator = detail::ItemIterator<T>;
  using const_iterator = iterator;

  List() noexcept = default;
  List(std::initializer_list<detail::Entry<T>> entries) { this->assign(entries); }
  template <detail::EntryOf<T> Item>
  List(const std::vector<Item>& entries) {
    this->assign_range(entries);
  }
  /// A copy of the member alone, `auto books = author->books`, holds what it holds, loading it if need be.
  template <std::same_as<List> Same>
  List(const Same& other) {
    *this = other;
  }
  /// The same where the member is moved alone, as `std::swap` and `std::exchange` do. What an entity holds it keeps.
  template <std::same_as<List> Same>
  List(Same&& other) {
    this->begin_as(other);
  }
  /// A copy of the whole entity, which copies its members like this, has no ties.
  explicit List(const List&) = default;
  explicit List(List&&) noexcept = default;
  List& operator=(const List&) = default;
  /// Replaces the whole: what stays is not touched, the difference is removed and added.
  List& operator=(std::initializer_list<detail::Entry<T>> entries) {
    this->assign(entries);
    return *this;
  }
  template <detail::EntryOf<T> Item>
  List& operator=(const std::vector<Item>& entries) {
    this->assign_range(entries);
    return *this;
  }
  ~List() = default;

  [[nodiscard]] iterator begin() const { return {this->items(), 0}; }
  [[nodiscard]] iterator end() const { return {this->items(), this->size()}; }
  /// Throws `UsageError` when there is no such position, as `front` and `back` do.
  [[nodiscard]] Ptr<T> operator[](std::size_t position) const {
    detail::Items* items = this->items();
    std::size_t size = items ? items->members.size() : 0;
    if (position >= size) detail::throw_out_of_range(*this, position, size);
    return Ptr<T>::adopt(items->members[position]);
  }
  [[nodiscard]] Ptr<T> at(std::size_t position) const { return (*this)[position]; }
  [[nodiscard]] Ptr<T> front() const { return (*this)[0]; }
  [[nodiscard]] Ptr<T> back() const { return (*this)[this->size() - 1]; }

  /// Adds at the end, without loading the collection.
  void push_back(const detail::Entry<T>& entry) { detail::append_item(*this, entry.required()); }
  void extend(std::initializer_list<detail::Entry<T>> entries) {
    for (const auto& entry : entries) push_back(entry);
  }
  template <class Range>
    requires requires(const Range& range) { detail::Entry<T>(*range.begin()); }
  void extend(const Range& entries) {
    for (const auto& entry : entries) push_back(entry);
  }
  void insert(const iterator& position, const detail::Entry<T>& entry) { insert(this->index_of(position), entry); }
  void insert(std::size_t position, const detail::Entry<T>& entry) {
    detail::insert_item(*this, position, entry.required());
  }
  void erase(const iterator& position) { erase(this->index_of(position)); }
  void erase(std::size_t position) {
    if (position >= this->size()) detail::throw_out_of_range(*this, position, this->size());
    detail::erase_item(*this, position);
  }
  /// Takes the entity out; false when it was not in the list.
  bool remove(const Ptr<T>& ptr) { return ptr && detail::remove_item(*this, *ptr.instance()); }
  void pop_back() { erase(this->size() - 1); }
  void clear() { detail::assign_items(*this, {}); }
};

}  // namespace weft
