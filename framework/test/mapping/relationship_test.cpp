// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "mapping/models.hpp"
#include "weft/error.hpp"

namespace mapping_test {
namespace {

using weft::Direction;
using weft::entity_of;
using weft::MappedRelationship;

template <class T>
const MappedRelationship& relationship(std::string_view name) {
  const MappedRelationship* found = entity_of<T>().configured().relationship(name);
  EXPECT_NE(found, nullptr) << name;
  return *found;
}

TEST(Relationship, is_many_to_one_where_the_foreign_key_is_its_own) {
  const auto& department = relationship<Employee>("department");

  EXPECT_EQ(department.direction, Direction::many_to_one);
  EXPECT_EQ(department.target, &entity_of<Department>());
  ASSERT_EQ(department.pairs.size(), 1U);
  EXPECT_EQ(department.pairs[0].local->member, "department_id");
  EXPECT_EQ(department.pairs[0].remote->member, "id");
  EXPECT_TRUE(department.target_by_key);
  EXPECT_TRUE(department.inner_join);
  EXPECT_EQ(department.strategy, "peers");
  EXPECT_EQ(department.strategy_options.at("batch"), "200");
  EXPECT_EQ(department.display(), "Employee::department");
}

TEST(Relationship, is_one_to_many_where_the_foreign_key_is_the_others) {
  const auto& employees = relationship<Department>("employees");

  EXPECT_EQ(employees.direction, Direction::one_to_many);
  ASSERT_EQ(employees.pairs.size(), 1U);
  EXPECT_EQ(employees.pairs[0].local->member, "id");
  EXPECT_EQ(employees.pairs[0].remote->member, "department_id");
  EXPECT_FALSE(employees.target_by_key);
  EXPECT_EQ(employees.strategy, "select");
  EXPECT_EQ(employees.order_by.size(), 2U);
  EXPECT_EQ(employees.cascade, weft::CascadeSet());
}

TEST(Relationship, knows_its_other_side_when_either_names_it) {
  EXPECT_EQ(relationship<Department>("employees").back, &relationship<Employee>("department"));
  EXPECT_EQ(relationship<Employee>("department").back, &relationship<Department>("employees"));
  EXPECT_EQ(relationship<Passport>("citizen").back, &relationship<Citizen>("passport"));
}

TEST(Relationship, goes_through_an_association_table) {
  const auto& courses = relationship<Student>("courses");
  const auto& students = relationship<Course>("students");

  EXPECT_EQ(courses.direction, Direction::many_to_many);
  EXPECT_EQ(courses.kind, weft::RelationKind::set);
  EXPECT_TRUE(courses.pairs.empty());
  EXPECT_EQ(courses.secondary, &student_course.definition());
  ASSERT_EQ(courses.owner_pairs.size(), 1U);
  EXPECT_EQ(courses.owner_pairs[0].mapped->member, "id");
  EXPECT_EQ(courses.owner_pairs[0].association->name, "student_id");
  ASSERT_EQ(courses.target_pairs.size(), 1U);
  EXPECT_EQ(courses.target_pairs[0].mapped->member, "code");
  EXPECT_EQ(courses.target_pairs[0].association->name, "course_code");
  EXPECT_EQ(students.owner_pairs[0].association->name, "course_code");
  EXPECT_EQ(courses.back, &students);
}

TEST(Relationship, of_an_entity_with_itself_is_told_apart_by_its_remote_side) {
  const auto& parent = relationship<TreeNode>("parent");
  const auto& children = relationship<TreeNode>("children");

  EXPECT_EQ(parent.direction, Direction::many_to_one);
  EXPECT_EQ(parent.pairs[0].local->member, "parent_id");
  EXPECT_TRUE(parent.target_by_key);
  EXPECT_EQ(children.direction, Direction::one_to_many);
  EXPECT_EQ(children.pairs[0].local->member, "id");
  EXPECT_EQ(children.back, &parent);
}

TEST(Relationship, that_is_keyed_has_keys_and_their_column) {
  const auto& children = relationship<TreeNode>("children");

  ASSERT_NE(children.key_column, nullptr);
  EXPECT_EQ(children.key_column->member, "name");
  ASSERT_NE(children.keys, nullptr);

  const auto keys = children.keys->make_store();
  const std::string left = "left";
  keys->append(&left);

  EXPECT_EQ(keys->find(&left), 0U);
}

TEST(Relationship, of_an_entity_with_itself_through_a_table_has_the_first_foreign_key_for_its_owner) {
  const auto& follows = relationship<Person>("follows");
  const auto& followers = relationship<Person>("followers");

  EXPECT_EQ(follows.owner_pairs[0].association->name, "follower_id");
  EXPECT_EQ(follows.target_pairs[0].association->name, "followed_id");
  EXPECT_EQ(followers.owner_pairs[0].association->name, "followed_id");
  EXPECT_EQ(followers.target_pairs[0].association->name, "follower_id");
  EXPECT_EQ(followers.back, &follows);
}

TEST(Relationship, follows_the_foreign_key_that_it_names) {
  EXPECT_EQ(relationship<Order>("billing").pairs[0].local->member, "billing_id");
  EXPECT_EQ(relationship<Order>("shipping").pairs[0].local->member, "shipping_id");
}

TEST(Relationship, of_several_columns_pairs_them_all_and_finds_its_target_by_key_in_any_order) {
  const auto& order = relationship<Invoice>("order");

  ASSERT_EQ(order.pairs.size(), 2U);
  EXPECT_EQ(order.pairs[0].local->member, "order_number");
  EXPECT_EQ(order.pairs[0].remote->member, "number");
  EXPECT_EQ(order.pairs[1].local->member, "shop_id");
  EXPECT_EQ(order.pairs[1].remote->member, "shop_id");
  EXPECT_TRUE(order.target_by_key);
}

TEST(Relationship, to_one_without_the_foreign_key_is_one_to_one) {
  const auto& passport = relationship<Citizen>("passport");

  EXPECT_EQ(passport.direction, Direction::one_to_many);
  EXPECT_TRUE(passport.to_one());
  EXPECT_EQ(passport.back, &relationship<Passport>("citizen"));
  EXPECT_TRUE(passport.cascade.has(weft::Cascade::delete_orphan));
}

} // namespace
} // namespace mapping_test
