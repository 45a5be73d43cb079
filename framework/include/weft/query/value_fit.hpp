// SPDX-License-Identifier: MIT
//
// Which C++ values may stand beside which SQL expressions, and how they become parameters.
//
// Conversions that keep the meaning are made here (an int beside a 64-bit column, a literal beside a
// text column, a day beside a timestamp column); the others are compile errors that say why.
// Not for applications.
#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "weft/mapping/type_traits.hpp"
#include "weft/query/build.hpp"

namespace weft::detail {

/// Anything with a node and a value type: expressions, columns, cases.
template <class E>
concept Operand = requires { typename E::SqlOperand; };

/// A column of a table that is no entity's: its type is that of what it is compared with.
template <class E>
concept UntypedColumn = requires { typename E::SqlUntypedColumn; };

template <class T>
struct WithoutNull {
  using Type = T;
};
template <class T>
struct WithoutNull<std::optional<T>> {
  using Type = T;
};
template <class T>
using Plain = typename WithoutNull<T>::Type;
template <class T>
using Nullable = std::optional<Plain<T>>;
template <class T>
inline constexpr bool is_optional = !std::is_same_v<T, Plain<T>>;

template <class T>
inline constexpr bool is_number = std::is_arithmetic_v<T> && !std::is_same_v<T, bool>;
template <class T>
inline constexpr bool is_text = std::is_same_v<T, std::string>;
template <class T>
inline constexpr bool is_array = false;
template <class U>
inline constexpr bool is_array<std::vector<U>> = !std::is_same_v<U, std::byte>;
template <class V>
inline constexpr bool is_text_value = std::is_convertible_v<const V&, std::string_view>;
template <class V>
inline constexpr bool is_null_value = std::is_same_v<V, std::nullopt_t> || std::is_same_v<V, std::nullptr_t>;

/// Finer time points and durations are cut to the column's precision, which is all that the column can hold.
template <class T, class V>
concept FinerTime = requires(const V& value) {
  { std::chrono::floor<typename T::duration>(value) } -> std::same_as<T>;
} || (!std::is_arithmetic_v<V> && requires(const V& value) {
  { std::chrono::floor<T>(value) } -> std::same_as<T>;
});

template <class T, class V>
consteval bool fits() {
  if constexpr (std::is_same_v<T, V>) return true;
  else if constexpr (is_number<T>) return is_number<V>;
  else if constexpr (std::is_same_v<T, bool> || std::is_same_v<V, bool>) return false;
  else if constexpr (is_text<T>) return is_text_value<V>;
  else if constexpr (std::is_enum_v<T>) return false;
  else if constexpr (std::is_convertible_v<const V&, T>) return true;
  else if constexpr (std::is_same_v<T, Decimal>) return std::is_floating_point_v<V>;
  else return FinerTime<T, V>;
}

/// Two expressions of these types may be compared.
template <class T, class U>
consteval bool comparable() {
  return fits<T, U>() || fits<U, T>();
}

enum class Misfit : std::uint8_t { none, null, optional, text_and_number, number_and_text, enumeration, type };

template <class T, class V>
consteval Misfit misfit() {
  if constexpr (is_null_value<V>) return Misfit::null;
  else if constexpr (is_optional<V>) return Misfit::optional;
  else if constexpr (is_text<T> && is_number<V>) return Misfit::text_and_number;
  else if constexpr (is_number<T> && is_text_value<V>) return Misfit::number_and_text;
  else if constexpr (std::is_enum_v<T> && is_number<V>) return Misfit::enumeration;
  else return fits<T, V>() ? Misfit::none : Misfit::type;
}

/// A value as a parameter for an expression of type T, which is not optional.
template <class T, class V>
NodePtr parameter(const V& value, const sql::Node* like) {
  constexpr Misfit wrong = misfit<T, V>();
  static_assert(wrong != Misfit::null,
                "weft: a comparison with NULL is never true in SQL: use is_null() or is_not_null()");
  static_assert(wrong != Misfit::optional, "weft: an optional value may be empty, and a comparison with NULL is never "
                                           "true in SQL: compare with *value, or use is_null()");
  static_assert(wrong != Misfit::text_and_number, "weft: text is compared with a number: write the value as text, or "
                                                  "cast<> the expression to a number");
  static_assert(wrong != Misfit::number_and_text, "weft: a number is compared with text: write the value as a number, "
                                                  "or cast<> the expression to std::string");
  static_assert(wrong != Misfit::enumeration, "weft: an enumeration is compared with a number: use the enumerator");
  static_assert(wrong != Misfit::type,
                "weft: an expression is compared with a value of a type that does not convert to its own");
  if constexpr (wrong != Misfit::none) {
    return nullptr;
  } else if constexpr (std::is_enum_v<T>) {
    return enum_parameter(type_ops<T>(), &value, like);
  } else if constexpr (std::is_integral_v<T> && is_number<T> && std::is_integral_v<V> &&
                       !std::is_same_v<V, std::uint64_t> && !std::is_same_v<V, unsigned long long>) {
    return integer_parameter(static_cast<std::int64_t>(value), type_ops<T>().sql_type);
  } else if constexpr ((std::is_integral_v<T> || std::is_same_v<T, Decimal>) && std::is_floating_point_v<V>) {
    return real_parameter(static_cast<double>(value), type_ops<double>().sql_type);
  } else if constexpr (std::is_floating_point_v<T>) {
    return real_parameter(static_cast<double>(static_cast<T>(value)), type_ops<T>().sql_type);
  } else if constexpr (is_text<T>) {
    return text_parameter(value, type_ops<T>().sql_type);
  } else if constexpr (std::is_same_v<T, V>) {
    return bound_parameter(type_ops<T>(), &value);
  } else if constexpr (std::is_integral_v<V> && std::is_integral_v<T>) {
    return bound_parameter(type_ops<V>(), &value);
  } else if constexpr (std::is_convertible_v<const V&, T>) {
    const T converted = value;
    return bound_parameter(type_ops<T>(), &converted);
  } else if constexpr (requires { typename T::clock; }) {
    const T converted = std::chrono::floor<typename T::duration>(value);
    return bound_parameter(type_ops<T>(), &converted);
  } else {
    const T converted = std::chrono::floor<T>(value);
    return bound_parameter(type_ops<T>(), &converted);
  }
}

/// The other side of an operator: an expression as it is, a value as a parameter.
template <class T, class V>
NodePtr operand(const V& value, const NodePtr& like) {
  if constexpr (Operand<V>) {
    static_assert(comparable<Plain<T>, Plain<typename V::ValueType>>(),
                  "weft: two expressions of types that do not convert to one another are compared or combined");
    if constexpr (std::is_enum_v<Plain<T>>) return like ? enum_expression(value.node(), *like) : value.node();
    else return value.node();
  } else if constexpr (UntypedColumn<V>) {
    return value.node();
  } else {
    return parameter<Plain<T>, std::decay_t<const V>>(value, like.get());
  }
}

/// What is stored in a column: as `operand`, but NULL is a value too where the column can hold it.
template <class T, class V>
NodePtr stored(const V& value, const NodePtr& column) {
  if constexpr (Operand<V>) {
    return operand<T>(value, column);
  } else if constexpr (is_null_value<V>) {
    static_assert(is_optional<T>,
                  "weft: NULL is assigned to a column that cannot be NULL: its member is no std::optional");
    return null_parameter(type_ops<Plain<T>>().sql_type);
  } else if constexpr (is_optional<V>) {
    static_assert(is_optional<T>,
                  "weft: an optional is assigned to a column that cannot be NULL: its member is no std::optional");
    return value ? parameter<Plain<T>, Plain<V>>(*value, column.get()) : null_parameter(type_ops<Plain<T>>().sql_type);
  } else {
    return operand<T>(value, column);
  }
}

/// The type of a value or expression that stands alone: a literal is text.
template <class V>
struct ValueOf {
  using Type = V;
};
template <class V>
  requires Operand<V>
struct ValueOf<V> {
  using Type = typename V::ValueType;
};
template <class V>
  requires(!Operand<V> && is_text_value<V>)
struct ValueOf<V> {
  using Type = std::string;
};
template <class V>
using ValueOfT = typename ValueOf<std::decay_t<const V>>::Type;

/// A value or expression that stands alone, with the type of `ValueOf`.
template <class V>
NodePtr standalone(const V& value) {
  return operand<ValueOfT<V>>(value, nullptr);
}

}  // namespace weft::detail
