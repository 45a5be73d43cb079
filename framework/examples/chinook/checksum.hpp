// SPDX-License-Identifier: MIT
//
// A number for a sequence of values, so that two databases can be compared without having both at hand.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model.hpp"

namespace chinook {

class Checksum {
public:
  void add(std::string_view text);
  void add(const std::string& text) { add(std::string_view(text)); }
  void add(std::int64_t number) { add(std::to_string(number)); }
  void add(std::int32_t number) { add(std::to_string(number)); }
  /// Databases differ in how many zeros they write behind the point.
  void add(const weft::Decimal& amount) { add(amount.rounded(2).to_string()); }
  void add(const Moment& moment) { add(std::int64_t{moment.time_since_epoch().count()}); }
  template <class Value>
  void add(const std::optional<Value>& value) {
    if (value)
      add(*value);
    else
      add(std::string_view("(none)"));
  }

  std::uint64_t value() const { return value_; }

private:
  std::uint64_t value_ = 14695981039346656037U; // FNV-1a
};

} // namespace chinook
