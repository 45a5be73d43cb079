// SPDX-License-Identifier: MIT
//
// Universally unique identifiers: sixteen bytes.
//
//   auto id = weft::Uuid::random();
//   weft::Uuid known("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
//   m.column<&Item::id>().primary_key().default_with(&weft::Uuid::random);
//
// Random keys scatter the rows of a large table over its index; where that matters use an integer key.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "weft/mapping/codec.hpp"

namespace weft {

class Uuid {
 public:
  using Bytes = std::array<std::byte, 16>;

  /// The nil identifier, all zeros.
  constexpr Uuid() noexcept = default;
  explicit constexpr Uuid(const Bytes& bytes) noexcept : bytes_(bytes) {}
  /// Reads 32 hexadecimal digits of either case, with dashes or without, also in braces. Throws `UsageError`
  /// for anything else.
  explicit Uuid(std::string_view text);

  /// As the constructor; nothing for what is no identifier.
  [[nodiscard]] static std::optional<Uuid> parse(std::string_view text) noexcept;
  /// A fresh one (version 4) from the system's source of randomness; from any thread.
  [[nodiscard]] static Uuid random();

  [[nodiscard]] constexpr const Bytes& bytes() const noexcept { return bytes_; }
  [[nodiscard]] bool is_nil() const noexcept { return *this == Uuid(); }
  /// 36 characters, lower case, with dashes.
  [[nodiscard]] std::string to_string() const;

  friend constexpr auto operator<=>(const Uuid&, const Uuid&) noexcept = default;

 private:
  Bytes bytes_{};
};

namespace detail {

[[nodiscard]] bool read_uuid(const Cell& cell, Uuid& value) noexcept;

template <>
struct Codec<Uuid> {
  static constexpr SqlType type{TypeKind::uuid};
  static constexpr CellKind cell = CellKind::text;
  static constexpr std::string_view name = "weft::Uuid";
  static bool read(const Cell& from, Uuid& value) noexcept { return read_uuid(from, value); }
  static Cell bind(const Uuid& value, Scratch& scratch) { return Cell::text(scratch.keep(value.to_string())); }
};

}  // namespace detail
}  // namespace weft

template <>
struct std::hash<weft::Uuid> {
  std::size_t operator()(const weft::Uuid& value) const noexcept;
};
