// SPDX-License-Identifier: MIT
//
// Links that are put in, taken out and put in again while one side is not loaded.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

TEST(LinksThatReturn, stay_when_the_other_side_puts_them_back) {
  Database database;
  Session session(database.engine);
  auto student = session.add(Student{.name = "Ann"});
  auto course = session.add(Course{.title = "Music"});
  student.modify()->courses.push_back(course);
  session.commit();
  ASSERT_EQ(student->courses.size(), 1U);
  session.refresh(course);

  course.modify()->students.insert(student);
  EXPECT_EQ(student->courses.size(), 1U);
  course.modify()->students.erase(student);
  EXPECT_TRUE(student->courses.empty());
  student.modify()->courses.push_back(course);
  EXPECT_EQ(course->students.size(), 1U);
  session.commit();

  EXPECT_EQ(database.numbers("SELECT student_id FROM student_course").size(), 1U);
  EXPECT_EQ(student->courses.size(), 1U);
  EXPECT_EQ(course->students.size(), 1U);
}

TEST(LinksThatReturn, stay_when_the_other_side_forgets_that_it_said_them_again) {
  Database database;
  Session session(database.engine);
  auto course = session.add(Course{.title = "Music"});
  session.commit();
  auto student = session.add(Student{.name = "Ann", .courses = {course}});
  session.flush();

  course.modify()->students.insert(student);
  session.expire(course);

  EXPECT_EQ(student->courses.size(), 1U);
  session.commit();
  EXPECT_EQ(database.numbers("SELECT student_id FROM student_course").size(), 1U);
}

TEST(LinksThatReturn, leave_nothing_where_the_side_that_took_them_away_is_expired) {
  Database database;
  database.run({"INSERT INTO student (id, name) VALUES (1, 'Ann')", "INSERT INTO course (id, title) VALUES (1, 'Music')"});
  Session session(database.engine);
  auto ann = session.get<Student>(1);
  auto music = session.get<Course>(1);
  music.modify()->students.insert(ann);
  ann.modify()->courses.remove(music);
  session.expire(ann);
  session.commit();

  EXPECT_TRUE(music->students.empty());
  EXPECT_TRUE(ann->courses.empty());
}

TEST(LinksThatReturn, are_known_to_a_collection_that_saw_them_come_and_go) {
  Database database;
  Session session(database.engine);
  auto node = session.add(TreeNode{.name = "node"});
  session.commit();

  node.modify()->parent = node;
  node.modify()->parent = nullptr;
  node.modify()->parent = node;
  node.modify()->children = {};
  session.commit();

  EXPECT_TRUE(node->children.empty());
  EXPECT_FALSE(node->parent);
  EXPECT_TRUE(database.numbers("SELECT id FROM tree_node WHERE parent_id IS NOT NULL").empty());
}

}  // namespace
}  // namespace weft::test
