// SPDX-License-Identifier: MIT
#include "weft/mapping/decimal.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <limits>

#include "mapping/cells.hpp"

namespace mapping_test {
namespace {

using weft::Cell;
using weft::Decimal;
using weft::Rounding;

const std::string longest(38, '9');

TEST(Decimal, is_written_as_it_was_read) {
  for (const char* text : {"0", "-12.50", "0.001", "-0.5", "100", "0.00"})
    EXPECT_EQ(Decimal(text).to_string(), text);
  EXPECT_EQ(Decimal(longest).to_string(), longest);
  EXPECT_EQ(Decimal("-0." + longest).to_string(), "-0." + longest);
  EXPECT_EQ(Decimal("+3").to_string(), "3");
  EXPECT_EQ(Decimal(".5").to_string(), "0.5");
  EXPECT_EQ(Decimal("1.2e3").to_string(), "1200");
  EXPECT_EQ(Decimal("12E-4").to_string(), "0.0012");
}

TEST(Decimal, is_made_of_integers_of_any_size) {
  EXPECT_EQ(Decimal(std::numeric_limits<std::int64_t>::min()).to_string(), "-9223372036854775808");
  EXPECT_EQ(Decimal(std::numeric_limits<std::uint64_t>::max()).to_string(), "18446744073709551615");
  EXPECT_EQ(Decimal(-1).to_string(), "-1");
}

TEST(Decimal, refuses_what_is_no_number_or_too_long) {
  for (const char* text : {"", "-", ".", "1.2.3", "12a", "1e", "1e+", "0x10", "1,5", " 1", "1e999"})
    EXPECT_EQ(Decimal::parse(text), std::nullopt) << text;
  EXPECT_EQ(Decimal::parse("1" + longest), std::nullopt);
  EXPECT_THROW(Decimal("twelve"), weft::UsageError);
}

TEST(Decimal, compares_by_value) {
  EXPECT_EQ(Decimal("1.5"), Decimal("1.50"));
  EXPECT_EQ(std::hash<Decimal>{}(Decimal("1.5")), std::hash<Decimal>{}(Decimal("1.50")));
  EXPECT_LT(Decimal("-1.5"), Decimal("-1.49"));
  EXPECT_LT(Decimal("-0.1"), Decimal("0.1"));
  EXPECT_GT(Decimal(longest), Decimal("0." + longest));
  EXPECT_EQ(Decimal("-0"), Decimal(0));
}

TEST(Decimal, calculates_exactly) {
  EXPECT_EQ((Decimal("0.1") + Decimal("0.2")).to_string(), "0.3");
  EXPECT_EQ((Decimal("19.99") * 3 + Decimal("0.50")).to_string(), "60.47");
  EXPECT_EQ((Decimal("1") - Decimal("1.25")).to_string(), "-0.25");
  EXPECT_EQ((-Decimal("-2.50")).to_string(), "2.50");
  EXPECT_EQ((Decimal("-1.5") * Decimal("1.5")).to_string(), "-2.25");

  Decimal total;
  total += Decimal("2.5");
  total *= Decimal(4);
  total -= Decimal("0.5");

  EXPECT_EQ(total, Decimal("9.5"));
}

TEST(Decimal, throws_instead_of_losing_digits) {
  EXPECT_THROW(Decimal(longest) + 1, weft::UsageError);
  EXPECT_THROW(Decimal(longest) * Decimal(longest), weft::UsageError);
  EXPECT_THROW(Decimal(longest) + Decimal("0.1"), weft::UsageError);
  EXPECT_EQ(Decimal(longest) + Decimal("0.000"), Decimal(longest));
}

TEST(Decimal, rounds_as_it_is_told) {
  EXPECT_EQ(Decimal("2.675").rounded(2).to_string(), "2.68");
  EXPECT_EQ(Decimal("-2.675").rounded(2).to_string(), "-2.68");
  EXPECT_EQ(Decimal("2.665").rounded(2, Rounding::half_even).to_string(), "2.66");
  EXPECT_EQ(Decimal("2.675").rounded(2, Rounding::half_even).to_string(), "2.68");
  EXPECT_EQ(Decimal("-2.679").rounded(2, Rounding::down).to_string(), "-2.67");
  EXPECT_EQ(Decimal("2").rounded(2).to_string(), "2.00");
  EXPECT_EQ(Decimal("2.500").normalized().to_string(), "2.5");
  EXPECT_THROW((void)Decimal(longest).rounded(1), weft::UsageError);
  EXPECT_THROW((void)Decimal(1).rounded(39), weft::UsageError);
}

TEST(Decimal, takes_doubles_as_they_are_written) {
  EXPECT_EQ(Decimal::from_double(2.675, 2).to_string(), "2.68");
  EXPECT_EQ(Decimal::from_double(1e-300, 2).to_string(), "0.00");
  EXPECT_EQ(Decimal("0.1").to_double(), 0.1);
  EXPECT_THROW((void)Decimal::from_double(1e300, 2), weft::UsageError);
  EXPECT_THROW((void)Decimal::from_double(std::numeric_limits<double>::infinity(), 2), weft::UsageError);
}

TEST(Decimal, travels_as_text_and_is_read_from_numbers) {
  EXPECT_EQ(bound(Decimal("-12.50")), weft::Value::text("-12.50"));
  EXPECT_EQ(read<Decimal>(Cell::text("12.50"))->to_string(), "12.50");
  EXPECT_EQ(read<Decimal>(Cell::of(std::int64_t{-3})), Decimal(-3));
  EXPECT_EQ(read<Decimal>(Cell::of(19.99)), Decimal("19.99"));
  EXPECT_EQ(read<Decimal>(Cell::of(std::numeric_limits<double>::quiet_NaN())), std::nullopt);
  EXPECT_EQ(read<Decimal>(Cell::text("NaN")), std::nullopt);
}

} // namespace
} // namespace mapping_test
