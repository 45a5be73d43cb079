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
void map(weft::Mapper<Department>&);
void map(weft::Mapper<Employee>&);

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
extern const weft::Table student_course;
void map(weft::Mapper<Student>&);
void map(weft::Mapper<Course>&);

// An entity with itself.
struct TreeNode {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> parent_id{};
  weft::Ref<TreeNode> parent{};
  weft::Dict<std::string, TreeNode> children{};
};
void map(weft::Mapper<TreeNode>&);

// An entity with itself, many-to-many, seen from both ends.
struct Person {
  std::int64_t id{};
  weft::List<Person> follows{};
  weft::List<Person> followers{};
};
extern const weft::Table follow;
void map(weft::Mapper<Person>&);

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
void map(weft::Mapper<Address>&);
void map(weft::Mapper<Order>&);
void map(weft::Mapper<Invoice>&);

struct Passport;
struct Citizen {
  std::int64_t id{};
  weft::Ref<Passport> passport{};
};
struct Passport {
  std::int64_t citizen_id{};
  weft::Ref<Citizen> citizen{};
};
void map(weft::Mapper<Citizen>&);
void map(weft::Mapper<Passport>&);

} // namespace mapping_test

// Instantiated once, with the mappings, and not in every test.
extern template const weft::MappedEntity& weft::entity_of<mapping_test::Department>();
extern template const weft::MappedEntity& weft::entity_of<mapping_test::Employee>();
extern template const weft::MappedEntity& weft::entity_of<mapping_test::Student>();
extern template const weft::MappedEntity& weft::entity_of<mapping_test::Course>();
extern template const weft::MappedEntity& weft::entity_of<mapping_test::TreeNode>();
extern template const weft::MappedEntity& weft::entity_of<mapping_test::Person>();
extern template const weft::MappedEntity& weft::entity_of<mapping_test::Address>();
extern template const weft::MappedEntity& weft::entity_of<mapping_test::Order>();
extern template const weft::MappedEntity& weft::entity_of<mapping_test::Invoice>();
extern template const weft::MappedEntity& weft::entity_of<mapping_test::Citizen>();
extern template const weft::MappedEntity& weft::entity_of<mapping_test::Passport>();
