// SPDX-License-Identifier: MIT
//
// SQL functions and the expressions that are no operators.
//
//   func::count()                                             count(*)
//   func::sum(col<&Item::price>)
//   func::call<double>("power", col<&Point::x>, 2)            any function of the database
//   func::row_number().over(partition_by(col<&Post::author_id>), order_by(col<&Post::id>.desc()))
//   weft::case_(col<&Item::price> < 10, "cheap").otherwise("dear")
//   weft::cast<std::string>(col<&Item::id>)
//   weft::tuple(col<&Seat::row>, col<&Seat::number>).in({{1, 2}, {1, 3}})
//
// Functions whose result may be NULL where their argument is not (a sum of no rows) have an optional type.
#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "weft/query/expression.hpp"

namespace weft {

namespace detail {

template <class T, class... Arguments>
Expression<T> call(std::string_view name, const Arguments&... arguments) {
  return Expression<T>(function(name, {standalone(arguments)...}, type_ops<Plain<T>>().sql_type));
}

/// Sums of integers are 64 bits wide; anything else keeps its type.
template <class T>
using Sum = std::optional<
    std::conditional_t<std::is_integral_v<Plain<T>>, std::int64_t,
                       std::conditional_t<std::is_floating_point_v<Plain<T>>, double, Plain<T>>>>;
template <class T>
using Average = std::optional<std::conditional_t<std::is_arithmetic_v<Plain<T>>, double, Plain<T>>>;

template <class First, class... Rest>
consteval auto coalesced() {
  constexpr bool nullable = is_optional<First> && (is_optional<Rest> && ...);
  return std::type_identity<std::conditional_t<nullable, First, Plain<First>>>{};
}

}  // namespace detail

namespace func {

/// Any function of the database, with the type of its result.
template <class T, class... Arguments>
[[nodiscard]] Expression<T> call(std::string_view name, const Arguments&... arguments) {
  return detail::call<T>(name, arguments...);
}

/// The number of rows.
[[nodiscard]] inline Expression<std::int64_t> count() { return Expression<std::int64_t>(detail::count_all()); }
/// The number of rows in which the expression is not NULL.
template <detail::Operand E>
[[nodiscard]] Expression<std::int64_t> count(const E& expression) {
  return detail::call<std::int64_t>("count", expression);
}
/// The number of different values of the expression, NULL apart.
template <detail::Operand E>
[[nodiscard]] Expression<std::int64_t> count_distinct(const E& expression) {
  return Expression<std::int64_t>(detail::count_distinct(expression.node()));
}
template <detail::Operand E>
[[nodiscard]] auto sum(const E& expression) {
  return detail::call<detail::Sum<typename E::ValueType>>("sum", expression);
}
template <detail::Operand E>
[[nodiscard]] auto avg(const E& expression) {
  return detail::call<detail::Average<typename E::ValueType>>("avg", expression);
}
template <detail::Operand E>
[[nodiscard]] auto min(const E& expression) {
  return detail::call<detail::Nullable<typename E::ValueType>>("min", expression);
}
template <detail::Operand E>
[[nodiscard]] auto max(const E& expression) {
  return detail::call<detail::Nullable<typename E::ValueType>>("max", expression);
}
template <detail::Operand E>
[[nodiscard]] auto lower(const E& expression) {
  return detail::call<typename E::ValueType>("lower", expression);
}
template <detail::Operand E>
[[nodiscard]] auto upper(const E& expression) {
  return detail::call<typename E::ValueType>("upper", expression);
}
/// Characters of a text. Databases differ on blobs and on what a character is.
template <detail::Operand E>
[[nodiscard]] auto length(const E& expression) {
  constexpr bool nullable = detail::is_optional<typename E::ValueType>;
  return detail::call<std::conditional_t<nullable, std::optional<std::int64_t>, std::int64_t>>("length", expression);
}
template <detail::Operand E>
[[nodiscard]] auto abs(const E& expression) {
  return detail::call<typename E::ValueType>("abs", expression);
}
/// The first of these that is not NULL; the others must convert to the type of the first.
template <detail::Operand First, class... Rest>
[[nodiscard]] auto coalesce(const First& first, const Rest&... rest) {
  using Value = typename First::ValueType;
  using Result = typename decltype(detail::coalesced<Value, detail::ValueOfT<Rest>...>())::type;
  const sql::NodePtr node = first.node();
  return Expression<Result>(detail::function("coalesce", {node, detail::operand<Value>(rest, node)...},
                                             detail::type_ops<detail::Plain<Value>>().sql_type));
}
/// The time at which the transaction or statement began, as the database sees it.
[[nodiscard]] inline auto now() {
  using Moment = std::chrono::sys_time<std::chrono::microseconds>;
  return Expression<Moment>(detail::function("current_timestamp", {}, detail::type_ops<Moment>().sql_type));
}

// For windows: see `Expression::over`.
[[nodiscard]] inline Expression<std::int64_t> row_number() { return detail::call<std::int64_t>("row_number"); }
[[nodiscard]] inline Expression<std::int64_t> rank() { return detail::call<std::int64_t>("rank"); }
[[nodiscard]] inline Expression<std::int64_t> dense_rank() { return detail::call<std::int64_t>("dense_rank"); }

}  // namespace func

/// The rows that a window function looks at together. The terms are kept as they are.
class PartitionBy {
 public:
  explicit PartitionBy(std::vector<sql::NodePtr> terms) noexcept : terms_(std::move(terms)) {}
  void add(std::vector<sql::NodePtr>& partition, std::vector<sql::NodePtr>&) const {
    partition.insert(partition.end(), terms_.begin(), terms_.end());
  }

 private:
  std::vector<sql::NodePtr> terms_;
};

/// The order in which a window function sees its rows.
class OrderBy {
 public:
  explicit OrderBy(std::vector<sql::NodePtr> terms) noexcept : terms_(std::move(terms)) {}
  void add(std::vector<sql::NodePtr>&, std::vector<sql::NodePtr>& order) const {
    order.insert(order.end(), terms_.begin(), terms_.end());
  }

 private:
  std::vector<sql::NodePtr> terms_;
};

template <detail::Operand... Terms>
[[nodiscard]] PartitionBy partition_by(const Terms&... terms) {
  return PartitionBy({terms.node()...});
}
template <class... Terms>
[[nodiscard]] OrderBy order_by(const Terms&... terms) {
  return OrderBy({terms.node()...});
}

/// CASE WHEN: the value of the first condition that holds, of `otherwise`, or NULL.
template <class T>
class Case {
 public:
  using SqlOperand = void;
  using ValueType = std::optional<T>;

  explicit Case(std::vector<sql::NodePtr> branches) noexcept : branches_(std::move(branches)) {}

  template <class V>
  [[nodiscard]] Case when(const Expression<bool>& condition, const V& value) const {
    auto branches = branches_;
    branches.push_back(condition.node());
    branches.push_back(detail::operand<T>(value, branches_[1]));
    return Case(std::move(branches));
  }
  template <class V>
  [[nodiscard]] Expression<T> otherwise(const V& value) const {
    auto branches = branches_;
    branches.push_back(detail::operand<T>(value, branches_[1]));
    return Expression<T>(whole(std::move(branches)));
  }

  [[nodiscard]] sql::NodePtr node() const { return whole(branches_); }
  operator Expression<ValueType>() const { return Expression<ValueType>(node()); }

 private:
  static sql::NodePtr whole(std::vector<sql::NodePtr> branches) {
    sql::NodePtr node = detail::case_when(std::move(branches));
    if constexpr (std::is_enum_v<T>) node = detail::enum_expression(node, *node);
    return node;
  }

  std::vector<sql::NodePtr> branches_;
};

template <class V>
[[nodiscard]] auto case_(const Expression<bool>& condition, const V& value) {
  return Case<detail::Plain<detail::ValueOfT<V>>>({condition.node(), detail::standalone(value)});
}

/// The expression as a value of type T, converted by the database.
template <class T, detail::Operand E>
[[nodiscard]] auto cast(const E& expression) {
  constexpr bool nullable = detail::is_optional<typename E::ValueType>;
  using Result = std::conditional_t<nullable, detail::Nullable<T>, T>;
  return Expression<Result>(detail::cast(expression.node(), detail::type_ops<detail::Plain<T>>().sql_type));
}

/// A value of the result by its label, for `order_by` and `having`: label<std::int64_t>("posts").
template <class T>
[[nodiscard]] Expression<T> label(std::string_view name) {
  return Expression<T>(detail::label_ref(name));
}

/// Several columns compared as one: composite keys.
template <class... T>
class Tuple {
 public:
  using Values = std::tuple<detail::Plain<T>...>;

  explicit Tuple(std::vector<sql::NodePtr> items) noexcept : items_(std::move(items)) {}

  [[nodiscard]] Expression<bool> in(const std::vector<Values>& rows) const { return among(rows); }
  [[nodiscard]] Expression<bool> in(std::initializer_list<Values> rows) const { return among(rows); }

 private:
  template <class Rows>
  [[nodiscard]] Expression<bool> among(const Rows& rows) const {
    std::vector<sql::NodePtr> keys;
    keys.reserve(rows.size() * sizeof...(T));
    for (const auto& row : rows)
      std::apply([&](const auto&... values) { (keys.push_back(detail::standalone(values)), ...); }, row);
    return Expression<bool>(detail::key_list(items_, keys));
  }

  std::vector<sql::NodePtr> items_;
};

template <detail::Operand... Items>
[[nodiscard]] auto tuple(const Items&... items) {
  return Tuple<typename Items::ValueType...>({items.node()...});
}

}  // namespace weft
