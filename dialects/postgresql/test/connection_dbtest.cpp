// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "database.hpp"

namespace weft::postgresql::test {
namespace {

using testing::HasSubstr;
using testing::Not;

class Connecting : public OnServer {
 protected:
  std::string failure(std::string_view url) {
    try {
      (void)connect(url);
    } catch (const OperationalError& error) {
      EXPECT_THAT(error.what(), HasSubstr("cannot connect to"));
      return error.what();
    }
    return "nothing was thrown";
  }
};

TEST_F(Connecting, with_a_wrong_password_fails_without_showing_it) {
  std::string url = server_url();
  const std::size_t colon = url.find(':', url.find("//"));
  url.replace(colon + 1, url.find('@') - colon - 1, "wr%20ong");

  const std::string message = failure(url);

  EXPECT_THAT(message, HasSubstr("password authentication failed"));
  EXPECT_THAT(message, Not(HasSubstr("wr ong")));
  EXPECT_THAT(message, Not(HasSubstr("wr%20ong")));
}

TEST_F(Connecting, to_nobody_fails) {
  EXPECT_THAT(failure("postgresql://127.0.0.1:1/shop"), HasSubstr("is the server running"));
}

TEST_F(Connecting, settles_what_values_look_like) {
  EXPECT_EQ(text(*connection, "SHOW timezone"), "UTC");
  EXPECT_EQ(text(*connection, "SHOW datestyle"), "ISO, YMD");
  EXPECT_EQ(text(*connect(url("lock_timeout=1234")), "SHOW lock_timeout"), "1234ms");
  EXPECT_EQ(text(*connect(url("statement_timeout=4321")), "SHOW statement_timeout"), "4321ms");
}

TEST_F(Connecting, settles_what_values_look_like_against_the_environment) {
  setenv("PGTZ", "Asia/Tokyo", 1);
  setenv("PGDATESTYLE", "German", 1);
  const auto other = connect(url());
  unsetenv("PGTZ");
  unsetenv("PGDATESTYLE");

  EXPECT_EQ(text(*other, "SHOW timezone"), "UTC");
  EXPECT_EQ(text(*other, "SHOW datestyle"), "ISO, YMD");
}

using Statements = OnServer;

TEST_F(Statements, are_prepared_once_and_dropped_when_there_are_too_many) {
  ConnectOptions options;
  options.statement_cache = 2;
  const auto small = connect(url(), options);

  for (std::uint64_t id = 1; id <= 5; ++id) {
    const std::string sql = "SELECT " + std::to_string(id);
    EXPECT_EQ(rows(*small, sql, {}, id).size(), 1U);
    EXPECT_EQ(rows(*small, sql, {}, id).size(), 1U);
  }

  EXPECT_LE(number(*small, "SELECT count(*) FROM pg_prepared_statements"), 3);
  EXPECT_GE(number(*small, "SELECT count(*) FROM pg_prepared_statements"), 2);
}

TEST_F(Statements, survive_a_change_of_their_table) {
  run(*connection, "CREATE TABLE item (id integer)");
  run(*connection, "INSERT INTO item VALUES (1)");
  EXPECT_EQ(rows(*connection, "SELECT * FROM item", {}, 7).at(0).size(), 1U);

  run(*connection, "ALTER TABLE item ADD COLUMN name text");

  EXPECT_EQ(rows(*connection, "SELECT * FROM item", {}, 7).at(0).size(), 2U);
}

TEST_F(Statements, survive_a_change_of_their_table_as_the_first_of_a_transaction) {
  run(*connection, "CREATE TABLE item (id integer)");
  run(*connection, "INSERT INTO item VALUES (1)");
  EXPECT_EQ(rows(*connection, "SELECT * FROM item", {}, 7).at(0).size(), 1U);
  run(*connection, "ALTER TABLE item ADD COLUMN name text");

  connection->begin({.isolation = Isolation::serializable});
  EXPECT_EQ(rows(*connection, "SELECT * FROM item", {}, 7).at(0).size(), 2U);
  EXPECT_EQ(text(*connection, "SHOW transaction_isolation"), "serializable");
  connection->commit();
}

TEST_F(Statements, of_a_changed_table_in_the_middle_of_a_transaction_are_a_reason_to_run_it_again) {
  run(*connection, "CREATE TABLE item (id integer)");
  run(*connection, "INSERT INTO item VALUES (1)");
  const auto read_all = [&] {
    EXPECT_EQ(rows(*connection, "SELECT id FROM item WHERE id = 1", {}, 6).size(), 1U);
    EXPECT_EQ(rows(*connection, "SELECT * FROM item", {}, 7).size(), 1U);
    EXPECT_EQ(rows(*connection, "SELECT * FROM item ORDER BY id", {}, 8).size(), 1U);
  };
  read_all();
  run(*connection, "ALTER TABLE item ADD COLUMN name text");

  connection->begin({});
  try {
    read_all();
    FAIL() << "nothing was thrown";
  } catch (const SerializationError& error) {
    EXPECT_TRUE(error.retryable());
    EXPECT_EQ(error.sqlstate(), "0A000");
  }
  connection->rollback();

  // Once is enough, however many statements the table has.
  connection->begin({});
  read_all();
  connection->commit();
}

TEST_F(Statements, survive_in_a_transaction_that_somebody_throws_them_away) {
  EXPECT_EQ(rows(*connection, "SELECT 1", {}, 7).size(), 1U);
  EXPECT_EQ(rows(*connection, "SELECT 2", {}, 8).size(), 1U);
  run(*connection, "DEALLOCATE ALL");

  connection->begin({});
  EXPECT_EQ(rows(*connection, "SELECT 1", {}, 7).size(), 1U);
  EXPECT_EQ(rows(*connection, "SELECT 2", {}, 8).size(), 1U);
  connection->commit();
}

TEST_F(Statements, survive_that_somebody_throws_them_away) {
  EXPECT_EQ(rows(*connection, "SELECT 1", {}, 7).size(), 1U);
  run(*connection, "DEALLOCATE ALL");

  EXPECT_EQ(rows(*connection, "SELECT 1", {}, 7).size(), 1U);
}

TEST_F(Statements, that_fail_do_not_spoil_later_ones) {
  connection->begin({});
  EXPECT_THROW(rows(*connection, "SELECT nothing", {}, 8), StatementError);
  EXPECT_THROW(rows(*connection, "SELECT 1", {}, 9), OperationalError);
  connection->rollback();

  EXPECT_EQ(rows(*connection, "SELECT 1", {}, 9).size(), 1U);
}

TEST_F(Statements, report_the_rows_they_match) {
  run(*connection, "CREATE TABLE item (id integer, name text)");

  EXPECT_EQ(run(*connection, "INSERT INTO item VALUES (1, 'mug'), (2, 'cap')").rows, 2);
  EXPECT_EQ(run(*connection, "UPDATE item SET name = 'mug' WHERE id = 1").rows, 1);
  EXPECT_EQ(run(*connection, "DELETE FROM item WHERE id > 5").rows, 0);
}

TEST_F(Statements, may_run_while_a_cursor_is_open) {
  const auto cursor = connection->query({.sql = "SELECT n FROM generate_series(1, 3) AS n", .id = 1}, {}, {});
  EXPECT_EQ(number(*connection, "SELECT 7"), 7);
  std::vector<Cell> cells(1);

  EXPECT_EQ(cursor->fetch(cells), 1U);
  EXPECT_EQ(cells[0].integer, 1);
  EXPECT_EQ(cursor->column_name(0), "n");
}

using Lost = OnServer;

TEST_F(Lost, between_two_statements) {
  kill(*connection);

  EXPECT_THROW(run(*connection, "SELECT 1"), DisconnectedError);
  EXPECT_FALSE(connection->usable());
  EXPECT_FALSE(connection->ping());
}

TEST_F(Lost, in_a_transaction_never_goes_on_outside_of_it) {
  run(*connection, "CREATE TABLE item (id integer)");
  connection->begin({});
  run(*connection, "INSERT INTO item VALUES (1)", {}, 1);
  kill(*connection);

  for (int attempt = 0; attempt < 4; ++attempt)
    EXPECT_THROW(run(*connection, "INSERT INTO item VALUES (2)", {}, 2), DisconnectedError);
  EXPECT_THROW(connection->commit(), StatementError);

  EXPECT_EQ(number(*connect(url()), "SELECT count(*) FROM item"), 0);
}

TEST_F(Lost, during_a_query) {
  EXPECT_THROW(run(*connection, "SELECT pg_terminate_backend(pg_backend_pid()), pg_sleep(10)"), DisconnectedError);
  EXPECT_FALSE(connection->usable());
}

}  // namespace
}  // namespace weft::postgresql::test
