// SPDX-License-Identifier: MIT
//
// SQL expressions with C++ types, and columns of entities to start them from.
//
//   using weft::col;
//   col<&Post::title>.like("%ORM%") && col<&Post::created_at> >= since
//   col<&Item::price> * 1.1
//   col<&User::email>.is_null()
//
// An expression is a small handle on an immutable tree; copy it freely, use it in several statements and
// threads. Values become bound parameters and never reach the SQL text. What the types forbid does not
// compile. For SQL that has no spelling here see `weft::text` (query/text.hpp) and `func::call`.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <type_traits>
#include <utility>
#include <vector>

#include "weft/mapping/member.hpp"
#include "weft/query/build.hpp"
#include "weft/query/relation_target.hpp"
#include "weft/query/value_fit.hpp"

namespace weft {

/// The mapping of T, read at the first call (mapping/mapper.hpp).
template <class T>
const MappedEntity& entity_of();

template <class T>
class Expression;

/// An expression with a direction, for `order_by`.
class Ordering {
 public:
  Ordering(const sql::NodePtr& operand, sql::Op direction, sql::Nulls nulls = sql::Nulls::database_default)
      : node_(detail::ordering(operand, direction, nulls)) {}

  /// NULLs before all others, on every database.
  [[nodiscard]] Ordering nulls_first() const { return {node_->children.front(), node_->op, sql::Nulls::first}; }
  /// NULLs behind all others, on every database.
  [[nodiscard]] Ordering nulls_last() const { return {node_->children.front(), node_->op, sql::Nulls::last}; }

  [[nodiscard]] const sql::NodePtr& node() const noexcept { return node_; }

 private:
  sql::NodePtr node_;
};

namespace detail {

/// True for what `in` takes as a subquery: a select of expressions.
template <class S>
concept SelectOfValues = requires { typename S::SqlSelectOfValues; };

/// What every typed expression can do. `T` is its value type, an optional when it may be NULL.
template <class Derived, class T>
class Operators {
 public:
  using SqlOperand = void;
  using ValueType = T;

  /// True when the value is among these; never when there are none.
  [[nodiscard]] Expression<bool> in(std::initializer_list<Plain<T>> values) const;
  template <class V>
  [[nodiscard]] Expression<bool> in(const std::vector<V>& values) const;
  /// True when the value is among those that `select`, a select of one expression, returns.
  template <SelectOfValues S>
  [[nodiscard]] Expression<bool> in(const S& select) const;
  [[nodiscard]] Expression<bool> not_in(std::initializer_list<Plain<T>> values) const;
  template <class V>
  [[nodiscard]] Expression<bool> not_in(const std::vector<V>& values) const;
  template <SelectOfValues S>
  [[nodiscard]] Expression<bool> not_in(const S& select) const;

  /// low <= value and value <= high
  template <class Low, class High>
  [[nodiscard]] Expression<bool> between(const Low& low, const High& high) const;

  /// `%` stands for any text, `_` for any one character, and a backslash takes the next character as it is. Whether case
  /// matters is the database's business.
  template <class Pattern>
  [[nodiscard]] Expression<bool> like(const Pattern& pattern) const;
  template <class Pattern>
  [[nodiscard]] Expression<bool> not_like(const Pattern& pattern) const;
  /// As `like`, without regard to case.
  template <class Pattern>
  [[nodiscard]] Expression<bool> ilike(const Pattern& pattern) const;
  /// The text begins with this one: as it stands, `%` and `_` are characters like others. Case as with `like`.
  [[nodiscard]] Expression<bool> starts_with(std::string_view text) const;
  [[nodiscard]] Expression<bool> ends_with(std::string_view text) const;

  /// True when an element of the array is equal to the value. For databases with arrays.
  template <class V>
  [[nodiscard]] Expression<bool> any(const V& value) const;
  /// Of an array: true when all of these, in any order, are elements of it; for databases with arrays. Of a text: true when
  /// this one stands in it somewhere, as with `starts_with`.
  [[nodiscard]] Expression<bool> contains(const Plain<T>& values) const;

  [[nodiscard]] Expression<bool> is_null() const;
  [[nodiscard]] Expression<bool> is_not_null() const;

  [[nodiscard]] Ordering asc() const { return {node(), sql::Op::ascending}; }
  [[nodiscard]] Ordering desc() const { return {node(), sql::Op::descending}; }

  /// The expression under a name of its own: the name of the result column, and what `order_by` sorts by.
  [[nodiscard]] Expression<T> label(std::string_view name) const;
  /// The same expression, read into a std::optional: for columns of the optional side of an outer join.
  [[nodiscard]] Expression<Nullable<T>> nullable() const;

 private:
  [[nodiscard]] decltype(auto) node() const { return static_cast<const Derived*>(this)->node(); }
  template <class Values>
  [[nodiscard]] static std::vector<NodePtr> parameters(const Values& values, const NodePtr& like);
  template <class Values>
  [[nodiscard]] Expression<bool> among(const Values& values, bool negated) const;
  template <class V>
  [[nodiscard]] Expression<bool> among_many(const std::vector<V>& values, bool negated) const;
  template <class Pattern>
  [[nodiscard]] Expression<bool> matches(sql::Op op, const Pattern& pattern) const;
};

}  // namespace detail

/// An expression whose value has the type T (std::optional when it may be NULL).
template <class T>
class Expression : public detail::Operators<Expression<T>, T> {
 public:
  /// For code that makes trees itself; the node must have a value of type T.
  explicit Expression(sql::NodePtr node) noexcept : node_(std::move(node)) {}

  /// As a window function: over(partition_by(a), order_by(b.desc())); either may be left out.
  template <class... Parts>
  [[nodiscard]] Expression over(const Parts&... parts) const {
    std::vector<sql::NodePtr> partition;
    std::vector<sql::NodePtr> order;
    (parts.add(partition, order), ...);
    return Expression(detail::window(node_, std::move(partition), std::move(order)));
  }

  [[nodiscard]] const sql::NodePtr& node() const noexcept { return node_; }

 private:
  sql::NodePtr node_;
};

/// A column of an entity, named by its member: the type of `col<&Post::title>`.
template <class Class, class Type>
class ColumnExpression : public detail::Operators<ColumnExpression<Class, Type>, detail::ColumnValue<Type>> {
  using Value = detail::ColumnValue<Type>;
  static_assert(!detail::is_relation<Type>, "weft: this member is a relationship, not a column: use weft::rel<...>");

 public:
  /// `place()` tells where in the entity the column's member lies.
  explicit constexpr ColumnExpression(std::ptrdiff_t (*place)() noexcept) noexcept : place_(place) {}

  [[nodiscard]] std::ptrdiff_t offset() const noexcept { return place_(); }
  [[nodiscard]] sql::NodePtr node() const { return detail::column_node(&entity_of<Class>, offset()); }
  operator Expression<Value>() const { return Expression<Value>(node()); }

 private:
  std::ptrdiff_t (*place_)() noexcept;
};

/// The column of a member: col<&Post::title>. Of a member of a struct in it: col<&Vertex::start, &Point::x>.
template <auto Member, auto... Inner>
inline constexpr ColumnExpression<detail::MemberClass<Member>, typename detail::PathEnd<Member, Inner...>::Type> col{
    &detail::path_offset<Member, Inner...>};

namespace detail {

template <class L, class R>
concept EitherOperand = Operand<L> || Operand<R>;

template <class L, class R>
Expression<bool> compare(sql::Op op, const L& left, const R& right) {
  if constexpr (Operand<L>) {
    const NodePtr node = left.node();
    const NodePtr other = operand<typename L::ValueType>(right, node);
    if constexpr (std::is_enum_v<Plain<typename L::ValueType>> && Operand<R>)
      return Expression<bool>(binary(op, enum_expression(node, *other), other));
    else return Expression<bool>(binary(op, node, other));
  } else {
    const NodePtr node = right.node();
    return Expression<bool>(binary(op, operand<typename R::ValueType>(left, node), node));
  }
}

template <class V>
NodePtr condition(const V& value) {
  static_assert(std::is_same_v<Plain<ValueOfT<V>>, bool>,
                "weft: && || ! take conditions: one side of this is no condition; compare it with something");
  if constexpr (Operand<V>) return value.node();
  else if constexpr (std::is_same_v<V, bool>) return truth(value);
  else return nullptr;
}

/// The type of a number computed from two others; NULL when either may be.
template <class L, class R, class A = Plain<L>, class B = Plain<R>>
consteval auto computed() {
  constexpr bool numbers = is_number<A> && is_number<B>;
  if constexpr (numbers) {
    using Number = std::common_type_t<A, B>;
    return std::type_identity<std::conditional_t<is_optional<L> || is_optional<R>, std::optional<Number>, Number>>{};
  } else {
    using Other = std::conditional_t<is_number<A>, B, A>;
    return std::type_identity<std::conditional_t<is_optional<L> || is_optional<R>, std::optional<Other>, Other>>{};
  }
}
template <class L, class R>
using Computed = typename decltype(computed<ValueOfT<L>, ValueOfT<R>>())::type;

/// Beside a number any other number is as good, so it goes with a type of its own: price * 1.1.
template <class T, class V>
NodePtr term(const V& value, const NodePtr& like) {
  if constexpr (!Operand<V> && is_number<T> && is_number<V>) return parameter<V>(value, nullptr);
  else return operand<T>(value, like);
}

template <class L, class R>
Expression<Computed<L, R>> compute(sql::Op op, const L& left, const R& right) {
  if constexpr (Operand<L>) {
    const NodePtr node = left.node();
    return Expression<Computed<L, R>>(binary(op, node, term<Plain<typename L::ValueType>>(right, node)));
  } else {
    const NodePtr node = right.node();
    return Expression<Computed<L, R>>(binary(op, term<Plain<typename R::ValueType>>(left, node), node));
  }
}

template <class Derived, class T>
template <class Values>
std::vector<NodePtr> Operators<Derived, T>::parameters(const Values& values, const NodePtr& like) {
  std::vector<NodePtr> items;
  items.reserve(values.size());
  for (const auto& value : values) items.push_back(operand<T>(value, like));
  return items;
}

template <class Derived, class T>
template <class Values>
Expression<bool> Operators<Derived, T>::among(const Values& values, bool negated) const {
  const NodePtr what = node();
  return Expression<bool>(in_list(what, parameters(values, what), negated));
}

template <class Derived, class T>
Expression<bool> Operators<Derived, T>::in(std::initializer_list<Plain<T>> values) const {
  return among(values, false);
}
template <class Derived, class T>
Expression<bool> Operators<Derived, T>::not_in(std::initializer_list<Plain<T>> values) const {
  return among(values, true);
}
template <class Derived, class T>
template <class V>
Expression<bool> Operators<Derived, T>::in(const std::vector<V>& values) const {
  return among_many(values, false);
}
template <class Derived, class T>
template <class V>
Expression<bool> Operators<Derived, T>::not_in(const std::vector<V>& values) const {
  return among_many(values, true);
}

template <class Derived, class T>
template <class V>
Expression<bool> Operators<Derived, T>::among_many(const std::vector<V>& values, bool negated) const {
  const NodePtr what = node();
  if constexpr (Operand<V> || std::is_enum_v<Plain<T>> || is_array<Plain<T>>) return among(values, negated);
  else return Expression<bool>(key_list({what}, parameters(values, what), negated));
}

template <class Derived, class T>
template <SelectOfValues S>
Expression<bool> Operators<Derived, T>::in(const S& select) const {
  return Expression<bool>(in_select(node(), select.template values_for<T>(), false));
}

template <class Derived, class T>
template <SelectOfValues S>
Expression<bool> Operators<Derived, T>::not_in(const S& select) const {
  return Expression<bool>(in_select(node(), select.template values_for<T>(), true));
}

template <class Derived, class T>
template <class Low, class High>
Expression<bool> Operators<Derived, T>::between(const Low& low, const High& high) const {
  const NodePtr what = node();
  return Expression<bool>(detail::between(what, operand<T>(low, what), operand<T>(high, what)));
}

template <class Derived, class T>
template <class Pattern>
Expression<bool> Operators<Derived, T>::matches(sql::Op op, const Pattern& pattern) const {
  static_assert(is_text<Plain<T>>, "weft: like() compares text: cast<std::string> the expression first");
  const NodePtr what = node();
  return Expression<bool>(binary(op, what, operand<T>(pattern, what)));
}

template <class Derived, class T>
template <class Pattern>
Expression<bool> Operators<Derived, T>::like(const Pattern& pattern) const {
  return matches(sql::Op::like, pattern);
}
template <class Derived, class T>
template <class Pattern>
Expression<bool> Operators<Derived, T>::not_like(const Pattern& pattern) const {
  return matches(sql::Op::not_like, pattern);
}
template <class Derived, class T>
template <class Pattern>
Expression<bool> Operators<Derived, T>::ilike(const Pattern& pattern) const {
  return matches(sql::Op::ilike, pattern);
}

template <class Derived, class T>
template <class V>
Expression<bool> Operators<Derived, T>::any(const V& value) const {
  static_assert(is_array<Plain<T>>, "weft: any() looks into an array: the column's member is no std::vector of values");
  if constexpr (is_array<Plain<T>>) {
    const NodePtr what = node();
    return Expression<bool>(binary(sql::Op::any_of, what, operand<Plain<typename Plain<T>::value_type>>(value, nullptr)));
  }
}

template <class Derived, class T>
Expression<bool> Operators<Derived, T>::starts_with(std::string_view text) const {
  return like(pattern_of("", text, "%"));
}
template <class Derived, class T>
Expression<bool> Operators<Derived, T>::ends_with(std::string_view text) const {
  return like(pattern_of("%", text, ""));
}

template <class Derived, class T>
Expression<bool> Operators<Derived, T>::contains(const Plain<T>& values) const {
  static_assert(is_array<Plain<T>> || is_text<Plain<T>>,
                "weft: contains() looks into a text or an array: the column's member is no std::vector of values");
  if constexpr (is_text<Plain<T>>) {
    return like(pattern_of("%", values, "%"));
  } else {
    const NodePtr what = node();
    return Expression<bool>(binary(sql::Op::contains, what, operand<T>(values, what)));
  }
}

template <class Derived, class T>
Expression<bool> Operators<Derived, T>::is_null() const {
  return Expression<bool>(unary(sql::Op::is_null, node()));
}
template <class Derived, class T>
Expression<bool> Operators<Derived, T>::is_not_null() const {
  return Expression<bool>(unary(sql::Op::is_not_null, node()));
}
template <class Derived, class T>
Expression<T> Operators<Derived, T>::label(std::string_view name) const {
  return Expression<T>(detail::label(node(), name));
}
template <class Derived, class T>
Expression<Nullable<T>> Operators<Derived, T>::nullable() const {
  return Expression<Nullable<T>>(node());
}

}  // namespace detail

template <class L, class R>
  requires detail::EitherOperand<L, R>
[[nodiscard]] Expression<bool> operator==(const L& left, const R& right) {
  return detail::compare(sql::Op::equal, left, right);
}
template <class L, class R>
  requires detail::EitherOperand<L, R>
[[nodiscard]] Expression<bool> operator!=(const L& left, const R& right) {
  return detail::compare(sql::Op::not_equal, left, right);
}
template <class L, class R>
  requires detail::EitherOperand<L, R>
[[nodiscard]] Expression<bool> operator<(const L& left, const R& right) {
  return detail::compare(sql::Op::less, left, right);
}
template <class L, class R>
  requires detail::EitherOperand<L, R>
[[nodiscard]] Expression<bool> operator<=(const L& left, const R& right) {
  return detail::compare(sql::Op::less_equal, left, right);
}
template <class L, class R>
  requires detail::EitherOperand<L, R>
[[nodiscard]] Expression<bool> operator>(const L& left, const R& right) {
  return detail::compare(sql::Op::greater, left, right);
}
template <class L, class R>
  requires detail::EitherOperand<L, R>
[[nodiscard]] Expression<bool> operator>=(const L& left, const R& right) {
  return detail::compare(sql::Op::greater_equal, left, right);
}

// Both sides are always looked at: nothing here is evaluated by the program.
template <class L, class R>
  requires detail::EitherOperand<L, R>
[[nodiscard]] Expression<bool> operator&&(const L& left, const R& right) {
  return Expression<bool>(detail::binary(sql::Op::logical_and, detail::condition(left), detail::condition(right)));
}
template <class L, class R>
  requires detail::EitherOperand<L, R>
[[nodiscard]] Expression<bool> operator||(const L& left, const R& right) {
  return Expression<bool>(detail::binary(sql::Op::logical_or, detail::condition(left), detail::condition(right)));
}
template <detail::Operand E>
[[nodiscard]] Expression<bool> operator!(const E& operand) {
  return Expression<bool>(detail::unary(sql::Op::logical_not, detail::condition(operand)));
}

/// Adds numbers; joins texts.
template <class L, class R>
  requires detail::EitherOperand<L, R>
[[nodiscard]] auto operator+(const L& left, const R& right) {
  constexpr bool text = detail::is_text<detail::Plain<detail::ValueOfT<L>>>;
  return detail::compute(text ? sql::Op::concat : sql::Op::add, left, right);
}
template <class L, class R>
  requires detail::EitherOperand<L, R>
[[nodiscard]] auto operator-(const L& left, const R& right) {
  return detail::compute(sql::Op::subtract, left, right);
}
template <class L, class R>
  requires detail::EitherOperand<L, R>
[[nodiscard]] auto operator*(const L& left, const R& right) {
  return detail::compute(sql::Op::multiply, left, right);
}
template <class L, class R>
  requires detail::EitherOperand<L, R>
[[nodiscard]] auto operator/(const L& left, const R& right) {
  return detail::compute(sql::Op::divide, left, right);
}
template <class L, class R>
  requires detail::EitherOperand<L, R>
[[nodiscard]] auto operator%(const L& left, const R& right) {
  return detail::compute(sql::Op::modulo, left, right);
}
template <detail::Operand E>
[[nodiscard]] auto operator-(const E& operand) {
  return Expression<typename E::ValueType>(detail::unary(sql::Op::negate, operand.node()));
}

}  // namespace weft
