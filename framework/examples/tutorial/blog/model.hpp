// SPDX-License-Identifier: MIT
//
// A blog: users write posts, users comment on posts, posts have tags. All three kinds of relationship are here.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include <weft/weft.hpp>

namespace blog {

struct Comment;
struct Post;

struct User {
  std::int64_t id{};
  std::string username{};
  std::string email{};
  weft::List<Post> posts{};
  weft::List<Comment> comments{};
};

struct Tag {
  std::int64_t id{};
  std::string name{};
  weft::Set<Post> posts{};
};

struct Post {
  std::int64_t id{};
  std::string title{};
  std::string content{};
  std::chrono::sys_time<std::chrono::microseconds> created_at{};
  std::int64_t author_id{};
  weft::Ref<User> author{};
  weft::List<Comment> comments{};
  weft::List<Tag> tags{};
};

struct Comment {
  std::int64_t id{};
  std::string content{};
  std::int64_t post_id{};
  std::int64_t author_id{};
  weft::Ref<Post> post{};
  weft::Ref<User> author{};
};

// Many-to-many: a table that is no entity stands between posts and tags.
inline const weft::Table post_tag{"post_tag", weft::Column{"post_id"}.references<&Post::id>().primary_key(),
                                  weft::Column{"tag_id"}.references<&Tag::id>().primary_key()};

inline void map(weft::Mapper<User>& m) {
  m.table("users");
  m.column<&User::id>().primary_key();
  m.column<&User::username>().length(50).unique();
  m.column<&User::email>().length(100);
  m.relationship<&User::posts>().back_populates<&Post::author>();
  m.relationship<&User::comments>().back_populates<&Comment::author>();
}

inline void map(weft::Mapper<Tag>& m) {
  m.table("tag");
  m.column<&Tag::id>().primary_key();
  m.column<&Tag::name>().length(30).unique();
  m.relationship<&Tag::posts>().secondary(post_tag).back_populates<&Post::tags>();
}

inline void map(weft::Mapper<Post>& m) {
  using enum weft::Cascade;
  m.table("post");
  m.column<&Post::id>().primary_key();
  m.column<&Post::title>().length(200);
  m.column<&Post::content>();
  m.column<&Post::created_at>();
  m.column<&Post::author_id>().references<&User::id>().index();
  m.relationship<&Post::author>().back_populates<&User::posts>();
  // Comments belong to their post: they are deleted with it.
  m.relationship<&Post::comments>()
      .cascade(all | delete_orphan)
      .back_populates<&Comment::post>()
      .order_by(weft::col<&Comment::id>);
  m.relationship<&Post::tags>().secondary(post_tag).back_populates<&Tag::posts>().order_by(weft::col<&Tag::name>);
}

inline void map(weft::Mapper<Comment>& m) {
  m.table("comment");
  m.column<&Comment::id>().primary_key();
  m.column<&Comment::content>();
  m.column<&Comment::post_id>().references<&Post::id>().index();
  m.column<&Comment::author_id>().references<&User::id>().index();
  m.relationship<&Comment::post>().back_populates<&Post::comments>();
  m.relationship<&Comment::author>().back_populates<&User::comments>();
}

} // namespace blog
