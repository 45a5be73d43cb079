// SPDX-License-Identifier: MIT
//
// How each member type becomes a cell and is read from one: numbers, text, bytes, enumerations, optionals,
// and types of the program. Not for applications, who include mapping/type_traits.hpp.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "weft/mapping/member.hpp"
#include "weft/mapping/sql_type.hpp"
#include "weft/mapping/type_ops.hpp"
#include "weft/value.hpp"

namespace weft {

/// To be specialised for types of a program, see mapping/type_traits.hpp. What `store` and `load` throw
/// reaches whoever flushed or read.
template <class T>
struct TypeTraits {};

namespace detail {

// False, with the target unchanged, for a cell that holds no such value.
[[nodiscard]] bool read_integer(const Cell& cell, std::int64_t& value) noexcept;
[[nodiscard]] bool read_real(const Cell& cell, double& value) noexcept;
[[nodiscard]] bool read_boolean(const Cell& cell, bool& value) noexcept;
[[nodiscard]] bool read_text(const Cell& cell, std::string& value);
[[nodiscard]] bool read_bytes(const Cell& cell, std::vector<std::byte>& value);
[[nodiscard]] Cell bind_unsigned(std::uint64_t value);
[[nodiscard]] Cell bind_text(std::string_view value);
[[nodiscard]] Cell bind_bytes(const std::byte* bytes, std::size_t size);
[[noreturn]] void throw_unstorable(const char* why);

/// How one type travels: `type`, `cell`, `name`, `read`, `bind`, and `fast` where it applies. The primary
/// template stands for the types that cannot.
template <class V>
struct Codec {};

template <class V>
concept Integer = std::integral<V> && !std::same_as<V, bool> && !std::same_as<V, char> && !std::same_as<V, wchar_t> &&
                  !std::same_as<V, char8_t> && !std::same_as<V, char16_t> && !std::same_as<V, char32_t>;

template <class V>
concept ProgramType = requires { typename TypeTraits<V>::stored; };

template <class V>
concept Storable = requires { Codec<V>::type; };

/// The narrowest type that every database has and that holds all values of `V`.
template <class V>
consteval TypeKind integer_kind() {
  constexpr std::size_t bytes = std::is_signed_v<V> ? sizeof(V) : 2 * sizeof(V);
  return bytes <= 2 ? TypeKind::int16 : bytes <= 4 ? TypeKind::int32 : bytes <= 8 ? TypeKind::int64 : TypeKind::uint64;
}

template <class V>
consteval FastType integer_fast() {
  if (!std::is_signed_v<V>) return FastType::other;
  return sizeof(V) == 4 ? FastType::int32 : sizeof(V) == 8 ? FastType::int64 : FastType::other;
}

template <Integer V>
struct Codec<V> {
  static constexpr SqlType type{integer_kind<V>()};
  static constexpr CellKind cell = CellKind::integer;
  static constexpr FastType fast = integer_fast<V>();
  static constexpr std::string_view name = std::is_signed_v<V> ? "integer" : "unsigned integer";
  static bool read(const Cell& from, V& value) noexcept {
    std::int64_t wide = 0;
    if (!read_integer(from, wide)) return false;
    if constexpr (sizeof(V) < 8) {
      if (wide < static_cast<std::int64_t>(std::numeric_limits<V>::min()) ||
          wide > static_cast<std::int64_t>(std::numeric_limits<V>::max()))
        return false;
    } else if constexpr (std::is_unsigned_v<V>) {
      if (wide < 0) return false;
    }
    value = static_cast<V>(wide);
    return true;
  }
  static Cell bind(const V& value, Scratch&) {
    if constexpr (std::is_unsigned_v<V> && sizeof(V) == 8) return bind_unsigned(value);
    else return Cell::of(static_cast<std::int64_t>(value));
  }
};

template <>
struct Codec<bool> {
  static constexpr SqlType type{TypeKind::boolean};
  static constexpr CellKind cell = CellKind::integer;
  static constexpr FastType fast = FastType::boolean;
  static constexpr std::string_view name = "bool";
  static bool read(const Cell& from, bool& value) noexcept { return read_boolean(from, value); }
  static Cell bind(const bool& value, Scratch&) noexcept { return Cell::of(std::int64_t{value}); }
};

template <std::floating_point V>
  requires(sizeof(V) <= sizeof(double))
struct Codec<V> {
  static constexpr SqlType type{sizeof(V) == sizeof(double) ? TypeKind::real64 : TypeKind::real32};
  static constexpr CellKind cell = CellKind::real;
  static constexpr FastType fast = sizeof(V) == sizeof(double) ? FastType::real64 : FastType::other;
  static constexpr std::string_view name = sizeof(V) == sizeof(double) ? "double" : "float";
  static bool read(const Cell& from, V& value) noexcept {
    double wide = 0;
    if (!read_real(from, wide)) return false;
    if constexpr (sizeof(V) < sizeof(double)) {
      // Infinities and what is no number pass; a finite number must stay one.
      constexpr double limit = std::numeric_limits<V>::max();
      if ((wide > limit || wide < -limit) && wide - wide == 0) return false;
    }
    value = static_cast<V>(wide);
    return true;
  }
  static Cell bind(const V& value, Scratch&) noexcept { return Cell::of(static_cast<double>(value)); }
};

template <>
struct Codec<std::string> {
  static constexpr SqlType type{TypeKind::text};
  static constexpr CellKind cell = CellKind::text;
  static constexpr FastType fast = FastType::text;
  static constexpr std::string_view name = "std::string";
  static bool read(const Cell& from, std::string& value) { return read_text(from, value); }
  static Cell bind(const std::string& value, Scratch&) { return bind_text(value); }
};

template <>
struct Codec<std::vector<std::byte>> {
  static constexpr SqlType type{TypeKind::blob};
  static constexpr CellKind cell = CellKind::blob;
  static constexpr std::string_view name = "std::vector<std::byte>";
  static bool read(const Cell& from, std::vector<std::byte>& value) { return read_bytes(from, value); }
  static Cell bind(const std::vector<std::byte>& value, Scratch&) { return bind_bytes(value.data(), value.size()); }
};

/// Enumerations travel as their numbers; a column with `as_text` turns them into names itself.
template <class V>
  requires(std::is_enum_v<V> && !ProgramType<V> && !std::same_as<V, std::byte>)
struct Codec<V> {
  using Number = std::underlying_type_t<V>;
  using Plain = std::conditional_t<Integer<Number>, Number, std::int32_t>;
  static constexpr SqlType type = Codec<Plain>::type;
  static constexpr CellKind cell = CellKind::integer;
  static constexpr std::string_view name = type_name<V>;
  static bool read(const Cell& from, V& value) noexcept {
    Plain number{};
    if (!Codec<Plain>::read(from, number)) return false;
    value = static_cast<V>(number);
    return true;
  }
  static Cell bind(const V& value, Scratch& scratch) { return Codec<Plain>::bind(static_cast<Plain>(value), scratch); }
};

template <ProgramType V>
struct Codec<V> {
  using Traits = TypeTraits<V>;
  using Stored = typename Traits::stored;
  static_assert(Storable<Stored>, "weft: TypeTraits<...>::stored must be a type that weft knows");
  static consteval SqlType sql_type() {
    if constexpr (requires { Traits::sql_type; }) return Traits::sql_type;
    else return Codec<Stored>::type;
  }
  static constexpr SqlType type = sql_type();
  static constexpr CellKind cell = Codec<Stored>::cell;
  static constexpr std::string_view name = type_name<V>;
  static bool read(const Cell& from, V& value) {
    Stored stored{};
    if (!Codec<Stored>::read(from, stored)) return false;
    value = Traits::load(stored);
    return true;
  }
  static Cell bind(const V& value, Scratch& scratch) {
    const Stored stored = Traits::store(value);
    const Cell bound = Codec<Stored>::bind(stored, scratch);
    // What was stored goes away now, and its bytes with it.
    if (bound.kind == CellKind::text) return Cell::text(scratch.keep(bound.view()));
    if (bound.kind == CellKind::blob) return Cell::blob(scratch.keep(bound.view()));
    return bound;
  }
};

template <Storable U>
struct Codec<std::optional<U>> {
  static constexpr SqlType type = Codec<U>::type;
  static constexpr CellKind cell = Codec<U>::cell;
  static constexpr std::string_view name = Codec<U>::name;
  static constexpr bool nullable = true;
  static bool read(const Cell& from, std::optional<U>& value) {
    if (from.is_null()) {
      value.reset();
      return true;
    }
    if (value) return Codec<U>::read(from, *value);
    U fresh{};
    if (!Codec<U>::read(from, fresh)) return false;
    value.emplace(std::move(fresh));
    return true;
  }
  static Cell bind(const std::optional<U>& value, Scratch& scratch) {
    return value ? Codec<U>::bind(*value, scratch) : Cell::null();
  }
};

template <class V>
bool equal_values(const V& left, const V& right);
template <class U>
bool equal_values(const std::vector<U>& left, const std::vector<U>& right);

template <class U>
bool equal_values(const std::optional<U>& left, const std::optional<U>& right) {
  return left.has_value() == right.has_value() && (!left || equal_values(*left, *right));
}
template <class U>
bool equal_values(const std::vector<U>& left, const std::vector<U>& right) {
  if constexpr (std::integral<U> || std::same_as<U, std::byte> || std::same_as<U, std::string>) {
    return left == right;
  } else {
    if (left.size() != right.size()) return false;
    for (std::size_t index = 0; index < left.size(); ++index)
      if (!equal_values(left[index], right[index])) return false;
    return true;
  }
}
/// Whether a change from one to the other must be written.
template <class V>
bool equal_values(const V& left, const V& right) {
  if constexpr (std::is_floating_point_v<V>) {
    // A NaN is equal to itself here, or its row would be written at every flush.
    return left == right || (left != left && right != right);
  } else if constexpr (ProgramType<V>) {
    if constexpr (requires { { left == right } -> std::convertible_to<bool>; }) return left == right;
    else return equal_values(TypeTraits<V>::store(left), TypeTraits<V>::store(right));
  } else {
    return left == right;
  }
}

template <class V>
struct TypeOpsOf {
  static bool read(const Cell& cell, void* member) { return Codec<V>::read(cell, *static_cast<V*>(member)); }
  static Cell bind(const void* member, Scratch& scratch) {
    return Codec<V>::bind(*static_cast<const V*>(member), scratch);
  }
  static bool equal(const void* left, const void* right) {
    return equal_values(*static_cast<const V*>(left), *static_cast<const V*>(right));
  }
  static void assign(void* to, const void* from) {
    if constexpr (requires { Codec<V>::deferrable; }) Codec<V>::assign(*static_cast<V*>(to), *static_cast<const V*>(from));
    else *static_cast<V*>(to) = *static_cast<const V*>(from);
  }
  static consteval TypeOps make() {
    TypeOps made{.sql_type = Codec<V>::type,
                 .cell = Codec<V>::cell,
                 .size = sizeof(V),
                 .type_name = Codec<V>::name,
                 .read = &read,
                 .bind = &bind,
                 .equal = &equal,
                 .assign = &assign};
    if constexpr (requires { Codec<V>::fast; }) made.fast = Codec<V>::fast;
    if constexpr (requires { Codec<V>::nullable; }) made.nullable = Codec<V>::nullable;
    if constexpr (requires { Codec<V>::deferrable; }) made.deferrable = true;
    return made;
  }
};
template <class V>
inline constexpr TypeOps ops_of = TypeOpsOf<V>::make();

/// What the framework does with members of type V; an unsupported type does not compile.
template <class V>
[[nodiscard]] constexpr const TypeOps& type_ops() noexcept {
  static_assert(Storable<V>, "weft: a member of this type cannot be a column: use an integer, bool, float, double, "
                             "std::string, std::vector<std::byte>, a std::chrono time, weft::Decimal, weft::Uuid, "
                             "weft::Json, an enumeration, a std::optional of these, or a std::vector of these where the "
                             "database has arrays (of bytes: std::vector<std::byte>), or specialise weft::TypeTraits");
  if constexpr (Storable<V>) return ops_of<V>;
  else return ops_of<bool>;
}

}  // namespace detail
}  // namespace weft
