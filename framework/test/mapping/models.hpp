// SPDX-License-Identifier: MIT
//
// Mappings that are right, one for each kind of relationship.
#pragma once

#include <optional>
#include <string>

#include "weft/mapping/table.hpp"
#include "weft/session/dict.hpp"
#include "weft/session/list.hpp"
#include "weft/session/ref.hpp"
#include "weft/session/set.hpp"

namespace mapping_test {

// One-to-many and many-to-one; only one side names the other.
struct Employee;
struct Department {
  std::int64_t id{};
  std::string name{};
  weft::List<Employee> employees{};
};
struct Employee {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> department_id{};
  weft::Ref<Department> department{};
};
inline void map(weft::Mapper<Department>& m) {
  m.column<&Department::id>().primary_key();
  m.column<&Department::name>().length(50);
  m.relationship<&Department::employees>().back_populates<&Employee::department>().order_by(
      weft::col<&Employee::name>, weft::col<&Employee::id>.desc());
}
inline void map(weft::Mapper<Employee>& m) {
  m.table("staff", {.schema = "hr"});
  m.column<&Employee::id>().primary_key();
  m.column<&Employee::name>("full_name");
  m.column<&Employee::department_id>().references<&Department::id>({.on_delete = "set null"});
  m.relationship<&Employee::department>().lazy("peers", {{"batch", "200"}}).inner_join();
}

// Many-to-many.
struct Course;
struct Student {
  std::int64_t id{};
  weft::Set<Course> courses{};
};
struct Course {
  std::string code{};
  weft::List<Student> students{};
};
inline const weft::Table student_course{
    "student_course", weft::Column{"student_id"}.references<&Student::id>({.on_delete = "cascade"}).primary_key(),
    weft::Column{"course_code"}.references<&Course::code>().primary_key(),
    weft::Column{"position"}.type(weft::types::Integer{})};
inline void map(weft::Mapper<Student>& m) {
  m.column<&Student::id>().primary_key();
  m.relationship<&Student::courses>().secondary(student_course).back_populates<&Course::students>();
}
inline void map(weft::Mapper<Course>& m) {
  m.column<&Course::code>().primary_key().length(8);
  m.relationship<&Course::students>()
      .secondary(student_course)
      .back_populates<&Student::courses>()
      .order_by(student_course.column("position").asc());
}

// An entity with itself.
struct TreeNode {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> parent_id{};
  weft::Ref<TreeNode> parent{};
  weft::Dict<std::string, TreeNode> children{};
};
inline void map(weft::Mapper<TreeNode>& m) {
  m.column<&TreeNode::id>().primary_key();
  m.column<&TreeNode::name>();
  m.column<&TreeNode::parent_id>().references<&TreeNode::id>();
  m.relationship<&TreeNode::parent>().remote_side<&TreeNode::id>().back_populates<&TreeNode::children>();
  m.relationship<&TreeNode::children>().keyed_by<&TreeNode::name>().back_populates<&TreeNode::parent>();
}

// An entity with itself, many-to-many, seen from both ends.
struct Person {
  std::int64_t id{};
  weft::List<Person> follows{};
  weft::List<Person> followers{};
};
inline const weft::Table follow{"follow", weft::Column{"follower_id"}.references<&Person::id>().primary_key(),
                                weft::Column{"followed_id"}.references<&Person::id>().primary_key()};
inline void map(weft::Mapper<Person>& m) {
  m.column<&Person::id>().primary_key();
  m.relationship<&Person::follows>().secondary(follow).back_populates<&Person::followers>();
  m.relationship<&Person::followers>().secondary(follow);
}

// A key of several columns, two foreign keys to one table, and one-to-one.
struct Address;
struct Order {
  std::int64_t shop_id{};
  std::int64_t number{};
  std::int64_t billing_id{};
  std::int64_t shipping_id{};
  weft::Ref<Address> billing{};
  weft::Ref<Address> shipping{};
};
struct Address {
  std::int64_t id{};
};
struct Invoice {
  std::int64_t shop_id{};
  std::int64_t order_number{};
  weft::Ref<Order> order{};
};
inline void map(weft::Mapper<Address>& m) {
  m.column<&Address::id>().primary_key();
}
inline void map(weft::Mapper<Order>& m) {
  m.column<&Order::shop_id>().primary_key();
  m.column<&Order::number>().primary_key();
  m.column<&Order::billing_id>().references<&Address::id>();
  m.column<&Order::shipping_id>().references<&Address::id>();
  m.relationship<&Order::billing>().foreign_keys<&Order::billing_id>();
  m.relationship<&Order::shipping>().foreign_keys<&Order::shipping_id>();
}
inline void map(weft::Mapper<Invoice>& m) {
  m.column<&Invoice::shop_id>().primary_key();
  m.column<&Invoice::order_number>().primary_key();
  m.foreign_key<&Invoice::order_number, &Invoice::shop_id>().references<&Order::number, &Order::shop_id>(
      {.on_delete = "cascade"});
  m.relationship<&Invoice::order>();
}

struct Passport;
struct Citizen {
  std::int64_t id{};
  weft::Ref<Passport> passport{};
};
struct Passport {
  std::int64_t citizen_id{};
  weft::Ref<Citizen> citizen{};
};
inline void map(weft::Mapper<Citizen>& m) {
  m.column<&Citizen::id>().primary_key();
  m.relationship<&Citizen::passport>().back_populates<&Passport::citizen>().cascade(weft::Cascade::all |
                                                                                    weft::Cascade::delete_orphan);
}
inline void map(weft::Mapper<Passport>& m) {
  m.column<&Passport::citizen_id>().primary_key().references<&Citizen::id>();
  m.relationship<&Passport::citizen>();
}

} // namespace mapping_test
