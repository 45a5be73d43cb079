// SPDX-License-Identifier: MIT
//
// The far end of a proxy: what an entity of the collection leads to by one of its members.
#pragma once

#include <type_traits>

#include "weft/mapping/member.hpp"
#include "weft/query/relation_target.hpp"
#include "weft/session/dict.hpp"
#include "weft/session/list.hpp"
#include "weft/session/ref.hpp"
#include "weft/session/set.hpp"

namespace weft::detail {

/// A column of `Item`.
template <class ItemType, auto Member, bool relation = is_relation<MemberType<Member>>>
struct ProxyEnd {
  using Item = ItemType;
  using Value = MemberType<Member>;
  using Read = const Value&;
  using Given = Value;

  static Read read(const Item& item) { return item.*Member; }
  static void write(Item& item, const Value& value) { item.*Member = value; }
  static bool leads_to(const Item& item, const Value& value) { return item.*Member == value; }
  static const Value& value(const Given& given) { return given; }
  static Ptr<Item> handle(const Entry<Item>& entry) { return Ptr<Item>::adopt(&entry.required()); }
};

/// A to-one relationship of `Item`.
template <class ItemType, auto Member>
struct ProxyEnd<ItemType, Member, true> {
  using Item = ItemType;
  using Target = typename RelationTarget<MemberType<Member>>::Type;
  static_assert(!RelationTarget<MemberType<Member>>::to_many, "weft: a proxy ends with a Ref or a column");
  using Value = Ptr<Target>;
  using Read = const Value;
  using Given = Entry<Target>;

  static Read read(const Item& item) { return (item.*Member).ptr(); }
  static void write(Item& item, const Value& value) { item.*Member = value; }
  static bool leads_to(const Item& item, const Value& value) { return item.*Member == value; }
  static Value value(const Given& given) { return Value::adopt(given.get()); }
  static Ptr<Item> handle(const Entry<Item>& entry) { return Ptr<Item>::adopt(&entry.required()); }
};

/// What is put between when the program names no creator.
template <class End>
struct DefaultCreator {
  [[nodiscard]] typename End::Item operator()(const typename End::Value& value) const {
    typename End::Item item{};
    End::write(item, value);
    return item;
  }
};

/// A dictionary by its mapping, which knows the member that is its key.
struct DictPlace {
  sql::EntityFunction owner = nullptr;
  std::ptrdiff_t offset = 0;

  /// Writes a key into the member of `item` that the dictionary is keyed by. Throws `MappingError` when the dictionary is
  /// not mapped.
  void set_key(void* item, const void* key) const;
};

}  // namespace weft::detail
