// SPDX-License-Identifier: MIT
#include "session/row_order.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace weft::detail {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

TEST(RowOrder, rows_that_wait_for_nothing_are_of_the_first_level) {
  RowOrder order(3);

  order.solve();

  for (std::size_t row = 0; row < 3; ++row) EXPECT_EQ(order.level(row), 0U);
  EXPECT_THAT(order.broken(), IsEmpty());
}

TEST(RowOrder, nothing_can_be_ordered) {
  RowOrder order(0);

  order.solve();

  EXPECT_THAT(order.broken(), IsEmpty());
}

TEST(RowOrder, a_row_comes_after_all_that_it_waits_for) {
  RowOrder order(4);
  order.wait(0, 1, Tie::firm, 0);
  order.wait(1, 2, Tie::firm, 1);
  order.wait(0, 3, Tie::firm, 2);

  order.solve();

  EXPECT_EQ(order.level(2), 0U);
  EXPECT_EQ(order.level(3), 0U);
  EXPECT_EQ(order.level(1), 1U);
  EXPECT_EQ(order.level(0), 2U);
}

TEST(RowOrder, the_same_wait_twice_is_one) {
  RowOrder order(2);
  order.wait(0, 1, Tie::firm, 0);
  order.wait(0, 1, Tie::loose, 1);

  order.solve();

  EXPECT_EQ(order.level(0), 1U);
  EXPECT_THAT(order.broken(), IsEmpty());
}

TEST(RowOrder, a_circle_gives_up_the_wait_that_may_be_broken) {
  for (const bool first_may : {true, false}) {
    RowOrder order(2);
    order.wait(0, 1, first_may ? Tie::loose : Tie::firm, 10);
    order.wait(1, 0, first_may ? Tie::firm : Tie::loose, 11);

    order.solve();

    EXPECT_THAT(order.broken(), ElementsAre(first_may ? 10U : 11U));
    EXPECT_EQ(order.level(first_may ? 0 : 1), 0U);
    EXPECT_EQ(order.level(first_may ? 1 : 0), 1U);
  }
}

TEST(RowOrder, a_long_circle_is_broken_once) {
  RowOrder order(5);
  for (std::size_t row = 0; row < 5; ++row) order.wait(row, (row + 1) % 5, row == 3 ? Tie::loose : Tie::firm, row);

  order.solve();

  EXPECT_THAT(order.broken(), ElementsAre(3U));
  EXPECT_EQ(order.level(3), 0U);
  EXPECT_EQ(order.level(2), 1U);
  EXPECT_EQ(order.level(4), 4U);
}

TEST(RowOrder, circles_that_share_a_row_are_all_broken) {
  RowOrder order(3);
  order.wait(0, 1, Tie::loose, 0);
  order.wait(1, 0, Tie::firm, 1);
  order.wait(0, 2, Tie::loose, 2);
  order.wait(2, 0, Tie::firm, 3);

  order.solve();

  EXPECT_THAT(order.broken(), UnorderedElementsAre(0U, 2U));
  EXPECT_EQ(order.level(0), 0U);
  EXPECT_EQ(order.level(1), 1U);
  EXPECT_EQ(order.level(2), 1U);
}

TEST(RowOrder, rows_behind_a_circle_keep_their_order) {
  RowOrder order(4);
  order.wait(3, 2, Tie::loose, 0);
  order.wait(2, 1, Tie::firm, 1);
  order.wait(1, 0, Tie::loose, 2);
  order.wait(0, 1, Tie::firm, 3);

  order.solve();

  EXPECT_THAT(order.broken(), ElementsAre(2U)) << "a wait outside of circles is kept, though it may be broken";
  EXPECT_EQ(order.level(1), 0U);
  EXPECT_EQ(order.level(0), 1U);
  EXPECT_EQ(order.level(2), 1U);
  EXPECT_EQ(order.level(3), 2U);
}

TEST(RowOrder, a_circle_without_a_loose_wait_gives_up_a_tight_one) {
  RowOrder order(3);
  order.wait(0, 1, Tie::firm, 0);
  order.wait(1, 2, Tie::tight, 1);
  order.wait(2, 0, Tie::firm, 2);

  order.solve();

  EXPECT_THAT(order.broken(), ElementsAre(1U));
  EXPECT_THAT(order.knot(), IsEmpty());
}

TEST(RowOrder, a_circle_that_nothing_may_break_is_broken_all_the_same) {
  RowOrder order(2);
  order.wait(0, 1, Tie::firm, 0);
  order.wait(1, 0, Tie::firm, 1);

  order.solve();

  EXPECT_EQ(order.broken().size(), 1U);
  EXPECT_THAT(order.knot(), UnorderedElementsAre(0U, 1U));
}

TEST(RowOrder, a_row_that_waits_for_itself_is_placed) {
  RowOrder order(2);
  order.wait(0, 0, Tie::loose, 7);
  order.wait(1, 0, Tie::firm, 8);

  order.solve();

  EXPECT_THAT(order.broken(), ElementsAre(7U));
  EXPECT_EQ(order.level(0), 0U);
  EXPECT_EQ(order.level(1), 1U);
}

TEST(RowOrder, a_hundred_thousand_rows_in_a_chain_are_ordered) {
  constexpr std::size_t rows = 100'000;
  RowOrder order(rows);
  for (std::size_t row = 0; row + 1 < rows; ++row) order.wait(row, row + 1, Tie::loose, row);

  order.solve();

  EXPECT_EQ(order.level(rows - 1), 0U);
  EXPECT_EQ(order.level(0), rows - 1);
  EXPECT_THAT(order.broken(), IsEmpty());
}

TEST(RowOrder, many_small_circles_are_broken_in_no_time) {
  constexpr std::size_t pairs = 500'000;
  RowOrder order(2 * pairs);
  for (std::size_t pair = 0; pair < pairs; ++pair) {
    order.wait(2 * pair, 2 * pair + 1, Tie::loose, pair);
    order.wait(2 * pair + 1, 2 * pair, Tie::firm, pairs + pair);
  }

  order.solve();

  EXPECT_EQ(order.broken().size(), pairs);
  for (auto tag : order.broken()) EXPECT_LT(tag, pairs);
}

}  // namespace
}  // namespace weft::detail
