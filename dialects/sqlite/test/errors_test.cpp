// SPDX-License-Identifier: MIT
#include "errors.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <fstream>

#include "connection.hpp"
#include "database.hpp"

namespace weft::sqlite::test {
namespace {

using testing::HasSubstr;

class Errors : public testing::Test {
 protected:
  Errors() {
    run(*connection,
        "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, price REAL CHECK (price > 0))");
    run(*connection, "CREATE TABLE part (item_id INTEGER REFERENCES item (id) ON DELETE RESTRICT)");
    run(*connection, "INSERT INTO item VALUES (1, 'mug', 2)");
    run(*connection, "INSERT INTO part VALUES (1)");
  }

  /// The SQLSTATE of the `Expected` that a statement throws.
  template <class Expected>
  std::string state(std::string_view sql) {
    try {
      run(*connection, sql);
    } catch (const Expected& error) {
      EXPECT_EQ(error.sql(), sql);
      return error.sqlstate();
    } catch (const std::exception& error) {
      return std::string("another exception: ") + error.what();
    }
    return "nothing was thrown";
  }

  std::unique_ptr<weft::Connection> connection = connect("sqlite://");
};

TEST_F(Errors, of_constraints_are_integrity_errors) {
  EXPECT_EQ(state<IntegrityError>("INSERT INTO item VALUES (2, 'mug', 2)"), "23505");
  EXPECT_EQ(state<IntegrityError>("INSERT INTO item VALUES (1, 'cup', 2)"), "23505");
  EXPECT_EQ(state<IntegrityError>("INSERT INTO item VALUES (2, NULL, 2)"), "23502");
  EXPECT_EQ(state<IntegrityError>("INSERT INTO item VALUES (2, 'cup', 0)"), "23514");
  EXPECT_EQ(state<IntegrityError>("INSERT INTO part VALUES (7)"), "23503");
  EXPECT_EQ(state<IntegrityError>("DELETE FROM item WHERE id = 1"), "23503");
  EXPECT_EQ(state<IntegrityError>("UPDATE item SET id = 'x'"), "42804");
}

TEST_F(Errors, of_a_trigger_are_integrity_errors_too) {
  run(*connection, "CREATE TRIGGER guard BEFORE UPDATE ON item BEGIN SELECT RAISE(ABORT, 'not today'); END");

  EXPECT_EQ(state<IntegrityError>("UPDATE item SET price = 3"), "23000");
}

TEST_F(Errors, of_wrong_statements_say_what_is_wrong) {
  EXPECT_EQ(state<OperationalError>("SELECT * FROM nowhere"), "42P01");
  EXPECT_EQ(state<StatementError>("SELECT nme FROM item"), "42703");
  EXPECT_EQ(state<StatementError>("INSERT INTO item (nme) VALUES (1)"), "42703");
  EXPECT_EQ(state<StatementError>("SELECT nofunction(1)"), "42883");
  EXPECT_EQ(state<StatementError>("SELEC 1"), "42601");
  EXPECT_EQ(state<StatementError>("SELECT (1"), "42601");
  EXPECT_EQ(state<StatementError>("CREATE TABLE item (id)"), "42P07");
  EXPECT_EQ(state<StatementError>("RELEASE unknown"), "3B001");
}

TEST_F(Errors, show_the_place_in_the_statement) {
  try {
    run(*connection, "SELECT id, nme FROM item");
    FAIL() << "nothing was thrown";
  } catch (const StatementError& error) {
    EXPECT_STREQ(error.what(), "statement failed: no such column: nme\n"
                               "  sql       SELECT id, nme FROM item\n"
                               "  at        nme FROM item\n"
                               "  sqlstate  42703\n"
                               "  code      1");
  }
}

TEST_F(Errors, carry_the_extended_code_and_no_values) {
  try {
    run(*connection, "INSERT INTO item (name) VALUES (?)", {Cell::text("mug")});
    FAIL() << "nothing was thrown";
  } catch (const IntegrityError& error) {
    EXPECT_EQ(error.driver_code(), SQLITE_CONSTRAINT_UNIQUE);
    EXPECT_STREQ(error.what(), "statement failed: UNIQUE constraint failed: item.name\n"
                               "  sql       INSERT INTO item (name) VALUES (?)\n"
                               "  sqlstate  23505\n"
                               "  code      2067");
  }
}

TEST_F(Errors, advise_to_create_the_tables) {
  try {
    run(*connection, "DELETE FROM nowhere");
    FAIL() << "nothing was thrown";
  } catch (const OperationalError& error) {
    EXPECT_THAT(error.what(), HasSubstr("create the tables first:  weft::create_all<...>(engine)"));
  }
}

TEST_F(Errors, of_an_interrupted_statement_are_operational) {
  sqlite3* handle = dynamic_cast<sqlite::Connection&>(*connection).handle();
  sqlite3_progress_handler(
      handle, 1, [](void*) { return 1; }, nullptr);

  EXPECT_EQ(state<OperationalError>("SELECT count(*) FROM item"), "57014");
}

TEST_F(Errors, of_a_table_that_is_being_read_name_the_open_result) {
  const auto cursor = connection->query({.sql = "SELECT * FROM part"}, {}, {});

  EXPECT_EQ(state<OperationalError>("DROP TABLE part"), "55P03");
}

TEST_F(Errors, of_a_value_that_is_too_big_are_operational) {
  sqlite3_limit(dynamic_cast<sqlite::Connection&>(*connection).handle(), SQLITE_LIMIT_LENGTH, 100);

  EXPECT_EQ(state<OperationalError>("SELECT zeroblob(101)"), "54000");
}

TEST(ErrorsOfFiles, say_how_to_deal_with_a_lock) {
  const TemporaryFolder folder;
  const std::string url = "sqlite:///" + folder.file("a.db") + "?busy_timeout=0";
  const auto ours = connect(url);
  const auto theirs = connect(url);
  run(*ours, "CREATE TABLE item (id INTEGER)");
  theirs->begin({});
  run(*theirs, "INSERT INTO item VALUES (1)");

  try {
    run(*ours, "INSERT INTO item VALUES (2)");
    FAIL() << "nothing was thrown";
  } catch (const OperationalError& error) {
    EXPECT_EQ(error.sqlstate(), "55P03");
    EXPECT_EQ(error.driver_code(), SQLITE_BUSY);
    EXPECT_THAT(error.what(), HasSubstr("another connection is writing: commit there sooner, or wait longer with "
                                        "?busy_timeout=<milliseconds>"));
  }
}

TEST(ErrorsOfFiles, name_the_file_that_cannot_be_opened) {
  const TemporaryFolder folder;
  const std::string file = folder.file("missing/a.db");

  try {
    connect("sqlite:///" + file);
    FAIL() << "nothing was thrown";
  } catch (const OperationalError& error) {
    EXPECT_EQ(error.what(), "cannot open \"" + file +
                                "\": unable to open database file\n"
                                "  sqlstate  08001\n"
                                "  code      14\n"
                                "  the folder must exist and allow writing; with ?mode=ro and ?mode=rw the file must "
                                "exist as well");
  }
}

TEST(ErrorsOfFiles, tell_a_database_from_something_else) {
  const TemporaryFolder folder;
  const std::string file = folder.file("notes.txt");
  std::ofstream(file) << std::string(2000, 'x');

  for (const char* mode : {"?mode=ro", "?mode=rw"}) {
    try {
      connect("sqlite:///" + file + mode);
      FAIL() << "nothing was thrown";
    } catch (const OperationalError& error) {
      EXPECT_EQ(error.sqlstate(), "XX001");
      EXPECT_THAT(error.what(), HasSubstr("file is not a database"));
    }
  }
}

TEST(ErrorsOfFiles, refuse_to_write_what_was_opened_for_reading) {
  const TemporaryFolder folder;
  const std::string url = "sqlite:///" + folder.file("a.db");
  const auto writer = connect(url);
  run(*writer, "CREATE TABLE item (id INTEGER)");
  const auto reader = connect(url + "?mode=ro");

  EXPECT_EQ(number(*reader, "SELECT count(*) FROM item"), 0);
  try {
    run(*reader, "INSERT INTO item VALUES (1)");
    FAIL() << "nothing was thrown";
  } catch (const OperationalError& error) {
    EXPECT_EQ(error.sqlstate(), "25006");
  }
}

}  // namespace
}  // namespace weft::sqlite::test
