// SPDX-License-Identifier: MIT
//
// Copies of relationship members, alone and with the entity that they are in.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

}  // namespace
}  // namespace weft::test
