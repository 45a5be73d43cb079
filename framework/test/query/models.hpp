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

extern const weft::Table post_tag;

void map(weft::Mapper<User>&);
void map(weft::Mapper<Post>&);
void map(weft::Mapper<Tag>&);
void map(weft::Mapper<TreeNode>&);

}  // namespace query_test

// Instantiated once, with the mappings, and not in every test.
extern template const weft::MappedEntity& weft::entity_of<query_test::User>();
extern template const weft::MappedEntity& weft::entity_of<query_test::Post>();
extern template const weft::MappedEntity& weft::entity_of<query_test::Tag>();
extern template const weft::MappedEntity& weft::entity_of<query_test::TreeNode>();
