// SPDX-License-Identifier: MIT
//
// New entities that were expired within the transaction keep their relationships when it is rolled back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

struct TransientAgain : testing::Test {
  TransientAgain() {
    database.fill_company();
    database.fill_school();
  }
  Database database{};
  Session session{database.engine};
};

TEST_F(TransientAgain, an_expired_owner_has_its_new_items) {
  auto board = session.add(Department{.name = "New", .employees = {Employee{.name = "Eve"}, Employee{.name = "Fay"}}});
  auto eve = board->employees[0];
  session.flush();
  session.expire(board);

  session.rollback();

  EXPECT_EQ(names(board->employees, &Employee::name), (Names{"Eve", "Fay"}));
  session.add(board);
  session.commit();
  EXPECT_EQ(state(eve), State::persistent);
  EXPECT_EQ(eve->department, board);
  EXPECT_EQ(board->employees.size(), 2U);
}

TEST_F(TransientAgain, everything_expired_is_linked_as_it_was) {
  auto eve = session.add(Student{.name = "Eve", .courses = {Course{.title = "Law"}, session.get<Course>(1)}});
  auto board = session.add(Department{.name = "New"});
  auto ann = session.get<Employee>(1);
  ann.modify()->department = board;
  auto fay = session.add(Employee{.name = "Fay", .department = session.get<Department>(1)});
  session.flush();
  session.expire_all();

  session.rollback();

  EXPECT_EQ(names(eve->courses, &Course::title), (Names{"Law", "Maths"}));
  EXPECT_EQ(eve->courses[0]->students.size(), 1U);
  EXPECT_THAT(board->employees, ElementsAre(ann));
  EXPECT_EQ(fay->department, session.get<Department>(1));
  EXPECT_EQ(ann->department, session.get<Department>(1));
}

TEST_F(TransientAgain, what_was_changed_after_the_expiry_counts) {
  auto eve = session.add(Student{.name = "Eve", .courses = {Course{.title = "Law"}, Course{.title = "Art"}}});
  auto law = eve->courses[0];
  auto maths = session.get<Course>(1);
  auto board = session.add(Department{.name = "New", .employees = {Employee{.name = "Fay"}, Employee{.name = "Gus"}}});
  auto fay = board->employees[0];
  auto ann = session.get<Employee>(1);
  session.flush();
  session.expire_all();
  law.modify()->students.erase(eve);
  maths.modify()->students.insert(eve);
  fay.modify()->department = nullptr;
  session.flush();
  session.expire(eve);
  session.expire(board);
  auto quiet = session.no_autoflush();
  ann.modify()->department = board;

  session.rollback();

  EXPECT_EQ(names(eve->courses, &Course::title), (Names{"Art", "Maths"}));
  EXPECT_THAT(names(board->employees, &Employee::name), UnorderedElementsAre("Ann", "Gus"));
}

TEST_F(TransientAgain, an_expired_entity_gets_a_key_of_its_own_again) {
  auto eve = session.add(Employee{.name = "Eve"});
  session.flush();
  session.expire(eve);
  session.rollback();
  EXPECT_EQ(eve->id, 0);
  auto fay = session.add(Employee{.name = "Fay"});
  session.flush();

  session.add(eve);
  session.commit();

  EXPECT_NE(eve->id, fay->id);
}

TEST_F(TransientAgain, an_entity_changed_in_a_savepoint_gets_a_key_of_its_own_again) {
  auto eve = session.add(Employee{.name = "Eve"});
  auto savepoint = session.begin_nested();
  eve.modify()->age = 20;
  session.flush();
  savepoint.rollback();

  session.rollback();

  EXPECT_EQ(state(eve), State::transient);
  EXPECT_EQ(eve->id, 0);
}

TEST_F(TransientAgain, partners_are_together) {
  auto zoe = session.add(Traveller{.name = "Zoe", .passport = Passport{.number = "Z"}});
  auto z = zoe->passport.ptr();
  session.flush();
  session.expire_all();

  session.rollback();

  EXPECT_EQ(zoe->passport, z);
  EXPECT_EQ(z->traveller, zoe);
}

TEST_F(TransientAgain, so_are_those_of_a_savepoint) {
  auto maths = session.get<Course>(1);
  auto before = session.add(Student{.name = "Dee", .courses = {maths}});
  auto savepoint = session.begin_nested();
  auto eve = session.add(Student{.name = "Eve", .courses = {maths}});
  session.flush();
  session.expire_all();

  savepoint.rollback();

  EXPECT_THAT(eve->courses, ElementsAre(maths));
  EXPECT_EQ(state(before), State::persistent);
  EXPECT_EQ(names(maths->students, &Student::name), (Names{"Ann", "Dee"}));
}

TEST_F(TransientAgain, an_owner_without_anything_is_empty) {
  auto board = session.add(Department{.name = "New"});
  session.flush();
  session.expire(board);

  session.rollback();

  EXPECT_THAT(board->employees, IsEmpty());
}

}  // namespace
}  // namespace weft::test
