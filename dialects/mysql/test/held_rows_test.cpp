// SPDX-License-Identifier: MIT
//
// Rows of a stream that wait in memory.
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

#include "held_rows.hpp"

namespace weft::mysql::test {
namespace {

using Row = std::array<std::string_view, 3>;

TEST(HeldRows, come_back_in_their_order_with_every_byte) {
  HeldRows held;
  const std::string bytes("\0\xFF\n", 3);
  held.add(Row{"1", bytes, std::string_view()});
  held.add(Row{"2", std::string_view(""), "x"});

  Row row;
  ASSERT_TRUE(held.next(row));
  EXPECT_EQ(row, (Row{"1", bytes, std::string_view()}));
  EXPECT_EQ(row[2].data(), nullptr) << "NULL is no empty text";
  ASSERT_TRUE(held.next(row));
  EXPECT_EQ(row, (Row{"2", "", "x"}));
  EXPECT_NE(row[1].data(), nullptr) << "an empty text is not NULL";
  EXPECT_FALSE(held.next(row));
  EXPECT_FALSE(held.next(row));
}

TEST(HeldRows, may_be_larger_than_what_is_set_aside_for_many) {
  HeldRows held;
  for (std::size_t size = 1; size < 1U << 20U; size *= 3) held.add(Row{std::string(size, 'a'), "b", std::string(size, 'c')});

  Row row;
  for (std::size_t size = 1; size < 1U << 20U; size *= 3) {
    ASSERT_TRUE(held.next(row));
    EXPECT_EQ(row, (Row{std::string(size, 'a'), "b", std::string(size, 'c')}));
  }
  EXPECT_FALSE(held.next(row));
}

TEST(HeldRows, may_be_added_while_others_are_given_out) {
  HeldRows held;
  Row row;
  for (int round = 0; round < 3; ++round) {
    held.add(Row{"1", "2", "3"});
    ASSERT_TRUE(held.next(row));
    EXPECT_EQ(row, (Row{"1", "2", "3"}));
    EXPECT_FALSE(held.next(row));
  }
}

}  // namespace
}  // namespace weft::mysql::test
