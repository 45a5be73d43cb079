// SPDX-License-Identifier: MIT
//
// The entities of the query tests: users, posts and tags, and a tree.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include <weft/error.hpp>
#include <weft/mapping/mapper.hpp>
#include <weft/mapping/table.hpp>
#include <weft/query/dml.hpp>
#include <weft/query/functions.hpp>
#include <weft/query/select.hpp>
#include <weft/query/text.hpp>
#include <weft/session/dict.hpp>
#include <weft/session/list.hpp>
#include <weft/session/ptr.hpp>
#include <weft/session/ref.hpp>
#include <weft/session/set.hpp>

namespace query_test {

enum class Role { reader, writer, admin };

struct Post;

struct User {
  std::int64_t id{};
  std::string name{};
  std::optional<std::string> email{};
  Role role{};
  bool active{};
  weft::List<Post> posts{};
};

struct Tag;

struct Post {
  std::int64_t id{};
  std::string title{};
  std::int64_t author_id{};
  double score{};
  std::int16_t stars{};
  std::chrono::sys_time<std::chrono::microseconds> created_at{};
  weft::Ref<User> author{};
  weft::Set<Tag> tags{};
};

struct Tag {
  std::int64_t id{};
  std::string name{};
  weft::Set<Post> posts{};
};

struct TreeNode {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> parent_id{};
  weft::Ref<TreeNode> parent{};
  weft::List<TreeNode> children{};
};

inline const weft::Table post_tag{"post_tag", weft::Column{"post_id"}.references<&Post::id>().primary_key(),
                                  weft::Column{"tag_id"}.references<&Tag::id>().primary_key()};

inline void map(weft::Mapper<User>& m) {
  m.table("users");
  m.column<&User::id>().primary_key();
  m.column<&User::name>();
  m.column<&User::email>();
  m.column<&User::role>().as_text({{Role::reader, "reader"}, {Role::writer, "writer"}, {Role::admin, "admin"}});
  m.column<&User::active>();
  m.relationship<&User::posts>().back_populates<&Post::author>();
}

inline void map(weft::Mapper<Post>& m) {
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

inline void map(weft::Mapper<Tag>& m) {
  m.table("tag");
  m.column<&Tag::id>().primary_key();
  m.column<&Tag::name>();
  m.relationship<&Tag::posts>().secondary(post_tag).back_populates<&Post::tags>();
}

inline void map(weft::Mapper<TreeNode>& m) {
  m.table("tree_node");
  m.column<&TreeNode::id>().primary_key();
  m.column<&TreeNode::name>();
  m.column<&TreeNode::parent_id>().references<&TreeNode::id>();
  m.relationship<&TreeNode::parent>().remote_side<&TreeNode::id>().back_populates<&TreeNode::children>();
  m.relationship<&TreeNode::children>().back_populates<&TreeNode::parent>();
}

}  // namespace query_test
