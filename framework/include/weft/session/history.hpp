// SPDX-License-Identifier: MIT
//
// What the next flush would write of one member, told from what the last one left.
//
//   weft::History<std::string> name = weft::history<&User::name>(user);
//   if (!name.added.empty()) log("{} was {}", name.added[0], name.removed[0]);
//   for (const weft::Ptr<Post>& post : weft::history<&User::posts>(user).removed) ...
//
// Nothing is ever sent for it: what is not in memory is in none of the three lists. To know whether anything
// changed at all, ask `Session::is_modified`.
#pragma once

#include <type_traits>
#include <vector>

#include "weft/mapping/mapper.hpp"
#include "weft/query/relation_target.hpp"
#include "weft/session/ref.hpp"

namespace weft {

/// Of a column each list has one value at most. Everything of an entity without a row is added.
template <class V>
struct History {
  std::vector<V> added{};
  std::vector<V> unchanged{};
  std::vector<V> removed{};
};

namespace detail {

/// Values inside of the instance; null for none. Good until the entity or its session is used again.
struct ColumnHistory {
  const void* added = nullptr;
  const void* unchanged = nullptr;
  const void* removed = nullptr;
};
struct RelatedHistory {
  std::vector<Instance*> added{};
  std::vector<Instance*> unchanged{};
  std::vector<Instance*> removed{};
};
// Both throw `MappingError` when the member is not mapped.
[[nodiscard]] ColumnHistory column_history(Instance& instance, const MemberRef& member);
[[nodiscard]] RelatedHistory related_history(Instance& instance, const MemberRef& member);

template <class M>
struct HistoryOf : std::type_identity<ColumnValue<M>> {};
template <class M>
  requires is_relation<M>
struct HistoryOf<M> : std::type_identity<Ptr<typename RelationTarget<M>::Type>> {};
template <auto Member>
using HistoryValue = typename HistoryOf<MemberType<Member>>::type;

}  // namespace detail

/// What was added to a member, stayed, and was removed since the last flush: values of a column, handles of a
/// relationship. Of what is not loaded (a collection, a deferred column, an expired entity) only changes are known.
/// Throws `UsageError` for an empty handle.
template <auto Member, detail::Handle H>
[[nodiscard]] History<detail::HistoryValue<Member>> history(const H& handle) {
  using T = typename H::element_type;
  static_assert(std::is_base_of_v<detail::MemberClass<Member>, T>,
                "weft: history() names a member of another entity than the handle's");
  using V = detail::HistoryValue<Member>;
  Instance& instance = detail::instance_of(handle);
  History<V> result;
  if constexpr (detail::is_relation<detail::MemberType<Member>>) {
    const auto found = detail::related_history(instance, detail::member_ref_in<T, Member>());
    for (auto* one : found.added) result.added.push_back(V::adopt(one));
    for (auto* one : found.unchanged) result.unchanged.push_back(V::adopt(one));
    for (auto* one : found.removed) result.removed.push_back(V::adopt(one));
  } else {
    const auto found = detail::column_history(instance, detail::member_ref_in<T, Member>());
    const auto value = [](const void* member) {
      return detail::column_value(*static_cast<const detail::MemberType<Member>*>(member));
    };
    if (found.added) result.added.push_back(value(found.added));
    if (found.unchanged) result.unchanged.push_back(value(found.unchanged));
    if (found.removed) result.removed.push_back(value(found.removed));
  }
  return result;
}

}  // namespace weft
