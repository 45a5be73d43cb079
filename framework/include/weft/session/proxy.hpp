// SPDX-License-Identifier: MIT
//
// A collection seen through a member of its entities: an association object without the object.
//
//   struct Order {
//     weft::List<OrderItem> order_items{};
//     auto items() const { return weft::proxy<&Order::order_items, &OrderItem::item>(*this); }
//   };
//   for (auto& item : order->items()) fmt::print("{}\n", item->name);
//   weft::proxy<&Order::order_items, &OrderItem::item>(*order.modify()).push_back(mug);   // makes an OrderItem
//
// The member is a `Ref`, or a column. A proxy of a list, a set or a dictionary has that collection's vocabulary, with
// what the member leads to in place of the entities between. Given an entity that may be changed, it can be changed,
// too: each value that is put in gets an entity between, `Item{.member = value}` (in a dictionary with its key), or
// what the function given to `with_creator` returns, a value or a handle.
//
// Reading loads each step as its relationship does: give the query options for the real path. For conditions in
// queries see `rel<&Order::order_items, &OrderItem::item>`. Proxies are good while the owner is.
#pragma once

#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "weft/session/proxy_end.hpp"

namespace weft {
namespace detail {

/// Iterates over what the members of a list or a set lead to.
template <class Base, class End>
class ProxyIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using difference_type = std::ptrdiff_t;
  using value_type = typename End::Value;
  using reference = typename End::Read;
  using pointer = void;

  ProxyIterator() = default;
  explicit ProxyIterator(Base base) : base_(std::move(base)) {}
  reference operator*() const { return End::read(**base_); }
  ProxyIterator& operator++() {
    ++base_;
    return *this;
  }
  ProxyIterator operator++(int) {
    auto before = *this;
    ++base_;
    return before;
  }
  friend bool operator==(const ProxyIterator& left, const ProxyIterator& right) { return left.base_ == right.base_; }

 private:
  Base base_{};
};

/// The same for a dictionary: keys, and what the members lead to.
template <class Base, class Key, class End>
class ProxyDictIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using difference_type = std::ptrdiff_t;
  using value_type = std::pair<const Key, typename End::Value>;
  using reference = const std::pair<const Key&, typename End::Read>;
  using pointer = void;

  ProxyDictIterator() = default;
  explicit ProxyDictIterator(Base base) : base_(std::move(base)) {}
  reference operator*() const {
    const auto& [key, item] = *base_;
    return {key, End::read(*item)};
  }
  ProxyDictIterator& operator++() {
    ++base_;
    return *this;
  }
  ProxyDictIterator operator++(int) {
    auto before = *this;
    ++base_;
    return before;
  }
  friend bool operator==(const ProxyDictIterator& left, const ProxyDictIterator& right) {
    return left.base_ == right.base_;
  }

 private:
  Base base_{};
};

/// What the proxies of all collections share. `Collection` is const where the proxy only reads.
template <class Collection, class End>
class ProxyOf {
 public:
  [[nodiscard]] std::size_t size() const { return collection_->size(); }
  [[nodiscard]] bool empty() const { return collection_->empty(); }

 protected:
  explicit ProxyOf(Collection& collection) noexcept : collection_(&collection) {}

  /// The first entity between that leads to `value`.
  [[nodiscard]] auto item_of(const typename End::Value& value) const {
    for (const auto& item : *collection_)
      if (End::leads_to(*item, value)) return item;
    return typename std::remove_const_t<Collection>::value_type();
  }

  Collection* collection_;
};

template <class Collection, class End, class Creator>
class ProxyList : public ProxyOf<Collection, End> {
  using Base = ProxyOf<Collection, End>;
  using Base::collection_;
  using Item = typename std::remove_const_t<Collection>::value_type;

 public:
  using Value = typename End::Value;
  using Given = typename End::Given;
  using value_type = Value;
  using iterator = ProxyIterator<typename std::remove_const_t<Collection>::iterator, End>;
  using const_iterator = iterator;

  ProxyList(Collection& collection, const void*, Creator creator) : Base(collection), creator_(std::move(creator)) {}

  [[nodiscard]] iterator begin() const { return iterator(collection_->begin()); }
  [[nodiscard]] iterator end() const { return iterator(collection_->end()); }
  /// Throws `UsageError` when there is no such position, as `front` and `back` do.
  [[nodiscard]] typename End::Read operator[](std::size_t position) const { return End::read(*(*collection_)[position]); }
  [[nodiscard]] typename End::Read front() const { return (*this)[0]; }
  [[nodiscard]] typename End::Read back() const { return End::read(*collection_->back()); }
  [[nodiscard]] bool contains(const Value& value) const { return bool(this->item_of(value)); }

  /// Adds at the end, without loading the collection.
  void push_back(const Given& value) { collection_->push_back(creator_(End::value(value))); }
  template <class Range>
  void extend(const Range& values) {
    for (const auto& value : values) push_back(value);
  }
  void extend(std::initializer_list<Given> values) {
    for (const auto& value : values) push_back(value);
  }
  void insert(std::size_t position, const Given& value) { collection_->insert(position, creator_(End::value(value))); }
  void erase(std::size_t position) { collection_->erase(position); }
  /// Takes out the first that leads to `value`; false when there is none.
  bool remove(const Value& value) {
    const auto item = this->item_of(value);
    return item && collection_->remove(item);
  }
  void pop_back() { collection_->pop_back(); }
  void clear() { collection_->clear(); }
  /// Replaces the whole. What leads to a value that stays is kept, with all that it says besides.
  template <class Range>
  void assign(const Range& values) {
    std::vector<Item> kept(collection_->begin(), collection_->end());
    std::vector<Item> wanted;
    for (const auto& value : values) {
      auto known = kept.begin();
      while (known != kept.end() && !End::leads_to(**known, Value(value))) ++known;
      if (known == kept.end()) {
        wanted.push_back(End::handle(creator_(Value(value))));
      } else {
        wanted.push_back(*known);
        kept.erase(known);
      }
    }
    *collection_ = wanted;
  }
  void assign(std::initializer_list<Value> values) { assign<std::initializer_list<Value>>(values); }

  /// The same proxy, with `creator(value)` to make what is put between.
  template <class Other>
  [[nodiscard]] auto with_creator(Other creator) const {
    return ProxyList<Collection, End, Other>(*collection_, nullptr, std::move(creator));
  }

 private:
  Creator creator_;
};

template <class Collection, class End, class Creator>
class ProxySet : public ProxyOf<Collection, End> {
  using Base = ProxyOf<Collection, End>;
  using Base::collection_;

 public:
  using Value = typename End::Value;
  using Given = typename End::Given;
  using value_type = Value;
  using iterator = ProxyIterator<typename std::remove_const_t<Collection>::iterator, End>;
  using const_iterator = iterator;

  ProxySet(Collection& collection, const void*, Creator creator) : Base(collection), creator_(std::move(creator)) {}

  [[nodiscard]] iterator begin() const { return iterator(collection_->begin()); }
  [[nodiscard]] iterator end() const { return iterator(collection_->end()); }
  [[nodiscard]] bool contains(const Value& value) const { return bool(this->item_of(value)); }

  /// Puts the value in; one that is in already stays. Loads the set, to know.
  void insert(const Given& value) {
    if (!contains(End::value(value))) collection_->insert(creator_(End::value(value)));
  }
  /// Takes the value out; false when it was not in the set.
  bool erase(const Value& value) {
    const auto item = this->item_of(value);
    return item && collection_->erase(item);
  }
  void clear() { collection_->clear(); }
  /// Replaces the whole. What leads to a value that stays is kept, with all that it says besides.
  template <class Range>
  void assign(const Range& values) {
    std::vector<Value> wanted;
    for (const auto& value : values) wanted.push_back(Value(value));
    for (const auto& item : *collection_) {
      bool stays = false;
      for (const auto& value : wanted) stays = stays || End::leads_to(*item, value);
      if (!stays) collection_->erase(item);
    }
    for (const auto& value : wanted) insert(value);
  }
  void assign(std::initializer_list<Value> values) { assign<std::initializer_list<Value>>(values); }

  /// The same proxy, with `creator(value)` to make what is put between.
  template <class Other>
  [[nodiscard]] auto with_creator(Other creator) const {
    return ProxySet<Collection, End, Other>(*collection_, nullptr, std::move(creator));
  }

 private:
  Creator creator_;
};

template <class Collection, class End, class Creator>
class ProxyDict : public ProxyOf<Collection, End> {
  using Base = ProxyOf<Collection, End>;
  using Base::collection_;
  using Dictionary = std::remove_const_t<Collection>;

 public:
  using Key = typename Dictionary::key_type;
  using Value = typename End::Value;
  using Given = typename End::Given;
  using value_type = std::pair<const Key, Value>;
  using iterator = ProxyDictIterator<typename Dictionary::iterator, Key, End>;
  using const_iterator = iterator;

  ProxyDict(Collection& collection, const DictPlace* place, Creator creator)
      : Base(collection), place_(*place), creator_(std::move(creator)) {}

  [[nodiscard]] iterator begin() const { return iterator(collection_->begin()); }
  [[nodiscard]] iterator end() const { return iterator(collection_->end()); }
  [[nodiscard]] iterator find(const Key& key) const { return iterator(collection_->find(key)); }
  [[nodiscard]] bool contains(const Key& key) const { return collection_->contains(key); }
  /// What the entity with that key leads to. Throws `UsageError` when there is none.
  [[nodiscard]] typename End::Read at(const Key& key) const { return End::read(*collection_->at(key)); }

  /// An entity that is there under that key is kept, and leads to `value` from now on.
  void insert_or_assign(const Key& key, const Given& value) {
    if (const auto item = (*collection_)[key])
      End::write(*item.modify(), End::value(value));
    else
      collection_->insert_or_assign(key, create(key, value));
  }
  /// False when there was none.
  bool erase(const Key& key) { return collection_->erase(key); }
  void clear() { collection_->clear(); }

  /// The same proxy, with `creator(key, value)` to make what is put between.
  template <class Other>
  [[nodiscard]] auto with_creator(Other creator) const {
    return ProxyDict<Collection, End, Other>(*collection_, &place_, std::move(creator));
  }

 private:
  auto create(const Key& key, const Given& value) {
    if constexpr (std::is_same_v<Creator, DefaultCreator<End>>) {
      auto item = creator_(End::value(value));
      place_.set_key(&item, &key);
      return item;
    } else {
      return creator_(key, End::value(value));
    }
  }

  DictPlace place_;
  Creator creator_;
};

template <class Collection, class End>
struct ProxyShape;
template <class T, class End>
struct ProxyShape<List<T>, End> {
  template <class Collection>
  using Type = ProxyList<Collection, End, DefaultCreator<End>>;
};
template <class T, class End>
struct ProxyShape<Set<T>, End> {
  template <class Collection>
  using Type = ProxySet<Collection, End, DefaultCreator<End>>;
};
template <class Key, class T, class End>
struct ProxyShape<Dict<Key, T>, End> {
  template <class Collection>
  using Type = ProxyDict<Collection, End, DefaultCreator<End>>;
};

template <auto CollectionMember, auto TargetMember, class Owner>
auto make_proxy(Owner& owner) {
  using Collection = MemberType<CollectionMember>;
  static_assert(is_relation<Collection>, "weft: proxy() begins with a collection, and this is a column");
  static_assert(RelationTarget<Collection>::to_many, "weft: proxy() begins with a List, a Set or a Dict, not with a Ref");
  using Item = typename RelationTarget<Collection>::Type;
  static_assert(std::is_base_of_v<MemberClass<TargetMember>, Item>,
                "weft: the second member of proxy() belongs to the entities of the collection");
  using End = ProxyEnd<Item, TargetMember>;
  auto& collection = owner.*CollectionMember;
  const DictPlace place{&entity_of<MemberClass<CollectionMember>>, member_offset<MemberClass<CollectionMember>>(CollectionMember)};
  return typename ProxyShape<Collection, End>::template Type<std::remove_reference_t<decltype(collection)>>(
      collection, &place, DefaultCreator<End>{});
}

}  // namespace detail

/// A proxy for reading.
template <auto CollectionMember, auto TargetMember>
[[nodiscard]] auto proxy(const detail::MemberClass<CollectionMember>& owner) {
  return detail::make_proxy<CollectionMember, TargetMember>(owner);
}
/// A proxy for changing: of `*owner.modify()`, or of a value that is not in a session yet.
template <auto CollectionMember, auto TargetMember>
[[nodiscard]] auto proxy(detail::MemberClass<CollectionMember>& owner) {
  return detail::make_proxy<CollectionMember, TargetMember>(owner);
}

}  // namespace weft
