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

/// A student with enough courses for the collection to keep an index.
struct LargeCollections : testing::Test {
  LargeCollections() {
    for (int number = 0; number < 40; ++number) all.push_back(make(Course{.title = std::to_string(number)}));
    student = session.add(Student{.name = "Ann"});
    for (const auto& course : all) student.modify()->courses.push_back(course);
    session.commit();
    EXPECT_EQ(student->courses.size(), 40U);
  }
  [[nodiscard]] std::vector<std::string> titles() { return names(student->courses, &Course::title); }

  Database database{};
  Session session{database.engine};
  std::vector<Ptr<Course>> all{};
  Ptr<Student> student{};
};

TEST_F(LargeCollections, know_what_they_hold_while_it_is_taken_out_one_by_one) {
  Names left;
  for (int number = 0; number < 40; ++number) left.push_back(std::to_string(number));
  // From the middle, from both ends, and back and forth.
  for (int number : {20, 21, 22, 19, 0, 1, 39, 38, 10, 30, 11, 29, 37, 2}) {
    const auto& course = all[static_cast<std::size_t>(number)];

    EXPECT_TRUE(student.modify()->courses.remove(course));

    EXPECT_FALSE(student->courses.contains(course));
    EXPECT_FALSE(student.modify()->courses.remove(course));
    std::erase(left, course->title);
    EXPECT_EQ(titles(), left);
  }
  session.commit();
  EXPECT_EQ(database.numbers("SELECT course_id FROM student_course").size(), left.size());
}

TEST_F(LargeCollections, hold_what_stands_there_twice_until_both_are_taken_out) {
  const auto& course = all[5];
  student.modify()->courses.push_back(course);

  student.modify()->courses.remove(course);  // the first one
  EXPECT_TRUE(student->courses.contains(course));
  EXPECT_EQ(student->courses[5], all[6]);
  EXPECT_EQ(student->courses.back(), course);
  EXPECT_EQ(student->courses.size(), 40U);
  student.modify()->courses.pop_back();

  EXPECT_FALSE(student->courses.contains(course));
  session.commit();
  EXPECT_EQ(database.numbers("SELECT course_id FROM student_course").size(), 39U);
}

TEST_F(LargeCollections, lose_the_one_at_the_position_that_is_erased) {
  const auto& course = all[5];
  student.modify()->courses.push_back(course);

  student.modify()->courses.erase(std::size_t{5});

  EXPECT_EQ(student->courses.back(), course);
  EXPECT_EQ(student->courses[5], all[6]);
}

TEST_F(LargeCollections, are_emptied_on_both_sides) {
  const auto& course = all[5];
  ASSERT_EQ(course->students.size(), 1U);

  student.modify()->courses.clear();

  EXPECT_TRUE(student->courses.empty());
  EXPECT_TRUE(course->students.empty());
  session.commit();
  EXPECT_TRUE(database.numbers("SELECT course_id FROM student_course").empty());
}

TEST(Collections, a_list_loses_the_first_of_several) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto sales = session.get<Department>(1);
  const auto ann = sales->employees.front();
  sales.modify()->employees.push_back(ann);
  List<Employee> value = sales->employees;

  value.remove(ann);
  sales.modify()->employees.remove(ann);

  EXPECT_EQ(names(value, &Employee::name), (Names{"Bob", "Ann"}));
  EXPECT_EQ(names(sales->employees, &Employee::name), (Names{"Bob", "Ann"}));
}

TEST(Collections, a_dict_finds_its_keys_while_others_go) {
  Database database;
  Session session(database.engine);
  auto root = session.add(TreeNode{.name = "root"});
  for (const char* key : {"a", "b", "c", "d", "e"}) root.modify()->children.insert_or_assign(key, TreeNode{.name = key});

  root.modify()->children.erase("b");
  root.modify()->children.erase("a");
  root.modify()->children.insert_or_assign("f", TreeNode{.name = "f"});
  root.modify()->children.erase("d");

  for (const char* key : {"c", "e", "f"}) EXPECT_EQ(root->children.at(key)->name, key);
  for (const char* key : {"a", "b", "d"}) EXPECT_FALSE(root->children.contains(key));
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

// Dictionaries that others put something into.

struct SharedKey : testing::Test {
  SharedKey() {
    database.fill_tree();
    root = session.get<TreeNode>(1);
    EXPECT_EQ(root->children.size(), 2U);
  }
  std::vector<std::int64_t> below_root() { return database.numbers("SELECT id FROM tree_node WHERE parent_id = 1 ORDER BY id"); }

  Database database;
  Session session{database.engine};
  Ptr<TreeNode> root{};
};

TEST_F(SharedKey, a_new_entity_takes_the_place_by_its_reference) {
  const auto old = root->children.at("b");
  const auto fresh = session.add(TreeNode{.name = "b", .parent = root});

  EXPECT_EQ(root->children.at("b"), fresh);
  EXPECT_FALSE(old->parent);
  session.commit();
  EXPECT_EQ(below_root(), (std::vector<std::int64_t>{3, fresh->id}));
}

TEST_F(SharedKey, an_entity_that_is_moved_takes_the_place) {
  const auto old = root->children.at("b");
  auto other = session.get<TreeNode>(2);
  other.modify()->name = "b";
  other.modify()->parent = root;

  EXPECT_EQ(root->children.at("b"), other);
  session.commit();
  EXPECT_EQ(below_root(), (std::vector<std::int64_t>{2, 3}));
  EXPECT_FALSE(old->parent);
}

TEST(Iterators, lead_to_members_of_what_they_stand_on) {
  Database database;
  database.fill_company();
  database.fill_school();
  database.fill_tree();
  Session session(database.engine);
  const auto sales = session.get<Department>(1);
  const auto root = session.get<TreeNode>(1);
  auto music = session.get<Course>(2);

  EXPECT_EQ(sales->employees.begin()->modify()->name, "Ann");
  EXPECT_EQ((*std::prev(sales->employees.end()))->name, "Bob");
  EXPECT_EQ(sales->employees.end()[-1]->name, "Bob");
  EXPECT_EQ(sales->employees.at(1)->name, "Bob");
  EXPECT_EQ(root->children.find("a")->second->id, 3);
  const auto bob = session.get<Student>(2);
  const auto place = music->students.find(bob);
  ASSERT_NE(place, music->students.end());
  music.modify()->students.erase(place);
  EXPECT_EQ(music->students.find(bob), music->students.end());
  root.modify()->children.erase(root->children.find("b"));
  session.commit();
  EXPECT_EQ(database.numbers("SELECT student_id FROM student_course WHERE course_id = 2"), std::vector<std::int64_t>{1});
  EXPECT_EQ(database.numbers("SELECT id FROM tree_node WHERE parent_id = 1"), std::vector<std::int64_t>{3});
}

}  // namespace
}  // namespace weft::test
