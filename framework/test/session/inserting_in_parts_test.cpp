// SPDX-License-Identifier: MIT
//
// INSERT statements of the program's own with more rows than the database takes in one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

std::vector<Item> numbered(int count) {
  std::vector<Item> items;
  for (int number = 0; number < count; ++number) items.push_back({.name = std::to_string(number)});
  return items;
}

TEST(InsertingInParts, sends_as_many_statements_as_the_rows_take_and_counts_them_together) {
  Database database;
  Session session(database.engine);
  StatementCounter counter(database.engine);

  const auto stored = session.execute(insert<Item>().values(numbered(250))).affected_rows();

  EXPECT_EQ(stored, 250);
  EXPECT_EQ(counter.count(), 3U) << "SQLite takes 100 rows at once";
}

TEST(InsertingInParts, returns_what_all_of_them_return) {
  Database database;
  Session session(database.engine);

  const auto rows = session.execute(insert<Item>().values(numbered(250)).returning(col<&Item::name>)).all();

  ASSERT_EQ(rows.size(), 250U);
  EXPECT_EQ(std::get<0>(rows.front()), "0");
  EXPECT_EQ(std::get<0>(rows.back()), "249");
}

TEST(InsertingInParts, is_not_for_rows_that_fit) {
  Database database;
  Session session(database.engine);
  StatementCounter counter(database.engine);

  session.execute(insert<Item>().values(numbered(100)));

  EXPECT_EQ(counter.count(), 1U);
}

}  // namespace
}  // namespace weft::test
