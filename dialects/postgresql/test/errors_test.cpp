// SPDX-License-Identifier: MIT
#include "errors.hpp"

#include <gtest/gtest.h>

namespace weft::postgresql::test {
namespace {

TEST(ServerMessage, keeps_the_first_line_and_the_hint) {
  const ServerMessage read = read_message("ERROR:  duplicate key value violates unique constraint \"item_name_key\"\n"
                                          "DETAIL:  Key (name)=(secret) already exists.\nHINT:  Choose another.\n",
                                          "23505", "INSERT INTO item VALUES ($1)");

  EXPECT_EQ(read.text, "duplicate key value violates unique constraint \"item_name_key\"");
  EXPECT_EQ(read.hint, "Choose another.");
  EXPECT_EQ(read.position, -1);
}

TEST(ServerMessage, leads_back_to_the_place) {
  const std::string_view sql = "SELECT id, nme FROM item";

  const ServerMessage read = read_message("ERROR:  column \"nme\" does not exist\nLINE 1: SELECT id, nme FROM item\n"
                                          "                   ^\n",
                                          "42703", sql);

  EXPECT_EQ(read.position, static_cast<int>(sql.find("nme")));
}

TEST(ServerMessage, says_no_place_when_two_would_do) {
  const ServerMessage read = read_message("ERROR:  syntax error\nLINE 2: , x\n        ^\n", "42601", "SELECT\n, x\n, x");

  EXPECT_EQ(read.position, -1);
}

TEST(ServerMessage, drops_values_that_were_wrong) {
  const ServerMessage read = read_message("ERROR:  invalid input syntax for type integer: \"secret\"\n", "22P02", "");

  EXPECT_EQ(read.text, "invalid input syntax for type integer: \"...\"");
}

}  // namespace
}  // namespace weft::postgresql::test
