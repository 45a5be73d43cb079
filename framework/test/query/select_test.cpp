// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "query/models.hpp"
#include "query/text_of.hpp"

namespace query_test {
namespace {

using weft::col;
namespace func = weft::func;

template <class Select>
std::string text(const Select& select) {
  return text_of(select.statement());
}

TEST(Select, rows_have_the_types_of_what_is_selected) {
  static_assert(std::is_same_v<decltype(weft::select<Post>()), weft::Select<weft::Ptr<Post>>>);
  static_assert(
      std::is_same_v<decltype(weft::select<Post, User>()), weft::Select<weft::Ptr<Post>, weft::Ptr<User>>>);
  static_assert(std::is_same_v<decltype(weft::select(col<&User::name>, col<&User::email>, func::count())),
                               weft::Select<std::string, std::optional<std::string>, std::int64_t>>);
  static_assert(std::is_same_v<decltype(weft::select(weft::alias<User>("u"), col<&Post::id>)),
                               weft::Select<weft::Ptr<User>, std::int64_t>>);
}

TEST(Select, entities_are_items_and_the_first_is_what_is_selected_from) {
  const auto select = weft::select<Post, User>();

  const auto& state = select.builder().state();

  ASSERT_EQ(state.items.size(), 2U);
  EXPECT_EQ(&state.items[0].entity(), &weft::entity_of<Post>());
  EXPECT_EQ(&state.items[1].entity(), &weft::entity_of<User>());
  EXPECT_EQ(&state.statement.from.entity(), &weft::entity_of<Post>());
  EXPECT_TRUE(state.statement.columns.empty());
}

TEST(Select, expressions_are_columns_and_say_what_to_select_from) {
  EXPECT_EQ(text(weft::select(func::count(col<&Post::id>), col<&Post::title>)),
            "SELECT count(post.id), post.title FROM post");
  EXPECT_EQ(text(weft::select(func::count()).from<Post>()), "SELECT count(*) FROM post");
  EXPECT_EQ(text(weft::select(func::count_distinct(col<&Post::title>))), "SELECT count(DISTINCT post.title) FROM post");
}

TEST(Select, the_first_join_starts_from_the_entity_that_has_the_member) {
  EXPECT_EQ(text(weft::select(col<&User::name>, func::count(col<&Post::id>)).join<&Post::author>()),
            "SELECT users.name, count(post.id) FROM post JOIN users ON users.id = post.author_id");
  EXPECT_EQ(text(weft::select(col<&Tag::name>, col<&User::name>).outer_join<&Post::tags>().join<&Post::author>()),
            "SELECT tag.name, users.name FROM post "
            "LEFT JOIN (post_tag JOIN tag ON tag.id = post_tag.tag_id) ON post_tag.post_id = post.id "
            "JOIN users ON users.id = post.author_id");
  const auto entities = weft::select<User, Post>().join<&Post::author>();
  EXPECT_EQ(&entities.statement().from.entity(), &weft::entity_of<Post>());
}

TEST(Select, the_first_join_starts_from_an_alias_that_is_selected) {
  const auto parent = weft::alias<TreeNode>("parent");
  const auto child = weft::alias<TreeNode>("child");

  EXPECT_EQ(text(weft::select(parent[col<&TreeNode::name>], child[col<&TreeNode::name>])
                     .join<&TreeNode::parent>(child, parent)),
            "SELECT parent.name, child.name FROM tree_node AS child "
            "JOIN tree_node AS parent ON parent.id = child.parent_id");
}

TEST(Select, what_the_program_says_is_selected_from) {
  EXPECT_EQ(text(weft::select(col<&Post::title>).from<Post>().join<User>(col<&User::id> == col<&Post::author_id>).join<&User::posts>(
                weft::alias<Post>("others"))),
            "SELECT post.title FROM post JOIN users ON users.id = post.author_id "
            "JOIN post AS others ON others.author_id = users.id");
  EXPECT_EQ(&weft::select(col<&Tag::name>).from<Tag>().join<&Post::tags>().statement().from.entity(), &weft::entity_of<Tag>());
}

TEST(Select, every_clause_stands_where_it_belongs) {
  const auto select = weft::select(col<&User::name>, func::count(col<&Post::id>).label("posts"))
                          .join<&User::posts>()
                          .where(col<&User::active>)
                          .where(col<&Post::title>.like("%ORM%"))
                          .group_by(col<&User::id>)
                          .having(func::count() > 3)
                          .order_by(weft::label<std::int64_t>("posts").desc(), col<&User::name>)
                          .limit(20)
                          .offset(40)
                          .distinct();

  EXPECT_EQ(text(select), "SELECT DISTINCT users.name, count(post.id) AS posts FROM users "
                          "JOIN post ON post.author_id = users.id "
                          "WHERE users.active AND post.title LIKE ? "
                          "GROUP BY users.id HAVING count(*) > ? ORDER BY posts DESC, users.name LIMIT ? OFFSET ?");
}

TEST(Select, going_on_from_a_select_leaves_it_as_it_was) {
  const auto all = weft::select(col<&Post::id>);

  const auto some = all.where(col<&Post::id> > 3).limit(1);
  const auto others = all.where(col<&Post::id> < 3);

  EXPECT_EQ(text(all), "SELECT post.id FROM post");
  EXPECT_EQ(text(some), "SELECT post.id FROM post WHERE post.id > ? LIMIT ?");
  EXPECT_EQ(text(others), "SELECT post.id FROM post WHERE post.id < ?");
}

TEST(Select, a_many_to_many_joins_the_table_between) {
  EXPECT_EQ(text(weft::select(col<&Post::id>).join<&Post::tags>()),
            "SELECT post.id FROM post JOIN post_tag ON post_tag.post_id = post.id "
            "JOIN tag ON tag.id = post_tag.tag_id");
  EXPECT_EQ(text(weft::select(col<&Post::id>).outer_join<&Post::tags>()),
            "SELECT post.id FROM post LEFT JOIN (post_tag JOIN tag ON tag.id = post_tag.tag_id) "
            "ON post_tag.post_id = post.id");
}

TEST(Select, a_table_joined_twice_goes_by_its_aliases) {
  const auto parent = weft::alias<TreeNode>("parent");
  const auto above = weft::alias<TreeNode>("above");

  const auto select = weft::select(col<&TreeNode::id>)
                          .join<&TreeNode::parent>(parent)
                          .outer_join<&TreeNode::parent>(parent, above)
                          .where(parent[col<&TreeNode::name>] == "x" && above[col<&TreeNode::id>].is_null());

  EXPECT_EQ(text(select), "SELECT tree_node.id FROM tree_node "
                          "JOIN tree_node AS parent ON parent.id = tree_node.parent_id "
                          "LEFT JOIN tree_node AS above ON above.id = parent.parent_id "
                          "WHERE parent.name = ? AND above.id IS NULL");
}

TEST(Select, a_join_may_have_a_condition_of_its_own) {
  EXPECT_EQ(text(weft::select(col<&Post::id>).join<User>(col<&User::name> == col<&Post::title>)),
            "SELECT post.id FROM post JOIN users ON users.name = post.title");
  EXPECT_EQ(text(weft::select(col<&Post::id>).cross_join<Tag>()), "SELECT post.id FROM post CROSS JOIN tag");
}

TEST(Select, a_select_stands_inside_another) {
  const auto authors = weft::select(col<&Post::author_id>).where(col<&Post::score> > 1);

  EXPECT_EQ(text(weft::select(col<&User::id>).where(col<&User::id>.in(authors))),
            "SELECT users.id FROM users WHERE users.id IN (SELECT post.author_id FROM post WHERE post.score > ?)");
  EXPECT_EQ(text(weft::select(col<&User::id>).where(col<&User::id>.not_in(authors))),
            "SELECT users.id FROM users WHERE users.id NOT IN (SELECT post.author_id FROM post WHERE post.score > ?)");
  EXPECT_EQ(text(weft::select(col<&User::id>)
                     .where(!exists(weft::select<Post>().where(col<&Post::author_id> == col<&User::id>)))),
            "SELECT users.id FROM users "
            "WHERE NOT EXISTS (SELECT 1 FROM post WHERE post.author_id = users.id)");
  EXPECT_EQ(text(weft::select(col<&User::id>).where(weft::select(func::count(col<&Post::id>)).scalar() > 3)),
            "SELECT users.id FROM users WHERE (SELECT count(post.id) FROM post) > ?");
}

TEST(Select, following_an_unmapped_relationship_says_how_to_map_it) {
  weft::sql::SelectStatement statement;
  const weft::detail::RelationPlace wrong{&weft::entity_of<User>, 0, "id", {}};

  try {
    weft::detail::add_join(statement, weft::sql::JoinKind::inner, wrong, {});
    FAIL() << "the join was made";
  } catch (const weft::MappingError& error) {
    EXPECT_STREQ(error.what(), "query cannot follow \"User::id\": it is not mapped as a relationship\n"
                               "  map it with:  m.relationship<&User::id>()");
  }
}

TEST(Select, windows_cases_and_casts_are_written_out) {
  EXPECT_EQ(text(weft::select(func::row_number().over(weft::partition_by(col<&Post::author_id>),
                                                      weft::order_by(col<&Post::id>.desc())))
                     .from<Post>()),
            "SELECT row_number() OVER (PARTITION BY post.author_id ORDER BY post.id DESC) FROM post");
  EXPECT_EQ(text(weft::select(weft::case_(col<&Post::score> < 1, "low").otherwise("high"))),
            "SELECT CASE WHEN post.score < ? THEN ? ELSE ? END FROM post");
  EXPECT_EQ(text(weft::select(weft::cast<std::string>(col<&Post::id>))), "SELECT CAST(post.id AS TEXT) FROM post");
}

TEST(Select, rows_of_two_selects_are_combined) {
  const auto low = weft::select(col<&Post::id>).where(col<&Post::score> < 1);
  const auto high = weft::select(col<&Post::id>).where(col<&Post::score> > 9);
  const std::string first = "SELECT post.id FROM post WHERE post.score < ?";
  const std::string second = "SELECT post.id FROM post WHERE post.score > ?";

  EXPECT_EQ(text(low.union_with(high)), first + " UNION " + second);
  EXPECT_EQ(text(low.union_all(high)), first + " UNION ALL " + second);
  EXPECT_EQ(text(low.intersect(high)), first + " INTERSECT " + second);
  EXPECT_EQ(text(low.except(high)), first + " EXCEPT " + second);
}

TEST(Select, joins_a_common_table_expression) {
  const auto busy = weft::select(col<&Post::author_id>, func::count().label("posts"))
                        .from<Post>()
                        .group_by(col<&Post::author_id>)
                        .cte("busy");

  const auto select = weft::select(col<&User::name>, busy.column<std::int64_t>("posts"))
                          .join(busy, busy[col<&Post::author_id>] == col<&User::id>);

  EXPECT_EQ(text(select), "WITH busy AS (SELECT post.author_id, count(*) AS posts FROM post GROUP BY post.author_id) "
                          "SELECT users.name, busy.posts FROM users JOIN busy ON busy.author_id = users.id");
}

TEST(Select, a_common_table_expression_used_twice_is_declared_once) {
  const auto ids = weft::select(col<&Post::id>).cte("ids");

  const auto select = weft::select(ids[col<&Post::id>]).from(ids).join(ids, ids[col<&Post::id>] == 1);

  EXPECT_EQ(select.statement().ctes.size(), 1U);
}

TEST(Select, two_common_table_expressions_cannot_have_one_name) {
  const auto ids = weft::select(col<&Post::id>).cte("ids");
  const auto others = weft::select(col<&Tag::id>).cte("ids");

  try {
    (void)weft::select(col<&User::id>).join(ids, col<&User::id> == 1).join(others, col<&User::id> == 1);
    FAIL() << "both were taken";
  } catch (const weft::UsageError& error) {
    EXPECT_STREQ(error.what(), "select cannot use two common table expressions of one name: \"ids\"");
  }
}

TEST(Select, a_recursive_expression_names_itself) {
  const auto below = weft::recursive_cte(
      "below", weft::select(col<&TreeNode::id>).where(col<&TreeNode::id> == 1), [](const weft::Subquery& self) {
        return weft::select(col<&TreeNode::id>).join(self, self[col<&TreeNode::id>] == col<&TreeNode::parent_id>);
      });

  EXPECT_EQ(text(weft::select(func::count()).from(below)),
            "WITH RECURSIVE below AS (SELECT tree_node.id FROM tree_node WHERE tree_node.id = ? UNION ALL "
            "SELECT tree_node.id FROM tree_node JOIN below ON below.id = tree_node.parent_id) "
            "SELECT count(*) FROM below");
}

TEST(Select, selects_from_a_select_in_parentheses) {
  const auto best = weft::select(func::max(col<&Post::score>).label("best")).subquery("s");

  EXPECT_EQ(text(weft::select(best.column<double>("best")).from(best)),
            "SELECT s.best FROM (SELECT max(post.score) AS best FROM post) AS s");
}

TEST(Select, rows_can_be_locked) {
  EXPECT_EQ(text(weft::select(col<&Post::id>).for_update({.skip_locked = true})),
            "SELECT post.id FROM post FOR UPDATE SKIP LOCKED");
}

TEST(Select, columns_are_added_to_what_is_selected) {
  const auto users = weft::select<User>();
  const auto select = users.add_columns(func::count(col<&Post::id>)).join<&User::posts>().group_by(col<&User::id>);

  static_assert(std::is_same_v<decltype(select)::RowTuple, std::tuple<weft::Ptr<User>, std::int64_t>>);
  const auto& state = select.builder().state();
  ASSERT_EQ(state.items.size(), 2U);
  EXPECT_EQ(&state.items[0].entity(), &weft::entity_of<User>());
  EXPECT_EQ(state.statement.columns.size(), 1U);
  EXPECT_EQ(&state.statement.from.entity(), &weft::entity_of<User>());
  EXPECT_EQ(users.builder().state().items.size(), 1U);
}

}  // namespace
}  // namespace query_test
