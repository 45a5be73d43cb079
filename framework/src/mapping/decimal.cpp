// SPDX-License-Identifier: MIT
#include "weft/mapping/decimal.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>

#include "weft/error.hpp"

namespace weft {
namespace {

__extension__ using Wide = __int128;
__extension__ using UnsignedWide = unsigned __int128;

constexpr int max_digits = Decimal::max_digits;

constexpr UnsignedWide power_of_ten(int exponent) noexcept {
  UnsignedWide power = 1;
  while (exponent-- > 0)
    power *= 10;
  return power;
}

/// The first number with more than 38 digits.
constexpr UnsignedWide limit = power_of_ten(max_digits);

UnsignedWide magnitude(Wide value) noexcept {
  return value < 0 ? UnsignedWide{0} - static_cast<UnsignedWide>(value) : static_cast<UnsignedWide>(value);
}

Wide with_sign(UnsignedWide value, bool negative) noexcept {
  return negative ? -static_cast<Wide>(value) : static_cast<Wide>(value);
}

[[noreturn]] void throw_too_long(std::string_view what) {
  throw UsageError("decimal cannot be " + std::string(what) +
                   ": the result has more than 38 digits\n"
                   "  remedy  rounded(scale) before, or numbers with fewer digits");
}

} // namespace

/// The number as a whole one and a scale.
struct DecimalDigits {
  Wide coefficient = 0;
  int scale = 0;

  static DecimalDigits of(const Decimal& value) noexcept {
    const UnsignedWide high = static_cast<UnsignedWide>(static_cast<std::uint64_t>(value.high_));
    return {static_cast<Wide>((high << 64U) | value.low_), value.scale_};
  }
  [[nodiscard]] Decimal decimal() const noexcept {
    Decimal value;
    value.low_ = static_cast<std::uint64_t>(static_cast<UnsignedWide>(coefficient));
    value.high_ = static_cast<std::int64_t>(static_cast<std::uint64_t>(static_cast<UnsignedWide>(coefficient) >> 64U));
    value.scale_ = static_cast<std::uint8_t>(scale);
    return value;
  }
  [[nodiscard]] bool fits() const noexcept { return magnitude(coefficient) < limit && scale <= max_digits; }

  /// Takes zeros away behind the point, as long as the scale is above `least`.
  void trim(int least) noexcept {
    while (scale > least && coefficient % 10 == 0) {
      coefficient /= 10;
      --scale;
    }
  }
  /// Adds zeros; false when there are too many digits then.
  [[nodiscard]] bool extend(int to) noexcept {
    while (scale < to) {
      if (magnitude(coefficient) >= limit / 10 || scale >= max_digits)
        return false;
      coefficient *= 10;
      ++scale;
    }
    return true;
  }
};

namespace {

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

/// Reads [sign] digits [. digits] [e exponent]; false for anything else and for too many digits.
bool read_number(std::string_view text, DecimalDigits& read) noexcept {
  std::size_t at = 0;
  const bool negative = !text.empty() && text[0] == '-';
  if (negative || (!text.empty() && text[0] == '+'))
    ++at;
  UnsignedWide digits = 0;
  int scale = 0;
  int dropped = 0; // zeros at the end that did not fit any more, behind the point or before it
  bool point = false;
  bool any = false;
  for (; at < text.size(); ++at) {
    if (text[at] == '.' && !point) {
      point = true;
      continue;
    }
    if (!is_digit(text[at]))
      break;
    any = true;
    if (digits >= limit / 10 || (point && scale == max_digits)) {
      if (text[at] != '0')
        return false;
      if (!point)
        ++dropped;
      continue;
    }
    digits = digits * 10 + static_cast<unsigned>(text[at] - '0');
    if (point)
      ++scale;
  }
  if (!any)
    return false;
  int exponent = 0;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at + 1 < text.size() && text[at] == '+' && is_digit(text[at + 1]))
      ++at;
    const auto [end, failure] = std::from_chars(text.data() + at, text.data() + text.size(), exponent);
    if (failure != std::errc() || exponent > 1000 || exponent < -1000)
      return false;
    at = static_cast<std::size_t>(end - text.data());
  }
  if (at != text.size())
    return false;
  read.coefficient = with_sign(digits, negative);
  int wanted = scale - exponent - dropped;
  // The scale may lie outside of what fits: zeros go to the number, or are taken from it.
  while (wanted < 0) {
    if (magnitude(read.coefficient) >= limit / 10)
      return false;
    read.coefficient *= 10;
    ++wanted;
    if (read.coefficient == 0)
      wanted = 0;
  }
  while (wanted > max_digits) {
    if (read.coefficient % 10 != 0)
      return false;
    read.coefficient /= 10;
    --wanted;
    if (read.coefficient == 0)
      wanted = 0;
  }
  read.scale = wanted;
  return true;
}

/// Drops digits behind the point.
Wide rounded_down_to(Wide value, int digits, Rounding rounding) noexcept {
  if (digits > max_digits)
    return 0;
  const UnsignedWide unit = power_of_ten(digits);
  UnsignedWide whole = magnitude(value) / unit;
  const UnsignedWide rest = magnitude(value) % unit;
  const UnsignedWide other = unit - rest;
  const bool up = rounding != Rounding::down &&
                  (rest > other || (rest == other && (rounding == Rounding::half_away || whole % 2 == 1)));
  if (up)
    ++whole;
  return with_sign(whole, value < 0);
}

} // namespace

Decimal::Decimal(std::string_view text) {
  const std::optional<Decimal> parsed = parse(text);
  if (!parsed)
    throw UsageError("text is no decimal: \"" + std::string(text) + "\"\n  expected  up to 38 digits, as in -12.50");
  *this = *parsed;
}

std::optional<Decimal> Decimal::parse(std::string_view text) noexcept {
  DecimalDigits digits;
  if (!read_number(text, digits))
    return std::nullopt;
  return digits.decimal();
}

Decimal Decimal::from_double(double value, int scale, Rounding rounding) {
  if (!std::isfinite(value))
    throw UsageError("double is no decimal: it is not finite");
  char text[40];
  const std::string_view shortest(text,
                                  static_cast<std::size_t>(std::to_chars(text, std::end(text), value).ptr - text));
  if (const std::optional<Decimal> parsed = parse(shortest))
    return parsed->rounded(scale, rounding);
  // Digits further behind the point than 38 are far below any scale.
  if (std::fabs(value) < 1)
    return Decimal().rounded(scale);
  throw_too_long("made of the double");
}

Decimal Decimal::rounded(int scale, Rounding rounding) const {
  if (scale < 0 || scale > max_digits)
    throw UsageError("decimal cannot be rounded: the scale is " + std::to_string(scale) + ", not 0 to 38");
  DecimalDigits digits = DecimalDigits::of(*this);
  if (digits.scale > scale) {
    digits.coefficient = rounded_down_to(digits.coefficient, digits.scale - scale, rounding);
    digits.scale = scale;
  } else if (!digits.extend(scale)) {
    throw_too_long("rounded");
  }
  return digits.decimal();
}

Decimal Decimal::normalized() const noexcept {
  DecimalDigits digits = DecimalDigits::of(*this);
  digits.trim(0);
  return digits.decimal();
}

std::string Decimal::to_string() const {
  const DecimalDigits digits = DecimalDigits::of(*this);
  UnsignedWide rest = magnitude(digits.coefficient);
  std::string text;
  for (int place = 0; rest != 0 || place <= digits.scale; ++place) {
    if (place == digits.scale && place != 0)
      text += '.';
    text += static_cast<char>('0' + static_cast<int>(rest % 10));
    rest /= 10;
  }
  if (digits.coefficient < 0)
    text += '-';
  return {text.rbegin(), text.rend()};
}

double Decimal::to_double() const noexcept {
  const std::string text = to_string();
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Decimal Decimal::operator-() const noexcept {
  DecimalDigits digits = DecimalDigits::of(*this);
  digits.coefficient = -digits.coefficient;
  return digits.decimal();
}

Decimal operator+(const Decimal& left, const Decimal& right) {
  DecimalDigits a = DecimalDigits::of(left);
  DecimalDigits b = DecimalDigits::of(right);
  const int scale = std::max(a.scale, b.scale);
  DecimalDigits sum{0, scale};
  if (a.extend(scale) && b.extend(scale)) {
    sum.coefficient = a.coefficient + b.coefficient;
  } else {
    // Zeros at the end are in the way: without them it may fit.
    a.trim(0);
    b.trim(0);
    sum.scale = std::max(a.scale, b.scale);
    if (!a.extend(sum.scale) || !b.extend(sum.scale))
      throw_too_long("added");
    sum.coefficient = a.coefficient + b.coefficient;
  }
  if (!sum.fits())
    sum.trim(0);
  if (!sum.fits())
    throw_too_long("added");
  return sum.decimal();
}

Decimal operator-(const Decimal& left, const Decimal& right) {
  return left + -right;
}

Decimal operator*(const Decimal& left, const Decimal& right) {
  DecimalDigits a = DecimalDigits::of(left);
  DecimalDigits b = DecimalDigits::of(right);
  DecimalDigits product{0, a.scale + b.scale};
  if (__builtin_mul_overflow(a.coefficient, b.coefficient, &product.coefficient) || !product.fits()) {
    a.trim(0);
    b.trim(0);
    product.scale = a.scale + b.scale;
    if (__builtin_mul_overflow(a.coefficient, b.coefficient, &product.coefficient))
      throw_too_long("multiplied");
    if (!product.fits())
      product.trim(0);
    if (!product.fits())
      throw_too_long("multiplied");
  }
  return product.decimal();
}

std::strong_ordering operator<=>(const Decimal& left, const Decimal& right) noexcept {
  const DecimalDigits a = DecimalDigits::of(left);
  const DecimalDigits b = DecimalDigits::of(right);
  // Before the point, then behind it: both parts fit whatever the scales are.
  const auto unit_a = static_cast<Wide>(power_of_ten(a.scale));
  const auto unit_b = static_cast<Wide>(power_of_ten(b.scale));
  if (const auto whole = a.coefficient / unit_a <=> b.coefficient / unit_b; whole != 0)
    return whole;
  const int scale = std::max(a.scale, b.scale);
  return a.coefficient % unit_a * static_cast<Wide>(power_of_ten(scale - a.scale)) <=>
         b.coefficient % unit_b * static_cast<Wide>(power_of_ten(scale - b.scale));
}

bool detail::read_decimal(const Cell& cell, Decimal& value) noexcept {
  char shortest[40];
  std::string_view text;
  switch (cell.kind) {
  case CellKind::integer:
    value = Decimal(cell.integer);
    return true;
  case CellKind::real:
    if (!std::isfinite(cell.real))
      return false;
    text = {shortest, static_cast<std::size_t>(std::to_chars(shortest, std::end(shortest), cell.real).ptr - shortest)};
    break;
  case CellKind::text:
    text = cell.view();
    break;
  case CellKind::null:
  case CellKind::blob:
    return false;
  }
  const std::optional<Decimal> parsed = Decimal::parse(text);
  if (parsed)
    value = *parsed;
  return parsed.has_value();
}

} // namespace weft

std::size_t std::hash<weft::Decimal>::operator()(const weft::Decimal& value) const noexcept {
  const weft::DecimalDigits digits = weft::DecimalDigits::of(value.normalized());
  const auto wide = static_cast<weft::UnsignedWide>(digits.coefficient);
  return std::hash<std::uint64_t>{}(static_cast<std::uint64_t>(wide) ^
                                    (static_cast<std::uint64_t>(wide >> 64U) * 0x9E3779B97F4A7C15U) ^
                                    static_cast<std::uint64_t>(digits.scale));
}
