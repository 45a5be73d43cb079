// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <string_view>

#include "query/models.hpp"
#include "sql/parameter.hpp"

namespace query_test {
namespace {

using weft::col;
using weft::TypeKind;
using weft::sql::NodeKind;
using weft::sql::Op;
namespace func = weft::func;

const weft::sql::Node& right(const weft::Expression<bool>& expression) { return *expression.node()->children.at(1); }

TEST(Expression, a_comparison_holds_the_column_and_the_value_as_a_parameter) {
  const auto equal = col<&Post::author_id> == 7;

  ASSERT_EQ(equal.node()->kind, NodeKind::binary);
  EXPECT_EQ(equal.node()->op, Op::equal);
  EXPECT_EQ(equal.node()->children[0]->kind, NodeKind::entity_column);
  EXPECT_EQ(&equal.node()->children[0]->entity(), &weft::entity_of<Post>());
  EXPECT_EQ(right(equal).kind, NodeKind::parameter);
  EXPECT_EQ(right(equal).value, weft::Value(std::int64_t{7}));
}

TEST(Expression, each_operator_has_its_own_meaning) {
  EXPECT_EQ((col<&Post::id> != 1).node()->op, Op::not_equal);
  EXPECT_EQ((col<&Post::id> < 1).node()->op, Op::less);
  EXPECT_EQ((col<&Post::id> <= 1).node()->op, Op::less_equal);
  EXPECT_EQ((col<&Post::id> > 1).node()->op, Op::greater);
  EXPECT_EQ((col<&Post::id> >= 1).node()->op, Op::greater_equal);
  EXPECT_EQ((col<&Post::id> == 1 && col<&Post::id> == 2).node()->op, Op::logical_and);
  EXPECT_EQ((col<&Post::id> == 1 || col<&Post::id> == 2).node()->op, Op::logical_or);
  EXPECT_EQ((!(col<&Post::id> == 1)).node()->op, Op::logical_not);
  EXPECT_EQ((col<&Post::id> + 1).node()->op, Op::add);
  EXPECT_EQ((col<&Post::id> - 1).node()->op, Op::subtract);
  EXPECT_EQ((col<&Post::id> * 2).node()->op, Op::multiply);
  EXPECT_EQ((col<&Post::id> / 2).node()->op, Op::divide);
  EXPECT_EQ((col<&Post::id> % 2).node()->op, Op::modulo);
  EXPECT_EQ((-col<&Post::id>).node()->op, Op::negate);
}

TEST(Expression, a_value_may_stand_first) {
  const auto less = 3 < col<&Post::id>;

  EXPECT_EQ(less.node()->op, Op::less);
  EXPECT_EQ(less.node()->children[0]->kind, NodeKind::parameter);
  EXPECT_EQ(less.node()->children[1]->kind, NodeKind::entity_column);
}

TEST(Expression, an_integer_takes_the_type_of_the_column) {
  EXPECT_EQ(right(col<&Post::id> == 1).type.kind, TypeKind::int64);
  EXPECT_EQ(right(col<&Post::stars> == 1).type.kind, TypeKind::int16);
  EXPECT_EQ(right(col<&Post::score> == 1).type.kind, TypeKind::real64);
  EXPECT_EQ(right(col<&Post::score> == 1).value, weft::Value(1.0));
}

TEST(Expression, an_integer_too_large_for_the_column_keeps_its_value) {
  const auto equal = col<&Post::stars> == 100'000;

  EXPECT_EQ(right(equal).value, weft::Value(std::int64_t{100'000}));
  EXPECT_EQ(right(equal).type.kind, TypeKind::int64);
}

TEST(Expression, a_fraction_beside_an_integer_column_keeps_its_value) {
  EXPECT_EQ(right(col<&Post::stars> > 1.5).value, weft::Value(1.5));
}

TEST(Expression, text_may_be_a_literal_a_view_or_a_string) {
  using namespace std::string_literals;
  using namespace std::string_view_literals;

  const auto expected = weft::Value::text("alice");

  EXPECT_EQ(right(col<&User::name> == "alice").value, expected);
  EXPECT_EQ(right(col<&User::name> == "alice"s).value, expected);
  EXPECT_EQ(right(col<&User::email> == "alice"sv).value, expected);
}

TEST(Expression, days_and_finer_times_fit_a_timestamp_column) {
  using namespace std::chrono;
  const sys_time<microseconds> midnight = sys_days{2026y / November / 23d};
  const auto exact = right(col<&Post::created_at> == midnight).value;

  EXPECT_EQ(right(col<&Post::created_at> == sys_days{2026y / November / 23d}).value, exact);
  EXPECT_EQ(right(col<&Post::created_at> == sys_time<nanoseconds>(midnight) + 999ns).value, exact);
  EXPECT_NE(right(col<&Post::created_at> == midnight + 1us).value, exact);
}

TEST(Expression, an_enumerator_remembers_its_column_and_is_sent_as_that_column_writes_it) {
  const auto equal = col<&User::role> == Role::admin;

  ASSERT_EQ(&right(equal).entity(), &weft::entity_of<User>());
  EXPECT_EQ(weft::sql::parameter_cell(right(equal)), weft::Cell::text("admin"));
  EXPECT_EQ(weft::sql::parameter_type(right(equal)).kind, TypeKind::text);
}

TEST(Expression, an_enumerator_without_a_name_is_refused_when_it_is_sent) {
  const auto equal = col<&User::role> == static_cast<Role>(9);

  try {
    (void)weft::sql::parameter_cell(right(equal));
    FAIL() << "the enumerator was sent";
  } catch (const weft::UsageError& error) {
    EXPECT_STREQ(error.what(), "query cannot compare \"User::role\" with the enumerator 9: as_text has no name for it\n"
                               "  add it to the names in the mapping");
  }
}

TEST(Expression, a_list_of_values_is_in_list_and_a_vector_is_a_key_list) {
  const auto listed = col<&User::name>.in({"a", "b"});
  const auto keys = col<&Post::id>.in(std::vector<int>{1, 2, 3});

  EXPECT_EQ(listed.node()->kind, NodeKind::in_list);
  EXPECT_EQ(listed.node()->children.size(), 3U);
  EXPECT_EQ(keys.node()->kind, NodeKind::key_list);
  EXPECT_EQ(keys.node()->values.size(), 3U);
  EXPECT_EQ(keys.node()->children.size(), 1U);
}

TEST(Expression, nothing_is_in_an_empty_vector) {
  EXPECT_EQ(col<&Post::id>.in(std::vector<std::int64_t>{}).node()->kind, NodeKind::false_literal);
}

TEST(Expression, enumerators_in_a_vector_are_each_sent_as_the_column_writes_them) {
  const auto in = col<&User::role>.in(std::vector{Role::reader, Role::writer});

  ASSERT_EQ(in.node()->children.size(), 3U);
  EXPECT_EQ(weft::sql::parameter_cell(*in.node()->children[2]), weft::Cell::text("writer"));
}

TEST(Expression, not_in_is_said_by_the_operator) {
  EXPECT_EQ(col<&Post::id>.not_in({1}).node()->op, Op::not_in);
  EXPECT_EQ(col<&Post::id>.not_in(std::vector<int>{1}).node()->op, Op::not_in);
}

TEST(Expression, columns_of_a_composite_key_are_compared_together) {
  const auto in = weft::tuple(col<&Post::id>, col<&Post::title>).in({{1, "a"}, {2, "b"}});

  EXPECT_EQ(in.node()->children.size(), 2U);
  ASSERT_EQ(in.node()->values.size(), 4U);
  EXPECT_EQ(in.node()->values[3], weft::Value::text("b"));
}

TEST(Expression, a_label_inside_another_expression_gives_way_to_what_it_names) {
  const auto posts = func::count().label("posts");

  EXPECT_EQ((posts > 3).node()->children[0]->kind, NodeKind::count_all);
  EXPECT_EQ(posts.desc().node()->children[0]->kind, NodeKind::label_ref);
}

TEST(Expression, value_types_follow_what_sql_says_of_null) {
  static_assert(std::is_same_v<decltype(func::count())::ValueType, std::int64_t>);
  static_assert(std::is_same_v<decltype(func::sum(col<&Post::stars>))::ValueType, std::optional<std::int64_t>>);
  static_assert(std::is_same_v<decltype(func::avg(col<&Post::stars>))::ValueType, std::optional<double>>);
  static_assert(std::is_same_v<decltype(func::max(col<&User::name>))::ValueType, std::optional<std::string>>);
  static_assert(std::is_same_v<decltype(func::coalesce(col<&User::email>, "none"))::ValueType, std::string>);
  static_assert(std::is_same_v<decltype(func::coalesce(col<&User::email>, col<&User::email>))::ValueType,
                               std::optional<std::string>>);
  static_assert(std::is_same_v<decltype(col<&Post::score> * 2)::ValueType, double>);
  static_assert(std::is_same_v<decltype(col<&User::name>.nullable())::ValueType, std::optional<std::string>>);
  static_assert(std::is_same_v<decltype(weft::cast<std::string>(col<&Post::id>))::ValueType, std::string>);
  static_assert(std::is_same_v<decltype(weft::cast<std::string>(col<&TreeNode::parent_id>))::ValueType,
                               std::optional<std::string>>);
  static_assert(std::is_same_v<decltype(weft::case_(col<&User::active>, 1).otherwise(0))::ValueType, int>);
  static_assert(std::is_same_v<decltype(weft::case_(col<&User::active>, 1))::ValueType, std::optional<int>>);
}

}  // namespace
}  // namespace query_test
