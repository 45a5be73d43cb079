// SPDX-License-Identifier: MIT
//
// What a relationship member leads to. Not for applications.
#pragma once

#include "weft/fwd.hpp"
#include "weft/mapping/member.hpp"

namespace weft::detail {

/// `Type` is the related entity; void for a member that is no relationship.
template <class Member>
struct RelationTarget {
  using Type = void;
  static constexpr bool to_many = false;
};
template <class T>
struct RelationTarget<Ref<T>> {
  using Type = T;
  static constexpr bool to_many = false;
};
template <class T>
struct RelationTarget<List<T>> {
  using Type = T;
  static constexpr bool to_many = true;
};
template <class T>
struct RelationTarget<Set<T>> {
  using Type = T;
  static constexpr bool to_many = true;
};
template <class Key, class T>
struct RelationTarget<Dict<Key, T>> {
  using Type = T;
  static constexpr bool to_many = true;
};

template <class Member>
inline constexpr bool is_relation = !std::is_void_v<typename RelationTarget<Member>::Type>;
template <auto Member>
using TargetOf = typename RelationTarget<MemberType<Member>>::Type;

}  // namespace weft::detail
