// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

TEST(Collections, iterating_goes_on_over_what_was_there_while_the_body_changes_the_collection) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto sales = session.get<Department>(1);
  Names seen;

  for (const auto& employee : sales->employees) {
    seen.push_back(employee->name);
    sales.modify()->employees.remove(employee);
    session.flush();
  }

  EXPECT_EQ(seen, (Names{"Ann", "Bob"}));
  EXPECT_TRUE(sales->employees.empty());
}

TEST(Collections, a_copy_of_an_entity_has_no_ties) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto sales = session.get<Department>(1);
  ASSERT_EQ(sales->employees.size(), 2U);

  Department copy = *sales;
  copy.name = "Copy";
  copy.employees.clear();
  session.commit();

  EXPECT_EQ(sales->name, "Sales");
  EXPECT_EQ(sales->employees.size(), 2U);
}

TEST(Collections, a_dict_finds_by_key_and_replaces_under_it) {
  Database database;
  database.fill_tree();
  Session session(database.engine);
  auto root = session.get<TreeNode>(1);
  auto former = root->children.at("a");

  root.modify()->children.insert_or_assign("a", TreeNode{.name = "a"});
  session.commit();

  EXPECT_EQ(root->children.size(), 2U);
  EXPECT_NE(root->children.at("a"), former);
  EXPECT_FALSE(former->parent);
  EXPECT_FALSE(root->children["none"]);
  EXPECT_THROW(static_cast<void>(root->children.at("none")), UsageError);
}

TEST(Collections, a_set_holds_each_entity_once) {
  Database database;
  database.fill_school();
  Session session(database.engine);
  auto music = session.get<Course>(2);
  auto ann = session.get<Student>(1);
  ASSERT_EQ(music->students.size(), 2U);

  music.modify()->students.insert(ann);

  EXPECT_EQ(music->students.size(), 2U);
  EXPECT_TRUE(music.modify()->students.erase(ann));
  EXPECT_FALSE(music.modify()->students.erase(ann));
}

TEST(Collections, a_position_that_is_not_there_is_an_error_that_names_the_collection) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto sales = session.get<Department>(1);

  try {
    static_cast<void>(sales->employees[2]);
    FAIL() << "no error";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(), "no position 2 in \"Department::employees\": it holds 2");
  }
}

}  // namespace
}  // namespace weft::test
