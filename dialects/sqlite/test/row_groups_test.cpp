// SPDX-License-Identifier: MIT
#include "row_groups.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <string>
#include <vector>

#include "connection.hpp"
#include "database.hpp"

namespace weft::sqlite::test {
namespace {

/// So many rows as no group of rows divides.
constexpr std::size_t many = 2 * rows_worth_grouping + 5;

/// A batch of rows with the names "row 0", "row 1", ... in one transaction.
class RowGroups : public testing::Test {
 protected:
  RowGroups() {
    for (std::size_t row = 0; row < many; ++row) names.push_back("row " + std::to_string(row));
    run(*connection, "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT)");
  }

  void insert() {
    std::vector<Cell> cells;
    for (const auto& name : names) cells.push_back(Cell::text(name));
    keys.assign(many, 0);
    connection->execute_batch({.sql = "INSERT INTO item (name) VALUES (?)", .id = 1}, {cells, 1, many}, {}, keys);
  }

  void insert_in_transaction() {
    connection->begin({});
    insert();
    connection->commit();
  }

  /// How many of the keys lead to the row they were given for.
  std::size_t right_keys() {
    std::size_t right = 0;
    for (std::size_t row = 0; row < many; ++row) {
      const Cell key = Cell::of(keys[row]);
      const auto found = rows(*connection, "SELECT name FROM item WHERE id = ?", {key});
      if (found.size() == 1 && found[0][0].cell().view() == names[row]) ++right;
    }
    return right;
  }

  /// How many statements SQLite runs for the batch.
  std::size_t statements_of_insert() {
    std::size_t statements = 0;
    sqlite3* handle = static_cast<sqlite::Connection&>(*connection).handle();
    const auto count = [](unsigned, void* counter, void*, void* text) {
      if (!std::string_view(static_cast<const char*>(text)).starts_with("--")) ++*static_cast<std::size_t*>(counter);
      return 0;
    };
    sqlite3_trace_v2(handle, SQLITE_TRACE_STMT, count, &statements);
    insert_in_transaction();
    sqlite3_trace_v2(handle, 0, nullptr, nullptr);
    return statements;
  }

  std::unique_ptr<weft::Connection> connection = connect("sqlite://");
  std::vector<std::string> names{};
  std::vector<std::int64_t> keys{};
};

TEST_F(RowGroups, store_many_rows_with_few_statements) {
  EXPECT_LT(statements_of_insert(), many / 4);

  EXPECT_EQ(number(*connection, "SELECT count(*) FROM item"), many);
  EXPECT_EQ(right_keys(), many);
}

TEST_F(RowGroups, give_every_row_its_key_after_gaps) {
  run(*connection, "INSERT INTO item VALUES (5, 'five'), (1000, 'thousand')");

  insert_in_transaction();
  insert_in_transaction();

  EXPECT_EQ(keys.front(), 1001 + std::int64_t{many});
  EXPECT_EQ(right_keys(), many);
}

TEST_F(RowGroups, keep_the_order_of_rows_where_queries_turn_theirs_around) {
  run(*connection, "PRAGMA reverse_unordered_selects = ON");

  insert_in_transaction();

  EXPECT_EQ(right_keys(), many);
}

TEST_F(RowGroups, know_keys_that_are_never_given_again) {
  run(*connection, "DROP TABLE item");
  run(*connection, "CREATE TABLE item (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT)");
  run(*connection, "INSERT INTO item VALUES (70, 'gone')");
  run(*connection, "DELETE FROM item");

  insert_in_transaction();

  EXPECT_EQ(keys.front(), 71);
  EXPECT_EQ(right_keys(), many);
}

TEST_F(RowGroups, find_keys_made_up_at_random) {
  run(*connection, "INSERT INTO item VALUES (9223372036854775807, 'the last key there is')");

  insert_in_transaction();

  EXPECT_EQ(number(*connection, "SELECT count(*) FROM item"), many + 1);
  EXPECT_EQ(right_keys(), many);
}

TEST_F(RowGroups, find_keys_that_become_random_on_the_way) {
  run(*connection, "INSERT INTO item VALUES (9223372036854775707, 'room for a hundred')");

  insert_in_transaction();

  EXPECT_EQ(number(*connection, "SELECT count(*) FROM item"), many + 1);
  EXPECT_EQ(right_keys(), many);
}

TEST_F(RowGroups, give_way_to_a_trigger_that_writes_elsewhere) {
  run(*connection, "CREATE TABLE log (name TEXT)");
  run(*connection, "CREATE TRIGGER note AFTER INSERT ON item BEGIN INSERT INTO log VALUES (new.name); END");

  insert_in_transaction();

  EXPECT_EQ(number(*connection, "SELECT count(*) FROM log"), many);
  EXPECT_EQ(right_keys(), many);
}

TEST_F(RowGroups, give_way_to_a_trigger_that_takes_keys_of_the_same_table_now_and_then) {
  run(*connection, "CREATE TRIGGER twin AFTER INSERT ON item WHEN new.name LIKE 'row %50' "
                   "BEGIN INSERT INTO item (name) VALUES ('twin'); END");

  insert_in_transaction();

  const std::int64_t twins = number(*connection, "SELECT count(*) FROM item WHERE name = 'twin'");
  EXPECT_GT(twins, 1);
  EXPECT_EQ(number(*connection, "SELECT count(*) FROM item"), std::int64_t{many} + twins);
  EXPECT_EQ(right_keys(), many);
}

// In the next two, one row of a group takes no key and another one two: the last key is where it would be without that, and
// only the number of changes tells that the keys in between are other ones.

TEST_F(RowGroups, give_way_to_triggers_that_skip_one_row_and_double_another) {
  run(*connection, "CREATE TRIGGER skip BEFORE INSERT ON item WHEN new.name = 'row 20' BEGIN SELECT RAISE(IGNORE); END");
  run(*connection, "CREATE TRIGGER twin AFTER INSERT ON item WHEN new.name = 'row 25' "
                   "BEGIN INSERT INTO item (name) VALUES ('twin'); END");

  insert_in_transaction();

  EXPECT_EQ(number(*connection, "SELECT count(*) FROM item WHERE name <> 'twin'"), std::int64_t{many} - 1);
  EXPECT_EQ(right_keys(), many - 1);
}

TEST_F(RowGroups, give_way_to_triggers_that_double_one_row_and_take_another_out_again) {
  run(*connection, "CREATE TRIGGER twin AFTER INSERT ON item WHEN new.name = 'row 20' "
                   "BEGIN INSERT INTO item (name) VALUES ('twin'); END");
  run(*connection, "CREATE TRIGGER undo AFTER INSERT ON item WHEN new.name = 'row 25' "
                   "BEGIN DELETE FROM item WHERE id = new.id; END");

  insert_in_transaction();

  EXPECT_EQ(number(*connection, "SELECT count(*) FROM item WHERE name <> 'twin'"), std::int64_t{many} - 1);
  EXPECT_EQ(right_keys(), many - 1);
}

TEST_F(RowGroups, report_a_refused_row_as_its_own_statement_would) {
  run(*connection, "CREATE UNIQUE INDEX names ON item (name)");
  names[200] = names[100];
  connection->begin({});

  try {
    insert();
    FAIL() << "the name was given twice";
  } catch (const IntegrityError& error) {
    EXPECT_EQ(error.sql(), "INSERT INTO item (name) VALUES (?)");
  }

  EXPECT_EQ(number(*connection, "SELECT count(*) FROM item"), 200);
  connection->rollback();
  EXPECT_EQ(number(*connection, "SELECT count(*) FROM item"), 0);
}

TEST_F(RowGroups, do_not_go_on_where_a_refused_row_ends_the_transaction) {
  run(*connection, "DROP TABLE item");
  run(*connection, "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT UNIQUE ON CONFLICT ROLLBACK)");
  names[200] = names[100];
  connection->begin({});

  EXPECT_THROW(insert(), IntegrityError);

  connection->rollback();
  EXPECT_EQ(number(*connection, "SELECT count(*) FROM item"), 0);
}

TEST_F(RowGroups, leave_the_savepoints_of_the_program_alone) {
  connection->begin({});
  connection->savepoint("weft_groups");
  insert();
  connection->rollback_to_savepoint("weft_groups");
  connection->release_savepoint("weft_groups");
  connection->commit();

  EXPECT_EQ(number(*connection, "SELECT count(*) FROM item"), 0);
}

TEST(GroupedInsert, repeats_the_values) {
  const std::string grouped = grouped_insert("INSERT INTO \"a\" (\"b\", \"c\") VALUES (?, ?)", 2);

  EXPECT_TRUE(grouped.starts_with("INSERT INTO \"a\" (\"b\", \"c\") VALUES (?, ?), (?, ?), ("));
  EXPECT_EQ(std::count(grouped.begin(), grouped.end(), '?'), 2 * std::int64_t{rows_of_group});
}

TEST(GroupedInsert, leaves_alone_what_is_more_than_values) {
  EXPECT_EQ(grouped_insert("INSERT INTO a DEFAULT VALUES", 0), "");
  EXPECT_EQ(grouped_insert("INSERT INTO a (b) VALUES (?) RETURNING b", 1), "");
  EXPECT_EQ(grouped_insert("INSERT INTO a (b) VALUES (?), (?)", 2), "");
  EXPECT_EQ(grouped_insert("INSERT INTO a (b) VALUES (lower(?))", 1), "");
  EXPECT_EQ(grouped_insert("INSERT INTO a (b) VALUES (?2)", 2), "");
  EXPECT_EQ(grouped_insert("INSERT INTO a (b) VALUES (?) ON CONFLICT DO NOTHING", 1), "");
  EXPECT_EQ(grouped_insert("INSERT INTO a SELECT ? -- VALUES (?)", 1), "");
  EXPECT_EQ(grouped_insert("UPDATE a SET b = ? WHERE c = ' VALUES (?)", 1), "");
}

}  // namespace
}  // namespace weft::sqlite::test
