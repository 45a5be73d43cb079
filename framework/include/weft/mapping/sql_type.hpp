// SPDX-License-Identifier: MIT
//
// The types a column can have, in words every dialect understands.
//
//   weft::SqlType{weft::TypeKind::text, 50}      VARCHAR(50) in most places
//
// A dialect turns one into its own type name. Program types choose theirs in `TypeTraits`.
#pragma once

#include <cstdint>

namespace weft {

enum class TypeKind : std::uint8_t {
  boolean,
  int16,
  int32,
  int64,
  uint64,
  real32,
  real64,
  text,
  blob,
  decimal,
  date,
  time,
  timestamp,
  uuid,
  json,
  array,  ///< of `SqlType::element`, where `Capabilities::arrays` is claimed
};

struct SqlType {
  TypeKind kind = TypeKind::text;
  std::uint32_t length = 0;    ///< text and blob: characters or bytes, 0 for no limit
  std::uint16_t precision = 0; ///< decimal: digits in all, 0 for the dialect's widest
  std::uint16_t scale = 0;     ///< decimal: digits behind the point
  TypeKind element = TypeKind::text;  ///< array: of what; length, precision and scale are the elements'

  friend bool operator==(const SqlType&, const SqlType&) = default;
};

}  // namespace weft
