// SPDX-License-Identifier: MIT
//
// What the walks cost, and how that is printed.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "walk.hpp"

namespace chinook {

/// One walk with one strategy.
struct Result {
  std::string strategy{};
  std::size_t statements = 0;
  std::int64_t rows = 0;
  std::size_t objects = 0;
  std::int64_t repeated = 0; ///< rows of the query that bring an owner again
  std::chrono::nanoseconds time{};
  std::uint64_t checksum = 0;
  std::string refused{}; ///< the first line of the UnloadedAccessError that ended the walk
};

/// A line for each result, without times: the same at every run.
void print_lines(const Walk& walk, std::span<const Result> results);

void print_table(const Walk& walk, std::span<const Result> results);

} // namespace chinook
