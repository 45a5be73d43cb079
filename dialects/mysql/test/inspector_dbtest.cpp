// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <weft/dialect/inspector.hpp>

#include "database.hpp"

namespace weft::mysql::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Inspector : public ServerTest {
 protected:
  void prepare() override {
    connection = connect(url());
    inspector = connection->inspector();
    run(*connection, "CREATE TABLE parent (a INT NOT NULL, b INT NOT NULL, PRIMARY KEY (b, a))");
    run(*connection, "CREATE TABLE child (id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY, pb INT, pa INT, "
                     "name VARCHAR(20) NOT NULL DEFAULT 'x', body LONGTEXT, UNIQUE INDEX by_name (name, id), "
                     "CONSTRAINT fk_parent FOREIGN KEY (pb, pa) REFERENCES parent (b, a) ON DELETE CASCADE ON UPDATE SET NULL, "
                     "CONSTRAINT fk_self FOREIGN KEY (id) REFERENCES child (id))");
    run(*connection, "CREATE VIEW both_of_them AS SELECT id FROM child");
  }

  std::unique_ptr<weft::Connection> connection{};
  std::unique_ptr<weft::Inspector> inspector{};
};

TEST_F(Inspector, lists_the_tables_of_its_database_without_views) {
  EXPECT_THAT(inspector->tables(), ElementsAre("child", "parent"));
}

TEST_F(Inspector, describes_columns) {
  const auto columns = inspector->columns("child");

  ASSERT_EQ(columns.size(), 5U);
  EXPECT_EQ(columns[0].name, "id");
  EXPECT_THAT(columns[0].type, testing::StartsWith("bigint"));
  EXPECT_TRUE(columns[0].primary_key);
  EXPECT_FALSE(columns[0].nullable);
  EXPECT_EQ(columns[0].server_default, std::nullopt);
  EXPECT_TRUE(columns[1].nullable);
  EXPECT_EQ(columns[1].server_default, std::nullopt);
  EXPECT_EQ(columns[3].type, "varchar(20)");
  EXPECT_FALSE(columns[3].nullable);
  EXPECT_THAT(columns[3].server_default.value_or(""), testing::HasSubstr("x"));
  EXPECT_THAT(inspector->columns("nowhere"), IsEmpty());
}

TEST_F(Inspector, gives_keys_in_their_own_order) {
  EXPECT_THAT(inspector->primary_key("parent"), ElementsAre("b", "a"));

  const auto keys = inspector->foreign_keys("child");
  ASSERT_EQ(keys.size(), 2U);
  EXPECT_THAT(keys[0].columns, ElementsAre("pb", "pa"));
  EXPECT_EQ(keys[0].target_table, "parent");
  EXPECT_THAT(keys[0].target_columns, ElementsAre("b", "a"));
  EXPECT_EQ(keys[0].on_delete, "cascade");
  EXPECT_EQ(keys[0].on_update, "set null");
  EXPECT_EQ(keys[1].on_delete, "") << "the default of the database";
}

TEST_F(Inspector, lists_indexes_without_that_of_the_primary_key) {
  const auto indexes = inspector->indexes("child");

  ASSERT_EQ(indexes.size(), 2U);
  EXPECT_EQ(indexes[0].name, "by_name");
  EXPECT_TRUE(indexes[0].unique);
  EXPECT_THAT(indexes[0].columns, ElementsAre("name", "id"));
  EXPECT_EQ(indexes[1].name, "fk_parent") << "InnoDB makes one for a foreign key";
  EXPECT_FALSE(indexes[1].unique);
}

}  // namespace
}  // namespace weft::mysql::test
