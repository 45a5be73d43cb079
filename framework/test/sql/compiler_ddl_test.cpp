// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "support/sql_trees.hpp"
#include "weft/error.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;

TEST(CompilerDdl, creates_a_table_with_its_keys_checks_and_indexes) {
  Blog blog;
  blog.post.columns[1].indexed = true;
  blog.post.columns[2].unique = true;
  blog.post.columns[2].server_default = "'untitled'";
  blog.post.checks = {"user_id > 0"};
  blog.post.indexes.push_back({"", {&blog.post.columns[1], &blog.post.columns[2]}, true});
  blog.post.indexes.push_back({"by_title", {&blog.post.columns[2]}, false});

  EXPECT_THAT(StandardCompiler().create_table(blog.post),
              ElementsAre("CREATE TABLE IF NOT EXISTS post (\n"
                          "  id BIGINT GENERATED PRIMARY KEY,\n"
                          "  user_id BIGINT NOT NULL,\n"
                          "  title VARCHAR NOT NULL DEFAULT 'untitled' UNIQUE,\n"
                          "  FOREIGN KEY (user_id) REFERENCES \"user\" (id) ON DELETE CASCADE,\n"
                          "  CHECK (user_id > 0)\n"
                          ")",
                          "CREATE INDEX IF NOT EXISTS ix_post_user_id ON post (user_id)",
                          "CREATE UNIQUE INDEX IF NOT EXISTS uq_post_user_id_title ON post (user_id, title)",
                          "CREATE INDEX IF NOT EXISTS by_title ON post (title)"));
}

TEST(CompilerDdl, writes_a_composite_key_behind_the_columns) {
  TableDefinition membership;
  define(membership, "membership", {"user_id", "group_id"});
  membership.columns[0].autoincrement = false;
  membership.columns[1].primary_key = true;
  membership.primary_key.push_back(&membership.columns[1]);

  EXPECT_THAT(StandardCompiler().create_table(membership), ElementsAre("CREATE TABLE IF NOT EXISTS membership (\n"
                                                                       "  user_id BIGINT NOT NULL,\n"
                                                                       "  group_id BIGINT NOT NULL,\n"
                                                                       "  PRIMARY KEY (user_id, group_id)\n"
                                                                       ")"));
}

TEST(CompilerDdl, adds_foreign_keys_later_when_tables_refer_to_one_another) {
  const Blog blog;
  const ForeignKey& key = blog.post.foreign_keys[0];
  const std::array later{&key};

  const std::string create = StandardCompiler().create_table(blog.post, later)[0];

  EXPECT_EQ(create.find("FOREIGN KEY"), std::string::npos);
  EXPECT_EQ(StandardCompiler().add_foreign_key(blog.post, key),
            "ALTER TABLE post ADD CONSTRAINT fk_post_user_id FOREIGN KEY (user_id) REFERENCES \"user\" (id) ON DELETE CASCADE");
  EXPECT_EQ(StandardCompiler().drop_foreign_key(blog.post, key), "ALTER TABLE post DROP CONSTRAINT fk_post_user_id");
}

// Where indexes belong into CREATE TABLE, and tables need more than their columns.
class InlineIndexes final : public StandardCompiler {
 public:
  void write_column_type(const TableDefinition& table, const TableColumn& column, sql::Writer& out) const override {
    StandardCompiler::write_column_type(table, column, out);
    out << " OF " << table.name;
  }
  void write_table_extras(const TableDefinition& table, sql::Writer& out) const override {
    for (const TableIndex& index : indexes_of(table)) {
      out << ",\n  INDEX " << index_name(table, index) << ' ';
      write_column_names(index.columns, out);
    }
  }
  void write_table_options(const TableDefinition&, sql::Writer& out) const override { out << " WITH options"; }
  std::vector<std::string> create_indexes(const TableDefinition&) const override { return {}; }
};

TEST(CompilerDdl, lets_a_dialect_put_more_into_create_table) {
  TableDefinition note;
  define(note, "note", {"id", "text"});
  note.columns[1].indexed = true;

  EXPECT_THAT(InlineIndexes().create_table(note), ElementsAre("CREATE TABLE IF NOT EXISTS note (\n"
                                                              "  id BIGINT GENERATED PRIMARY KEY,\n"
                                                              "  text VARCHAR OF note NOT NULL,\n"
                                                              "  INDEX ix_note_text (text)\n"
                                                              ") WITH options"));
}

TEST(CompilerDdl, lets_only_actions_of_sql_pass) {
  Blog blog;
  blog.post.foreign_keys[0].on_update = "set null; DROP TABLE post";

  EXPECT_THROW((void)StandardCompiler().create_table(blog.post), MappingError);
  blog.post.foreign_keys[0].on_update = "Set Null";
  EXPECT_THAT(StandardCompiler().create_table(blog.post)[0], testing::HasSubstr("ON UPDATE SET NULL"));
}

TEST(CompilerDdl, shortens_long_index_names_without_mixing_them_up) {
  TableDefinition wide;
  define(wide, "measurements_of_the_northern_station", {"id", "temperature_at_noon", "temperature_at_night"});
  wide.columns[1].indexed = wide.columns[2].indexed = true;
  Capabilities can = everything();
  can.identifier_length = 50;

  const std::vector<std::string> statements = StandardCompiler(can).create_table(wide);

  ASSERT_EQ(statements.size(), 3U);
  const auto name = [](const std::string& sql) { return sql.substr(27, sql.find(" ON ") - 27); };
  EXPECT_EQ(name(statements[1]).size(), 50U);
  EXPECT_NE(name(statements[1]), name(statements[2]));
  EXPECT_EQ(StandardCompiler(can).create_table(wide), statements);
}

TEST(CompilerDdl, drops_a_table_that_is_there) {
  EXPECT_EQ(StandardCompiler().drop_table(Blog().user), "DROP TABLE IF EXISTS \"user\"");
}

}  // namespace
}  // namespace weft::test
