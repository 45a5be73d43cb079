// SPDX-License-Identifier: MIT
//
// Exact decimal numbers: money, quantities, rates.
//
//   weft::Decimal price("19.99");
//   auto total = price * 3 + weft::Decimal("0.50");     // 60.47
//   total.rounded(1).to_string();                       // "60.5"
//
// A number of up to 38 digits, of which up to 38 stand behind the point. Arithmetic is exact: what does
// not fit throws `UsageError` and is never rounded in silence. 1.5 and 1.50 are equal and keep their own
// way of being written. There is no division, which is seldom exact: divide doubles, then round.
#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "weft/mapping/codec.hpp"

namespace weft {

/// What happens to a number between two that fit.
enum class Rounding : std::uint8_t {
  half_away,  ///< to the nearer one; from the middle away from zero, as at school
  half_even,  ///< to the nearer one; from the middle to the even one, as banks do
  down,       ///< toward zero
};

class Decimal {
 public:
  static constexpr int max_digits = 38;

  constexpr Decimal() noexcept = default;
  /// A whole number.
  template <std::signed_integral Integer>
  constexpr Decimal(Integer value) noexcept
      : low_(static_cast<std::uint64_t>(static_cast<std::int64_t>(value))), high_(value < 0 ? -1 : 0) {}
  template <std::unsigned_integral Integer>
    requires(!std::same_as<Integer, bool>)
  constexpr Decimal(Integer value) noexcept : low_(value) {}
  /// Reads "-12.50", "+3", ".5" or "1.2e3". Throws `UsageError` for anything else and for too many digits.
  explicit Decimal(std::string_view text);

  /// As the constructor; nothing for what is no number.
  [[nodiscard]] static std::optional<Decimal> parse(std::string_view text) noexcept;
  /// The shortest decimal that names the double, rounded to `scale` digits behind the point: 2.675 is 2.68 with
  /// two. Throws `UsageError` for what is not finite or has too many digits.
  [[nodiscard]] static Decimal from_double(double value, int scale, Rounding rounding = Rounding::half_away);

  /// Digits behind the point, zeros at the end included.
  [[nodiscard]] int scale() const noexcept { return scale_; }
  [[nodiscard]] bool negative() const noexcept { return high_ < 0; }
  /// The same number with `scale` digits behind the point, rounded or with zeros added. Throws `UsageError`
  /// when that takes too many digits.
  [[nodiscard]] Decimal rounded(int scale, Rounding rounding = Rounding::half_away) const;
  /// Without the zeros at the end behind the point.
  [[nodiscard]] Decimal normalized() const noexcept;
  [[nodiscard]] std::string to_string() const;
  /// The nearest double.
  [[nodiscard]] double to_double() const noexcept;

  [[nodiscard]] Decimal operator-() const noexcept;
  // Each throws `UsageError` when the exact result has too many digits.
  Decimal& operator+=(const Decimal& other) { return *this = *this + other; }
  Decimal& operator-=(const Decimal& other) { return *this = *this - other; }
  Decimal& operator*=(const Decimal& other) { return *this = *this * other; }
  friend Decimal operator+(const Decimal& left, const Decimal& right);
  friend Decimal operator-(const Decimal& left, const Decimal& right);
  friend Decimal operator*(const Decimal& left, const Decimal& right);

  // By value: 1.5 == 1.50.
  [[nodiscard]] friend bool operator==(const Decimal& left, const Decimal& right) noexcept {
    return (left <=> right) == 0;
  }
  friend std::strong_ordering operator<=>(const Decimal& left, const Decimal& right) noexcept;

 private:
  friend struct DecimalDigits;
  // The number times 10^scale, in two's complement of 128 bits.
  std::uint64_t low_ = 0;
  std::int64_t high_ = 0;
  std::uint8_t scale_ = 0;
};

namespace detail {

[[nodiscard]] bool read_decimal(const Cell& cell, Decimal& value) noexcept;

template <>
struct Codec<Decimal> {
  static constexpr SqlType type{TypeKind::decimal};
  static constexpr CellKind cell = CellKind::text;
  static constexpr std::string_view name = "weft::Decimal";
  static bool read(const Cell& from, Decimal& value) noexcept { return read_decimal(from, value); }
  static Cell bind(const Decimal& value, Scratch& scratch) { return Cell::text(scratch.keep(value.to_string())); }
};

}  // namespace detail
}  // namespace weft

template <>
struct std::hash<weft::Decimal> {
  /// Equal numbers have equal hashes, however many zeros they end in.
  std::size_t operator()(const weft::Decimal& value) const noexcept;
};
