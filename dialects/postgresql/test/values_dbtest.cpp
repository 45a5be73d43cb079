// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "database.hpp"

namespace weft::postgresql::test {
namespace {

using testing::HasSubstr;

class Values : public OnServer {
 protected:
  /// What comes back of a value that went through a column of this type.
  Value through(std::string_view type, const Cell& cell) {
    run(*connection, "DROP TABLE IF EXISTS one");
    run(*connection, "CREATE TABLE one (value " + std::string(type) + ")");
    run(*connection, "INSERT INTO one VALUES ($1)", {cell});
    return rows(*connection, "SELECT value FROM one").at(0).at(0);
  }
  std::string text_through(std::string_view type, std::string_view value) {
    return std::string(through(type, Cell::text(value)).cell().view());
  }
};

TEST_F(Values, integers_keep_their_extremes) {
  for (const std::int64_t value : {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max(),
                                   std::int64_t{0}, std::int64_t{-1}}) {
    EXPECT_EQ(through("bigint", Cell::of(value)).cell().integer, value);
  }
  EXPECT_EQ(through("smallint", Cell::of(std::int64_t{-32768})).cell().integer, -32768);
  EXPECT_EQ(through("boolean", Cell::of(std::int64_t{1})), Value(std::int64_t{1}));
  EXPECT_EQ(through("boolean", Cell::of(std::int64_t{0})), Value(std::int64_t{0}));
}

TEST_F(Values, reals_keep_every_bit) {
  for (const double value : {0.1, 1.0 / 3, -0.0, std::numeric_limits<double>::max(),
                             std::numeric_limits<double>::denorm_min(), std::numeric_limits<double>::infinity()}) {
    EXPECT_EQ(through("double precision", Cell::of(value)), Value(value));
  }
  EXPECT_TRUE(std::isnan(through("double precision", Cell::of(std::nan(""))).cell().real));
  EXPECT_EQ(static_cast<float>(through("real", Cell::of(static_cast<double>(0.1F))).cell().real), 0.1F);
}

TEST_F(Values, text_is_kept_whatever_it_holds) {
  for (const std::string_view value : {"", "it's \"quoted\" \\ $1", "NULL", "\xF0\x9F\xA6\x86 duck", "line\nline\ttab"}) {
    EXPECT_EQ(text_through("text", value), value);
  }
}

TEST_F(Values, text_with_a_nul_is_refused) {
  try {
    through("text", Cell::text(std::string_view("a\0b", 3)));
    FAIL() << "nothing was thrown";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("parameter 1 is text with a NUL in it"));
    EXPECT_THAT(error.what(), HasSubstr("std::vector<std::byte>"));
  }
}

TEST_F(Values, blobs_of_a_mebibyte_come_back) {
  std::string bytes;
  for (int index = 0; index < 1 << 20; ++index) bytes += static_cast<char>(index * 7);

  EXPECT_EQ(through("bytea", Cell::blob(bytes)).cell().view(), bytes);
  EXPECT_EQ(through("bytea", Cell::blob("")), Value::blob(""));
}

TEST_F(Values, of_time_travel_in_one_form) {
  EXPECT_EQ(text_through("timestamp with time zone", "1969-12-31 23:59:59.999999"), "1969-12-31 23:59:59.999999+00");
  EXPECT_EQ(text_through("timestamp with time zone", "0001-01-01 00:00:00"), "0001-01-01 00:00:00+00");
  EXPECT_EQ(text_through("timestamp", "9999-12-31 23:59:59.000001"), "9999-12-31 23:59:59.000001");
  EXPECT_EQ(text_through("date", "1815-12-10"), "1815-12-10");
  EXPECT_EQ(text_through("time", "10:15:00.000125"), "10:15:00.000125");
}

TEST_F(Values, of_other_types_travel_as_text) {
  EXPECT_EQ(text_through("numeric(30, 10)", "-12345678901234567890.0123456789"), "-12345678901234567890.0123456789");
  EXPECT_EQ(text_through("uuid", "6F9619FF-8B86-D011-B42D-00C04FC964FF"), "6f9619ff-8b86-d011-b42d-00c04fc964ff");
  EXPECT_EQ(text_through("jsonb", R"({"a": [1, "x"]})"), R"({"a": [1, "x"]})");
  EXPECT_EQ(text_through("integer[]", "{1,2}"), "{1,2}");
}

TEST_F(Values, many_rows_are_fetched_at_once) {
  const auto cursor = connection->query({.sql = "SELECT n, convert_to('b' || n, 'UTF8') FROM generate_series(1, 5) AS n"}, {}, {});
  std::vector<Cell> cells(2 * 3);

  ASSERT_EQ(cursor->fetch(cells), 3U);
  EXPECT_EQ(cells[1].view(), "b1");
  EXPECT_EQ(cells[4].integer, 3);
  EXPECT_EQ(cells[5].view(), "b3");
  ASSERT_EQ(cursor->fetch(cells), 2U);
  EXPECT_EQ(cells[3].view(), "b5");
  EXPECT_EQ(cursor->fetch(cells), 0U);
}

}  // namespace
}  // namespace weft::postgresql::test
