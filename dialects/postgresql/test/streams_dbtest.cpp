// SPDX-License-Identifier: MIT
//
// Rows in portions are a cursor of the server: when it is there, and when it is not.
#include <gtest/gtest.h>

#include "database.hpp"

namespace weft::postgresql::test {
namespace {

class Streams : public OnServer {
 protected:
  std::unique_ptr<weft::Cursor> numbers(std::string_view sql = "SELECT generate_series(1, 10)") {
    return connection->query({.sql = sql, .id = 1, .portion = 4}, {}, {});
  }
  std::int64_t next(weft::Cursor& cursor) {
    Cell cell;
    return cursor.fetch({&cell, 1}) == 0 ? 0 : cell.integer;
  }
  /// Cursors that the server has open.
  std::int64_t open() { return number(*connection, "SELECT count(*) FROM pg_cursors WHERE name <> ''"); }
};

TEST_F(Streams, leave_the_rest_with_the_server) {
  connection->begin({});
  const auto cursor = numbers("SELECT generate_series(1, 1000000000000)");

  for (std::int64_t expected = 1; expected <= 9; ++expected) EXPECT_EQ(next(*cursor), expected);
}

TEST_F(Streams, end_their_cursor_with_the_last_row) {
  connection->begin({});
  const auto cursor = numbers();

  EXPECT_EQ(open(), 1);
  while (next(*cursor) != 0) {
  }

  EXPECT_EQ(open(), 0);
  EXPECT_EQ(next(*cursor), 0);
}

TEST_F(Streams, end_their_cursor_when_they_are_given_up) {
  connection->begin({});
  auto cursor = numbers();
  auto other = numbers();
  cursor.reset();

  EXPECT_EQ(open(), 1);
  EXPECT_EQ(next(*other), 1);
}

TEST_F(Streams, take_parameters) {
  connection->begin({});
  const Cell parameters[] = {Cell::of(std::int64_t{3}), Cell::text("x")};
  const auto cursor = connection->query(
      {.sql = "SELECT n, $2::text FROM (SELECT generate_series(1, 10) AS n) AS numbers WHERE n > $1::bigint", .id = 2, .portion = 2},
      parameters, {});
  std::vector<Cell> cells(2);

  ASSERT_EQ(cursor->fetch(cells), 1U);

  EXPECT_EQ(cells[0].integer, 4);
  EXPECT_EQ(cells[1].view(), "x");
  EXPECT_EQ(cursor->column_name(0), "n");
}

TEST_F(Streams, arrive_as_a_whole_outside_of_a_transaction) {
  const auto cursor = numbers();

  EXPECT_EQ(open(), 0);
  for (std::int64_t expected = 1; expected <= 10; ++expected) EXPECT_EQ(next(*cursor), expected);
}

TEST_F(Streams, say_where_a_statement_is_wrong) {
  connection->begin({});
  try {
    (void)numbers("SELECT nothing");
    FAIL() << "nothing was thrown";
  } catch (const StatementError& error) {
    EXPECT_EQ(error.sqlstate(), "42703");
  }
}

TEST_F(Streams, cannot_be_read_after_their_transaction) {
  connection->begin({});
  auto cursor = numbers();
  for (std::int64_t row = 0; row < 4; ++row) next(*cursor);
  connection->commit();

  EXPECT_THROW(next(*cursor), OperationalError);
  connection->begin({});
  EXPECT_THROW(next(*cursor), OperationalError);
  cursor.reset();  // which must not fail the new transaction
  EXPECT_EQ(number(*connection, "SELECT 1"), 1);
}

TEST_F(Streams, are_given_up_quietly_in_a_transaction_that_has_failed) {
  connection->begin({});
  auto cursor = numbers();
  EXPECT_THROW(run(*connection, "SELECT nothing"), StatementError);
  cursor.reset();
  connection->rollback();

  EXPECT_EQ(number(*connection, "SELECT 1"), 1);
}

TEST_F(Streams, are_given_up_quietly_after_their_savepoint) {
  connection->begin({});
  connection->savepoint("inner");
  auto cursor = numbers();
  connection->rollback_to_savepoint("inner");
  cursor.reset();

  EXPECT_EQ(number(*connection, "SELECT 1"), 1);
  connection->commit();
}

TEST_F(Streams, go_on_after_a_savepoint_that_is_younger) {
  connection->begin({});
  const auto cursor = numbers();
  for (std::int64_t row = 0; row < 4; ++row) next(*cursor);
  connection->savepoint("inner");
  connection->rollback_to_savepoint("inner");

  EXPECT_EQ(next(*cursor), 5);
}

TEST_F(Streams, tell_that_their_connection_is_lost) {
  connection->begin({});
  auto cursor = numbers();
  for (std::int64_t row = 0; row < 4; ++row) next(*cursor);
  kill(*connection);

  EXPECT_THROW(next(*cursor), DisconnectedError);
  cursor.reset();
}

}  // namespace
}  // namespace weft::postgresql::test
