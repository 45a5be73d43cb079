// SPDX-License-Identifier: MIT
//
// Column types by name, where the type of the member does not say enough.
//
//   m.column<&Post::body>().type(weft::types::Text{});              // no limit on the length
//   m.column<&Item::price>().type(weft::types::Decimal{10, 2});
//   weft::Column{"position"}.type(weft::types::Integer{})
//
// A dialect turns each into its own name. The member's C++ type stays what it is, so both must fit.
#pragma once

#include "weft/mapping/sql_type.hpp"

namespace weft::types {

template <TypeKind Kind>
struct Plain {
  constexpr operator SqlType() const noexcept { return {Kind, 0, 0, 0}; }
};

using Boolean = Plain<TypeKind::boolean>;
using SmallInteger = Plain<TypeKind::int16>;
using Integer = Plain<TypeKind::int32>;
using BigInteger = Plain<TypeKind::int64>;
using Real = Plain<TypeKind::real32>;
using Double = Plain<TypeKind::real64>;
using Date = Plain<TypeKind::date>;
using Time = Plain<TypeKind::time>;
using Timestamp = Plain<TypeKind::timestamp>;
using Uuid = Plain<TypeKind::uuid>;
using Json = Plain<TypeKind::json>;

/// Characters; 0 for no limit.
struct Text {
  std::uint32_t length = 0;
  constexpr operator SqlType() const noexcept { return {TypeKind::text, length, 0, 0}; }
};

/// Bytes; 0 for no limit.
struct Blob {
  std::uint32_t length = 0;
  constexpr operator SqlType() const noexcept { return {TypeKind::blob, length, 0, 0}; }
};

/// Digits in all, and how many of them stand behind the point; 0 and 0 for the dialect's widest.
struct Decimal {
  std::uint16_t precision = 0;
  std::uint16_t scale = 0;
  constexpr operator SqlType() const noexcept { return {TypeKind::decimal, 0, precision, scale}; }
};

/// Many values of one type, where the database has arrays: Array{Text{20}}.
struct Array {
  SqlType element{};
  constexpr operator SqlType() const noexcept {
    return {TypeKind::array, element.length, element.precision, element.scale, element.kind};
  }
};

}  // namespace weft::types
