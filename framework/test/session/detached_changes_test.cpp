// SPDX-License-Identifier: MIT
//
// Entities that are changed, or linked, while they are in no session.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;

struct DetachedChanges : testing::Test {
  DetachedChanges() {
    database.fill_company();
    database.fill_school();
  }

  template <class T>
  Ptr<T> detached(std::int64_t key) {
    Session other(database.engine);
    return other.get<T>(key);
  }
  std::vector<std::int64_t> department_of(std::int64_t employee) {
    return database.numbers("SELECT coalesce(department_id, 0) FROM employee WHERE id = " + std::to_string(employee));
  }

  Database database;
  Session session{database.engine};
};

TEST_F(DetachedChanges, of_columns_are_written_by_the_session_that_takes_the_entity_back) {
  auto ann = detached<Employee>(1);
  ann.modify()->age = 31;
  ann.modify()->name = "Anna";

  session.add(ann);
  EXPECT_TRUE(session.is_modified(ann));
  EXPECT_THAT(session.dirty(), ElementsAre(ann.instance()));
  session.commit();

  EXPECT_EQ(ann->age, 31);
  EXPECT_EQ(database.texts("SELECT full_name FROM employee WHERE id = 1"), Names{"Anna"});
}

TEST_F(DetachedChanges, write_the_changed_columns_only) {
  auto ann = detached<Employee>(1);
  ann.modify()->age = 31;
  database.run("UPDATE employee SET full_name = 'Annie' WHERE id = 1");

  session.add(ann);
  session.commit();

  EXPECT_EQ(ann->name, "Annie");
  EXPECT_EQ(ann->age, 31);
}

TEST_F(DetachedChanges, that_come_to_nothing_are_not_written) {
  auto ann = detached<Employee>(1);
  ann.modify()->age = 31;
  ann.modify()->age = 30;
  StatementCounter counter(database.engine);

  session.add(ann);
  session.commit();

  EXPECT_EQ(counter.count(), 0U);
}

TEST_F(DetachedChanges, from_before_the_entity_was_expunged_are_kept) {
  auto ann = session.get<Employee>(1);
  ann.modify()->age = 31;
  session.expunge(ann);
  EXPECT_FALSE(session.is_modified(session.get<Employee>(2)));
  session.commit();
  EXPECT_EQ(database.numbers("SELECT age FROM employee WHERE id = 1").front(), 30);

  session.add(ann);
  session.commit();

  EXPECT_EQ(database.numbers("SELECT age FROM employee WHERE id = 1").front(), 31);
}

TEST_F(DetachedChanges, are_lost_with_the_transaction_that_wrote_them) {
  auto ann = detached<Employee>(1);
  ann.modify()->age = 31;
  session.add(ann);
  session.flush();
  session.rollback();

  EXPECT_EQ(ann->age, 30);
  EXPECT_FALSE(session.is_modified(ann));
}

TEST_F(DetachedChanges, stay_with_the_entity_where_a_session_does_not_take_it) {
  auto ann = detached<Employee>(1);
  ann.modify()->age = 31;
  const auto held = session.get<Employee>(1);
  EXPECT_THROW(session.add(ann), UsageError);
  EXPECT_EQ(state(ann), State::detached);
  EXPECT_TRUE(session.dirty().empty());
  session.expunge(held);

  session.add(ann);
  session.commit();

  EXPECT_EQ(ann->age, 31);
}

TEST_F(DetachedChanges, of_references_are_written) {
  auto ann = detached<Employee>(1);
  auto stock = detached<Department>(2);
  ann.modify()->department = stock;

  session.add(ann);
  EXPECT_EQ(state(stock), State::persistent);
  session.commit();

  EXPECT_THAT(department_of(1), ElementsAre(2));
}

TEST_F(DetachedChanges, of_collections_are_written) {
  auto stock = detached<Department>(2);
  auto ann = detached<Employee>(1);
  stock.modify()->employees.push_back(ann);
  stock.modify()->employees.push_back(Employee{.name = "New"});

  session.add(stock);
  session.commit();

  EXPECT_THAT(department_of(1), ElementsAre(2));
  EXPECT_EQ(stock->employees.size(), 3U);
}

// Links to what a session holds.

TEST_F(DetachedChanges, a_collection_of_the_session_takes_back_what_is_put_into_it) {
  auto ann = detached<Employee>(1);
  auto stock = session.get<Department>(2);
  const auto sales = session.get<Department>(1);
  ASSERT_EQ(sales->employees.size(), 1U + 1U);
  session.expunge(sales->employees[0]);
  stock.modify()->employees.push_back(ann);

  EXPECT_EQ(state(ann), State::persistent);
  session.commit();
  EXPECT_THAT(department_of(1), ElementsAre(2));
  EXPECT_EQ(names(sales->employees, &Employee::name), Names{"Bob"});
}

TEST_F(DetachedChanges, a_reference_of_the_session_takes_back_what_it_leads_to) {
  auto stock = detached<Department>(2);
  auto ann = session.get<Employee>(1);
  ann.modify()->department = stock;

  EXPECT_EQ(state(stock), State::persistent);
  session.commit();
  EXPECT_THAT(department_of(1), ElementsAre(2));
}

TEST_F(DetachedChanges, a_many_to_many_takes_back_either_side) {
  auto music = detached<Course>(2);
  auto cid = session.get<Student>(3);
  cid.modify()->courses.push_back(music);

  EXPECT_EQ(state(music), State::persistent);
  session.commit();
  EXPECT_THAT(database.numbers("SELECT course_id FROM student_course WHERE student_id = 3"), ElementsAre(2));
}

TEST_F(DetachedChanges, new_entities_take_back_what_they_are_made_with) {
  auto ann = detached<Employee>(1);
  auto music = detached<Course>(2);
  const auto fresh = session.add(Department{.name = "New", .employees = {ann}});
  const auto eve = session.add(Student{.name = "Eve", .courses = {music}});

  EXPECT_EQ(state(ann), State::persistent);
  EXPECT_EQ(state(music), State::persistent);
  session.commit();
  EXPECT_THAT(department_of(1), ElementsAre(fresh->id));
  EXPECT_EQ(database.numbers("SELECT count(*) FROM student_course").front(), 4);
  EXPECT_EQ(names(eve->courses, &Course::title), Names{"Music"});
}

TEST_F(DetachedChanges, a_key_that_the_session_holds_already_refuses_the_link_and_changes_nothing) {
  auto ann = detached<Employee>(1);
  auto stock = session.get<Department>(2);
  const auto held = session.get<Employee>(1);

  EXPECT_THROW(stock.modify()->employees.push_back(ann), UsageError);

  EXPECT_EQ(stock->employees.size(), 1U);
  session.commit();
  EXPECT_THAT(department_of(1), ElementsAre(1));
}

}  // namespace
}  // namespace weft::test
