// SPDX-License-Identifier: MIT
//
// What the fragments in the documentation take as given: entities, and an engine and a session of these names.
// tools/check_docs compiles every fragment behind it.
#pragma once

#include <chrono>
#include <cstdint>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <weft/weft.hpp>

using weft::col, weft::rel;
namespace func = weft::func;

struct Comment;
struct Post;

struct User {
  std::int64_t id{};
  std::string username{};
  std::optional<std::string> email{};
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
  weft::Deferred<std::string> content{};
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

struct Employee;

struct Department {
  std::int64_t id{};
  std::string name{};
  weft::List<Employee> employees{};
};

struct Employee {
  std::int64_t id{};
  std::string name{};
  std::int64_t department_id{};
  std::optional<std::int64_t> manager_id{};
  weft::Ref<Department> department{};
  weft::Ref<Employee> manager{};
};

struct Item {
  std::int64_t id{};
  std::string name{};
  double price{};
};

struct Order;

struct OrderItem {
  std::int64_t order_id{};
  std::int64_t item_id{};
  int quantity{};
  weft::Ref<Order> order{};
  weft::Ref<Item> item{};
};

struct Order {
  std::int64_t id{};
  std::string customer_name{};
  weft::List<OrderItem> order_items{};
};

struct TreeNode {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> parent_id{};
  weft::Ref<TreeNode> parent{};
  weft::Dict<std::string, TreeNode> children{};
};
