// SPDX-License-Identifier: MIT
//
// One column of every type that members can have; all of them may be NULL.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <weft/weft.hpp>

#include "target.hpp"

namespace weft::conformance {

enum class Colour : std::int32_t { red = 1, green = -2, blue = 1000000 };

struct Sample {
  std::int64_t id{};
  std::optional<bool> flag{};
  std::optional<std::int16_t> int16{};
  std::optional<std::int32_t> int32{};
  std::optional<std::int64_t> int64{};
  std::optional<std::uint32_t> uint32{};
  std::optional<std::uint64_t> uint64{};
  std::optional<float> real32{};
  std::optional<double> real64{};
  std::optional<std::string> text{};
  std::optional<std::string> brief{};  ///< of 40 characters
  std::optional<std::vector<std::byte>> blob{};
  std::optional<Decimal> amount{};  ///< twenty digits, four of them behind the point
  std::optional<std::chrono::sys_time<std::chrono::microseconds>> moment{};
  std::optional<std::chrono::sys_time<std::chrono::seconds>> second{};
  std::optional<std::chrono::year_month_day> day{};
  std::optional<std::chrono::microseconds> clock{};
  std::optional<Uuid> uuid{};
  std::optional<Json> json{};
  std::optional<Colour> number_colour{};
  std::optional<Colour> text_colour{};
};

void map(Mapper<Sample>& m);

class Trial;

/// Provides the table, without any rows.
void empty_samples(Trial& trial);

}  // namespace weft::conformance
