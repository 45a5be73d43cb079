// SPDX-License-Identifier: MIT
#include "cursor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "database.hpp"

namespace weft::sqlite::test {
namespace {

using testing::ElementsAre;

constexpr ColumnShape integer{.expected = CellKind::integer, .type = TypeKind::int64, .nullable = false};
constexpr ColumnShape real{.expected = CellKind::real, .type = TypeKind::real64, .nullable = false};
constexpr ColumnShape text_column{.expected = CellKind::text, .type = TypeKind::text, .nullable = false};
constexpr ColumnShape timestamp{.expected = CellKind::text, .type = TypeKind::timestamp, .nullable = false};
constexpr ColumnShape decimal{.expected = CellKind::text, .type = TypeKind::decimal, .nullable = false};
constexpr ColumnShape blob{.expected = CellKind::blob, .type = TypeKind::blob, .nullable = true};
constexpr ColumnShape any{};

class Cursor : public testing::Test {
 protected:
  /// What one SQL expression gives when its column is read as `shape`.
  Value read(const std::string& expression, const ColumnShape& shape) {
    const auto cursor = connection->query({.sql = "SELECT " + expression}, {}, {&shape, 1});
    Cell cell;
    EXPECT_EQ(cursor->fetch({&cell, 1}), 1U);
    return Value(cell);
  }

  std::unique_ptr<weft::Connection> connection = connect("sqlite://");
};

TEST_F(Cursor, gives_one_row_after_another_and_then_none) {
  const auto cursor = connection->query({.sql = "SELECT 1 AS one, 'a' AS two UNION ALL SELECT 2, 'b'"}, {}, {});
  std::vector<Cell> cells(cursor->columns());

  EXPECT_EQ(cursor->fetch(cells), 1U);
  EXPECT_EQ(Value(cells[0]), Value(std::int64_t{1}));
  EXPECT_EQ(cursor->fetch(cells), 1U);
  EXPECT_EQ(Value(cells[1]), Value::text("b"));
  EXPECT_EQ(cursor->fetch(cells), 0U);
  EXPECT_EQ(cursor->fetch(cells), 0U);
}

TEST_F(Cursor, knows_the_names_of_its_columns) {
  const auto cursor = connection->query({.sql = "SELECT 1 AS one, 2 AS two"}, {}, {});

  ASSERT_EQ(cursor->columns(), 2U);
  EXPECT_EQ(cursor->column_name(0), "one");
  EXPECT_EQ(cursor->column_name(1), "two");
}

TEST_F(Cursor, reads_what_it_was_told_to_expect) {
  EXPECT_EQ(read("42", integer), Value(std::int64_t{42}));
  EXPECT_EQ(read("0", integer), Value(std::int64_t{0}));
  EXPECT_EQ(read("0.5", real), Value(0.5));
  EXPECT_EQ(read("0.0", real), Value(0.0));
  EXPECT_EQ(read("'x'", text_column), Value::text("x"));
  EXPECT_EQ(read("''", text_column), Value::text(""));
  EXPECT_EQ(read("x'00ff'", blob), Value::blob(std::string("\0\xFF", 2)));
  EXPECT_EQ(read("x''", blob), Value::blob(""));
}

TEST_F(Cursor, says_so_when_a_cell_is_not_what_was_expected) {
  EXPECT_EQ(read("NULL", integer), Value());
  EXPECT_EQ(read("NULL", real), Value());
  EXPECT_EQ(read("NULL", text_column), Value());
  EXPECT_EQ(read("NULL", blob), Value());
  EXPECT_EQ(read("'none'", integer), Value::text("none"));
  EXPECT_EQ(read("'none'", real), Value::text("none"));
}

TEST_F(Cursor, takes_cells_as_they_are_when_nothing_is_expected) {
  EXPECT_EQ(read("0", any), Value(std::int64_t{0}));
  EXPECT_EQ(read("0.0", any), Value(0.0));
  EXPECT_EQ(read("'0'", any), Value::text("0"));
  EXPECT_EQ(read("x'30'", any), Value::blob("0"));
  EXPECT_EQ(read("NULL", any), Value());
}

TEST_F(Cursor, of_the_same_statement_reads_each_time_what_it_is_told_to_expect) {
  const Statement statement{.sql = "SELECT '12'", .id = 7};
  const auto read_as = [&](std::span<const ColumnShape> shape) {
    const auto cursor = connection->query(statement, {}, shape);
    Cell cell;
    EXPECT_EQ(cursor->fetch({&cell, 1}), 1U);
    return Value(cell);
  };

  EXPECT_EQ(read_as({&text_column, 1}), Value::text("12"));
  EXPECT_EQ(read_as({&integer, 1}), Value(std::int64_t{12}));
  EXPECT_EQ(read_as({}), Value::text("12"));
  EXPECT_EQ(read_as({&integer, 1}), Value(std::int64_t{12}));
}

TEST_F(Cursor, passes_moments_on_in_the_form_that_they_were_stored_in) {
  EXPECT_EQ(read("'2009-01-01 00:00:00'", timestamp), Value::text("2009-01-01 00:00:00"));
  EXPECT_EQ(read("'2009-01-01T00:00:00Z'", timestamp), Value::text("2009-01-01T00:00:00Z"));
  EXPECT_EQ(read("1230768000", timestamp), Value(std::int64_t{1230768000}));
  EXPECT_EQ(read("2454832.5", timestamp), Value(2454832.5));
}

TEST_F(Cursor, reads_decimals_as_text_although_they_are_stored_as_numbers) {
  run(*connection, "CREATE TABLE bill (amount NUMERIC(10, 2))");
  run(*connection, "INSERT INTO bill VALUES (?)", {Cell::text("12.50")});

  EXPECT_EQ(read("amount FROM bill", decimal), Value::text("12.5"));
  EXPECT_EQ(read("7", decimal), Value::text("7"));
}

TEST_F(Cursor, needs_its_parameters_only_until_the_first_row) {
  auto name = std::make_unique<std::string>("a name that is too long to be kept inside the string object");
  const std::string copy = *name;
  const Cell parameter = Cell::text(*name);
  const auto cursor = connection->query({.sql = "SELECT ?1 UNION ALL SELECT ?1 || '!'"}, {&parameter, 1}, {});
  Cell cell;
  ASSERT_EQ(cursor->fetch({&cell, 1}), 1U);

  name->assign(name->size(), '#');
  name.reset();

  ASSERT_EQ(cursor->fetch({&cell, 1}), 1U);
  EXPECT_EQ(cell.view(), copy + "!");
}

TEST_F(Cursor, sees_the_columns_that_a_table_has_by_now) {
  run(*connection, "CREATE TABLE item (id INTEGER)");
  run(*connection, "INSERT INTO item VALUES (1)");
  const Statement statement{.sql = "SELECT * FROM item", .id = 9};
  EXPECT_EQ(connection->query(statement, {}, {})->columns(), 1U);

  run(*connection, "ALTER TABLE item ADD COLUMN name TEXT DEFAULT 'x'");
  const auto cursor = connection->query(statement, {}, {});

  ASSERT_EQ(cursor->columns(), 2U);
  std::vector<Cell> cells(2);
  EXPECT_EQ(cursor->fetch(cells), 1U);
  EXPECT_EQ(cells[1].view(), "x");
}

TEST_F(Cursor, gives_the_rows_that_an_insert_returns) {
  run(*connection, "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT)");

  EXPECT_THAT(rows(*connection, "INSERT INTO item (name) VALUES ('a'), ('b') RETURNING id, name"),
              ElementsAre(ElementsAre(Value(std::int64_t{1}), Value::text("a")),
                          ElementsAre(Value(std::int64_t{2}), Value::text("b"))));
  EXPECT_EQ(number(*connection, "SELECT count(*) FROM item"), 2);
}

TEST_F(Cursor, ends_after_an_error) {
  const auto cursor = connection->query({.sql = "SELECT 1 UNION ALL SELECT abs(-9223372036854775808)"}, {}, {});
  Cell cell;
  ASSERT_EQ(cursor->fetch({&cell, 1}), 1U);

  EXPECT_THROW(cursor->fetch({&cell, 1}), StatementError);
  EXPECT_EQ(cursor->fetch({&cell, 1}), 0U);
}

TEST_F(Cursor, releases_its_lock_with_the_last_row) {
  run(*connection, "CREATE TABLE item (id INTEGER)");
  const auto cursor = connection->query({.sql = "SELECT id FROM item"}, {}, {});
  Cell cell;
  ASSERT_EQ(cursor->fetch({&cell, 1}), 0U);

  EXPECT_NO_THROW(run(*connection, "DROP TABLE item"));
}

TEST_F(Cursor, may_outlive_its_connection) {
  const auto cursor = connection->query({.sql = "SELECT 1 UNION ALL SELECT 2"}, {}, {});
  Cell cell;
  ASSERT_EQ(cursor->fetch({&cell, 1}), 1U);

  connection.reset();

  ASSERT_EQ(cursor->fetch({&cell, 1}), 1U);
  EXPECT_EQ(cell.integer, 2);
}

}  // namespace
}  // namespace weft::sqlite::test
