// SPDX-License-Identifier: MIT
#include "types.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace weft::postgresql::test {
namespace {

TEST(ArrayText, of_numbers_and_nothing) {
  EXPECT_EQ(array_text({}, 1), "{}");
  EXPECT_EQ(array_text({Value(std::int64_t{1}), Value(), Value(std::int64_t{-2})}, 1), "{1,NULL,-2}");
}

TEST(ArrayText, escapes_text) {
  EXPECT_EQ(array_text({Value::text("a \"q\" \\,{}"), Value::text("NULL"), Value::text("")}, 1),
            R"({"a \"q\" \\,{}","NULL",""})");
}

TEST(ArrayText, of_several_columns_is_an_array_in_each_element) {
  EXPECT_EQ(array_text({Value(std::int64_t{1}), Value::text("a\"b"), Value(std::int64_t{2}), Value()}, 2),
            R"({"{1,\"a\\\"b\"}","{2,NULL}"})");
}

TEST(ArrayText, of_bytes_is_hexadecimal) {
  EXPECT_EQ(array_text({Value::blob(std::string("\0\xff", 2))}, 1), R"({"\\x00ff"})");
}

TEST(RealText, is_exact_and_knows_what_is_no_number) {
  EXPECT_EQ(real_text(0.1), "0.1");
  EXPECT_EQ(real_text(-std::numeric_limits<double>::infinity()), "-Infinity");
  EXPECT_EQ(real_text(-std::numeric_limits<double>::quiet_NaN()), "NaN");
}

TEST(ReadCell, of_a_small_real_is_the_float_that_its_digits_name) {
  EXPECT_EQ(read_cell("3.4028235e+38", reading_of(700)).real, double{std::numeric_limits<float>::max()});
  EXPECT_EQ(read_cell("0.1", reading_of(700)).real, double{0.1F});
  EXPECT_EQ(read_cell("0.1", reading_of(701)).real, 0.1);
}

TEST(ReadBlob, takes_hexadecimal_digits) {
  EXPECT_EQ(read_blob("\\x00ff41"), std::string("\0\xff", 2) + "A");
  EXPECT_EQ(read_blob("\\x"), "");
}

}  // namespace
}  // namespace weft::postgresql::test
