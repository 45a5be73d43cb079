// SPDX-License-Identifier: MIT
#include "weft/value.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace weft::test {
namespace {

TEST(Value, owns_what_a_cell_only_shows) {
  std::string bytes = "a text that does not fit into the string object itself";
  const Value value(Cell::text(bytes));

  bytes.assign(bytes.size(), '#');

  EXPECT_EQ(value.cell().view(), "a text that does not fit into the string object itself");
  EXPECT_EQ(value.kind(), CellKind::text);
}

TEST(Value, is_shown_from_where_it_is_now) {
  Value value = Value::text("short");
  const Value copy = value;

  value = Value::text("other");

  EXPECT_EQ(copy.cell().view(), "short");
  EXPECT_EQ(value.cell().view(), "other");
}

TEST(Value, equals_another_of_the_same_kind_and_bits_only) {
  EXPECT_EQ(Value(), Value());
  EXPECT_EQ(Value::blob("1"), Value::blob("1"));
  EXPECT_FALSE(Value::text("1") == Value::blob("1"));
  EXPECT_FALSE(Value(std::int64_t{1}) == Value(1.0));
  EXPECT_FALSE(Value(0.0) == Value(-0.0));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(Value(nan), Value(nan));
}

}  // namespace
}  // namespace weft::test
