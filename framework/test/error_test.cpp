// SPDX-License-Identifier: MIT
#include "weft/error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace weft::test {
namespace {

TEST(StatementError, tells_the_whole_story_in_aligned_lines) {
  const StatementError error("statement failed", {.message = "no such column: nme",
                                                  .sql = "SELECT nme FROM item",
                                                  .sqlstate = "42703",
                                                  .driver_code = 1,
                                                  .position = 7,
                                                  .remedy = "look at the mapping"});

  EXPECT_STREQ(error.what(), "statement failed: no such column: nme\n"
                             "  sql       SELECT nme FROM item\n"
                             "  at        nme FROM item\n"
                             "  sqlstate  42703\n"
                             "  code      1\n"
                             "  look at the mapping");
  EXPECT_EQ(error.sql(), "SELECT nme FROM item");
  EXPECT_EQ(error.driver_message(), "no such column: nme");
}

TEST(StatementError, leaves_out_what_is_not_known) {
  const StatementError error("cannot connect", {.message = "refused"});

  EXPECT_STREQ(error.what(), "cannot connect: refused");
}

TEST(StatementError, keeps_long_statements_out_of_the_message_but_not_out_of_reach) {
  const std::string sql = "SELECT " + std::string(5000, 'x');

  const StatementError error("statement failed", {.message = "no", .sql = sql});

  EXPECT_LT(std::string(error.what()).size(), 1200U);
  EXPECT_EQ(error.sql(), sql);
}

TEST(Error, takes_a_note_on_its_way_and_stays_what_it_is) {
  try {
    try {
      throw IntegrityError("statement failed", {.message = "no", .sql = "SELECT 1", .sqlstate = "23505"});
    } catch (Error& error) {
      error.add_note("while counting");
      throw;
    }
  } catch (const IntegrityError& error) {
    EXPECT_STREQ(error.what(), "statement failed: no\n"
                               "  sql       SELECT 1\n"
                               "  sqlstate  23505\n"
                               "  while counting");
    EXPECT_EQ(error.sqlstate(), "23505");
    EXPECT_EQ(error.driver_message(), "no");
  }
}

TEST(Error, keeps_its_notes_to_itself) {
  const UsageError first("cannot count: no fingers");
  UsageError second = first;

  second.add_note("take mine");

  EXPECT_STREQ(first.what(), "cannot count: no fingers");
  EXPECT_STREQ(second.what(), "cannot count: no fingers\n  take mine");
}

TEST(SerializationError, is_the_one_that_may_be_tried_again) {
  const SerializationError lost("statement failed", {.message = "deadlock"});
  const IntegrityError broken("statement failed", {.message = "unique"});

  EXPECT_TRUE(lost.retryable());
  EXPECT_FALSE(broken.retryable());
}

}  // namespace
}  // namespace weft::test
