// SPDX-License-Identifier: MIT
//
// Conditions on what an entity is related to.
//
//   using weft::rel, weft::col;
//   rel<&User::posts>.any(col<&Post::title> == "x")            users with a post of that title
//   !rel<&User::posts>.any()                                   users without posts
//   rel<&Post::author>.has(col<&User::username> == "alice")
//   rel<&Post::author> == alice                                alice is a Ptr<User>
//   rel<&Order::order_items, &OrderItem::item>.contains(mug)   orders of a mug, whatever stands between
//   rel<&Firm::people>.of_type<Engineer>().any(col<&Engineer::language> == "C++")
//
// Each is one EXISTS, or a comparison of key columns, so rows never multiply. To read columns of the
// related entity, or to sort by them, join it instead: select<Post>().join<&Post::author>().
#pragma once

#include <string>

#include "weft/query/expression.hpp"

namespace weft {

namespace detail {

/// A relationship in a query: of which entity, under which alias (empty: the entity's own place).
struct RelationPlace {
  sql::EntityFunction owner = nullptr;
  std::ptrdiff_t offset = 0;
  std::string_view member{};
  std::string alias{};
  sql::EntityFunction of_type = nullptr;  ///< only what is of this derived entity; null for all
};

// Each reads the mapping and throws `MappingError` when the member is not mapped as a relationship.
[[nodiscard]] NodePtr related_exists(const RelationPlace& place, const NodePtr& condition);
/// `target` is the related object, or null; its key is taken now.
[[nodiscard]] NodePtr related_to(const RelationPlace& place, const void* target);
void add_join(sql::SelectStatement& statement, sql::JoinKind kind, const RelationPlace& from,
              std::string_view target_alias);

template <class T>
const void* object_of(const Ptr<T>& ptr) {
  return ptr ? &*ptr : nullptr;
}

template <class Type, class Kind>
class NarrowedRelation;

/// A relationship with the operations that its kind has. `place()` of the derived class says which one.
template <class Derived, class Type>
class RelationOperators {
  using Target = typename RelationTarget<Type>::Type;
  static constexpr bool to_many = RelationTarget<Type>::to_many;

 public:
  /// The related entities of a type derived from that which the relationship leads to.
  template <class Kind>
  [[nodiscard]] auto of_type() const {
    static_assert(std::is_base_of_v<Target, Kind> && !std::is_same_v<Target, Kind>,
                  "weft: of_type<>() names a type derived from the entity that the relationship leads to");
    auto narrowed = place();
    narrowed.of_type = &entity_of<Kind>;
    return NarrowedRelation<Type, Kind>(std::move(narrowed));
  }

  /// True when at least one related entity fulfils the condition. In a relationship of an entity to itself
  /// the columns of the condition are those of the related one.
  [[nodiscard]] Expression<bool> any(const Expression<bool>& condition) const {
    static_assert(to_many, "weft: any() is for relationships to many: use has() for this Ref");
    return Expression<bool>(related_exists(place(), condition.node()));
  }
  /// True when there is at least one related entity.
  [[nodiscard]] Expression<bool> any() const {
    static_assert(to_many, "weft: any() is for relationships to many: use has() for this Ref");
    return Expression<bool>(related_exists(place(), nullptr));
  }
  /// True when the related entity exists and fulfils the condition.
  [[nodiscard]] Expression<bool> has(const Expression<bool>& condition) const {
    static_assert(!to_many, "weft: has() is for a Ref: use any() for this collection");
    return Expression<bool>(related_exists(place(), condition.node()));
  }
  [[nodiscard]] Expression<bool> has() const {
    static_assert(!to_many, "weft: has() is for a Ref: use any() for this collection");
    return Expression<bool>(related_exists(place(), nullptr));
  }
  /// True when that entity is among the related ones. Throws `UsageError` for an empty handle.
  [[nodiscard]] Expression<bool> contains(const Ptr<Target>& target) const {
    static_assert(to_many, "weft: contains() is for relationships to many: compare this Ref with ==");
    return Expression<bool>(related_to(place(), object_of(target)));
  }
  [[nodiscard]] Expression<bool> is_null() const {
    static_assert(!to_many, "weft: is_null() is for a Ref: use !any() for this collection");
    return Expression<bool>(related_to(place(), nullptr));
  }
  [[nodiscard]] Expression<bool> is_not_null() const {
    static_assert(!to_many, "weft: is_not_null() is for a Ref: use any() for this collection");
    return Expression<bool>(unary(sql::Op::logical_not, related_to(place(), nullptr)));
  }

  /// True when the related entity is that one; an empty handle stands for none.
  [[nodiscard]] friend Expression<bool> operator==(const Derived& relation, const Ptr<Target>& target) {
    static_assert(!to_many, "weft: == is for a Ref: use contains() for this collection");
    return Expression<bool>(related_to(relation.place(), object_of(target)));
  }
  [[nodiscard]] friend Expression<bool> operator==(const Derived& relation, std::nullptr_t) {
    return relation.is_null();
  }
  [[nodiscard]] friend Expression<bool> operator!=(const Derived& relation, const Ptr<Target>& target) {
    return !(relation == target);
  }
  [[nodiscard]] friend Expression<bool> operator!=(const Derived& relation, std::nullptr_t) {
    return relation.is_not_null();
  }

 private:
  [[nodiscard]] RelationPlace place() const { return static_cast<const Derived*>(this)->place(); }
};

/// A relationship as far as it leads to entities of one derived type.
template <class Type, class Kind>
class NarrowedRelation : public RelationOperators<NarrowedRelation<Type, Kind>, Type> {
 public:
  explicit NarrowedRelation(RelationPlace place) : place_(std::move(place)) {}
  [[nodiscard]] const RelationPlace& place() const noexcept { return place_; }

 private:
  RelationPlace place_;
};

}  // namespace detail

/// A relationship of an entity, named by its member: the type of `rel<&User::posts>`.
template <class Class, class Type>
class RelationExpression : public detail::RelationOperators<RelationExpression<Class, Type>, Type> {
  static_assert(detail::is_relation<Type>, "weft: this member is a column, not a relationship: use weft::col<...>");

 public:
  constexpr RelationExpression(Type Class::*member, std::string_view name) noexcept : member_(member), name_(name) {}

  [[nodiscard]] detail::RelationPlace place() const {
    return {&entity_of<Class>, detail::member_offset<Class>(member_), name_, {}};
  }

 private:
  Type Class::*member_;
  std::string_view name_;
};

/// A relationship of an aliased entity: boss[rel<&Employee::reports>].
template <class Type>
class AliasedRelation : public detail::RelationOperators<AliasedRelation<Type>, Type> {
 public:
  explicit AliasedRelation(detail::RelationPlace place) : place_(std::move(place)) {}
  [[nodiscard]] const detail::RelationPlace& place() const noexcept { return place_; }

 private:
  detail::RelationPlace place_;
};

/// Several relationships one behind the other: the type of `rel<&Order::order_items, &OrderItem::item>`. The last may be
/// a column. What a proxy shows of an entity is found by the same members.
template <auto First, auto... Rest>
class RelationPath {
  using Last = RelationPath<Rest...>;
  using Next = typename Last::Class;
  using Target = detail::TargetOf<First>;
  static_assert(std::is_base_of_v<Next, Target> || std::is_base_of_v<Target, Next>,
                "weft: the path does not fit: a member does not belong to the entity that the one before it leads to");

 public:
  /// True when one of the entities at the end fulfils the condition.
  [[nodiscard]] Expression<bool> any(const Expression<bool>& condition) const {
    static_assert(Last::to_many || to_many_here, "weft: any() is for paths with a collection: use has() for these Refs");
    return here(Last().some(condition));
  }
  /// True when there is at least one entity at the end.
  [[nodiscard]] Expression<bool> any() const {
    static_assert(Last::to_many || to_many_here, "weft: any() is for paths with a collection: use has() for these Refs");
    return here(Last().some());
  }
  /// The same where every step leads to one.
  [[nodiscard]] Expression<bool> has(const Expression<bool>& condition) const {
    static_assert(!Last::to_many && !to_many_here, "weft: has() is for paths of Refs: use any() for these collections");
    return here(Last().some(condition));
  }
  [[nodiscard]] Expression<bool> has() const {
    static_assert(!Last::to_many && !to_many_here, "weft: has() is for paths of Refs: use any() for these collections");
    return here(Last().some());
  }
  /// True when `value` is at the end: an entity, or a value of the column.
  template <class Value>
  [[nodiscard]] Expression<bool> contains(const Value& value) const {
    return here(Last().is(value));
  }

 private:
  template <auto, auto...>
  friend class RelationPath;
  using Class = detail::MemberClass<First>;
  static constexpr bool to_many_here = detail::RelationTarget<detail::MemberType<First>>::to_many;
  static constexpr bool to_many = to_many_here || Last::to_many;

  [[nodiscard]] static Expression<bool> here(const Expression<bool>& condition) {
    constexpr RelationExpression<Class, detail::MemberType<First>> step{First, detail::member_name<First>};
    // What goes on at a member of a derived entity is about those of the related that are one.
    if constexpr (!std::is_base_of_v<Next, Target>)
      return some_of(step.template of_type<Next>(), condition);
    else
      return some_of(step, condition);
  }
  [[nodiscard]] static Expression<bool> some_of(const auto& step, const Expression<bool>& condition) {
    if constexpr (to_many_here)
      return step.any(condition);
    else
      return step.has(condition);
  }
  template <class... Condition>
  [[nodiscard]] static Expression<bool> some(const Condition&... condition) {
    return here(Last().some(condition...));
  }
  template <class Value>
  [[nodiscard]] static Expression<bool> is(const Value& value) {
    return here(Last().is(value));
  }
};

/// The end of a path.
template <auto Member>
class RelationPath<Member> {
  template <auto, auto...>
  friend class RelationPath;
  using Class = detail::MemberClass<Member>;
  using Type = detail::MemberType<Member>;
  static constexpr bool relation = detail::is_relation<Type>;
  static constexpr bool to_many = detail::RelationTarget<Type>::to_many;

  template <class... Condition>
  [[nodiscard]] static Expression<bool> some(const Condition&... condition) {
    static_assert(relation, "weft: any() and has() are for paths that end with a relationship: use contains()");
    constexpr RelationExpression<Class, Type> step{Member, detail::member_name<Member>};
    if constexpr (to_many)
      return step.any(condition...);
    else
      return step.has(condition...);
  }
  template <class Value>
  [[nodiscard]] static Expression<bool> is(const Value& value) {
    if constexpr (!relation) {
      return col<Member> == value;
    } else {
      constexpr RelationExpression<Class, Type> step{Member, detail::member_name<Member>};
      if constexpr (to_many)
        return step.contains(value);
      else
        return step == value;
    }
  }
};

namespace detail {

template <auto Member, auto... Rest>
constexpr auto make_relation() {
  if constexpr (sizeof...(Rest) == 0)
    return RelationExpression<MemberClass<Member>, MemberType<Member>>{Member, member_name<Member>};
  else
    return RelationPath<Member, Rest...>{};
}

}  // namespace detail

/// The relationship of a member, rel<&User::posts>, or one reached by several.
template <auto Member, auto... Rest>
inline constexpr auto rel = detail::make_relation<Member, Rest...>();

}  // namespace weft
