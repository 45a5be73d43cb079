// SPDX-License-Identifier: MIT
//
// Difficult values: what was stored comes back, or the error says which limit was met.
#include <gmock/gmock.h>

#include <chrono>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "support/databases.hpp"

namespace weft::test {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

using Moment = std::chrono::sys_time<std::chrono::microseconds>;
using Bytes = std::vector<std::byte>;

struct Sample {
  std::int64_t id{};
  std::string words{};
  std::optional<double> real{};
  std::optional<float> small_real{};
  std::int64_t large{};
  std::int32_t medium{};
  std::int16_t small{};
  std::uint64_t natural{};
  bool yes{};
  Bytes bytes{};
  Moment moment{};
  std::optional<std::chrono::sys_days> day{};
  std::optional<std::chrono::microseconds> time_of_day{};
  Decimal amount{};
};

void map(Mapper<Sample>& m) {
  m.table("sample");
  m.column<&Sample::id>().primary_key();
  m.column<&Sample::words>();
  m.column<&Sample::real>();
  m.column<&Sample::small_real>();
  m.column<&Sample::large>();
  m.column<&Sample::medium>();
  m.column<&Sample::small>();
  m.column<&Sample::natural>();
  m.column<&Sample::yes>();
  m.column<&Sample::bytes>();
  m.column<&Sample::moment>();
  m.column<&Sample::day>();
  m.column<&Sample::time_of_day>();
  m.column<&Sample::amount>().type(types::Decimal{38, 12});
}

constexpr Moment midnight_of(int year, unsigned month, unsigned day) {
  return std::chrono::sys_days(std::chrono::year(year) / static_cast<int>(month) / static_cast<int>(day));
}

class RoundTrip : public OnDatabase {
protected:
  void prepare() override { create_all<Sample>(engine()); }

  /// The member of an object that was stored and read again, by its value and by a query for it.
  template <auto Member, class Value>
  Value stored(const Value& value) {
    Sample sample;
    sample.*Member = value;
    Session session(engine());
    const auto kept = session.add(std::move(sample));
    session.commit();
    Session other(engine());
    return (*other.get<Sample>(kept->id)).*Member;
  }
  template <auto Member, class Value>
  void expect_kept(const Value& value) {
    EXPECT_EQ((stored<Member, Value>(value)), value);
  }
  /// What storing the value throws.
  template <auto Member, class Value>
  std::string refusal(const Value& value) {
    try {
      (void)stored<Member, Value>(value);
    } catch (const Error& error) {
      return error.what();
    }
    return "it was stored";
  }
};

TEST_P(RoundTrip, keeps_texts_that_look_like_sql_or_nothing_at_all) {
  for (const std::string& words :
       {std::string(), std::string("it's"), std::string("'; DROP TABLE sample; --"), std::string("a \"b\" `c` [d]"),
        std::string("C:\\new\\'"), std::string("100 % _ ? :name $1 #"), std::string("one\r\ntwo\ttabs  "),
        std::string("\x01\x1F\x7F"), std::string("NULL")}) {
    expect_kept<&Sample::words>(words);
  }
}

TEST_P(RoundTrip, keeps_characters_of_every_plane) {
  for (const std::string& words :
       {std::string("\xC3\xA4\xE2\x82\xAC"),
        std::string("\xF0\x9F\x98\x80\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80"), std::string("e\xCC\x81"),
        std::string("\xF4\x8F\xBF\xBD"), std::string("\xEF\xBF\xBF")}) {
    expect_kept<&Sample::words>(words);
  }
}

TEST_P(RoundTrip, finds_texts_by_their_own_value) {
  const std::string words = "it's \\ \"\xF0\x9F\x98\x80\" %";
  expect_kept<&Sample::words>(words);
  Session session(engine());
  EXPECT_EQ(session.scalars(select<Sample>().where(col<&Sample::words> == words)).all().size(), 1U);
  EXPECT_TRUE(session.scalars(select<Sample>().where(col<&Sample::words> == words + " ")).all().empty() || on("mysql"));
}

TEST_P(RoundTrip, keeps_a_nul_in_a_text_or_says_that_it_cannot) {
  const std::string words("a\0b", 3);
  if (on("postgresql")) {
    EXPECT_THAT((refusal<&Sample::words>(words)), HasSubstr("is text with a NUL in it, which PostgreSQL cannot store"));
  } else {
    expect_kept<&Sample::words>(words);
  }
}

TEST_P(RoundTrip, keeps_a_mebibyte) {
  Bytes bytes(std::size_t{1} << 20U);
  for (std::size_t index = 0; index < bytes.size(); ++index)
    bytes[index] = static_cast<std::byte>(index % 251);
  EXPECT_TRUE((stored<&Sample::bytes>(bytes) == bytes));
  const std::string words(std::size_t{1} << 20U, '\'');
  EXPECT_TRUE((stored<&Sample::words>(words) == words));
}

TEST_P(RoundTrip, keeps_every_byte) {
  Bytes bytes(256);
  for (std::size_t index = 0; index < bytes.size(); ++index)
    bytes[index] = static_cast<std::byte>(index);
  expect_kept<&Sample::bytes>(bytes);
  expect_kept<&Sample::bytes>(Bytes{});
  expect_kept<&Sample::bytes>(Bytes{std::byte{0}});
}

TEST_P(RoundTrip, keeps_integers_to_both_ends) {
  for (const auto value : {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()})
    expect_kept<&Sample::large>(value);
  for (const auto value : {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()})
    expect_kept<&Sample::medium>(value);
  for (const auto value : {std::numeric_limits<std::int16_t>::min(), std::numeric_limits<std::int16_t>::max()})
    expect_kept<&Sample::small>(value);
  expect_kept<&Sample::natural>(static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()));
  expect_kept<&Sample::yes>(true);
}

TEST_P(RoundTrip, refuses_natural_numbers_beyond_the_signed_ones) {
  EXPECT_THAT((refusal<&Sample::natural>(std::numeric_limits<std::uint64_t>::max())), HasSubstr("9223372036854775807"));
}

TEST_P(RoundTrip, keeps_every_bit_of_reals) {
  using Limits = std::numeric_limits<double>;
  for (const double value :
       {0.1, 1.0 / 3, Limits::max(), Limits::lowest(), Limits::min(), Limits::denorm_min(), -1e-300})
    expect_kept<&Sample::real>(std::optional(value));
  for (const float value : {0.1F, 1.0F / 3, std::numeric_limits<float>::max(), std::numeric_limits<float>::min()})
    expect_kept<&Sample::small_real>(std::optional(value));
}

TEST_P(RoundTrip, keeps_what_is_no_number_or_says_that_it_cannot) {
  const std::optional<double> nan = std::nan("");
  if (on("postgresql")) {
    EXPECT_TRUE(std::isnan((stored<&Sample::real>(nan).value())));
  } else {
    EXPECT_THAT((refusal<&Sample::real>(nan)), HasSubstr("cannot store NaN"));
  }
}

TEST_P(RoundTrip, keeps_infinities_or_says_that_it_cannot) {
  for (const double value : {HUGE_VAL, -HUGE_VAL}) {
    if (on("mysql")) {
      EXPECT_THAT((refusal<&Sample::real>(std::optional(value))), HasSubstr("cannot store NaN or infinity"));
    } else {
      expect_kept<&Sample::real>(std::optional(value));
    }
  }
}

TEST_P(RoundTrip, keeps_microseconds_and_years_long_before_1970) {
  for (const Moment moment :
       {Moment(), Moment(-1us), midnight_of(1969, 12, 31), Moment(midnight_of(2026, 11, 23) + 125us),
        Moment(midnight_of(1582, 10, 15) - 1us), midnight_of(1, 1, 1), Moment(midnight_of(1900, 3, 1) + 1s),
        Moment(midnight_of(10000, 1, 1) - 1us)}) {
    expect_kept<&Sample::moment>(moment);
  }
  for (const int year : {1, 1582, 1900, 1969, 2000, 9999})
    expect_kept<&Sample::day>(std::optional(std::chrono::sys_days(std::chrono::year(year) / 2 / 28)));
  for (const auto time : {0us, 1us, 43200000000us, 86399999999us})
    expect_kept<&Sample::time_of_day>(std::optional(time));
}

TEST_P(RoundTrip, refuses_moments_outside_of_the_years_that_databases_have) {
  for (const Moment moment : {Moment(midnight_of(1, 1, 1) - 1us), midnight_of(10000, 1, 1), Moment::max()})
    EXPECT_THAT((refusal<&Sample::moment>(moment)), HasSubstr("9999"));
  EXPECT_THAT((refusal<&Sample::time_of_day>(std::optional<std::chrono::microseconds>(24h))), HasSubstr("below 24:00"));
}

TEST_P(RoundTrip, keeps_the_digits_of_decimals) {
  for (const char* digits : {"0.1", "-123.000000000001", "999999999999.999"})
    expect_kept<&Sample::amount>(Decimal(digits));
  if (on("sqlite"))
    return; // has 15 digits, as its README says
  for (const char* digits : {"-12345678901234567890123456.123456789012", "99999999999999999999999999.999999999999"})
    expect_kept<&Sample::amount>(Decimal(digits));
}

WEFT_ON_DATABASES(RoundTrip);

} // namespace
} // namespace weft::test
