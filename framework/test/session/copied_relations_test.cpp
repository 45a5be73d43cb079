// SPDX-License-Identifier: MIT
//
// Copies of relationship members, alone and with the entity that they are in.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "support/database.hpp"

namespace weft::test {
namespace {

std::string name_of(Ref<Department> department) { return department->name; }

struct CopiedRelations : testing::Test {
  CopiedRelations() { database.fill_company(); }
  Database database;
  Session session{database.engine};
};

TEST_F(CopiedRelations, of_a_to_one_lead_where_it_leads) {
  const auto ann = session.get<Employee>(1);
  const auto department = ann->department;  // not loaded before

  ASSERT_TRUE(department);
  EXPECT_EQ(department->name, "Sales");
  EXPECT_EQ(department, ann->department);
  EXPECT_EQ(name_of(ann->department), "Sales");
  const auto say = [department] { return department->name; };
  EXPECT_EQ(say(), "Sales");
}

TEST_F(CopiedRelations, of_a_to_one_outlive_what_they_were_copied_from) {
  auto ann = session.get<Employee>(1);
  const auto department = ann->department;
  ann.modify()->department = nullptr;
  session.flush();

  EXPECT_FALSE(ann->department);
  EXPECT_EQ(department->name, "Sales");
}

TEST_F(CopiedRelations, of_a_to_one_that_leads_nowhere_lead_nowhere) {
  const auto dan = session.get<Employee>(4);
  const auto department = dan->department;

  EXPECT_FALSE(department);
  EXPECT_THROW((void)department->name, UsageError);
}

TEST_F(CopiedRelations, of_a_collection_hold_what_it_holds) {
  auto sales = session.get<Department>(1);
  const auto employees = sales->employees;  // not loaded before
  EXPECT_EQ(names(employees, &Employee::name), (Names{"Ann", "Bob"}));

  sales.modify()->employees.clear();

  EXPECT_TRUE(sales->employees.empty());
  EXPECT_EQ(names(employees, &Employee::name), (Names{"Ann", "Bob"}));
}

TEST_F(CopiedRelations, of_sets_and_dictionaries_hold_what_they_hold) {
  database.fill_school();
  database.fill_tree();

  const auto students = session.get<Course>(2)->students;
  EXPECT_EQ(students.size(), 2U);
  const auto children = session.get<TreeNode>(1)->children;
  EXPECT_EQ(children.at("b")->id, 4);
}

TEST_F(CopiedRelations, make_links_of_new_entities) {
  const auto ann = session.get<Employee>(1);
  const auto eve = session.add(Employee{.name = "Eve", .department = ann->department});
  session.commit();

  EXPECT_EQ(eve->department_id, 1);
  EXPECT_EQ(ann->department->employees.size(), 3U);
}

// A copy to start a new entity from must not take the children of the one that it was made of.
TEST_F(CopiedRelations, of_whole_entities_have_no_ties) {
  auto sales = session.get<Department>(1);
  ASSERT_EQ(sales->employees.size(), 2U);
  StatementCounter counter(database.engine);

  Department copy = *sales;
  EXPECT_TRUE(copy.employees.empty());
  EXPECT_EQ(counter.count(), 0U);
  copy.id = 0;
  session.add(copy);
  session.commit();

  EXPECT_EQ(sales->employees.size(), 2U);
}

TEST_F(CopiedRelations, are_taken_wherever_handles_are) {
  auto ann = session.get<Employee>(1);
  auto stock = session.get<Department>(2);

  EXPECT_EQ(state(ann->department), State::persistent);
  EXPECT_FALSE(session.is_modified(ann->department));
  session.refresh(ann->department);
  session.expire(ann->department);
  session.refresh<&Department::name>(ann->department);
  EXPECT_EQ(history<&Department::name>(ann->department).unchanged, Names{"Sales"});
  EXPECT_EQ(session.merge(ann->department), ann->department);
  session.add(ann->department);

  Employee fay{.name = "Fay"};
  fay.department = ann->department;
  EXPECT_EQ(fay.department->name, "Sales");
  const auto bob = ann->department->employees[1];
  stock.modify()->employees.extend({bob, ann});
  EXPECT_EQ(bob->department, stock);
  session.remove(ann->department);
  session.flush();
  EXPECT_EQ(database.numbers("SELECT count(*) FROM department").front(), 3);  // elsewhere it is still there
  session.rollback();
  session.expunge(ann->department);
  EXPECT_EQ(session.get<Department>(1)->name, "Sales");
}

TEST_F(CopiedRelations, of_a_to_one_change_places_by_swap) {
  auto ann = session.get<Employee>(1);
  auto cid = session.get<Employee>(3);
  auto dan = session.get<Employee>(4);  // in no department

  std::swap(ann.modify()->department, cid.modify()->department);
  std::swap(cid.modify()->department, dan.modify()->department);

  EXPECT_EQ(ann->department->name, "Stock");
  EXPECT_FALSE(cid->department);
  EXPECT_EQ(dan->department->name, "Sales");
  session.commit();
  EXPECT_EQ(database.numbers("SELECT coalesce(department_id, 0) FROM employee ORDER BY id"), (std::vector<std::int64_t>{2, 1, 0, 1}));
}

TEST_F(CopiedRelations, of_collections_change_places_by_swap) {
  auto sales = session.get<Department>(1);
  auto stock = session.get<Department>(2);

  std::ranges::swap(sales.modify()->employees, stock.modify()->employees);

  EXPECT_EQ(names(sales->employees, &Employee::name), Names{"Cid"});
  EXPECT_EQ(names(stock->employees, &Employee::name), (Names{"Ann", "Bob"}));
  session.commit();
  EXPECT_EQ(database.numbers("SELECT department_id FROM employee WHERE id < 4 ORDER BY id"), (std::vector<std::int64_t>{2, 2, 1}));
}

TEST_F(CopiedRelations, of_sets_and_dictionaries_change_places_by_swap) {
  database.fill_school();
  database.fill_tree();
  auto maths = session.get<Course>(1);
  auto music = session.get<Course>(2);
  auto root = session.get<TreeNode>(1);
  auto a = session.get<TreeNode>(3);

  std::swap(maths.modify()->students, music.modify()->students);
  std::swap(root.modify()->children, session.get<TreeNode>(2).modify()->children);
  std::swap(a.modify()->children, root.modify()->children);
  session.commit();

  EXPECT_EQ(database.texts("SELECT course_id || ':' || student_id FROM student_course ORDER BY course_id, student_id"),
            (Names{"1:1", "1:2", "2:1"}));
  EXPECT_EQ(database.texts("SELECT parent_id || ':' || name FROM tree_node WHERE parent_id IS NOT NULL ORDER BY id"),
            (Names{"2:a", "2:b", "1:aa", "5:aaa"}));
}

TEST_F(CopiedRelations, are_what_an_exchange_gives_back) {
  auto ann = session.get<Employee>(1);
  auto sales = session.get<Department>(1);

  const auto before = std::exchange(ann.modify()->department, nullptr);
  const auto employees = std::exchange(sales.modify()->employees, {ann});

  EXPECT_EQ(before->name, "Sales");
  EXPECT_EQ(names(employees, &Employee::name), Names{"Bob"});
  EXPECT_EQ(names(sales->employees, &Employee::name), Names{"Ann"});
}

TEST_F(CopiedRelations, of_values_give_up_what_they_hold_when_they_are_moved) {
  Employee fay{.name = "Fay", .department = session.get<Department>(2)};
  StatementCounter counter(database.engine);

  Employee moved = std::move(fay);
  const Ref<Department> alone = std::move(moved.department);

  EXPECT_EQ(alone->name, "Stock");
  EXPECT_FALSE(moved.department);
  EXPECT_EQ(counter.count(), 0U);
}

TEST(CopiedDictionaries, hold_what_they_hold_when_the_session_is_gone) {
  Database database;
  database.fill_tree();
  Dict<std::string, TreeNode> children;
  {
    Session session(database.engine);
    children = session.get<TreeNode>(1)->children;
  }

  EXPECT_EQ(children.at("b")->id, 4);
}

}  // namespace
}  // namespace weft::test
