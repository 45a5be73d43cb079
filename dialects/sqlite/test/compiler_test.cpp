// SPDX-License-Identifier: MIT
#include "compiler.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>

#include "database.hpp"

namespace weft::sqlite::test {
namespace {

using sql::NodeKind;
using sql::NodePtr;

NodePtr shared(sql::Node node) {
  return std::make_shared<const sql::Node>(std::move(node));
}

NodePtr column(const TableColumn& definition) {
  sql::Node node;
  node.kind = NodeKind::table_column;
  node.column = &definition;
  return shared(std::move(node));
}

NodePtr value(std::int64_t number) {
  sql::Node node;
  node.kind = NodeKind::parameter;
  node.value = Value(number);
  return shared(std::move(node));
}

// What the compiler writes is not only compared but run: SQLite has the last word.
class Compiler : public testing::Test {
 protected:
  Compiler() {
    item.name = "item";
    add("id", {.kind = TypeKind::int64});
    add("shop_id", {.kind = TypeKind::int64});
    add("name", {.kind = TypeKind::text, .length = 50});
    item.columns[0].primary_key = item.columns[0].autoincrement = true;
    item.primary_key = {&item.columns[0]};
    from.table = &item;
  }

  TableColumn& add(std::string name, SqlType type) {
    TableColumn& added = item.columns.emplace_back();
    added.name = std::move(name);
    added.type = type;
    added.table = &item;
    return added;
  }

  void create() {
    for (const std::string& sql : compiler->create_table(item))
      run(*connection, sql);
  }

  /// Runs a compiled statement with its own values.
  ExecuteResult execute(const sql::CompiledSql& compiled) {
    std::vector<Cell> cells;
    for (const sql::Slot& slot : compiled.slots) {
      const auto element = static_cast<std::size_t>(slot.element);
      cells.push_back(slot.element < 0 ? slot.node->value.cell() : slot.node->values[element].cell());
    }
    return connection->execute({.sql = compiled.text}, cells);
  }

  sql::InsertStatement insert_one() {
    sql::InsertStatement statement;
    statement.into = from;
    statement.columns = {column(item.columns[0]), column(item.columns[1]), column(item.columns[2])};
    statement.rows = {{value(1), value(2), value(3)}};
    return statement;
  }

  std::unique_ptr<weft::Connection> connection = connect("sqlite://");
  std::unique_ptr<sql::Compiler> compiler = Sqlite().compiler(connection->capabilities());
  TableDefinition item{};
  sql::Source from{};
};

TEST_F(Compiler, makes_a_generated_key_the_row_number) {
  create();

  EXPECT_EQ(text(*connection, "SELECT sql FROM sqlite_schema WHERE name = 'item'"), "CREATE TABLE item (\n"
                                                                                    "  id INTEGER PRIMARY KEY,\n"
                                                                                    "  shop_id INTEGER NOT NULL,\n"
                                                                                    "  name VARCHAR(50) NOT NULL\n"
                                                                                    ")");
  run(*connection, "INSERT INTO item (shop_id, name) VALUES (1, 'a')");
  EXPECT_EQ(number(*connection, "SELECT id = rowid FROM item"), 1);
}

TEST_F(Compiler, creates_a_table_once_and_drops_it_once) {
  item.columns[1].indexed = true;
  create();
  create();
  run(*connection, compiler->drop_table(item));
  run(*connection, compiler->drop_table(item));

  EXPECT_TRUE(connection->inspector()->tables().empty());
}

TEST_F(Compiler, declares_types_that_keep_values_as_they_are) {
  const std::vector<std::pair<TypeKind, Value>> values{
      {TypeKind::boolean, Value(std::int64_t{1})},
      {TypeKind::int16, Value(std::int64_t{-7})},
      {TypeKind::uint64, Value(INT64_MAX)},
      {TypeKind::real64, Value(0.1)},
      {TypeKind::text, Value::text("007")},
      {TypeKind::blob, Value::blob("007")},
      {TypeKind::date, Value::text("2026-11-23")},
      {TypeKind::time, Value::text("10:15:00")},
      {TypeKind::json, Value::text("12")},
      {TypeKind::timestamp, Value::text("2026-11-23 10:15:00.5")},
      {TypeKind::uuid, Value::text("123e4567-e89b-12d3-a456-426614174000")}};
  for (std::size_t index = 0; index < values.size(); ++index) {
    add("v" + std::to_string(index), {.kind = values[index].first}).nullable = true;
  }
  item.columns[1].nullable = item.columns[2].nullable = true;
  create();
  run(*connection, "INSERT INTO item (id) VALUES (1)");

  for (std::size_t index = 0; index < values.size(); ++index) {
    const std::string name = "v" + std::to_string(index);
    run(*connection, "UPDATE item SET " + name + " = ?", {values[index].second.cell()});
    EXPECT_EQ(rows(*connection, "SELECT " + name + " FROM item")[0][0], values[index].second) << name;
  }
}

TEST_F(Compiler, orders_decimals_as_numbers) {
  add("price", {.kind = TypeKind::decimal, .precision = 10, .scale = 2});
  item.columns[1].nullable = item.columns[2].nullable = true;
  create();
  for (const char* price : {"9.50", "10.00"})
    run(*connection, "INSERT INTO item (price) VALUES (?)", {Cell::text(price)});

  EXPECT_EQ(connection->inspector()->columns("item")[3].type, "NUMERIC(10, 2)");
  EXPECT_EQ(number(*connection, "SELECT id FROM item ORDER BY price LIMIT 1"), 1);
}

TEST_F(Compiler, puts_default_expressions_in_parentheses) {
  add("created", {.kind = TypeKind::timestamp}).server_default = "CURRENT_TIMESTAMP";
  add("title", {.kind = TypeKind::text}).server_default = "'it is new'";
  add("level", {.kind = TypeKind::int64}).server_default = "abs(-2)";
  add("depth", {.kind = TypeKind::int64}).server_default = "-1";
  add("both", {.kind = TypeKind::text}).server_default = "'a' || 'b'";
  create();
  run(*connection, "INSERT INTO item (shop_id, name) VALUES (1, 'a')");

  EXPECT_EQ(number(*connection, "SELECT level + depth FROM item"), 1);
  EXPECT_EQ(text(*connection, "SELECT title || both FROM item"), "it is newab");
  EXPECT_EQ(connection->inspector()->columns("item")[3].server_default, "CURRENT_TIMESTAMP");
}

TEST_F(Compiler, finds_composite_keys) {
  create();
  run(*connection, "INSERT INTO item VALUES (1, 1, 'a'), (1000, 1, 'b'), (2, 2, 'c')");
  sql::Node keys;
  keys.kind = NodeKind::key_list;
  keys.children = {column(item.columns[0]), column(item.columns[1])};
  for (std::int64_t number : {1, 1, 2, 2, 7, 7})
    keys.values.emplace_back(number);
  sql::DeleteStatement statement;
  statement.target = from;
  statement.where = shared(keys);

  const sql::CompiledSql compiled = compiler->remove(statement);

  EXPECT_EQ(compiled.text, "DELETE FROM item WHERE (id, shop_id) IN (VALUES (?, ?), (?, ?), (?, ?))");
  EXPECT_EQ(execute(compiled).rows, 2);
}

TEST_F(Compiler, compares_nulls_with_is) {
  create();
  sql::Node same;
  same.kind = NodeKind::binary;
  same.op = sql::Op::null_safe_equal;
  same.children = {column(item.columns[2]), value(1)};
  sql::DeleteStatement statement;
  statement.target = from;
  statement.where = shared(same);

  EXPECT_EQ(compiler->remove(statement).text, "DELETE FROM item WHERE name IS ?");
  EXPECT_EQ(execute(compiler->remove(statement)).rows, 0);
}

TEST_F(Compiler, casts_to_a_date_without_losing_the_day) {
  sql::Node day;
  day.kind = NodeKind::raw;
  day.text = "'2026-11-23'";
  sql::Node cast;
  cast.kind = NodeKind::cast;
  cast.type.kind = TypeKind::date;
  cast.children = {shared(day)};
  sql::SelectStatement statement;
  statement.columns = {shared(cast)};

  EXPECT_EQ(text(*connection, compiler->select(statement).text), "2026-11-23");
}

TEST_F(Compiler, gives_an_offset_the_limit_that_it_needs) {
  create();
  sql::SelectStatement statement;
  statement.columns = {column(item.columns[0])};
  statement.from = from;
  statement.offset = value(1);

  EXPECT_EQ(compiler->select(statement).text, "SELECT item.id FROM item LIMIT -1 OFFSET ?");
  EXPECT_NO_THROW(execute(compiler->select(statement)));
}

TEST_F(Compiler, updates_the_row_that_is_there) {
  create();
  sql::InsertStatement statement = insert_one();
  statement.conflict_columns = {column(item.columns[0])};
  sql::Node excluded = *column(item.columns[2]);
  excluded.text = "excluded";
  statement.conflict_updates = {{column(item.columns[2]), shared(excluded)}};
  execute(compiler->insert(statement));

  statement.rows = {{value(1), value(2), value(9)}};
  const sql::CompiledSql compiled = compiler->insert(statement);

  EXPECT_EQ(execute(compiled).rows, 1);
  EXPECT_EQ(text(*connection, "SELECT name FROM item"), "9");
}

TEST_F(Compiler, keeps_on_conflict_apart_from_a_join) {
  create();
  execute(compiler->insert(insert_one()));
  sql::SelectStatement select;
  select.columns = insert_one().columns;
  select.from = from;
  sql::InsertStatement statement = insert_one();
  statement.rows.clear();
  statement.select = std::make_shared<const sql::SelectStatement>(select);
  statement.on_conflict_do_nothing = true;

  const sql::CompiledSql compiled = compiler->insert(statement);

  EXPECT_EQ(compiled.text, "INSERT INTO item (id, shop_id, name) SELECT item.id, item.shop_id, item.name FROM item "
                           "WHERE TRUE ON CONFLICT DO NOTHING");
  EXPECT_EQ(execute(compiled).rows, 0);
}

TEST_F(Compiler, combines_selects_in_a_form_that_sqlite_takes) {
  create();
  execute(compiler->insert(insert_one()));
  sql::SelectStatement part;
  part.columns = {column(item.columns[0])};
  part.from = from;
  part.limit = value(1);
  sql::SelectStatement statement;
  statement.columns = part.columns;
  statement.from = from;
  statement.set_operands = {{sql::SetOperator::union_all, std::make_shared<const sql::SelectStatement>(part)}};
  statement.order_by = part.columns;

  EXPECT_NO_THROW(execute(compiler->select(statement)));
}

TEST_F(Compiler, refuses_row_locks_which_sqlite_does_not_have) {
  sql::SelectStatement statement;
  statement.from = from;
  statement.for_update = true;

  EXPECT_THROW((void)compiler->select(statement), UsageError);
}

TEST_F(Compiler, quotes_every_word_that_sqlite_keeps_for_itself) {
  item.columns.clear();
  item.primary_key.clear();
  const int count = sqlite3_keyword_count();
  for (int index = 0; index < count; ++index) {
    const char* word = nullptr;
    int size = 0;
    sqlite3_keyword_name(index, &word, &size);
    std::string name(word, static_cast<std::size_t>(size));
    std::transform(name.begin(), name.end(), name.begin(), [](char c) { return static_cast<char>(c | 0x20); });
    std::replace(name.begin(), name.end(), '\x7f', '_');  // what becomes of the underscore above
    add(name, {.kind = TypeKind::int64}).nullable = true;
  }
  create();
  run(*connection, "INSERT INTO item DEFAULT VALUES");
  sql::SelectStatement statement;
  statement.from = from;
  for (const TableColumn& word : item.columns) {
    statement.columns.push_back(column(word));
    statement.order_by.push_back(column(word));
  }

  ASSERT_GT(count, 100);
  EXPECT_NO_THROW(execute(compiler->select(statement)));
  sql::UpdateStatement update;
  update.target = from;
  for (const TableColumn& word : item.columns)
    update.assignments.push_back({column(word), column(word)});
  EXPECT_EQ(execute(compiler->update(update)).rows, 1);
}

}  // namespace
}  // namespace weft::sqlite::test
