// SPDX-License-Identifier: MIT
//
// A value written by one session and read by another: the cases of the groups "dialect.types" and what belongs to them.
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "case.hpp"
#include "models/sample.hpp"
#include "trial.hpp"

namespace weft::conformance {

/// What becomes of a value that not every database can hold.
enum class Fate {
  kept,             ///< it comes back as it was
  kept_or_refused,  ///< or it cannot be written, which an error says: nothing is ever changed silently
};

struct RoundTrip {
  std::function<void(Sample&)> write{};
  std::function<void(const Sample&)> expect{};       ///< it is as it was written
  std::function<void(Session&)> expect_streamed{};   ///< and so it is where rows come in portions, read on its own; or none
  std::function<Expression<bool>()> condition{};     ///< finds it by its value; none where nothing is equal to it
};
void check_round_trip(Trial& trial, const RoundTrip& value, Fate fate);

/// `value` as a message shows it: not more than a line.
[[nodiscard]] std::string shown(const std::string& text);

template <class V>
[[nodiscard]] std::string show(const V& value) {
  if constexpr (requires { value.to_string(); }) return value.to_string();
  else if constexpr (requires { value.text(); }) return value.text();
  else if constexpr (std::is_same_v<V, std::string>) return shown(value);
  else if constexpr (std::is_arithmetic_v<V>) return testing::PrintToString(value);
  else if constexpr (requires { value.time_since_epoch(); }) return std::to_string(value.time_since_epoch().count());
  else if constexpr (requires { value.count(); }) return std::to_string(value.count());
  else if constexpr (requires { value.size(); }) return std::to_string(value.size()) + " elements";
  else return "another value";
}

/// White space in a document is the database's affair.
template <class V>
[[nodiscard]] bool same(const V& left, const V& right) {
  if constexpr (std::is_same_v<V, Json>) {
    auto packed = [](std::string text) {
      std::erase_if(text, [](char character) { return character == ' '; });
      return text;
    };
    return packed(left.text()) == packed(right.text());
  } else if constexpr (std::is_floating_point_v<V>) {
    return left == right || (left != left && right != right);
  } else {
    return left == right;
  }
}

/// Calls `check` with what a stream of that column gives, which is one row.
template <auto Member, class Check>
void check_streamed(Session& session, const Check& check) {
  std::size_t rows = 0;
  for (const auto& read : session.scalars(select(col<Member>), {.yield_per = 1})) {
    ++rows;
    check(read);
  }
  EXPECT_EQ(rows, 1U);
}

/// `Member` is a std::optional; whether the value can be found by comparing is up to its type.
template <auto Member, class V>
[[nodiscard]] Case round_trip(std::string_view name, V given, Level level = Level::standard, Fate fate = Fate::kept,
                              std::source_location place = std::source_location::current()) {
  using Stored = typename std::remove_cvref_t<decltype(std::declval<Sample>().*Member)>::value_type;
  const Stored value(std::move(given));
  RoundTrip both;
  both.write = [value](Sample& sample) { sample.*Member = value; };
  both.expect = [value](const Sample& sample) {
    const auto& read = sample.*Member;
    ASSERT_TRUE(read.has_value()) << "the value came back as NULL";
    EXPECT_TRUE(same(*read, value)) << "wrote " << show(value) << "\nread  " << show(*read);
  };
  both.expect_streamed = [value](Session& session) {
    check_streamed<Member>(session, [&](const std::optional<Stored>& read) {
      ASSERT_TRUE(read.has_value()) << "the value came back as NULL from a stream";
      EXPECT_TRUE(same(*read, value)) << "wrote " << show(value) << "\nread  " << show(*read) << " from a stream";
    });
  };
  // Reals are compared as they are stored, which is nobody's promise; documents are not compared at all.
  if constexpr (!std::is_same_v<Stored, Json> && !std::is_floating_point_v<Stored>)
    both.condition = [value] { return col<Member> == value; };
  return Case(name, [both, fate](Trial& trial) { check_round_trip(trial, both, fate); }, level, nullptr, {}, place);
}

template <auto Member>
[[nodiscard]] Case null_round_trip(std::string_view name) {
  RoundTrip both;
  both.write = [](Sample& sample) { sample.*Member = std::nullopt; };
  both.expect = [](const Sample& sample) { EXPECT_FALSE((sample.*Member).has_value()) << "NULL came back as a value"; };
  both.expect_streamed = [](Session& session) {
    check_streamed<Member>(session, [](const auto& read) { EXPECT_FALSE(read.has_value()) << "NULL came back as a value"; });
  };
  both.condition = [] { return col<Member>.is_null(); };
  return Case(name, [both](Trial& trial) { check_round_trip(trial, both, Fate::kept); });
}

}  // namespace weft::conformance
