// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "support/sql_trees.hpp"
#include "weft/error.hpp"

namespace weft::test {
namespace {

using sql::NodeKind;
using sql::Op;

class CompilerDml : public testing::Test {
 protected:
  Blog blog{};
  StandardCompiler compiler{};
};

TEST_F(CompilerDml, inserts_several_rows) {
  sql::InsertStatement statement;
  statement.into = table(blog.post);
  statement.columns = {blog.posts("user_id"), blog.posts("title")};
  statement.rows = {{value(1), value(2)}, {value(3), node(NodeKind::null_literal)}};
  statement.returning = {blog.posts("id")};

  const sql::CompiledSql compiled = compiler.insert(statement);

  EXPECT_EQ(compiled.text, "INSERT INTO post (user_id, title) VALUES (?, ?), (?, NULL) RETURNING id");
  EXPECT_EQ(compiled.slots.size(), 3U);
}

TEST_F(CompilerDml, inserts_a_row_of_defaults) {
  sql::InsertStatement statement;
  statement.into = table(blog.post);
  statement.rows = {{}};

  EXPECT_EQ(compiler.insert(statement).text, "INSERT INTO post DEFAULT VALUES");
}

TEST_F(CompilerDml, inserts_what_a_select_finds) {
  sql::SelectStatement select;
  select.columns = {blog.users("id")};
  select.from = table(blog.user);
  sql::InsertStatement statement;
  statement.into = table(blog.post);
  statement.columns = {blog.posts("user_id")};
  statement.select = std::make_shared<const sql::SelectStatement>(select);

  EXPECT_EQ(compiler.insert(statement).text, "INSERT INTO post (user_id) SELECT \"user\".id FROM \"user\"");
}

TEST_F(CompilerDml, tells_the_row_that_is_there_from_the_one_that_is_not) {
  sql::InsertStatement statement;
  statement.into = table(blog.post);
  statement.columns = {blog.posts("id"), blog.posts("title")};
  statement.rows = {{value(1), value(2)}};
  statement.conflict_columns = {blog.posts("id")};
  statement.conflict_updates = {
      {blog.posts("title"), binary(Op::concat, blog.posts("title"), blog.posts("title", "excluded"))}};

  EXPECT_EQ(compiler.insert(statement).text, "INSERT INTO post (id, title) VALUES (?, ?) ON CONFLICT (id) "
                                             "DO UPDATE SET title = post.title || excluded.title");

  statement.conflict_updates.clear();
  statement.on_conflict_do_nothing = true;
  EXPECT_EQ(compiler.insert(statement).text, "INSERT INTO post (id, title) VALUES (?, ?) ON CONFLICT (id) DO NOTHING");
}

TEST_F(CompilerDml, updates_with_bare_column_names) {
  sql::UpdateStatement statement;
  statement.target = table(blog.post);
  statement.assignments = {{blog.posts("user_id"), binary(Op::add, blog.posts("user_id"), value(1))},
                           {blog.posts("title"), value(2)}};
  statement.where = equal(blog.posts("id"), value(3));

  EXPECT_EQ(compiler.update(statement).text, "UPDATE post SET user_id = user_id + ?, title = ? WHERE id = ?");
}

TEST_F(CompilerDml, names_the_table_inside_a_subquery_of_a_delete) {
  sql::SelectStatement inner;
  inner.from = table(blog.user);
  inner.where = equal(blog.users("id"), blog.posts("user_id"));
  sql::DeleteStatement statement;
  statement.target = table(blog.post);
  statement.where = unary(Op::logical_not, with_select(NodeKind::exists, inner));

  EXPECT_EQ(compiler.remove(statement).text,
            "DELETE FROM post WHERE NOT EXISTS (SELECT 1 FROM \"user\" WHERE \"user\".id = post.user_id)");
}

TEST_F(CompilerDml, refuses_a_column_of_another_table) {
  sql::UpdateStatement statement;
  statement.target = table(blog.post);
  statement.assignments = {{blog.posts("title"), blog.users("name")}};

  EXPECT_THROW((void)compiler.update(statement), MappingError);
}

TEST_F(CompilerDml, refuses_statements_that_cannot_be) {
  Capabilities none = everything();
  none.insert_returning = none.on_conflict = false;
  none.insert_rows = 1;
  const StandardCompiler poor(none);
  sql::InsertStatement statement;
  statement.into = table(blog.post);
  statement.columns = {blog.posts("title")};
  statement.rows = {{value(1)}};

  sql::InsertStatement returning = statement;
  returning.returning = {blog.posts("id")};
  sql::InsertStatement upsert = statement;
  upsert.on_conflict_do_nothing = true;
  sql::InsertStatement many = statement;
  many.rows.push_back({value(2)});
  sql::InsertStatement uneven = statement;
  uneven.rows[0].push_back(value(2));
  sql::UpdateStatement nothing;
  nothing.target = table(blog.post);

  EXPECT_THROW((void)poor.insert(returning), UsageError);
  EXPECT_THROW((void)poor.insert(upsert), UsageError);
  EXPECT_THROW((void)poor.insert(many), UsageError);
  EXPECT_THROW((void)compiler.insert(uneven), UsageError);
  EXPECT_THROW((void)compiler.update(nothing), UsageError);
}

}  // namespace
}  // namespace weft::test
