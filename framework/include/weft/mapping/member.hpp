// SPDX-License-Identifier: MIT
//
// Members of entities as template arguments: their class, type, name and place.
//
//   member_name<&Post::title>      "title"
//   MemberClass<&Post::title>      Post
//   member_offset<Post>(&Post::title)
#pragma once

#include <bit>
#include <cstddef>
#include <string_view>
#include <type_traits>

#include "weft/fwd.hpp"

namespace weft::detail {

template <class>
struct MemberTraits;
template <class C, class M>
struct MemberTraits<M C::*> {
  using Class = C;
  using Type = M;
};

template <auto Member>
using MemberClass = typename MemberTraits<std::remove_cv_t<decltype(Member)>>::Class;
template <auto Member>
using MemberType = typename MemberTraits<std::remove_cv_t<decltype(Member)>>::Type;

/// What a column in a member of that type holds: the member itself, or the value behind `Deferred`.
template <class M>
struct ColumnValueOf : std::type_identity<M> {};
template <class T>
struct ColumnValueOf<Deferred<T>> : std::type_identity<T> {};
template <class M>
using ColumnValue = typename ColumnValueOf<M>::type;
template <class M>
inline constexpr bool is_deferred = !std::is_same_v<M, ColumnValue<M>>;

/// The part of a compiler's function name that names a template argument, as far as the last "::".
consteval std::string_view last_name(std::string_view pretty, std::string_view marker) {
  auto begin = pretty.find(marker) + marker.size();
  auto end = pretty.find_first_of(";]", begin);
  auto name = pretty.substr(begin, end - begin);
  if (auto scope = name.rfind("::"); scope != std::string_view::npos) name.remove_prefix(scope + 2);
  while (!name.empty() && (name.back() == ')' || name.back() == ' ')) name.remove_suffix(1);
  return name;
}

template <auto Member>
consteval std::string_view member_name_of() {
  return last_name(__PRETTY_FUNCTION__, "Member = ");
}
template <class Type>
consteval std::string_view type_name_of() {
  return last_name(__PRETTY_FUNCTION__, "Type = ");
}

template <auto Member>
inline constexpr std::string_view member_name = member_name_of<Member>();
/// The name of a type without its namespaces.
template <class T>
inline constexpr std::string_view type_name = type_name_of<T>();

/// Where a member lies in `Entity`, which may be derived from the member's class. In the Itanium C++
/// ABI, which every supported compiler follows, a pointer to a data member is that offset.
template <class Entity, class Type>
[[nodiscard]] inline std::ptrdiff_t member_offset(Type Entity::*member) noexcept {
  return std::bit_cast<std::ptrdiff_t>(member);
}

/// Where a member of a member lies in the first one's class; `Path` are members, each of the type of the one before.
template <auto Member, auto... Inner>
[[nodiscard]] std::ptrdiff_t path_offset() noexcept {
  std::ptrdiff_t offset = member_offset<MemberClass<Member>>(Member);
  if constexpr (sizeof...(Inner) > 0) offset += path_offset<Inner...>();
  return offset;
}

template <auto Member, auto... Inner>
struct PathEnd : PathEnd<Inner...> {
  template <auto Next, auto...>
  static constexpr bool follows = std::is_base_of_v<MemberClass<Next>, MemberType<Member>>;
  static_assert(follows<Inner...>, "weft: a path into a struct names members of that struct");
};
template <auto Member>
struct PathEnd<Member> {
  using Type = MemberType<Member>;
};

}  // namespace weft::detail
