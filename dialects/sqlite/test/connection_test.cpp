// SPDX-License-Identifier: MIT
#include "connection.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>

#include "database.hpp"

namespace weft::sqlite::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Connection : public testing::Test {
 protected:
  Connection() { run(*connection, "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT, price REAL)"); }

  std::unique_ptr<weft::Connection> connection = connect("sqlite://");
};

TEST_F(Connection, reports_the_key_that_an_insert_made) {
  const ExecuteResult first = run(*connection, "INSERT INTO item (name) VALUES (?)", {Cell::text("mug")});
  const ExecuteResult second = run(*connection, "INSERT INTO item (name) VALUES (?)", {Cell::text("cup")});

  EXPECT_EQ(first.rows, 1);
  EXPECT_EQ(first.last_insert_id, 1);
  EXPECT_EQ(second.last_insert_id, 2);
}

TEST_F(Connection, counts_the_rows_that_matched_and_not_only_those_that_changed) {
  run(*connection, "INSERT INTO item (name) VALUES ('a'), ('a'), ('b')");

  EXPECT_EQ(run(*connection, "UPDATE item SET name = 'a' WHERE name = 'a'").rows, 2);
  EXPECT_EQ(run(*connection, "UPDATE item SET name = 'a' WHERE name = 'z'").rows, 0);
  EXPECT_EQ(run(*connection, "DELETE FROM item").rows, 3);
}

TEST_F(Connection, does_not_report_the_rows_of_an_earlier_statement) {
  run(*connection, "INSERT INTO item (name) VALUES ('a'), ('b')");

  EXPECT_EQ(run(*connection, "CREATE TABLE other (id INTEGER)").rows, 0);
  EXPECT_EQ(run(*connection, "SELECT * FROM item").rows, 0);
  EXPECT_EQ(run(*connection, "INSERT INTO item (id) VALUES (1) ON CONFLICT DO NOTHING").rows, 0);
}

TEST_F(Connection, runs_a_batch_and_reports_every_row) {
  const std::vector<Cell> cells{Cell::text("a"), Cell::of(1.5),   Cell::text("b"),
                                Cell::null(),    Cell::text("c"), Cell::of(2.5)};
  std::vector<std::int64_t> counts(3);
  std::vector<std::int64_t> keys(3);

  connection->execute_batch({.sql = "INSERT INTO item (name, price) VALUES (?, ?)", .id = 1}, {cells, 2, 3}, counts,
                            keys);

  EXPECT_THAT(counts, ElementsAre(1, 1, 1));
  EXPECT_THAT(keys, ElementsAre(1, 2, 3));
  EXPECT_EQ(number(*connection, "SELECT count(*) FROM item WHERE price IS NULL"), 1);
}

TEST_F(Connection, stops_a_batch_at_its_first_error) {
  const std::vector<Cell> cells{Cell::of(std::int64_t{1}), Cell::of(std::int64_t{1}), Cell::of(std::int64_t{2})};

  EXPECT_THROW(connection->execute_batch({.sql = "INSERT INTO item (id) VALUES (?)", .id = 1}, {cells, 1, 3}, {}, {}),
               IntegrityError);

  EXPECT_EQ(number(*connection, "SELECT count(*) FROM item"), 1);
}

TEST_F(Connection, stores_every_kind_of_cell_as_it_is) {
  const std::string bytes("\0\xFF'", 3);
  run(*connection, "CREATE TABLE plain (a, b, c, d, e, f)");

  run(*connection, "INSERT INTO plain VALUES (?, ?, ?, ?, ?, ?)",
      {Cell::null(), Cell::of(INT64_MIN), Cell::of(0.1), Cell::text("déjà"), Cell::blob(bytes), Cell::text({})});

  EXPECT_THAT(rows(*connection, "SELECT * FROM plain"),
              ElementsAre(ElementsAre(Value(), Value(INT64_MIN), Value(0.1), Value::text("déjà"), Value::blob(bytes),
                                      Value::text(""))));
}

TEST_F(Connection, keeps_an_empty_blob_apart_from_null) {
  run(*connection, "CREATE TABLE plain (a, b)");
  run(*connection, "INSERT INTO plain VALUES (?, ?)", {Cell::blob({}), Cell::null()});

  EXPECT_THAT(rows(*connection, "SELECT * FROM plain"), ElementsAre(ElementsAre(Value::blob(""), Value())));
}

TEST_F(Connection, stores_text_with_a_nul_in_it_whole) {
  const std::string name("before\0after", 12);

  run(*connection, "INSERT INTO item (name) VALUES (?)", {Cell::text(name)});

  EXPECT_EQ(text(*connection, "SELECT name FROM item"), name);
  EXPECT_EQ(rows(*connection, "SELECT id FROM item WHERE name = ?", {Cell::text(name)}).size(), 1U);
  EXPECT_EQ(rows(*connection, "SELECT id FROM item WHERE name = ?", {Cell::text("before")}).size(), 0U);
}

TEST_F(Connection, enforces_foreign_keys) {
  run(*connection, "CREATE TABLE part (item_id INTEGER REFERENCES item (id))");

  EXPECT_THROW(run(*connection, "INSERT INTO part VALUES (7)"), IntegrityError);
}

TEST_F(Connection, does_not_take_a_misspelt_name_for_a_string) {
  EXPECT_THROW(run(*connection, "UPDATE item SET name = \"nmae\""), StatementError);
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
  EXPECT_THROW(run(*connection, ""), UsageError);
  EXPECT_THROW(run(*connection, "-- nothing"), UsageError);
  EXPECT_THROW(run(*connection, "DELETE FROM item; DROP TABLE item"), UsageError);
  EXPECT_NO_THROW(run(*connection, "DELETE FROM item; -- done\n"));
}

TEST_F(Connection, claims_what_the_library_can_do) {
  const Capabilities& can = connection->capabilities();

  EXPECT_EQ(can.generated_keys, GeneratedKeys::last_insert_id);
  EXPECT_EQ(can.key_chunk, 500U);
  EXPECT_GE(can.max_parameters, 32766U);
  EXPECT_TRUE(can.statement_while_streaming);
  EXPECT_TRUE(can.streaming);
  EXPECT_FALSE(can.for_update);
}

TEST_F(Connection, answers) {
  EXPECT_TRUE(connection->usable());
  EXPECT_TRUE(connection->ping());
}

TEST(ConnectionFile, keeps_a_write_ahead_log) {
  const TemporaryFolder folder;
  const auto connection = connect("sqlite:///" + folder.file("a.db"));

  EXPECT_EQ(text(*connection, "PRAGMA journal_mode"), "wal");
  EXPECT_EQ(number(*connection, "PRAGMA synchronous"), 1);
  EXPECT_EQ(number(*connection, "PRAGMA foreign_keys"), 1);
  EXPECT_EQ(number(*connection, "PRAGMA trusted_schema"), 0);
}

TEST(ConnectionFile, may_be_opened_by_many_while_it_is_new) {
  for (int round = 0; round < 10; ++round) {
    const TemporaryFolder folder;
    const std::string url = "sqlite:///" + folder.file("a.db");
    std::latch start(4);
    std::atomic<int> opened = 0;
    const auto open = [&] {
      start.arrive_and_wait();
      try {
        connect(url);
        ++opened;
      } catch (const Error& error) {
        ADD_FAILURE() << error.what();
      }
    };

    std::vector<std::thread> threads;
    for (int each = 0; each < 4; ++each)
      threads.emplace_back(open);
    for (std::thread& thread : threads)
      thread.join();

    EXPECT_EQ(opened, 4);
  }
}

}  // namespace
}  // namespace weft::sqlite::test
