// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "support/sql_trees.hpp"
#include "weft/error.hpp"

namespace weft::test {
namespace {

sql::CompiledSql compiled(std::string text, std::vector<sql::NodePtr> values = {}) {
  return StandardCompiler().raw(*node(sql::NodeKind::raw, std::move(values), std::move(text)));
}

TEST(CompilerRaw, puts_placeholders_where_the_names_are) {
  const sql::NodePtr low = value(1);
  const sql::NodePtr high = value(2);

  const sql::CompiledSql result = compiled("SELECT * FROM item WHERE price < :high AND price > :low AND :high > 0",
                                           {label(low, "low"), label(high, "high")});

  EXPECT_EQ(result.text, "SELECT * FROM item WHERE price < ? AND price > ? AND ? > 0");
  ASSERT_EQ(result.slots.size(), 3U);
  EXPECT_EQ(result.slots[0].node, high.get());
  EXPECT_EQ(result.slots[1].node, low.get());
  EXPECT_EQ(result.slots[2].node, high.get());
}

TEST(CompilerRaw, leaves_quotes_comments_and_casts_alone) {
  for (const char* text : {"SELECT ':a'", "SELECT 'it''s :a'", "SELECT \":a\"", "SELECT `:a`", "SELECT 1 -- :a",
                           "SELECT /* :a */ 1", "SELECT x::a", "SELECT $$ :a $$", "SELECT $f$ $$ :a $f$",
                           "SELECT 1 : 2", "SELECT 'open :a", "a[1:2]", "12:30"}) {
    EXPECT_EQ(compiled(text).text, text);
  }
}

TEST(CompilerRaw, goes_on_behind_quotes_and_comments) {
  const sql::NodePtr a = label(value(1), "a");

  EXPECT_EQ(compiled("'x':a", {a}).text, "'x'?");
  EXPECT_EQ(compiled("-- x\n:a", {a}).text, "-- x\n?");
  EXPECT_EQ(compiled("/* x */:a", {a}).text, "/* x */?");
  EXPECT_EQ(compiled("$1 :a", {a}).text, "$1 ?");
  EXPECT_EQ(compiled("$$x$$:a", {a}).text, "$$x$$?");
  EXPECT_EQ(compiled(":a::text", {a}).text, "?::text");
}

TEST(CompilerRaw, takes_a_colon_behind_a_backslash_as_one) {
  EXPECT_EQ(compiled("a[1\\:n]").text, "a[1:n]");
}

TEST(CompilerRaw, names_the_parameter_without_a_value) {
  try {
    (void)compiled("SELECT :low, :hihg", {label(value(1), "low"), label(value(2), "high")});
    FAIL() << "nothing was thrown";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(), "SQL text cannot be used: its parameter \":hihg\" has no value\n"
                               "  given    :low, :high\n"
                               "  give it one with  .bind(\"hihg\", value), or write the colon as \\:");
  }
}

TEST(CompilerRaw, names_the_value_without_a_parameter) {
  try {
    (void)compiled("SELECT ':low'", {label(value(1), "low")});
    FAIL() << "nothing was thrown";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(), "SQL text cannot be used: it has no parameter \":low\" for the value given\n"
                               "  names in quotes and comments do not count");
  }
}

}  // namespace
}  // namespace weft::test
