// SPDX-License-Identifier: MIT
#include "query/models.hpp"

namespace query_test {

const weft::Table post_tag{"post_tag", weft::Column{"post_id"}.references<&Post::id>().primary_key(),
                                  weft::Column{"tag_id"}.references<&Tag::id>().primary_key()};

void map(weft::Mapper<User>& m) {
  m.table("users");
  m.column<&User::id>().primary_key();
  m.column<&User::name>();
  m.column<&User::email>();
  m.column<&User::role>().as_text({{Role::reader, "reader"}, {Role::writer, "writer"}, {Role::admin, "admin"}});
  m.column<&User::active>();
  m.relationship<&User::posts>().back_populates<&Post::author>();
}

void map(weft::Mapper<Post>& m) {
  m.table("post");
  m.column<&Post::id>().primary_key();
  m.column<&Post::title>();
  m.column<&Post::author_id>().references<&User::id>();
  m.column<&Post::score>();
  m.column<&Post::stars>();
  m.column<&Post::created_at>();
  m.relationship<&Post::author>().back_populates<&User::posts>();
  m.relationship<&Post::tags>().secondary(post_tag).back_populates<&Tag::posts>();
}

void map(weft::Mapper<Tag>& m) {
  m.table("tag");
  m.column<&Tag::id>().primary_key();
  m.column<&Tag::name>();
  m.relationship<&Tag::posts>().secondary(post_tag).back_populates<&Post::tags>();
}

void map(weft::Mapper<TreeNode>& m) {
  m.table("tree_node");
  m.column<&TreeNode::id>().primary_key();
  m.column<&TreeNode::name>();
  m.column<&TreeNode::parent_id>().references<&TreeNode::id>();
  m.relationship<&TreeNode::parent>().remote_side<&TreeNode::id>().back_populates<&TreeNode::children>();
  m.relationship<&TreeNode::children>().back_populates<&TreeNode::parent>();
}

}  // namespace query_test

template const weft::MappedEntity& weft::entity_of<query_test::User>();
template const weft::MappedEntity& weft::entity_of<query_test::Post>();
template const weft::MappedEntity& weft::entity_of<query_test::Tag>();
template const weft::MappedEntity& weft::entity_of<query_test::TreeNode>();
