// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "database.hpp"

namespace weft::postgresql::test {
namespace {

using testing::HasSubstr;
using testing::Not;

class Errors : public OnServer {
 protected:
  void SetUp() override {
    OnServer::SetUp();
    if (!connection) return;
    run(*connection, "CREATE TABLE item (id integer PRIMARY KEY, name text NOT NULL UNIQUE, "
                     "price real CHECK (price > 0))");
    run(*connection, "CREATE TABLE part (item_id integer REFERENCES item)");
    run(*connection, "INSERT INTO item VALUES (1, 'mug', 2)");
    run(*connection, "INSERT INTO part VALUES (1)");
  }
};

TEST_F(Errors, of_constraints_are_integrity_errors) {
  EXPECT_EQ(state<IntegrityError>("INSERT INTO item VALUES (2, 'mug', 2)"), "23505");
  EXPECT_EQ(state<IntegrityError>("INSERT INTO item VALUES (2, NULL, 2)"), "23502");
  EXPECT_EQ(state<IntegrityError>("INSERT INTO item VALUES (2, 'cup', 0)"), "23514");
  EXPECT_EQ(state<IntegrityError>("INSERT INTO part VALUES (7)"), "23503");
  EXPECT_EQ(state<IntegrityError>("DELETE FROM item WHERE id = 1"), "23503");
}

TEST_F(Errors, of_wrong_statements_say_what_is_wrong) {
  EXPECT_EQ(state<OperationalError>("SELECT * FROM nowhere"), "42P01");
  EXPECT_EQ(state<StatementError>("SELECT nme FROM item"), "42703");
  EXPECT_EQ(state<StatementError>("SELECT nofunction(1)"), "42883");
  EXPECT_EQ(state<StatementError>("SELEC 1"), "42601");
  EXPECT_EQ(state<StatementError>("SELECT 1; SELECT 2"), "42601");
  EXPECT_EQ(state<StatementError>("CREATE TABLE item (id integer)"), "42P07");
  EXPECT_EQ(state<StatementError>("SELECT 1 / 0"), "22012");
}

TEST_F(Errors, show_the_place_in_the_statement) {
  try {
    run(*connection, "SELECT id, nme FROM item");
    FAIL() << "nothing was thrown";
  } catch (const StatementError& error) {
    EXPECT_STREQ(error.what(), "statement failed: column \"nme\" does not exist\n"
                               "  sql       SELECT id, nme FROM item\n"
                               "  at        nme FROM item\n"
                               "  sqlstate  42703\n"
                               "  Perhaps you meant to reference the column \"item.name\".");
  }
}

TEST_F(Errors, show_no_values) {
  for (const std::string_view sql : {"INSERT INTO item VALUES (2, $1, 2)", "SELECT * FROM item WHERE id = $1"}) {
    try {
      run(*connection, sql, {Cell::text(sql.starts_with("INSERT") ? "mug" : "secret")});
      FAIL() << "nothing was thrown";
    } catch (const StatementError& error) {
      EXPECT_THAT(error.what(), Not(HasSubstr("mug")));
      EXPECT_THAT(error.what(), Not(HasSubstr("secret")));
    }
  }
}

TEST_F(Errors, of_locks_and_time_name_the_remedy) {
  const auto other = connect(url());
  other->begin({});
  run(*other, "UPDATE item SET price = 3");
  connection = connect(url("lock_timeout=20&statement_timeout=5000"));

  try {
    run(*connection, "UPDATE item SET price = 4");
    FAIL() << "nothing was thrown";
  } catch (const OperationalError& error) {
    EXPECT_EQ(error.sqlstate(), "55P03");
    EXPECT_THAT(error.what(), HasSubstr("?lock_timeout="));
  }
  other->rollback();

  connection = connect(url("statement_timeout=20"));
  EXPECT_EQ(state<OperationalError>("SELECT pg_sleep(5)"), "57014");
}

TEST_F(Errors, of_too_many_parameters_are_no_lost_connections) {
  const std::vector<Cell> many(65536, Cell::of(std::int64_t{1}));

  EXPECT_THROW(connection->execute({.sql = "SELECT 1"}, many), StatementError);
  EXPECT_TRUE(connection->ping());
}

using Transactions = Errors;

TEST_F(Transactions, that_failed_do_not_commit) {
  connection->begin({});
  run(*connection, "INSERT INTO item VALUES (2, 'cap', 1)");
  EXPECT_THROW(run(*connection, "SELECT nothing"), StatementError);

  EXPECT_THROW(connection->commit(), OperationalError);
  connection->rollback();

  EXPECT_EQ(number(*connection, "SELECT count(*) FROM item"), 1);
}

TEST_F(Transactions, go_on_after_a_savepoint) {
  connection->begin({});
  connection->savepoint("a \"b\"");
  EXPECT_THROW(run(*connection, "INSERT INTO item VALUES (1, 'again', 1)"), IntegrityError);
  connection->rollback_to_savepoint("a \"b\"");
  connection->release_savepoint("a \"b\"");
  run(*connection, "INSERT INTO item VALUES (2, 'cap', 1)");
  connection->commit();

  EXPECT_EQ(number(*connection, "SELECT count(*) FROM item"), 2);
}

TEST_F(Transactions, may_be_rolled_back_after_a_commit_that_failed) {
  run(*connection, "CREATE TABLE late (item_id integer REFERENCES item DEFERRABLE INITIALLY DEFERRED)");
  connection->begin({});
  run(*connection, "INSERT INTO late VALUES (9)");

  EXPECT_THROW(connection->commit(), IntegrityError);
  connection->rollback();

  connection->begin({});
  run(*connection, "INSERT INTO late VALUES (1)");
  connection->commit();
  EXPECT_EQ(number(*connection, "SELECT count(*) FROM late"), 1);
}

TEST_F(Transactions, have_the_isolation_that_was_asked_for) {
  for (const auto& [isolation, name] : {std::pair{Isolation::read_committed, "read committed"},
                                        std::pair{Isolation::repeatable_read, "repeatable read"},
                                        std::pair{Isolation::serializable, "serializable"}}) {
    connection->begin({.isolation = isolation});
    EXPECT_EQ(text(*connection, "SHOW transaction_isolation"), name);
    connection->rollback();
  }
}

TEST_F(Transactions, that_are_read_only_refuse_to_write) {
  connection->begin({.read_only = true});

  EXPECT_EQ(state<OperationalError>("UPDATE item SET price = 3"), "25006");
  connection->rollback();
}

TEST_F(Transactions, that_lost_are_told_to_try_again) {
  const auto other = connect(url());
  connection->begin({.isolation = Isolation::repeatable_read});
  EXPECT_EQ(number(*connection, "SELECT count(*) FROM item"), 1);
  run(*other, "UPDATE item SET price = 3");

  EXPECT_EQ(state<SerializationError>("UPDATE item SET price = 4"), "40001");
  connection->rollback();
}

}  // namespace
}  // namespace weft::postgresql::test
