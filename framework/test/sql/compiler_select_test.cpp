// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/sql_trees.hpp"
#include "weft/error.hpp"

namespace weft::test {
namespace {

using sql::JoinKind;
using sql::NodeKind;
using sql::Op;
using testing::HasSubstr;

class CompilerSelect : public testing::Test {
 protected:
  std::string written() { return compiler.select(statement).text; }

  void select_posts() {
    statement.columns = {blog.posts("id")};
    statement.from = table(blog.post);
  }

  std::shared_ptr<const sql::SelectStatement> shared(sql::SelectStatement select) {
    return std::make_shared<const sql::SelectStatement>(std::move(select));
  }

  Blog blog{};
  StandardCompiler compiler{};
  sql::SelectStatement statement{};
};

TEST_F(CompilerSelect, writes_the_clauses_in_their_order) {
  statement.distinct = true;
  statement.columns = {blog.posts("title"), label(node(NodeKind::count_all), "posts")};
  statement.from = table(blog.post);
  statement.where = equal(blog.posts("user_id"), value(1));
  statement.group_by = {blog.posts("title")};
  statement.having = binary(Op::greater, node(NodeKind::count_all), value(3));
  statement.order_by = {ordered(blog.posts("title"), Op::ascending)};
  statement.limit = value(10);
  statement.offset = value(20);
  statement.for_update = true;
  statement.skip_locked = true;

  EXPECT_EQ(written(), "SELECT DISTINCT post.title, count(*) AS posts FROM post WHERE post.user_id = ? "
                       "GROUP BY post.title HAVING count(*) > ? ORDER BY post.title LIMIT ? OFFSET ? "
                       "FOR UPDATE SKIP LOCKED");
}

TEST_F(CompilerSelect, quotes_only_names_that_need_it) {
  statement.columns = {label(blog.users("name"), "Display \"Name\"")};
  statement.from = table(blog.user);

  EXPECT_EQ(written(), "SELECT \"user\".name AS \"Display \"\"Name\"\"\" FROM \"user\"");
}

TEST_F(CompilerSelect, names_the_schema_of_a_table) {
  select_posts();
  blog.post.schema = "sales";

  EXPECT_EQ(written(), "SELECT sales.post.id FROM sales.post");
}

TEST_F(CompilerSelect, writes_columns_with_the_alias_of_their_table) {
  statement.columns = {blog.posts("id"), blog.users("name", "author")};
  statement.from = table(blog.post, "p");
  statement.joins = {
      join(JoinKind::inner, table(blog.user, "author"), equal(blog.posts("user_id"), blog.users("id", "author")))};

  EXPECT_EQ(written(), "SELECT p.id, author.name FROM post AS p JOIN \"user\" AS author ON p.user_id = author.id");
}

TEST_F(CompilerSelect, takes_a_column_without_alias_from_the_table_without_alias) {
  statement.columns = {blog.posts("id")};
  statement.from = table(blog.post, "other");
  statement.joins = {join(JoinKind::cross, table(blog.post), nullptr)};

  EXPECT_EQ(written(), "SELECT post.id FROM post AS other CROSS JOIN post");
}

TEST_F(CompilerSelect, writes_an_inner_join_below_an_outer_one_in_parentheses) {
  statement.columns = {blog.posts("id")};
  statement.from = table(blog.post);
  statement.joins = {
      join(JoinKind::left, table(blog.user), equal(blog.posts("user_id"), blog.users("id")),
           {join(JoinKind::inner, table(blog.post, "p"), equal(blog.posts("user_id", "p"), blog.users("id")))})};

  EXPECT_EQ(written(), "SELECT post.id FROM post LEFT JOIN (\"user\" JOIN post AS p ON p.user_id = \"user\".id) "
                       "ON post.user_id = \"user\".id");
}

TEST_F(CompilerSelect, finds_columns_of_the_outer_statement_in_a_subquery) {
  sql::SelectStatement inner;
  inner.from = table(blog.post, "p");
  inner.where = binary(Op::logical_and, equal(blog.posts("user_id", "p"), blog.users("id")),
                       equal(blog.posts("id", "p"), blog.posts("id")));
  statement.columns = {blog.users("id")};
  statement.from = table(blog.user);
  statement.joins = {join(JoinKind::cross, table(blog.post), nullptr)};
  statement.where = unary(Op::logical_not, with_select(NodeKind::exists, inner));

  EXPECT_EQ(written(), "SELECT \"user\".id FROM \"user\" CROSS JOIN post WHERE NOT EXISTS "
                       "(SELECT 1 FROM post AS p WHERE p.user_id = \"user\".id AND p.id = post.id)");
}

TEST_F(CompilerSelect, refuses_a_column_whose_table_is_not_there_and_says_how_to_join) {
  select_posts();
  statement.where = equal(blog.users("name"), value(1));

  try {
    (void)written();
    FAIL() << "nothing was thrown";
  } catch (const MappingError& error) {
    EXPECT_STREQ(error.what(),
                 "column \"user.name\" cannot be used here: its table \"user\" is not part of the statement\n"
                 "  tables   post\n"
                 "  join it:  .join<...>() with a relationship that leads to \"user\"");
  }
}

TEST_F(CompilerSelect, does_not_let_a_select_in_from_see_its_neighbours) {
  sql::SelectStatement inner;
  inner.columns = {blog.users("id")};
  inner.from = table(blog.post);
  statement.from = table(blog.user);
  sql::Source source;
  source.select = shared(inner);
  source.alias = "p";
  statement.joins = {join(JoinKind::cross, source, nullptr)};

  EXPECT_THROW((void)written(), MappingError);
}

TEST_F(CompilerSelect, orders_by_a_label_and_repeats_it_where_labels_are_unknown) {
  const sql::NodePtr shout = label(call("upper", {blog.posts("title")}), "shout");
  const sql::NodePtr reference = node(NodeKind::label_ref, {}, "shout");
  statement.columns = {shout};
  statement.from = table(blog.post);
  statement.group_by = {shout};
  statement.having = equal(reference, value(1));
  statement.order_by = {ordered(shout, Op::descending), reference};

  EXPECT_EQ(written(), "SELECT upper(post.title) AS shout FROM post GROUP BY upper(post.title) "
                       "HAVING upper(post.title) = ? ORDER BY shout DESC, shout");
}

TEST_F(CompilerSelect, knows_no_labels_inside_a_window) {
  sql::Node window;
  window.kind = NodeKind::window;
  window.children = {call("rank", {}), ordered(node(NodeKind::label_ref, {}, "shout"), Op::descending)};
  statement.columns = {label(call("upper", {blog.posts("title")}), "shout"), node(window)};
  statement.from = table(blog.post);

  EXPECT_EQ(written(), "SELECT upper(post.title) AS shout, rank() OVER (ORDER BY upper(post.title) DESC) FROM post");
}

TEST_F(CompilerSelect, orders_nulls_also_where_the_database_cannot) {
  select_posts();
  statement.order_by = {ordered(blog.posts("id"), Op::descending, sql::Nulls::last)};
  Capabilities can = everything();
  can.null_ordering = false;

  EXPECT_EQ(written(), "SELECT post.id FROM post ORDER BY post.id DESC NULLS LAST");
  EXPECT_EQ(StandardCompiler(can).select(statement).text,
            "SELECT post.id FROM post ORDER BY CASE WHEN post.id IS NULL THEN 1 ELSE 0 END, post.id DESC");
}

TEST_F(CompilerSelect, combines_selects_and_wraps_those_with_clauses_of_their_own) {
  sql::SelectStatement plain;
  plain.columns = {blog.users("id")};
  plain.from = table(blog.user);
  sql::SelectStatement limited = plain;
  limited.limit = value(1);
  select_posts();
  statement.set_operands = {{sql::SetOperator::union_all, shared(plain)}, {sql::SetOperator::except, shared(limited)}};
  statement.order_by = {ordered(blog.posts("id"), Op::descending)};

  EXPECT_EQ(written(), "SELECT post.id FROM post UNION ALL SELECT \"user\".id FROM \"user\" EXCEPT "
                       "SELECT * FROM (SELECT \"user\".id FROM \"user\" LIMIT ?) AS operand_1 ORDER BY id DESC");
}

TEST_F(CompilerSelect, writes_common_table_expressions) {
  sql::SelectStatement inner;
  inner.columns = {blog.posts("id")};
  inner.from = table(blog.post);
  statement.ctes = {{"recent", {"id"}, shared(inner), true}};
  statement.columns = {node(NodeKind::star)};
  statement.from.cte = "recent";
  statement.from.alias = "r";

  EXPECT_EQ(written(), "WITH RECURSIVE recent (id) AS (SELECT post.id FROM post) SELECT * FROM recent AS r");
}

TEST_F(CompilerSelect, refuses_what_the_database_does_not_have) {
  select_posts();
  statement.for_update = true;
  Capabilities can = everything();
  can.for_update = false;

  try {
    (void)StandardCompiler(can).select(statement);
    FAIL() << "nothing was thrown";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("FOR UPDATE cannot be written: this database does not have it"));
  }
}

}  // namespace
}  // namespace weft::test
