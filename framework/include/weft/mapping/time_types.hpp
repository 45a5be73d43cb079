// SPDX-License-Identifier: MIT
//
// Members that are moments, dates and times of day.
//
//   std::chrono::sys_time<std::chrono::microseconds> created_at{};   timestamp  2026-11-23 10:15:00.000125
//   std::chrono::sys_days / year_month_day           born{};         date       2026-11-23
//   std::chrono::minutes                             opens_at{};     time       10:15:00
//
// Databases keep microseconds of the years 1 to 9999. What is finer is cut toward the past, so that a
// moment never moves into the next day; what lies outside is a `UsageError` when written. A fraction of
// zero is not written: a moment in whole seconds has the same text as CURRENT_TIMESTAMP gives it. Moments
// are UTC. A duration is the time since midnight, below 24 hours; for a span of time use an integer.
#pragma once

#include <chrono>

#include "weft/mapping/codec.hpp"

namespace weft::detail {

/// The microseconds that no moment and no time of day has: written, they are refused.
inline constexpr std::int64_t microseconds_out_of_range = std::numeric_limits<std::int64_t>::max();

[[nodiscard]] bool read_timestamp(const Cell& cell, std::int64_t& microseconds) noexcept;
[[nodiscard]] Cell bind_timestamp(std::int64_t microseconds, Scratch& scratch);
[[nodiscard]] bool read_date(const Cell& cell, std::int64_t& days) noexcept;
[[nodiscard]] Cell bind_date(std::int64_t days, Scratch& scratch);
[[nodiscard]] bool read_time_of_day(const Cell& cell, std::int64_t& microseconds) noexcept;
[[nodiscard]] Cell bind_time_of_day(std::int64_t microseconds, Scratch& scratch);

/// Whole microseconds of a duration, toward the past, or `microseconds_out_of_range`.
template <class D>
[[nodiscard]] std::int64_t to_microseconds(const D& duration) noexcept {
  using Period = std::ratio_divide<typename D::period, std::micro>;
  using Rep = typename D::rep;
  if constexpr (std::is_floating_point_v<Rep>) {
    const auto value = static_cast<long double>(duration.count()) * Period::num / Period::den;
    if (!(value > -1e18L && value < 1e18L)) return microseconds_out_of_range;
    const auto whole = static_cast<std::int64_t>(value);
    return static_cast<long double>(whole) > value ? whole - 1 : whole;
  } else {
    std::int64_t scaled = 0;
    if (__builtin_mul_overflow(duration.count(), std::int64_t{Period::num}, &scaled)) return microseconds_out_of_range;
    const std::int64_t whole = scaled / Period::den;
    return scaled % Period::den < 0 ? whole - 1 : whole;
  }
}

/// The last D not later than the microseconds; false when D cannot hold it.
template <class D>
[[nodiscard]] bool from_microseconds(std::int64_t microseconds, D& duration) noexcept {
  using Period = std::ratio_divide<std::micro, typename D::period>;
  using Rep = typename D::rep;
  if constexpr (std::is_floating_point_v<Rep>) {
    duration = D(static_cast<Rep>(static_cast<long double>(microseconds) * Period::num / Period::den));
  } else {
    std::int64_t scaled = 0;
    if (__builtin_mul_overflow(microseconds, std::int64_t{Period::num}, &scaled)) return false;
    std::int64_t whole = scaled / Period::den;
    if (scaled % Period::den < 0) --whole;
    Rep count{};
    if (__builtin_add_overflow(whole, std::int64_t{0}, &count)) return false;
    duration = D(count);
  }
  return true;
}

template <class V>
inline constexpr bool is_duration = false;
template <class Rep, class Period>
inline constexpr bool is_duration<std::chrono::duration<Rep, Period>> = true;

template <class D>
struct Codec<std::chrono::time_point<std::chrono::system_clock, D>> {
  using Moment = std::chrono::time_point<std::chrono::system_clock, D>;
  static constexpr SqlType type{TypeKind::timestamp};
  static constexpr CellKind cell = CellKind::text;
  static constexpr std::string_view name = "std::chrono::sys_time";
  static bool read(const Cell& from, Moment& value) noexcept {
    std::int64_t microseconds = 0;
    D since{};
    if (!read_timestamp(from, microseconds) || !from_microseconds(microseconds, since)) return false;
    value = Moment(since);
    return true;
  }
  static Cell bind(const Moment& value, Scratch& scratch) {
    return bind_timestamp(to_microseconds(value.time_since_epoch()), scratch);
  }
};

template <>
struct Codec<std::chrono::sys_days> {
  static constexpr SqlType type{TypeKind::date};
  static constexpr CellKind cell = CellKind::text;
  static constexpr std::string_view name = "std::chrono::sys_days";
  static bool read(const Cell& from, std::chrono::sys_days& value) noexcept {
    std::int64_t days = 0;
    if (!read_date(from, days)) return false;
    value = std::chrono::sys_days(std::chrono::days(static_cast<std::chrono::days::rep>(days)));
    return true;
  }
  static Cell bind(const std::chrono::sys_days& value, Scratch& scratch) {
    return bind_date(value.time_since_epoch().count(), scratch);
  }
};

template <>
struct Codec<std::chrono::year_month_day> {
  static constexpr SqlType type{TypeKind::date};
  static constexpr CellKind cell = CellKind::text;
  static constexpr std::string_view name = "std::chrono::year_month_day";
  static bool read(const Cell& from, std::chrono::year_month_day& value) noexcept {
    std::chrono::sys_days days{};
    if (!Codec<std::chrono::sys_days>::read(from, days)) return false;
    value = days;
    return true;
  }
  static Cell bind(const std::chrono::year_month_day& value, Scratch& scratch) {
    if (!value.ok()) throw_unstorable("the date does not exist in the calendar");
    return bind_date(std::chrono::sys_days(value).time_since_epoch().count(), scratch);
  }
};

template <class V>
  requires is_duration<V>
struct Codec<V> {
  static constexpr SqlType type{TypeKind::time};
  static constexpr CellKind cell = CellKind::text;
  static constexpr std::string_view name = "std::chrono::duration";
  static bool read(const Cell& from, V& value) noexcept {
    std::int64_t microseconds = 0;
    return read_time_of_day(from, microseconds) && from_microseconds(microseconds, value);
  }
  static Cell bind(const V& value, Scratch& scratch) { return bind_time_of_day(to_microseconds(value), scratch); }
};

}  // namespace weft::detail
