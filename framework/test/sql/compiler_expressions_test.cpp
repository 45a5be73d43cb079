// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/sql_trees.hpp"
#include "weft/error.hpp"

namespace weft::test {
namespace {

using sql::NodeKind;
using sql::Op;

// One table and one condition: the WHERE clause that comes of it.
class CompilerExpressions : public testing::Test {
 protected:
  std::string written(const sql::NodePtr& condition, const Capabilities& capabilities = everything()) {
    sql::SelectStatement statement;
    statement.from = table(blog.post, "p");
    statement.where = condition;
    compiled = StandardCompiler(capabilities).select(statement);
    const std::string start = "SELECT 1 FROM post AS p WHERE ";
    EXPECT_EQ(compiled.text.substr(0, start.size()), start);
    return compiled.text.substr(start.size());
  }

  Blog blog{};
  sql::NodePtr id = blog.posts("id", "p");
  sql::NodePtr owner = blog.posts("user_id", "p");
  sql::NodePtr title = blog.posts("title", "p");
  sql::CompiledSql compiled{};
};

TEST_F(CompilerExpressions, never_write_a_value_into_the_text) {
  const sql::NodePtr parameter = value(42);

  const std::string text = written(equal(id, parameter));

  EXPECT_EQ(text, "p.id = ?");
  ASSERT_EQ(compiled.slots.size(), 1U);
  EXPECT_EQ(compiled.slots[0].node, parameter.get());
}

TEST_F(CompilerExpressions, keep_the_order_of_parameters) {
  const sql::NodePtr first = value(1);
  const sql::NodePtr second = value(2);

  written(binary(Op::logical_or, equal(id, first), equal(first, second)));

  ASSERT_EQ(compiled.slots.size(), 3U);
  EXPECT_EQ(compiled.slots[0].node, first.get());
  EXPECT_EQ(compiled.slots[1].node, first.get());
  EXPECT_EQ(compiled.slots[2].node, second.get());
}

TEST_F(CompilerExpressions, put_parentheses_where_the_meaning_needs_them) {
  const sql::NodePtr a = equal(id, value(1));
  const sql::NodePtr b = equal(owner, value(2));

  EXPECT_EQ(written(binary(Op::logical_or, binary(Op::logical_and, a, b), a)),
            "p.id = ? AND p.user_id = ? OR p.id = ?");
  EXPECT_EQ(written(binary(Op::logical_and, binary(Op::logical_or, a, b), a)),
            "(p.id = ? OR p.user_id = ?) AND p.id = ?");
  EXPECT_EQ(written(unary(Op::logical_not, a)), "NOT (p.id = ?)");
  EXPECT_EQ(written(equal(a, b)), "(p.id = ?) = (p.user_id = ?)");
}

TEST_F(CompilerExpressions, follow_the_rules_of_arithmetic) {
  EXPECT_EQ(written(binary(Op::multiply, binary(Op::add, id, owner), id)), "(p.id + p.user_id) * p.id");
  EXPECT_EQ(written(binary(Op::add, binary(Op::multiply, id, owner), id)), "p.id * p.user_id + p.id");
  EXPECT_EQ(written(binary(Op::subtract, id, binary(Op::subtract, owner, id))), "p.id - (p.user_id - p.id)");
  EXPECT_EQ(written(binary(Op::subtract, binary(Op::subtract, owner, id), id)), "p.user_id - p.id - p.id");
  EXPECT_EQ(written(unary(Op::negate, unary(Op::negate, id))), "-(-p.id)");
}

TEST_F(CompilerExpressions, leave_no_doubt_about_concatenation) {
  EXPECT_EQ(written(binary(Op::concat, binary(Op::concat, title, title), binary(Op::add, id, id))),
            "p.title || p.title || (p.id + p.id)");
  EXPECT_EQ(written(binary(Op::multiply, binary(Op::concat, id, id), id)), "(p.id || p.id) * p.id");
}

TEST_F(CompilerExpressions, write_each_operator) {
  EXPECT_EQ(written(binary(Op::not_equal, id, owner)), "p.id <> p.user_id");
  EXPECT_EQ(written(binary(Op::less_equal, id, owner)), "p.id <= p.user_id");
  EXPECT_EQ(written(binary(Op::greater, id, owner)), "p.id > p.user_id");
  EXPECT_EQ(written(binary(Op::modulo, id, owner)), "p.id % p.user_id");
  EXPECT_EQ(written(binary(Op::null_safe_equal, id, owner)), "p.id IS NOT DISTINCT FROM p.user_id");
  EXPECT_EQ(written(binary(Op::like, title, value(0))), "p.title LIKE ?");
  EXPECT_EQ(written(binary(Op::not_like, title, value(0))), "p.title NOT LIKE ?");
  EXPECT_EQ(written(binary(Op::ilike, title, value(0))), "lower(p.title) LIKE lower(?)");
  EXPECT_EQ(written(unary(Op::is_null, title)), "p.title IS NULL");
  EXPECT_EQ(written(unary(Op::is_not_null, title)), "p.title IS NOT NULL");
  EXPECT_EQ(written(node(NodeKind::between, {id, value(1), value(2)})), "p.id BETWEEN ? AND ?");
}

TEST_F(CompilerExpressions, write_lists_and_what_an_empty_one_means) {
  sql::Node outside;
  outside.kind = NodeKind::in_list;
  outside.op = Op::not_in;
  outside.children = {id};

  EXPECT_EQ(written(node(NodeKind::in_list, {id, value(1), value(2)})), "p.id IN (?, ?)");
  EXPECT_EQ(written(node(NodeKind::in_list, {id})), "1 = 0");
  EXPECT_EQ(written(node(outside)), "1 = 1");
  outside.children.push_back(value(1));
  EXPECT_EQ(written(node(outside)), "p.id NOT IN (?)");
}

TEST_F(CompilerExpressions, write_key_lists_with_a_slot_for_each_value) {
  EXPECT_EQ(written(keys({id}, 3)), "p.id IN (?, ?, ?)");
  ASSERT_EQ(compiled.slots.size(), 3U);
  EXPECT_EQ(compiled.slots[2].element, 2);

  EXPECT_EQ(written(keys({id, owner}, 4)), "(p.id, p.user_id) IN ((?, ?), (?, ?))");
  ASSERT_EQ(compiled.slots.size(), 4U);
  EXPECT_EQ(compiled.slots[3].element, 3);

  EXPECT_EQ(written(keys({id}, 0)), "1 = 0");
}

TEST_F(CompilerExpressions, spell_composite_keys_out_where_rows_cannot_be_compared) {
  Capabilities can = everything();
  can.row_values = false;

  const std::string text = written(keys({id, owner}, 4), can);

  EXPECT_EQ(text, "(p.id = ? AND p.user_id = ? OR p.id = ? AND p.user_id = ?)");
  ASSERT_EQ(compiled.slots.size(), 4U);
  EXPECT_EQ(compiled.slots[3].element, 3);
}

TEST_F(CompilerExpressions, write_functions_cases_and_casts) {
  sql::Node cast;
  cast.kind = NodeKind::cast;
  cast.type.kind = TypeKind::int64;
  cast.children = {title};
  sql::Node distinct = *call("count", {id});
  distinct.distinct = true;

  EXPECT_EQ(written(call("coalesce", {title, value(0)})), "coalesce(p.title, ?)");
  EXPECT_EQ(written(node(distinct)), "count(DISTINCT p.id)");
  EXPECT_EQ(written(node(cast)), "CAST(p.title AS BIGINT)");
  EXPECT_EQ(written(node(NodeKind::case_when, {equal(id, value(1)), title, value(0)})),
            "CASE WHEN p.id = ? THEN p.title ELSE ? END");
}

TEST_F(CompilerExpressions, write_windows) {
  sql::Node window;
  window.kind = NodeKind::window;
  window.partition = 1;
  window.children = {call("row_number", {}), owner, ordered(id, Op::descending)};

  EXPECT_EQ(written(node(window)), "row_number() OVER (PARTITION BY p.user_id ORDER BY p.id DESC)");
  window.partition = 0;
  window.children.erase(window.children.begin() + 1);
  EXPECT_EQ(written(node(window)), "row_number() OVER (ORDER BY p.id DESC)");
}

TEST_F(CompilerExpressions, refuse_a_function_name_that_is_more_than_a_name) {
  for (const char* name : {"", "now(); DROP TABLE post; --", "a b", "1up", "pg_catalog.", ".now"}) {
    EXPECT_THROW(written(call(name, {})), UsageError) << name;
  }
  EXPECT_EQ(written(call("pg_catalog.now", {})), "pg_catalog.now()");
}

}  // namespace
}  // namespace weft::test
