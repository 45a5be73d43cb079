// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "query/models.hpp"
#include "query/text_of.hpp"
#include "sql/shape.hpp"

namespace query_test {
namespace {

using weft::col, weft::rel;
using weft::sql::KeyLists;
using weft::sql::shape_of;
namespace func = weft::func;

using Statement = weft::sql::SelectStatement;

/// Statements made from two numbers and a text: those of one maker have one shape.
std::vector<std::function<Statement(int, std::string)>> makers() {
  const auto posts = weft::select(col<&Post::id>);
  const auto parent = weft::alias<TreeNode>("parent");
  const auto above = weft::alias<TreeNode>("above");
  return {
      [=](int, std::string) { return posts.statement(); },
      [=](int a, std::string) { return posts.where(col<&Post::id> == a).statement(); },
      [=](int a, std::string) { return posts.where(col<&Post::id> != a).statement(); },
      [=](int a, std::string) { return posts.where(col<&Post::author_id> == a).statement(); },
      [=](int a, std::string) { return posts.where(!(col<&Post::author_id> == a)).statement(); },
      [=](int a, std::string) { return posts.where(a == col<&Post::author_id>).statement(); },
      [=](int a, std::string) { return posts.where(col<&Post::stars> == a * 0.5).statement(); },
      [=](int, std::string t) { return posts.where(col<&Post::title> == t).statement(); },
      [=](int, std::string t) { return posts.where(col<&Post::title>.like(t)).statement(); },
      [=](int, std::string t) { return posts.where(col<&Post::title>.ilike(t)).statement(); },
      [=](int a, std::string t) { return posts.where(col<&Post::title> == t && col<&Post::id> > a).statement(); },
      [=](int a, std::string t) { return posts.where(col<&Post::id> > a && col<&Post::title> == t).statement(); },
      [=](int a, std::string t) { return posts.where(col<&Post::id> > a || col<&Post::title> == t).statement(); },
      [=](int a, std::string) { return posts.where(col<&Post::id>.between(a, a + 1)).statement(); },
      [=](int a, std::string) { return posts.where(col<&Post::id>.in({a, a + 1})).statement(); },
      [=](int a, std::string) { return posts.where(col<&Post::id>.not_in({a, a + 1})).statement(); },
      [=](int a, std::string) { return posts.where(col<&Post::id>.in({a, a + 1, a + 2})).statement(); },
      [=](int a, std::string) { return posts.where(col<&Post::id>.in(std::vector{a, a})).statement(); },
      [=](int a, std::string) { return posts.where(col<&Post::id>.in(std::vector{a, a, a})).statement(); },
      [=](int a, std::string) { return posts.limit(a).statement(); },
      [=](int a, std::string) { return posts.offset(a).statement(); },
      [=](int, std::string) { return posts.distinct().statement(); },
      [=](int, std::string) { return posts.for_update().statement(); },
      [=](int, std::string) { return posts.for_update({.skip_locked = true}).statement(); },
      [=](int, std::string) { return posts.order_by(col<&Post::id>).statement(); },
      [=](int, std::string) { return posts.order_by(col<&Post::id>.asc()).statement(); },
      [=](int, std::string) { return posts.order_by(col<&Post::id>.desc()).statement(); },
      [=](int, std::string) { return posts.order_by(col<&Post::id>.desc().nulls_last()).statement(); },
      [=](int, std::string) { return posts.order_by(col<&Post::id>.desc().nulls_first()).statement(); },
      [=](int, std::string) { return posts.group_by(col<&Post::id>).statement(); },
      [=](int, std::string) { return posts.join<&Post::author>().statement(); },
      [=](int, std::string) { return posts.outer_join<&Post::author>().statement(); },
      [=](int, std::string) { return posts.join<&Post::tags>().statement(); },
      [=](int, std::string) { return posts.outer_join<&Post::tags>().statement(); },
      [=](int, std::string) { return posts.cross_join<User>().statement(); },
      [=](int, std::string) { return posts.cross_join<Tag>().statement(); },
      [=](int, std::string t) { return posts.where(rel<&Post::author>.has(col<&User::name> == t)).statement(); },
      [=](int, std::string t) { return posts.where(rel<&Post::tags>.any(col<&Tag::name> == t)).statement(); },
      [=](int, std::string) { return weft::select(col<&TreeNode::id>).join<&TreeNode::parent>(parent).statement(); },
      [=](int, std::string) { return weft::select(col<&TreeNode::id>).join<&TreeNode::parent>(above).statement(); },
      [=](int, std::string) { return weft::select(col<&Post::id>.label("a")).statement(); },
      [=](int, std::string) { return weft::select(col<&Post::id>.label("b")).statement(); },
      [=](int, std::string) { return weft::select(func::count(col<&Post::id>)).statement(); },
      [=](int, std::string) { return weft::select(func::count_distinct(col<&Post::id>)).statement(); },
      [=](int, std::string) { return weft::select(func::max(col<&Post::id>)).statement(); },
      [=](int, std::string) { return weft::select(weft::cast<std::string>(col<&Post::id>)).statement(); },
      [=](int, std::string) { return weft::select(weft::cast<double>(col<&Post::id>)).statement(); },
      [=](int a, std::string) { return posts.union_with(posts.where(col<&Post::id> == a)).statement(); },
      [=](int a, std::string) { return posts.union_all(posts.where(col<&Post::id> == a)).statement(); },
      [=](int a, std::string) {
        const auto ids = posts.where(col<&Post::id> == a).cte("ids");
        return weft::select(ids.column<int>("id")).from(ids).statement();
      },
      [=](int a, std::string) {
        const auto ids = posts.where(col<&Post::id> == a).cte("ids");
        return weft::select(ids.column<int>("title")).from(ids).statement();
      },
      [=](int a, std::string) {
        const auto ids = posts.where(col<&Post::id> == a).subquery("ids");
        return weft::select(ids.column<int>("id")).from(ids).statement();
      },
      [=](int a, std::string) { return posts.where(weft::text("id = :a").bind("a", a).as<bool>()).statement(); },
      [=](int a, std::string) { return posts.where(weft::text("id < :a").bind("a", a).as<bool>()).statement(); },
      [=](int a, std::string) { return posts.where(col<&Post::id> == a && col<&Post::id> == a + 1).statement(); },
  };
}

TEST(Shape, is_the_same_for_other_values) {
  for (std::size_t i = 0; const auto& make : makers()) {
    SCOPED_TRACE(i++);
    const auto one = make(1, "a");
    const auto two = make(20'000, "a longer text than that");

    EXPECT_EQ(shape_of(one).key, shape_of(two).key);
    EXPECT_EQ(shape_of(one).parameters.size(), shape_of(two).parameters.size());
  }
}

TEST(Shape, differs_for_everything_but_values) {
  std::vector<std::string> keys;
  for (const auto& make : makers()) keys.push_back(shape_of(make(1, "a")).key);

  for (std::size_t i = 0; i < keys.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) EXPECT_NE(keys[i], keys[j]) << j << " and " << i;
}

TEST(Shape, of_one_text_compiles_to_one_text) {
  for (const auto& make : makers()) EXPECT_EQ(text_of(make(1, "a")), text_of(make(2, "b")));
}

TEST(Shape, tells_the_kinds_of_statements_apart) {
  const auto condition = col<&Post::id> == 1;

  const auto removed = shape_of(weft::delete_from<Post>().where(condition).statement());
  const auto changed = shape_of(weft::update<Post>().set(col<&Post::id>, 2).where(condition).statement());
  const auto inserted = shape_of(weft::insert<Post>().set(col<&Post::id>, 2).statement());
  const auto raw = shape_of(weft::text("DELETE FROM post").statement());

  EXPECT_NE(removed.key, changed.key);
  EXPECT_NE(changed.key, inserted.key);
  EXPECT_NE(removed.key, raw.key);
  EXPECT_EQ(changed.parameters.size(), 2U);
}

TEST(Shape, counts_the_rows_of_an_insert) {
  const auto one = weft::insert<Tag>().values(Tag{.name = "a"});
  const auto other = weft::insert<Tag>().values(Tag{.name = "b"});
  const auto two = one.values(Tag{.name = "b"});

  EXPECT_EQ(shape_of(one.statement()).key, shape_of(other.statement()).key);
  EXPECT_NE(shape_of(one.statement()).key, shape_of(two.statement()).key);
}

TEST(Shape, counts_keys_unless_they_travel_as_an_array) {
  const auto two = weft::select<Post>().where(col<&Post::id>.in(std::vector{1, 2}));
  const auto three = weft::select<Post>().where(col<&Post::id>.in(std::vector{1, 2, 3}));

  EXPECT_NE(shape_of(two.statement()).key, shape_of(three.statement()).key);
  EXPECT_EQ(shape_of(two.statement(), KeyLists::as_array).key, shape_of(three.statement(), KeyLists::as_array).key);
}

TEST(Shape, uses_its_memory_again) {
  weft::sql::Shape shape;
  take_shape(weft::select<Post>().where(col<&Post::id> == 1).statement(), shape);
  const auto first = shape.key;
  const auto other = weft::select<Post>().where(col<&Post::title> == "x" && col<&Post::id> == 2);

  take_shape(other.statement(), shape);

  EXPECT_NE(shape.key, first);
  EXPECT_EQ(shape.key, shape_of(other.statement()).key);
  EXPECT_EQ(shape.parameters.size(), 2U);
}

TEST(Shape, an_expression_used_twice_is_not_two_that_look_alike) {
  const auto term = col<&Post::score> * 2.0;
  const auto shared = weft::select(term).order_by(term.desc());
  const auto apart = weft::select(col<&Post::score> * 2.0).order_by((col<&Post::score> * 3.0).desc());

  EXPECT_NE(shape_of(shared.statement()).key, shape_of(apart.statement()).key);
  EXPECT_EQ(shape_of(shared.statement()).parameters.size(), 1U);
  EXPECT_EQ(shape_of(apart.statement()).parameters.size(), 2U);
}

TEST(Shape, tells_the_values_of_mappings_apart) {
  auto above = [](std::int64_t number) {
    auto constant = std::make_shared<weft::sql::Node>(*(col<&Post::id> > number).node()->children[1]);
    constant->constant = true;
    return weft::select(col<&Post::id>).where(weft::Expression<bool>(
        weft::detail::binary(weft::sql::Op::greater, col<&Post::id>.node(), std::move(constant))));
  };
  const auto one = above(1);
  const auto two = above(2);

  EXPECT_NE(shape_of(one.statement()).key, shape_of(two.statement()).key);
  EXPECT_TRUE(shape_of(one.statement()).parameters.empty());
}

TEST(Shape, does_not_depend_on_who_else_holds_a_part) {
  const auto make = [] { return weft::select(col<&Post::id>).where(col<&Post::id> == 1); };
  const auto alone = make();
  const auto original = make();
  const auto held = original.statement().where;
  const auto copy = original.limit(3);

  EXPECT_EQ(shape_of(alone.statement()).key, shape_of(original.statement()).key);
}

TEST(SlotOrder, leads_each_placeholder_to_its_value_in_any_statement_of_the_shape) {
  const auto make = [](int id, const std::string& title, std::vector<int> keys) {
    return weft::select(col<&Post::id> + id)
        .where(col<&Post::author_id>.in(std::move(keys)) && col<&Post::title> == title)
        .limit(id + 1);
  };
  const auto first = make(1, "a", {10, 20});
  const auto second = make(2, "b", {30, 40});
  const auto compiled = PlainCompiler().select(first.statement());

  const auto order = slot_order(compiled, shape_of(first.statement()));

  const auto shape = shape_of(second.statement());
  std::vector<weft::Value> values;
  for (const auto& place : order) {
    const auto& node = *shape.parameters.at(place.parameter);
    values.push_back(place.element < 0 ? node.value : node.values.at(static_cast<std::size_t>(place.element)));
  }
  EXPECT_EQ(values, (std::vector{weft::Value(std::int64_t{2}), weft::Value(std::int64_t{30}),
                                 weft::Value(std::int64_t{40}), weft::Value::text("b"), weft::Value(std::int64_t{3})}));
}

TEST(SlotOrder, a_value_used_twice_is_bound_twice) {
  const auto term = col<&Post::score> * 2.0;
  const auto select = weft::select(term).where(term > 1).order_by(term.desc());

  const auto order = slot_order(PlainCompiler().select(select.statement()), shape_of(select.statement()));

  EXPECT_EQ(order, (std::vector<weft::sql::SlotPlace>{{0, -1}, {0, -1}, {1, -1}, {0, -1}}));
}

TEST(SlotOrder, refuses_a_value_from_elsewhere) {
  const auto select = weft::select(col<&Post::id>).where(col<&Post::id> == 1);
  const auto other = weft::select(col<&Post::id>).where(col<&Post::id> == 1);
  const auto compiled = PlainCompiler().select(other.statement());

  EXPECT_THROW((void)slot_order(compiled, shape_of(select.statement())), weft::UsageError);
}

}  // namespace
}  // namespace query_test
