// SPDX-License-Identifier: MIT
#include "inspector.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "database.hpp"

namespace weft::sqlite::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Inspector : public testing::Test {
 protected:
  std::unique_ptr<weft::Connection> connection = connect("sqlite://");
  std::unique_ptr<weft::Inspector> inspector = connection->inspector();
};

TEST_F(Inspector, lists_the_tables_without_those_of_sqlite) {
  run(*connection, "CREATE TABLE zebra (id INTEGER PRIMARY KEY AUTOINCREMENT)");
  run(*connection, "CREATE TABLE ant (id INTEGER)");
  run(*connection, "CREATE VIEW bee AS SELECT * FROM ant");

  EXPECT_THAT(inspector->tables(), ElementsAre("ant", "zebra"));
}

TEST_F(Inspector, describes_columns_in_their_order) {
  run(*connection, "CREATE TABLE item (id INTEGER PRIMARY KEY, name VARCHAR(50) NOT NULL DEFAULT 'new', price REAL, "
                   "total REAL GENERATED ALWAYS AS (price * 2))");

  const std::vector<InspectedColumn> columns = inspector->columns("item");

  ASSERT_EQ(columns.size(), 4U);
  EXPECT_EQ(columns[0].name, "id");
  EXPECT_TRUE(columns[0].primary_key);
  EXPECT_FALSE(columns[0].nullable);
  EXPECT_EQ(columns[1].name, "name");
  EXPECT_EQ(columns[1].type, "VARCHAR(50)");
  EXPECT_FALSE(columns[1].nullable);
  EXPECT_FALSE(columns[1].primary_key);
  EXPECT_EQ(columns[1].server_default, "'new'");
  EXPECT_TRUE(columns[2].nullable);
  EXPECT_EQ(columns[2].server_default, std::nullopt);
  EXPECT_EQ(columns[3].name, "total");
}

TEST_F(Inspector, admits_that_other_keys_may_be_null) {
  run(*connection, "CREATE TABLE item (code TEXT PRIMARY KEY)");

  EXPECT_TRUE(inspector->columns("item")[0].nullable);
}

TEST_F(Inspector, gives_the_primary_key_in_the_order_of_the_key) {
  run(*connection, "CREATE TABLE seat (number INTEGER, row TEXT, PRIMARY KEY (row, number))");

  EXPECT_THAT(inspector->primary_key("seat"), ElementsAre("row", "number"));
}

TEST_F(Inspector, describes_foreign_keys_in_the_order_they_were_declared) {
  run(*connection, "CREATE TABLE seat (number INTEGER, row TEXT, PRIMARY KEY (row, number))");
  run(*connection, "CREATE TABLE ticket (guest INTEGER REFERENCES guest (id) ON DELETE SET NULL ON UPDATE CASCADE, "
                   "r TEXT, n INTEGER, FOREIGN KEY (r, n) REFERENCES seat)");

  const std::vector<InspectedForeignKey> keys = inspector->foreign_keys("ticket");

  ASSERT_EQ(keys.size(), 2U);
  EXPECT_THAT(keys[0].columns, ElementsAre("guest"));
  EXPECT_EQ(keys[0].target_table, "guest");
  EXPECT_THAT(keys[0].target_columns, ElementsAre("id"));
  EXPECT_EQ(keys[0].on_delete, "set null");
  EXPECT_EQ(keys[0].on_update, "cascade");
  EXPECT_THAT(keys[1].columns, ElementsAre("r", "n"));
  EXPECT_THAT(keys[1].target_columns, ElementsAre("row", "number")) << "the primary key, when none was written";
  EXPECT_EQ(keys[1].on_delete, "");
}

TEST_F(Inspector, describes_indexes_without_that_of_the_primary_key) {
  run(*connection, "CREATE TABLE item (code TEXT PRIMARY KEY, name TEXT UNIQUE, price REAL)");
  run(*connection, "CREATE INDEX by_price ON item (price, name)");

  const std::vector<InspectedIndex> indexes = inspector->indexes("item");

  ASSERT_EQ(indexes.size(), 2U);
  EXPECT_EQ(indexes[0].name, "by_price");
  EXPECT_FALSE(indexes[0].unique);
  EXPECT_THAT(indexes[0].columns, ElementsAre("price", "name"));
  EXPECT_TRUE(indexes[1].unique);
  EXPECT_THAT(indexes[1].columns, ElementsAre("name"));
}

TEST_F(Inspector, takes_any_name_for_a_name) {
  run(*connection, R"(CREATE TABLE "it's ""odd""; DROP" ("a b" INTEGER))");

  ASSERT_EQ(inspector->columns("it's \"odd\"; DROP").size(), 1U);
  EXPECT_EQ(inspector->columns("it's \"odd\"; DROP")[0].name, "a b");
}

TEST_F(Inspector, finds_nothing_in_an_unknown_table) {
  EXPECT_THAT(inspector->columns("nowhere"), IsEmpty());
  EXPECT_THAT(inspector->primary_key("nowhere"), IsEmpty());
  EXPECT_THAT(inspector->foreign_keys("nowhere"), IsEmpty());
  EXPECT_THAT(inspector->indexes("nowhere"), IsEmpty());
}

}  // namespace
}  // namespace weft::sqlite::test
