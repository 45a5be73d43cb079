// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "connection.hpp"
#include "database.hpp"

namespace weft::sqlite::test {
namespace {

constexpr std::string_view up_to_three = "SELECT value FROM (SELECT 1 AS value UNION ALL SELECT 2 UNION ALL SELECT 3)";

std::int64_t next(weft::Cursor& cursor) {
  Cell cell;
  return cursor.fetch({&cell, 1}) == 1 ? cell.integer : -1;
}

/// How many statements of this connection SQLite knows.
int prepared(weft::Connection& connection) {
  sqlite3* handle = dynamic_cast<sqlite::Connection&>(connection).handle();
  int count = 0;
  for (sqlite3_stmt* each = sqlite3_next_stmt(handle, nullptr); each != nullptr;
       each = sqlite3_next_stmt(handle, each)) {
    ++count;
  }
  return count;
}

TEST(StatementCache, prepares_a_statement_once) {
  const auto connection = connect("sqlite://");

  for (int time = 0; time < 5; ++time)
    run(*connection, "SELECT 1", {}, 1);

  EXPECT_EQ(prepared(*connection), 1);
}

TEST(StatementCache, keeps_no_statement_without_an_id) {
  const auto connection = connect("sqlite://");

  run(*connection, "SELECT 1");

  EXPECT_EQ(prepared(*connection), 0);
}

TEST(StatementCache, keeps_as_many_as_it_was_told) {
  const auto connection = connect("sqlite://", {.statement_cache = 3});

  for (std::uint64_t id = 1; id <= 10; ++id)
    run(*connection, "SELECT " + std::to_string(id), {}, id);

  EXPECT_EQ(prepared(*connection), 3);
}

TEST(StatementCache, keeps_none_when_told_so) {
  const auto connection = connect("sqlite://", {.statement_cache = 0});

  run(*connection, "SELECT 1", {}, 1);

  EXPECT_EQ(prepared(*connection), 0);
}

TEST(StatementCache, gives_each_open_cursor_a_statement_of_its_own) {
  const auto connection = connect("sqlite://");
  const auto outer = connection->query({.sql = up_to_three, .id = 1}, {}, {});
  ASSERT_EQ(next(*outer), 1);

  const auto inner = connection->query({.sql = up_to_three, .id = 1}, {}, {});
  EXPECT_EQ(next(*inner), 1);
  EXPECT_EQ(next(*inner), 2);
  run(*connection, up_to_three, {}, 1);

  EXPECT_EQ(next(*outer), 2);
  EXPECT_EQ(next(*inner), 3);
  EXPECT_EQ(next(*outer), 3);
  EXPECT_EQ(next(*outer), -1);
}

TEST(StatementCache, does_not_take_a_statement_from_an_open_cursor) {
  const auto connection = connect("sqlite://", {.statement_cache = 1});
  const auto cursor = connection->query({.sql = up_to_three, .id = 1}, {}, {});
  ASSERT_EQ(next(*cursor), 1);

  run(*connection, "SELECT 2", {}, 2);
  run(*connection, "SELECT 3", {}, 3);

  EXPECT_EQ(next(*cursor), 2);
  EXPECT_EQ(next(*cursor), 3);
}

TEST(StatementCache, uses_a_statement_again_after_an_error) {
  const auto connection = connect("sqlite://");
  run(*connection, "CREATE TABLE item (id INTEGER PRIMARY KEY)");
  const auto insert = [&](std::int64_t id) { run(*connection, "INSERT INTO item VALUES (?)", {Cell::of(id)}, 1); };
  insert(1);

  EXPECT_THROW(insert(1), IntegrityError);
  EXPECT_NO_THROW(insert(2));

  EXPECT_EQ(number(*connection, "SELECT count(*) FROM item"), 2);
  EXPECT_EQ(prepared(*connection), 1);
}

TEST(StatementCache, survives_a_change_of_the_tables) {
  const auto connection = connect("sqlite://");
  run(*connection, "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT)");
  run(*connection, "INSERT INTO item (name) VALUES ('a')", {}, 1);

  run(*connection, "ALTER TABLE item RENAME TO old_item");
  run(*connection, "CREATE TABLE item (id INTEGER PRIMARY KEY, price REAL, name TEXT)");
  run(*connection, "INSERT INTO item (name) VALUES ('a')", {}, 1);

  EXPECT_EQ(number(*connection, "SELECT count(*) FROM item"), 1);
}

}  // namespace
}  // namespace weft::sqlite::test
