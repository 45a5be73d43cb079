// SPDX-License-Identifier: MIT
//
// Conditions on a struct that an entity keeps in several columns.
//
//   struct Point { int x{}; int y{}; };
//   struct Vertex { std::int64_t id{}; Point start{}; Point end{}; };
//   m.column<&Vertex::start, &Point::x>();      // the column "start_x"
//   weft::select<Vertex>().where(weft::composite<&Vertex::start> == Point{3, 4})
//
// A single column of it is an ordinary one: col<&Vertex::start, &Point::x> > 2.
#pragma once

#include "weft/query/expression.hpp"

namespace weft {
namespace detail {

/// All columns in the `size` bytes at `offset` of an entity, compared with what `fill` writes into an object of it.
/// Throws `MappingError` when no column is mapped there.
[[nodiscard]] NodePtr composite_equal(sql::EntityFunction entity, std::ptrdiff_t offset, std::size_t size,
                                      std::string_view member, void (*fill)(void* object, const void* value),
                                      const void* value);

}  // namespace detail

/// The struct in a member of an entity: the type of `composite<&Vertex::start>`.
template <auto Member>
class CompositeExpression {
  using Class = detail::MemberClass<Member>;
  using Type = detail::MemberType<Member>;

 public:
  /// True when every column of it has the value that it has in `value`.
  [[nodiscard]] friend Expression<bool> operator==(const CompositeExpression&, const Type& value) {
    return Expression<bool>(detail::composite_equal(
        &entity_of<Class>, detail::member_offset<Class>(Member), sizeof(Type), detail::member_name<Member>,
        [](void* object, const void* from) { static_cast<Class*>(object)->*Member = *static_cast<const Type*>(from); },
        &value));
  }
  [[nodiscard]] friend Expression<bool> operator!=(const CompositeExpression& composite, const Type& value) {
    return !(composite == value);
  }
};

template <auto Member>
inline constexpr CompositeExpression<Member> composite{};

}  // namespace weft
