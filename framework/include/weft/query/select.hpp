// SPDX-License-Identifier: MIT
//
// SELECT, typed: of entities, of expressions, or of both.
//
//   auto recent = weft::select<Post>()
//                     .where(col<&Post::created_at> >= since)
//                     .join<&Post::author>()
//                     .where(col<&User::username> == "alice")
//                     .order_by(col<&Post::created_at>.desc())
//                     .limit(20);
//   for (const weft::Ptr<Post>& post : session.scalars(recent)) ...
//
//   auto per_user = weft::select(col<&User::username>, func::count(col<&Post::id>).label("posts"))
//                       .join<&User::posts>().group_by(col<&User::id>);
//   for (auto [username, posts] : session.execute(per_user)) ...
//
// A select is a value. Every call returns a select with something added and leaves the one it was called
// on as it was, so a common part can be kept and continued in several ways: query = query.where(...).
#pragma once

#include <cstdint>
#include <string_view>
#include <tuple>
#include <utility>

#include "weft/query/alias.hpp"
#include "weft/query/expression.hpp"
#include "weft/query/options.hpp"
#include "weft/query/relation.hpp"
#include "weft/query/select_builder.hpp"
#include "weft/query/subquery.hpp"

namespace weft {

namespace detail {

template <class T>
inline constexpr bool is_handle = false;
template <class T>
inline constexpr bool is_handle<Ptr<T>> = true;

/// Whether Derived is derived from the entity that a column of the result holds.
template <class Derived, class Row>
inline constexpr bool derived_from_row = false;
template <class Derived, class T>
inline constexpr bool derived_from_row<Derived, Ptr<T>> = derived_from<Derived, T>;

/// The type that a relationship is narrowed to where it is joined under an alias of T; null when it is not.
template <auto Member, class T>
[[nodiscard]] sql::EntityFunction narrowing() {
  if constexpr (derived_from<T, TargetOf<Member>>)
    return &entity_of<T>;
  else
    return nullptr;
}

}  // namespace detail

struct LockOptions {
  bool skip_locked = false;  ///< leave out rows that somebody else holds, instead of waiting for them
};

/// A select whose rows have these types: `Ptr<T>` for an entity, the value type for an expression.
template <class... Row>
class Select {
 public:
  using RowTuple = std::tuple<Row...>;

  /// For `select` and for code that builds statements itself; the items must have the types `Row`.
  explicit Select(detail::SelectBuilder builder) noexcept : builder_(std::move(builder)) {}

  /// Several conditions all have to hold.
  [[nodiscard]] Select where(const Expression<bool>& condition) const& { return Select(*this).where(condition); }
  [[nodiscard]] Select where(const Expression<bool>& condition) && {
    builder_.where(condition.node());
    return std::move(*this);
  }

  /// Joins the entity that the relationship leads to; for a many-to-many also the table between. The first join starts
  /// from the entity that has the member, whichever item of the select that is. Throws `MappingError` when the member is
  /// not mapped as a relationship.
  template <auto Member>
  [[nodiscard]] Select join() const {
    return joined<Member>(sql::JoinKind::inner, {}, {}, nullptr);
  }
  /// The same, with the joined entity under an alias. One of a derived type joins only what is of that type.
  template <auto Member, class T>
  [[nodiscard]] Select join(const Alias<T>& target) const {
    return joined<Member>(sql::JoinKind::inner, {}, target.name(), detail::narrowing<Member, T>());
  }
  /// The same, starting from an alias: join<&Employee::manager>(boss, boss_of_boss).
  template <auto Member, class S, class T>
  [[nodiscard]] Select join(const Alias<S>& source, const Alias<T>& target) const {
    return joined<Member>(sql::JoinKind::inner, source.name(), target.name(), detail::narrowing<Member, T>());
  }
  /// Joins only what is of a derived type: join(rel<&Firm::people>.of_type<Engineer>()).
  template <class Type, class Kind>
  [[nodiscard]] Select join(const detail::NarrowedRelation<Type, Kind>& relation) const {
    return joined(sql::JoinKind::inner, relation.place(), {});
  }
  template <class Type, class Kind>
  [[nodiscard]] Select join(const detail::NarrowedRelation<Type, Kind>& relation, const Alias<Kind>& target) const {
    return joined(sql::JoinKind::inner, relation.place(), target.name());
  }
  /// Joins an entity on a condition of its own: join<User>(col<&User::id> == col<&Post::author_id>).
  template <class T>
  [[nodiscard]] Select join(const Expression<bool>& on) const {
    return joined(sql::JoinKind::inner, &entity_of<T>, {}, on.node());
  }
  template <class T>
  [[nodiscard]] Select join(const Alias<T>& target, const Expression<bool>& on) const {
    return joined(sql::JoinKind::inner, &entity_of<T>, target.name(), on.node());
  }
  [[nodiscard]] Select join(const Subquery& source, const Expression<bool>& on) const {
    return joined(sql::JoinKind::inner, source, on.node());
  }
  /// As `join`; rows without a partner stay, with NULLs (read them with `nullable()`) or an empty handle.
  template <auto Member>
  [[nodiscard]] Select outer_join() const {
    return joined<Member>(sql::JoinKind::left, {}, {}, nullptr);
  }
  template <auto Member, class T>
  [[nodiscard]] Select outer_join(const Alias<T>& target) const {
    return joined<Member>(sql::JoinKind::left, {}, target.name(), detail::narrowing<Member, T>());
  }
  template <auto Member, class S, class T>
  [[nodiscard]] Select outer_join(const Alias<S>& source, const Alias<T>& target) const {
    return joined<Member>(sql::JoinKind::left, source.name(), target.name(), detail::narrowing<Member, T>());
  }
  template <class Type, class Kind>
  [[nodiscard]] Select outer_join(const detail::NarrowedRelation<Type, Kind>& relation) const {
    return joined(sql::JoinKind::left, relation.place(), {});
  }
  template <class Type, class Kind>
  [[nodiscard]] Select outer_join(const detail::NarrowedRelation<Type, Kind>& relation, const Alias<Kind>& target) const {
    return joined(sql::JoinKind::left, relation.place(), target.name());
  }
  template <class T>
  [[nodiscard]] Select outer_join(const Expression<bool>& on) const {
    return joined(sql::JoinKind::left, &entity_of<T>, {}, on.node());
  }
  template <class T>
  [[nodiscard]] Select outer_join(const Alias<T>& target, const Expression<bool>& on) const {
    return joined(sql::JoinKind::left, &entity_of<T>, target.name(), on.node());
  }
  [[nodiscard]] Select outer_join(const Subquery& source, const Expression<bool>& on) const {
    return joined(sql::JoinKind::left, source, on.node());
  }
  /// Every row with every row.
  template <class T>
  [[nodiscard]] Select cross_join() const {
    return joined(sql::JoinKind::cross, &entity_of<T>, {}, nullptr);
  }

  /// Selects these, too, in columns of the row behind those there are: of an entity together with expressions,
  /// select<User>().add_columns(func::count(col<&Post::id>)).
  template <class... Items>
  [[nodiscard]] auto add_columns(const Items&... items) const;

  /// What to select from, where the first column selected and the first join do not say it.
  template <class T>
  [[nodiscard]] Select from() const {
    Select next(*this);
    next.builder_.from(&entity_of<T>, {});
    return next;
  }
  template <class T>
  [[nodiscard]] Select from(const Alias<T>& source) const {
    Select next(*this);
    next.builder_.from(&entity_of<T>, source.name());
    return next;
  }

  [[nodiscard]] Select from(const Subquery& source) const {
    Select next(*this);
    next.builder_.from(source.source());
    return next;
  }

  // The rows of both selects, whose order and limit, if any, are those of this one.
  /// Each row once.
  [[nodiscard]] Select union_with(const Select& other) const {
    return combined(sql::SetOperator::union_distinct, other);
  }
  [[nodiscard]] Select union_all(const Select& other) const { return combined(sql::SetOperator::union_all, other); }
  /// The rows that both have, each once.
  [[nodiscard]] Select intersect(const Select& other) const { return combined(sql::SetOperator::intersect, other); }
  /// The rows of this one that the other does not have, each once.
  [[nodiscard]] Select except(const Select& other) const { return combined(sql::SetOperator::except, other); }

  /// This select under a name that others can select from; see query/subquery.hpp.
  [[nodiscard]] Subquery cte(std::string name) const { return derived(detail::DerivedKind::cte, std::move(name)); }
  [[nodiscard]] Subquery subquery(std::string name) const {
    return derived(detail::DerivedKind::subquery, std::move(name));
  }

  /// Sorts by these, the first one first: columns, expressions, `asc()` or `desc()` of them.
  template <class... Terms>
  [[nodiscard]] Select order_by(const Terms&... terms) const& {
    return Select(*this).order_by(terms...);
  }
  template <class... Terms>
  [[nodiscard]] Select order_by(const Terms&... terms) && {
    (builder_.order_by(terms.node()), ...);
    return std::move(*this);
  }
  template <detail::Operand... Terms>
  [[nodiscard]] Select group_by(const Terms&... terms) const {
    Select next(*this);
    (next.builder_.group_by(terms.node()), ...);
    return next;
  }
  /// A condition on groups; several all have to hold.
  [[nodiscard]] Select having(const Expression<bool>& condition) const {
    Select next(*this);
    next.builder_.having(condition.node());
    return next;
  }

  /// At most so many rows. Without an order, which ones is the database's choice.
  [[nodiscard]] Select limit(std::int64_t rows) const& { return Select(*this).limit(rows); }
  [[nodiscard]] Select limit(std::int64_t rows) && {
    builder_.limit(rows);
    return std::move(*this);
  }
  /// Leaves out so many rows at the beginning.
  [[nodiscard]] Select offset(std::int64_t rows) const& { return Select(*this).offset(rows); }
  [[nodiscard]] Select offset(std::int64_t rows) && {
    builder_.offset(rows);
    return std::move(*this);
  }
  /// Each row once.
  [[nodiscard]] Select distinct() const {
    Select next(*this);
    next.builder_.distinct();
    return next;
  }
  /// Locks the rows until the transaction ends, where the database can; where it cannot, the whole database
  /// or nothing is locked, as its documentation says. Entities that the session holds keep the values that they have, which may
  /// be older than the lock: `populate_existing` reads them again.
  [[nodiscard]] Select for_update(LockOptions lock = {}) const {
    Select next(*this);
    next.builder_.for_update(lock.skip_locked);
    return next;
  }

  /// Entities of these types, which are derived from a selected one, come whole: their tables are joined by outer joins, and
  /// conditions may name their columns. All derived types that are known where none is named. Rows of other types stay.
  template <class... Derived>
  [[nodiscard]] Select with_polymorphic() const {
    static_assert(sizeof...(Derived) > 0 || (detail::is_handle<Row> || ...),
                  "weft: with_polymorphic() is for a select of entities");
    static_assert((names_derived<Derived> && ...),
                  "weft: with_polymorphic<>() names types derived from an entity that is selected");
    Select next(*this);
    next.builder_.with_polymorphic({&entity_of<Derived>...});
    return next;
  }

  /// How relationships of the selected entities are loaded; see query/options.hpp.
  template <class... Options>
  [[nodiscard]] Select options(Options&&... options) const& {
    return Select(*this).options(std::forward<Options>(options)...);
  }
  template <class... Options>
  [[nodiscard]] Select options(Options&&... options) && {
    (builder_.option(std::forward<Options>(options)), ...);
    return std::move(*this);
  }

  /// True when this select has a row.
  [[nodiscard]] Expression<bool> exists() const {
    return Expression<bool>(detail::exists(builder_.shared_statement()));
  }
  /// The value of its only column in its only row, as part of another statement; NULL when there is no row.
  [[nodiscard]] auto scalar() const {
    static_assert(sizeof...(Row) == 1, "weft: scalar() is for a select of one expression");
    using Result = detail::Nullable<std::tuple_element_t<0, RowTuple>>;
    return Expression<Result>(detail::scalar_select(builder_.shared_statement()));
  }

  [[nodiscard]] const sql::SelectStatement& statement() const noexcept { return builder_.statement(); }
  [[nodiscard]] const detail::SelectBuilder& builder() const noexcept { return builder_; }

  // For `in`.
  using SqlSelectOfValues = void;
  template <class T>
  [[nodiscard]] std::shared_ptr<const sql::SelectStatement> values_for() const {
    static_assert(sizeof...(Row) == 1, "weft: in() takes a select of one expression");
    using Only = detail::Plain<std::tuple_element_t<0, RowTuple>>;
    static_assert(detail::comparable<detail::Plain<T>, Only>(),
                  "weft: in() takes a select whose expression has a type that converts to that of the column");
    return builder_.shared_statement();
  }

 private:
  template <class Derived>
  static constexpr bool names_derived = (detail::derived_from_row<Derived, Row> || ...);

  template <auto Member>
  [[nodiscard]] Select joined(sql::JoinKind kind, std::string_view source, std::string_view target,
                              sql::EntityFunction of_type) const {
    using Class = detail::MemberClass<Member>;
    static_assert(detail::is_relation<detail::MemberType<Member>>,
                  "weft: join<&T::m>() follows a relationship, and this member is a column: use join<T>(condition)");
    return joined(kind,
                  detail::RelationPlace{&entity_of<Class>, detail::member_offset<Class>(Member), detail::member_name<Member>,
                                        std::string(source), of_type},
                  target);
  }
  [[nodiscard]] Select joined(sql::JoinKind kind, const detail::RelationPlace& place, std::string_view target) const {
    Select next(*this);
    next.builder_.join(kind, place, target);
    return next;
  }
  [[nodiscard]] Select joined(sql::JoinKind kind, sql::EntityFunction entity, std::string_view alias,
                              const sql::NodePtr& on) const {
    Select next(*this);
    next.builder_.join(kind, entity, alias, on);
    return next;
  }

  [[nodiscard]] Select joined(sql::JoinKind kind, const Subquery& source, const sql::NodePtr& on) const {
    Select next(*this);
    next.builder_.join(kind, source.source(), on);
    return next;
  }
  [[nodiscard]] Select combined(sql::SetOperator op, const Select& other) const {
    static_assert(!(detail::is_handle<Row> || ...),
                  "weft: set operations combine values: select columns, not entities");
    Select next(*this);
    next.builder_.combine(op, other.builder_);
    return next;
  }
  [[nodiscard]] Subquery derived(detail::DerivedKind kind, std::string name) const {
    static_assert(!(detail::is_handle<Row> || ...),
                  "weft: only selects of values can be sources: select columns, not entities");
    return Subquery({.kind = kind, .name = std::move(name), .select = builder_.shared_statement()});
  }

  detail::SelectBuilder builder_;
};

namespace detail {

/// What selecting something gives: the type in the row, and how it is added.
template <class Item>
struct Selected {
  static_assert(Operand<Item>, "weft: select() takes columns, expressions and aliases");
  using Type = typename Item::ValueType;
  static void add(SelectBuilder& builder, const Item& item) { builder.add_expression(item.node(), type_ops<Type>()); }
};
template <class T>
struct Selected<Alias<T>> {
  using Type = Ptr<T>;
  static void add(SelectBuilder& builder, const Alias<T>& alias) { builder.add_entity(&entity_of<T>, alias.name()); }
};

}  // namespace detail

template <class... Row>
template <class... Items>
auto Select<Row...>::add_columns(const Items&... items) const {
  detail::SelectBuilder builder = builder_;
  (detail::Selected<Items>::add(builder, items), ...);
  return Select<Row..., typename detail::Selected<Items>::Type...>(std::move(builder));
}

/// Selects entities: select<Post>(), select<Post, User>(). The first is what the others are joined to.
template <class... Entities>
  requires(sizeof...(Entities) > 0)
[[nodiscard]] Select<Ptr<Entities>...> select() {
  detail::SelectBuilder builder;
  (builder.add_entity(&entity_of<Entities>, {}), ...);
  return Select<Ptr<Entities>...>(std::move(builder));
}

/// Selects values of expressions, and aliased entities.
template <class... Items>
  requires(sizeof...(Items) > 0)
[[nodiscard]] auto select(const Items&... items) {
  detail::SelectBuilder builder;
  (detail::Selected<Items>::add(builder, items), ...);
  return Select<typename detail::Selected<Items>::Type...>(std::move(builder));
}

/// True when the select has a row; its conditions may mention columns of the statement around it.
template <class... Row>
[[nodiscard]] Expression<bool> exists(const Select<Row...>& select) {
  return select.exists();
}

}  // namespace weft
