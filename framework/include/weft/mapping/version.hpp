// SPDX-License-Identifier: MIT
//
// How the versions that `version()` makes go on. Included by mapping/column_mapper.hpp; not for applications.
#pragma once

#include <algorithm>
#include <chrono>
#include <concepts>
#include <limits>
#include <ratio>
#include <type_traits>

#include "weft/mapping/codec.hpp"

namespace weft::detail {

template <class V>
inline constexpr bool is_version_moment = false;
template <std::integral Rep, class Period>
inline constexpr bool
    is_version_moment<std::chrono::time_point<std::chrono::system_clock, std::chrono::duration<Rep, Period>>> = true;

/// What `version()` knows how to go on with.
template <class V>
concept CountedVersion = Integer<V> || is_version_moment<V>;

/// One more; after the largest number comes 1 again.
template <Integer V>
[[nodiscard]] constexpr V version_after(V before) noexcept {
  return before == std::numeric_limits<V>::max() ? V{1} : static_cast<V>(before + 1);
}

/// `now`, but later than the moment before by at least what a database can tell apart.
template <class D>
[[nodiscard]] std::chrono::sys_time<D> version_after(std::chrono::sys_time<D> before,
                                                     std::chrono::system_clock::time_point now) {
  constexpr bool finer = std::ratio_less_v<typename D::period, std::micro>;
  using Step = std::conditional_t<finer, std::chrono::microseconds, D>;
  return std::max(std::chrono::floor<Step>(now), std::chrono::floor<Step>(before) + Step(1));
}

template <CountedVersion V>
void advance_version(void* member) {
  auto& version = *static_cast<V*>(member);
  if constexpr (Integer<V>) version = version_after(version);
  else version = version_after(version, std::chrono::system_clock::now());
}

}  // namespace weft::detail
