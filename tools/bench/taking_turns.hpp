// SPDX-License-Identifier: MIT
//
// Taking turns, so that a slow moment of the machine hits both, and printing ratios of the fastest runs.
#pragma once

#include <algorithm>
#include <chrono>
#include <string>

#include <fmt/format.h>

namespace bench {

using Time = std::chrono::nanoseconds;

template <class Work>
Time time_of(Work work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::steady_clock::now() - begin;
}

inline void keep_smaller(Time& best, Time time) {
  best = best.count() == 0 ? time : std::min(best, time);
}

inline double milliseconds(Time time) {
  return static_cast<double>(time.count()) / 1e6;
}
inline double ratio(Time left, Time right) {
  return static_cast<double>(left.count()) / static_cast<double>(right.count());
}

/// One line: what, both times, how many times the floor.
inline void print(const std::string& what, Time by_hand, Time by_weft) {
  fmt::print("{:<44} by hand {:>8.2f} ms   weft {:>8.2f} ms   ratio {:.2f}\n", what, milliseconds(by_hand),
             milliseconds(by_weft), ratio(by_weft, by_hand));
}

} // namespace bench
