// SPDX-License-Identifier: MIT
//
// Creating tables, and reading back what is there.
#include <algorithm>

#include "case.hpp"
#include "cases/dialect/live_table.hpp"

namespace weft::conformance {
namespace {

using Names = std::vector<std::string>;

bool contains(const Names& names, const std::string& name) { return std::find(names.begin(), names.end(), name) != names.end(); }

// --- creating ---

void creating_twice(Trial& trial) {
  LiveTable live(trial, "conf_live");
  live.add(key("id"));
  live.create();
  for (const auto& sql : live.compiler().create_table(live.table)) live.run(sql);
  EXPECT_TRUE(contains(live.inspector()->tables(), "conf_live"));
}

void dropping_twice(Trial& trial) {
  LiveTable live(trial, "conf_live");
  live.add(key("id"));
  live.create();
  live.run(live.compiler().drop_table(live.table));
  live.run(live.compiler().drop_table(live.table));
  EXPECT_FALSE(contains(live.inspector()->tables(), "conf_live"));
}

void every_type_as_column(Trial& trial) {
  LiveTable live(trial, "conf_live");
  live.add(key("id"));
  int number = 0;
  for (TypeKind kind : {TypeKind::boolean, TypeKind::int16, TypeKind::int32, TypeKind::int64, TypeKind::uint64, TypeKind::real32,
                        TypeKind::real64, TypeKind::text, TypeKind::blob, TypeKind::decimal, TypeKind::date, TypeKind::time,
                        TypeKind::timestamp, TypeKind::uuid, TypeKind::json})
    live.add(column("c" + std::to_string(++number), kind));
  live.create();
  EXPECT_EQ(live.inspector()->columns("conf_live").size(), 16U);
}

void every_type_as_key(Trial& trial) {
  for (TypeKind kind : {TypeKind::int16, TypeKind::int32, TypeKind::int64, TypeKind::text, TypeKind::blob, TypeKind::date,
                        TypeKind::timestamp, TypeKind::uuid}) {
    LiveTable live(trial, "conf_live");
    TableColumn only = column("id", kind);
    only.primary_key = true;
    live.add(only);
    live.create();
    EXPECT_EQ(live.inspector()->primary_key("conf_live"), Names{"id"});
  }
}

void server_defaults(Trial& trial) {
  LiveTable live(trial, "conf_live");
  live.add(key("id"));
  TableColumn number = column("number", TypeKind::int64);
  number.server_default = "7";
  live.add(number);
  TableColumn words = column("words", TypeKind::text, 20);
  words.server_default = "'a''b'";
  live.add(words);
  live.create();
  live.run("INSERT INTO conf_live (id) VALUES (1)");
  const auto cursor = live.connection().query({"SELECT number, words FROM conf_live", 0}, {}, {});
  std::vector<Cell> row(2);
  ASSERT_EQ(cursor->fetch(row), 1U);
  EXPECT_EQ(row[0].integer, 7);
  EXPECT_EQ(row[1].view(), "a'b");
}

/// INSERT without any column.
sql::InsertStatement all_defaults(const LiveTable& live) {
  sql::InsertStatement insert;
  insert.into.table = &live.table;
  insert.rows.emplace_back();
  return insert;
}

void default_values(Trial& trial) {
  LiveTable live(trial, "conf_live");
  TableColumn id = key("id");
  id.autoincrement = true;
  live.add(id);
  live.create();
  live.run(live.compiler().insert(all_defaults(live)).text);
  Cell count;
  live.connection().query({"SELECT count(*) FROM conf_live", 0}, {}, {})->fetch({&count, 1});
  EXPECT_EQ(count.integer, 1);
}
void refuses_default_values(Trial& trial) {
  LiveTable live(trial, "conf_live");
  TableColumn id = key("id");
  id.autoincrement = true;
  live.add(id);
  EXPECT_THROW(static_cast<void>(live.compiler().insert(all_defaults(live))), Error);
}

// --- reading back ---

void inspects_columns(Trial& trial) {
  LiveTable live(trial, "conf_live");
  live.add(key("id"));
  live.add(column("words", TypeKind::text, 30));
  live.add(column("maybe", TypeKind::int64)).nullable = true;
  live.create();
  const auto columns = live.inspector()->columns("conf_live");
  ASSERT_EQ(columns.size(), 3U);
  EXPECT_EQ(columns[0].name, "id");
  EXPECT_TRUE(columns[0].primary_key);
  EXPECT_FALSE(columns[1].nullable);
  EXPECT_FALSE(columns[1].primary_key);
  EXPECT_TRUE(columns[2].nullable);
  for (const auto& one : columns) EXPECT_FALSE(one.type.empty());
}

void inspects_defaults(Trial& trial) {
  LiveTable live(trial, "conf_live");
  live.add(key("id"));
  live.add(column("number", TypeKind::int64)).server_default = "7";
  live.create();
  const auto columns = live.inspector()->columns("conf_live");
  ASSERT_EQ(columns.size(), 2U);
  EXPECT_FALSE(columns[0].server_default.has_value());
  ASSERT_TRUE(columns[1].server_default.has_value());
  EXPECT_NE(columns[1].server_default->find('7'), std::string::npos);
}

void inspects_a_key_in_its_order(Trial& trial) {
  LiveTable live(trial, "conf_live");
  live.add(column("value", TypeKind::int64));
  live.add(key("second"));
  live.add(key("first"));
  std::swap(live.table.primary_key[0], live.table.primary_key[1]);
  live.create();
  EXPECT_EQ(live.inspector()->primary_key("conf_live"), (Names{"first", "second"}));
}

void inspects_foreign_keys(Trial& trial) {
  LiveTable parent(trial, "conf_parent");
  parent.add(key("a"));
  parent.add(key("b"));
  LiveTable child(trial, "conf_child");
  child.add(key("id"));
  TableColumn& x = child.add(column("x", TypeKind::int64));
  x.nullable = true;
  TableColumn& y = child.add(column("y", TypeKind::int64));
  y.nullable = true;
  child.table.foreign_keys.push_back({{&x, &y}, {&parent.table.columns[0], &parent.table.columns[1]}, "cascade", {}});
  // One connection for both: a database in memory has no other.
  for (const auto* table : {&child.table, &parent.table}) child.run(child.compiler().drop_table(*table));
  for (const auto* table : {&parent.table, &child.table})
    for (const auto& sql : child.compiler().create_table(*table)) child.run(sql);

  const auto keys = child.inspector()->foreign_keys("conf_child");
  child.run(child.compiler().drop_table(child.table));
  child.run(child.compiler().drop_table(parent.table));

  ASSERT_EQ(keys.size(), 1U);
  EXPECT_EQ(keys[0].columns, (Names{"x", "y"}));
  EXPECT_EQ(keys[0].target_table, "conf_parent");
  EXPECT_EQ(keys[0].target_columns, (Names{"a", "b"}));
  EXPECT_EQ(keys[0].on_delete, "cascade");
  EXPECT_EQ(keys[0].on_update, "");
}

void inspects_indexes(Trial& trial) {
  LiveTable live(trial, "conf_live");
  live.add(key("id"));
  TableColumn& a = live.add(column("a", TypeKind::int64));
  TableColumn& b = live.add(column("b", TypeKind::int64));
  live.table.indexes.push_back({"conf_b_a", {&b, &a}, false});
  live.table.indexes.push_back({"conf_a_only", {&a}, true});
  live.create();
  auto indexes = live.inspector()->indexes("conf_live");
  std::sort(indexes.begin(), indexes.end(), [](auto& left, auto& right) { return left.name < right.name; });
  ASSERT_EQ(indexes.size(), 2U) << "the index of the primary key is none of them";
  EXPECT_EQ(indexes[0].name, "conf_a_only");
  EXPECT_TRUE(indexes[0].unique);
  EXPECT_EQ(indexes[1].columns, (Names{"b", "a"}));
  EXPECT_FALSE(indexes[1].unique);
}

void inspects_unique_columns(Trial& trial) {
  LiveTable live(trial, "conf_live");
  live.add(key("id"));
  live.add(column("code", TypeKind::text, 20)).unique = true;
  live.create();
  const auto indexes = live.inspector()->indexes("conf_live");
  ASSERT_EQ(indexes.size(), 1U);
  EXPECT_TRUE(indexes[0].unique);
  EXPECT_EQ(indexes[0].columns, Names{"code"});
}

void inspects_tables_in_order(Trial& trial) {
  LiveTable live(trial, "conf_live");
  live.add(key("id"));
  live.create();
  const Names tables = live.inspector()->tables();
  EXPECT_TRUE(contains(tables, "conf_live"));
  EXPECT_TRUE(std::is_sorted(tables.begin(), tables.end()));
}

void unknown_table_has_no_columns(Trial& trial) {
  const auto connection = trial.connect();
  const auto inspector = connection->inspector();
  EXPECT_TRUE(inspector->columns("conf_nowhere").empty());
  EXPECT_TRUE(inspector->primary_key("conf_nowhere").empty());
  EXPECT_TRUE(inspector->foreign_keys("conf_nowhere").empty());
  EXPECT_TRUE(inspector->indexes("conf_nowhere").empty());
}

// --- what not every database can do ---

void create_and_roll_back(LiveTable& live) {
  live.add(key("id"));
  live.run(live.compiler().drop_table(live.table));
  live.connection().begin({});
  for (const auto& sql : live.compiler().create_table(live.table)) live.run(sql);
  live.connection().rollback();
}
void ddl_is_rolled_back(Trial& trial) {
  LiveTable live(trial, "conf_live");
  create_and_roll_back(live);
  EXPECT_FALSE(contains(live.inspector()->tables(), "conf_live"));
}
void ddl_stays(Trial& trial) {
  LiveTable live(trial, "conf_live");
  create_and_roll_back(live);
  EXPECT_TRUE(contains(live.inspector()->tables(), "conf_live")) << "it can be rolled back: claim transactional_ddl";
}

constexpr std::string_view forward = "CREATE TABLE conf_live (id BIGINT PRIMARY KEY, x BIGINT REFERENCES conf_later (id))";

void forward_reference(Trial& trial) {
  LiveTable live(trial, "conf_live");
  live.run(live.compiler().drop_table(live.table));
  live.run(forward);
  EXPECT_TRUE(contains(live.inspector()->tables(), "conf_live"));
}
void refuses_forward_references(Trial& trial) {
  LiveTable live(trial, "conf_live");
  live.run(live.compiler().drop_table(live.table));
  EXPECT_THROW(live.run(forward), StatementError);
}

constexpr std::string_view deferred =
    "CREATE TABLE conf_live (id BIGINT PRIMARY KEY, x BIGINT REFERENCES conf_live (id) DEFERRABLE INITIALLY DEFERRED)";

void deferred_constraint(Trial& trial) {
  LiveTable live(trial, "conf_live");
  live.run(live.compiler().drop_table(live.table));
  live.run(deferred);
  live.connection().begin({});
  live.run("INSERT INTO conf_live (id, x) VALUES (1, 2)");
  live.run("INSERT INTO conf_live (id, x) VALUES (2, NULL)");
  live.connection().commit();
  live.connection().begin({});
  live.run("INSERT INTO conf_live (id, x) VALUES (3, 99)");
  EXPECT_THROW(live.connection().commit(), IntegrityError);
  live.connection().rollback();
}
void refuses_deferred_constraints(Trial& trial) {
  LiveTable live(trial, "conf_live");
  live.run(live.compiler().drop_table(live.table));
  EXPECT_THROW(
      {
        live.run(deferred);
        live.run("INSERT INTO conf_live (id, x) VALUES (1, 2)");
      },
      StatementError);
}

std::string qualified(Trial& trial) {
  TableDefinition table;
  table.name = "thing";
  table.schema = "conf_schema";
  TableColumn id = key("id");
  id.table = &table;
  table.columns.push_back(id);
  table.primary_key.push_back(&table.columns.back());
  return trial.compiler()->create_table(table).front();
}
void names_the_schema(Trial& trial) { EXPECT_NE(qualified(trial).find("conf_schema"), std::string::npos) << qualified(trial); }
void no_such_schema(Trial& trial) {
  const auto connection = trial.connect();
  EXPECT_THROW(
      {
        const std::string sql = qualified(trial);
        connection->execute({sql, 0}, {});
      },
      Error);
}

const Group tables{
    "dialect.tables",
    {{"creating_twice", &creating_twice, Level::core},
     {"dropping_twice", &dropping_twice, Level::core},
     {"every_type_as_column", &every_type_as_column, Level::core},
     {"every_type_as_key", &every_type_as_key},
     {"server_defaults", &server_defaults},
     {"default_values", &default_values, Level::standard, &Capabilities::default_values, &refuses_default_values},
     {"transactional_ddl", &ddl_is_rolled_back, Level::standard, &Capabilities::transactional_ddl, &ddl_stays},
     {"forward_reference", &forward_reference, Level::full, &Capabilities::forward_references, &refuses_forward_references},
     {"deferred_constraint", &deferred_constraint, Level::full, &Capabilities::deferred_constraints,
      &refuses_deferred_constraints},
     {"schema", &names_the_schema, Level::full, &Capabilities::schemas, &no_such_schema}}};

const Group reflection{"dialect.reflection",
                       {{"columns", &inspects_columns, Level::core},
                        {"defaults", &inspects_defaults},
                        {"key_in_its_order", &inspects_a_key_in_its_order},
                        {"foreign_keys", &inspects_foreign_keys},
                        {"indexes", &inspects_indexes},
                        {"unique_columns", &inspects_unique_columns},
                        {"tables_in_order", &inspects_tables_in_order},
                        {"unknown_table_has_no_columns", &unknown_table_has_no_columns}}};

}  // namespace
}  // namespace weft::conformance
