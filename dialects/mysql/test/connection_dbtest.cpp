// SPDX-License-Identifier: MIT
#include "connection.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "database.hpp"

namespace weft::mysql::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class Connection : public ServerTest {
 protected:
  void prepare() override {
    connection = connect(url());
    run(*connection, "CREATE TABLE item (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(50) UNIQUE, "
                     "price DOUBLE)");
  }

  std::unique_ptr<weft::Connection> connection{};
};

TEST_F(Connection, speaks_utf8_of_four_bytes_in_strict_mode_and_world_time) {
  EXPECT_EQ(text(*connection, "SELECT @@character_set_client"), "utf8mb4");
  EXPECT_EQ(text(*connection, "SELECT @@character_set_results"), "utf8mb4");
  EXPECT_EQ(text(*connection, "SELECT @@collation_connection"), "utf8mb4_bin");
  EXPECT_THAT(text(*connection, "SELECT @@sql_mode"), HasSubstr("STRICT_ALL_TABLES"));
  EXPECT_EQ(text(*connection, "SELECT @@time_zone"), "+00:00");
  EXPECT_THROW(run(*connection, "INSERT INTO item (name) VALUES (?)", {Cell::text(std::string(51, 'a'))}),
               StatementError);
}

TEST_F(Connection, counts_the_rows_that_matched_and_not_only_those_that_changed) {
  run(*connection, "INSERT INTO item (name) VALUES ('a'), ('b')");

  EXPECT_EQ(run(*connection, "UPDATE item SET price = 1").rows, 2);
  EXPECT_EQ(run(*connection, "UPDATE item SET price = 1").rows, 2);
  EXPECT_EQ(run(*connection, "UPDATE item SET price = 1 WHERE name = 'z'").rows, 0);
  EXPECT_EQ(run(*connection, "DELETE FROM item").rows, 2);
}

TEST_F(Connection, drops_rows_that_nobody_asked_for) {
  EXPECT_EQ(run(*connection, "SELECT 1 UNION SELECT 2").rows, 0);
  run(*connection, "CREATE PROCEDURE several() BEGIN SELECT 1; SELECT 2; END");
  EXPECT_EQ(run(*connection, "CALL several()").rows, 0);
  EXPECT_THROW(rows(*connection, "CALL several()"), UsageError);
  EXPECT_EQ(number(*connection, "SELECT 3"), 3) << "nothing is left on the wire";
}

TEST_F(Connection, knows_the_key_of_the_first_row_of_an_insert) {
  const std::vector<Cell> cells{Cell::text("a"), Cell::text("b"), Cell::text("c"), Cell::text("d")};
  std::vector<std::int64_t> counts(2);
  std::vector<std::int64_t> keys(2);

  connection->execute_batch({.sql = "INSERT INTO item (name) VALUES (?), (?)", .id = 1}, {cells, 2, 2}, counts, keys);

  EXPECT_THAT(counts, ElementsAre(2, 2));
  const std::int64_t first = number(*connection, "SELECT min(id) FROM item");
  EXPECT_THAT(keys, ElementsAre(first, number(*connection, "SELECT id FROM item WHERE name = 'c'")));
  EXPECT_EQ(number(*connection, "SELECT id FROM item WHERE name = 'b'"), first + 1);
}

TEST_F(Connection, stops_a_batch_at_its_first_error) {
  const std::vector<Cell> cells{Cell::text("a"), Cell::text("a"), Cell::text("b")};

  EXPECT_THROW(connection->execute_batch({.sql = "INSERT INTO item (name) VALUES (?)", .id = 1}, {cells, 1, 3}, {}, {}),
               IntegrityError);

  EXPECT_EQ(number(*connection, "SELECT count(*) FROM item"), 1);
}

TEST_F(Connection, keeps_a_key_of_zero) {
  run(*connection, "INSERT INTO item (id, name) VALUES (0, 'zero')");

  EXPECT_EQ(number(*connection, "SELECT id FROM item"), 0);
}

TEST_F(Connection, refuses_the_wrong_number_of_parameters) {
  try {
    run(*connection, "UPDATE item SET name = ? WHERE id = ?", {Cell::text("a")});
    FAIL() << "nothing was thrown";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("it has 2 parameters and was given 1"));
  }
}

TEST_F(Connection, refuses_texts_that_are_not_one_statement) {
  EXPECT_THROW(run(*connection, ""), StatementError);
  EXPECT_THROW(run(*connection, "DELETE FROM item; DROP TABLE item"), StatementError);
  EXPECT_THAT(rows(*connection, "SELECT count(*) FROM item").size(), 1U);
}

TEST_F(Connection, reads_quotes_bars_and_backslashes_as_the_standard_does) {
  EXPECT_EQ(text(*connection, R"(SELECT 'a\b')"), R"(a\b)");
  EXPECT_EQ(text(*connection, "SELECT 'a' || 'b'"), "ab");
  EXPECT_THROW(run(*connection, "UPDATE item SET name = \"nmae\""), StatementError);
}

TEST_F(Connection, prepares_what_it_is_to_keep_once_and_no_more_than_it_may) {
  const auto few = connect(url(), {.statement_cache = 2});
  const auto prepared = [&] {
    return std::stoll(std::string(
        rows(*few, "SHOW SESSION STATUS LIKE 'Com_stmt_prepare'").at(0).at(1).cell().view()));
  };
  const auto use = [&](std::uint64_t id) { run(*few, "SELECT " + std::to_string(id), {}, id); };
  use(1);
  use(2);
  const auto before = prepared();

  use(1);
  use(2);
  EXPECT_EQ(prepared() - before, 1) << "the question itself";
  use(3);
  use(2);
  use(1);
  EXPECT_EQ(prepared() - before, 4) << "1 had to go for 3, and 2 stayed";
}

TEST_F(Connection, reads_the_columns_that_a_table_has_by_now) {
  run(*connection, "INSERT INTO item (name) VALUES ('a')");
  const weft::Statement statement{.sql = "SELECT * FROM item", .id = 9};
  EXPECT_EQ(connection->query(statement, {}, {})->columns(), 3U);

  run(*connection, "ALTER TABLE item ADD COLUMN note VARCHAR(10) DEFAULT 'x'");
  const auto cursor = connection->query(statement, {}, {});

  ASSERT_EQ(cursor->columns(), 4U);
  std::vector<Cell> cells(4);
  EXPECT_EQ(cursor->fetch(cells), 1U);
  EXPECT_EQ(cells[3].view(), "x");
}

TEST_F(Connection, runs_statements_while_a_result_is_read_the_same_one_included) {
  run(*connection, "INSERT INTO item (name) VALUES ('a'), ('b')");
  const weft::Statement statement{.sql = "SELECT name FROM item ORDER BY name", .id = 9};
  Cell outer;
  Cell inner;
  const auto first = connection->query(statement, {}, {});
  ASSERT_EQ(first->fetch({&outer, 1}), 1U);
  {
    const auto second = connection->query(statement, {}, {});
    ASSERT_EQ(second->fetch({&inner, 1}), 1U);
    EXPECT_EQ(inner.view(), "a");
    run(*connection, "UPDATE item SET price = 1");
  }

  ASSERT_EQ(first->fetch({&outer, 1}), 1U);
  EXPECT_EQ(outer.view(), "b");
  EXPECT_EQ(first->fetch({&outer, 1}), 0U);
}

TEST_F(Connection, gives_the_rows_that_an_insert_returns_in_their_order) {
  if (!connection->capabilities().insert_returning) GTEST_SKIP() << "this server does not have RETURNING";

  const auto found = rows(*connection, "INSERT INTO item (name) VALUES ('b'), ('a'), ('c') RETURNING name");

  EXPECT_THAT(found, ElementsAre(ElementsAre(Value::text("b")), ElementsAre(Value::text("a")),
                                 ElementsAre(Value::text("c"))));
}

TEST_F(Connection, counts_the_rows_of_a_change_whose_rows_are_dropped) {
  run(*connection, "INSERT INTO item (name) VALUES ('a'), ('b')");

  EXPECT_EQ(run(*connection, "UPDATE item SET name = 'returning' WHERE name = 'a'").rows, 1);
  if (!connection->capabilities().delete_returning) return;
  EXPECT_EQ(run(*connection, "DELETE FROM item RETURNING id").rows, 2);
  EXPECT_EQ(number(*connection, "SELECT count(*) FROM item"), 0);
}

TEST_F(Connection, gives_no_rows_of_a_statement_that_has_none) {
  const auto cursor = connection->query({.sql = "INSERT INTO item (name) VALUES ('a')"}, {}, {});
  Cell cell;

  EXPECT_EQ(cursor->columns(), 0U);
  EXPECT_EQ(cursor->fetch({&cell, 1}), 0U);
  EXPECT_EQ(number(*connection, "SELECT count(*) FROM item"), 1);
}

TEST_F(Connection, that_was_killed_says_so_and_is_not_usable) {
  EXPECT_TRUE(connection->usable());
  EXPECT_TRUE(connection->ping());
  kill(*connection);

  try {
    run(*connection, "UPDATE item SET price = 1");
    FAIL() << "nothing was thrown";
  } catch (const DisconnectedError& error) {
    EXPECT_EQ(error.sqlstate(), "08006");
    EXPECT_EQ(error.sql(), "UPDATE item SET price = 1");
  }
  EXPECT_FALSE(connection->usable());
  EXPECT_FALSE(connection->ping());
  EXPECT_NO_THROW(connection->rollback());
}

TEST_F(Connection, that_was_killed_while_idle_fails_its_ping) {
  kill(*connection);

  EXPECT_FALSE(connection->ping());
  EXPECT_FALSE(connection->usable());
}

TEST_F(Connection, cannot_be_made_with_a_wrong_password_and_does_not_show_it) {
  Url wrong = Url::parse(url());
  wrong.password = "open sesame";
  try {
    (void)Mysql().connect(wrong, {});
    FAIL() << "nothing was thrown";
  } catch (const OperationalError& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("check user, password"), Not(HasSubstr("sesame"))));
    EXPECT_EQ(error.sqlstate(), "28000");
  }
}

TEST_F(Connection, cannot_be_made_to_a_database_that_is_not_there) {
  try {
    (void)connect(server_url("weft_no_such_database"));
    FAIL() << "nothing was thrown";
  } catch (const OperationalError& error) {
    EXPECT_THAT(error.what(), HasSubstr("create the database first"));
  }
}

TEST_F(Connection, says_which_error_it_was) {
  const auto state = [&](std::string_view sql) -> std::string {
    try {
      run(*connection, sql);
    } catch (const StatementError& error) {
      return error.sqlstate();
    }
    return "nothing was thrown";
  };
  run(*connection, "INSERT INTO item (name) VALUES ('a')");
  run(*connection, "CREATE TABLE part (item_id BIGINT NOT NULL REFERENCES item (id), size INT CHECK (size > 0), "
                   "FOREIGN KEY (item_id) REFERENCES item (id))");

  EXPECT_EQ(state("INSERT INTO item (name) VALUES ('a')"), "23505");
  EXPECT_EQ(state("INSERT INTO part VALUES (77, 1)"), "23503");
  EXPECT_EQ(state("INSERT INTO part VALUES (NULL, 1)"), "23502");
  EXPECT_EQ(state("INSERT INTO part (size) VALUES (1)"), "23502");
  EXPECT_EQ(state("INSERT INTO part VALUES (1, 0)"), "23514");
  EXPECT_EQ(state("SELECT nme FROM item"), "42703");
  EXPECT_EQ(state("SELECT 1 FROM nowhere"), "42P01");
  EXPECT_EQ(state("SELEC 1"), "42601");
  EXPECT_EQ(state("CREATE TABLE item (id INT)"), "42P07");
  EXPECT_EQ(state("UPDATE item SET price = 'much'"), "22P02");
  EXPECT_EQ(state("CREATE TABLE note (body TEXT PRIMARY KEY)"), "54000");
}

}  // namespace
}  // namespace weft::mysql::test
