// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "query/models.hpp"
#include "query/text_of.hpp"

namespace query_test {
namespace {

using weft::col, weft::rel;

std::string users(const weft::Expression<bool>& condition) {
  return text_of(weft::select(col<&User::id>).where(condition).statement());
}
std::string posts(const weft::Expression<bool>& condition) {
  return text_of(weft::select(col<&Post::id>).where(condition).statement());
}
std::string nodes(const weft::Expression<bool>& condition) {
  return text_of(weft::select(col<&TreeNode::id>).where(condition).statement());
}

TEST(Relation, any_and_has_are_exists_tied_to_the_owner) {
  EXPECT_EQ(users(rel<&User::posts>.any(col<&Post::title> == "x")),
            "SELECT users.id FROM users "
            "WHERE EXISTS (SELECT 1 FROM post WHERE post.author_id = users.id AND post.title = ?)");
  EXPECT_EQ(users(!rel<&User::posts>.any()),
            "SELECT users.id FROM users WHERE NOT EXISTS (SELECT 1 FROM post WHERE post.author_id = users.id)");
  EXPECT_EQ(posts(rel<&Post::author>.has(col<&User::name> == "alice")),
            "SELECT post.id FROM post "
            "WHERE EXISTS (SELECT 1 FROM users WHERE users.id = post.author_id AND users.name = ?)");
}

TEST(Relation, a_many_to_many_goes_through_the_table_between) {
  EXPECT_EQ(posts(rel<&Post::tags>.any(col<&Tag::name> == "sql")),
            "SELECT post.id FROM post "
            "WHERE EXISTS (SELECT 1 FROM post_tag JOIN tag ON tag.id = post_tag.tag_id "
            "WHERE post_tag.post_id = post.id AND tag.name = ?)");
}

TEST(Relation, a_path_needs_no_condition_at_its_end) {
  EXPECT_EQ(users(rel<&User::posts, &Post::tags>.any()),
            "SELECT users.id FROM users WHERE EXISTS (SELECT 1 FROM post WHERE post.author_id = users.id AND "
            "EXISTS (SELECT 1 FROM post_tag JOIN tag ON tag.id = post_tag.tag_id WHERE post_tag.post_id = post.id))");
  EXPECT_EQ(nodes(rel<&TreeNode::parent, &TreeNode::parent>.has()),
            "SELECT tree_node.id FROM tree_node WHERE EXISTS (SELECT 1 FROM tree_node AS tree_node_related_2 "
            "WHERE tree_node_related_2.id = tree_node.parent_id AND EXISTS (SELECT 1 FROM tree_node AS tree_node_related_1 "
            "WHERE tree_node_related_1.id = tree_node_related_2.parent_id))");
}

TEST(Relation, of_an_entity_to_itself_has_a_name_for_the_inside) {
  EXPECT_EQ(nodes(rel<&TreeNode::children>.any(col<&TreeNode::name> == "x")),
            "SELECT tree_node.id FROM tree_node "
            "WHERE EXISTS (SELECT 1 FROM tree_node AS tree_node_related_1 "
            "WHERE tree_node_related_1.parent_id = tree_node.id AND tree_node_related_1.name = ?)");
}

TEST(Relation, of_an_entity_to_itself_nests) {
  EXPECT_EQ(nodes(rel<&TreeNode::children>.any(rel<&TreeNode::children>.any(col<&TreeNode::name> == "x"))),
            "SELECT tree_node.id FROM tree_node "
            "WHERE EXISTS (SELECT 1 FROM tree_node AS tree_node_related_2 "
            "WHERE tree_node_related_2.parent_id = tree_node.id AND "
            "EXISTS (SELECT 1 FROM tree_node AS tree_node_related_1 "
            "WHERE tree_node_related_1.parent_id = tree_node_related_2.id AND tree_node_related_1.name = ?))");
}

TEST(Relation, two_relationships_may_lead_there_and_back) {
  EXPECT_EQ(users(rel<&User::posts>.any(rel<&Post::author>.has(col<&User::name> == "x"))),
            "SELECT users.id FROM users WHERE EXISTS (SELECT 1 FROM post WHERE post.author_id = users.id AND "
            "EXISTS (SELECT 1 FROM users WHERE users.id = post.author_id AND users.name = ?))");
}

TEST(Relation, no_related_entity_is_a_null_key) {
  EXPECT_EQ(nodes(rel<&TreeNode::parent>.is_null()),
            "SELECT tree_node.id FROM tree_node WHERE tree_node.parent_id IS NULL");
  EXPECT_EQ(nodes(rel<&TreeNode::parent> == nullptr), nodes(rel<&TreeNode::parent>.is_null()));
  EXPECT_EQ(nodes(rel<&TreeNode::parent> != nullptr), nodes(rel<&TreeNode::parent>.is_not_null()));
}

TEST(Relation, the_columns_of_an_alias_are_tied_to_the_alias) {
  const auto boss = weft::alias<User>("boss");

  EXPECT_EQ(text_of(weft::select(boss[col<&User::id>]).where(boss[rel<&User::posts>].any()).statement()),
            "SELECT boss.id FROM users AS boss WHERE EXISTS (SELECT 1 FROM post WHERE post.author_id = boss.id)");
}

TEST(Relation, an_entity_is_compared_by_its_key) {
  const User alice{.id = 7};
  const weft::detail::RelationPlace author = rel<&Post::author>.place();

  const auto node = weft::detail::related_to(author, &alice);

  EXPECT_EQ(posts(weft::Expression<bool>(node)), "SELECT post.id FROM post WHERE post.author_id = ?");
  EXPECT_EQ(node->children.at(1)->value, weft::Value(std::int64_t{7}));
}

TEST(Relation, a_collection_contains_an_entity_by_keys_alone) {
  const Post post{.id = 3, .author_id = 7};
  const Tag tag{.id = 5};

  EXPECT_EQ(users(weft::Expression<bool>(weft::detail::related_to(rel<&User::posts>.place(), &post))),
            "SELECT users.id FROM users WHERE users.id = ?");
  EXPECT_EQ(posts(weft::Expression<bool>(weft::detail::related_to(rel<&Post::tags>.place(), &tag))),
            "SELECT post.id FROM post "
            "WHERE EXISTS (SELECT 1 FROM post_tag WHERE post_tag.post_id = post.id AND post_tag.tag_id = ?)");
}

TEST(Relation, a_collection_cannot_contain_an_empty_handle) {
  try {
    (void)weft::detail::related_to(rel<&User::posts>.place(), nullptr);
    FAIL() << "the condition was made";
  } catch (const weft::UsageError& error) {
    EXPECT_STREQ(error.what(), "query cannot look for an entity in \"User::posts\": the handle is empty");
  }
}

}  // namespace
}  // namespace query_test
