// SPDX-License-Identifier: MIT
//
// Savepoints: what happened inside is taken back, and nothing else.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/savepoints.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Inside one another.

TEST_F(Savepoints, an_inner_one_is_taken_back_alone) {
  auto ann = session.get<Employee>(1);
  auto outer = session.begin_nested();
  ann.modify()->age = 31;
  auto inner = session.begin_nested();
  ann.modify()->age = 32;
  session.flush();

  inner.rollback();
  EXPECT_EQ(ann->age, 31);
  outer.commit();
  session.commit();

  EXPECT_THAT(employees(), ElementsAre("Ann31", "Bob40", "Cid50", "Dan60"));
}

TEST_F(Savepoints, an_outer_one_takes_back_what_an_inner_one_kept) {
  auto ann = session.get<Employee>(1);
  auto outer = session.begin_nested();
  auto inner = session.begin_nested();
  ann.modify()->age = 32;
  auto eve = session.add(Employee{.name = "Eve"});
  inner.commit();

  outer.rollback();

  EXPECT_EQ(ann->age, 30);
  EXPECT_EQ(state(eve), State::transient);
  session.commit();
  EXPECT_THAT(employees(), ElementsAre("Ann30", "Bob40", "Cid50", "Dan60"));
}

TEST_F(Savepoints, an_outer_one_takes_back_what_was_watched_before_it_and_written_in_an_inner_one) {
  auto ann = session.get<Employee>(1);
  ann.modify()->age = 31;
  auto outer = session.begin_nested();
  auto inner = session.begin_nested();
  ann.modify()->age = 32;
  inner.commit();

  outer.rollback();

  EXPECT_EQ(ann->age, 31);
  session.commit();
  EXPECT_THAT(employees(), ElementsAre("Ann31", "Bob40", "Cid50", "Dan60"));
}

TEST_F(Savepoints, one_after_another_keep_and_take_back) {
  auto ann = session.get<Employee>(1);
  for (std::int64_t age = 31; age <= 36; ++age) {
    auto savepoint = session.begin_nested();
    ann.modify()->age = age;
    if (age % 2 == 0)
      savepoint.commit();
    else
      savepoint.rollback();
    EXPECT_EQ(ann->age, age % 2 == 0 ? age : age == 31 ? 30 : age - 1);
  }

  session.commit();

  EXPECT_EQ(ann->age, 36);
}

// What is read again.

TEST_F(Savepoints, what_did_not_change_inside_is_not_read_again) {
  auto all = session.scalars(select<Employee>()).all();
  auto sales = session.get<Department>(1);
  ASSERT_EQ(sales->employees.size(), 2U);
  auto savepoint = session.begin_nested();
  all[3].modify()->age = 61;
  session.flush();
  savepoint.rollback();
  StatementCounter counter(database.engine);

  EXPECT_EQ(all[0]->age, 30);
  EXPECT_EQ(sales->employees.size(), 2U);
  EXPECT_EQ(sales->name, "Sales");
  EXPECT_EQ(counter.count(), 0U);
  EXPECT_EQ(all[3]->age, 60);
  EXPECT_EQ(counter.count(), 1U);
}

TEST_F(Savepoints, what_modify_gave_before_is_still_watched_and_holds_the_values_from_before) {
  auto ann = session.get<Employee>(1);
  auto* writable = ann.modify();
  writable->age = 31;
  auto savepoint = session.begin_nested();
  writable->age = 32;
  writable->name = "Anna";
  session.flush();

  savepoint.rollback();

  EXPECT_EQ(writable->age, 31);
  EXPECT_EQ(writable->name, "Ann");
  writable->age = 33;
  session.commit();
  EXPECT_THAT(employees(), ElementsAre("Ann33", "Bob40", "Cid50", "Dan60"));
}

TEST_F(Savepoints, what_was_changed_and_not_flushed_inside_is_taken_back) {
  auto ann = session.get<Employee>(1);
  auto bob = session.get<Employee>(2);
  auto* writable = ann.modify();
  auto savepoint = session.begin_nested();
  writable->age = 32;
  bob.modify()->age = 41;

  savepoint.rollback();

  EXPECT_EQ(ann->age, 30);
  EXPECT_EQ(bob->age, 40);
  StatementCounter counter(database.engine);
  session.commit();
  EXPECT_EQ(counter.count(), 0U);
}

TEST_F(Savepoints, what_was_refreshed_or_expired_inside_is_read_again) {
  auto ann = session.get<Employee>(1);
  auto bob = session.get<Employee>(2);
  auto savepoint = session.begin_nested();
  ann.modify()->age = 31;
  bob.modify()->age = 41;
  session.flush();
  session.refresh(ann);
  session.expire(bob);
  ASSERT_EQ(bob->age, 41);

  savepoint.rollback();

  EXPECT_EQ(ann->age, 30);
  EXPECT_EQ(bob->age, 40);
}

TEST_F(Savepoints, statements_past_the_unit_of_work_are_taken_back_too) {
  auto ann = session.get<Employee>(1);
  auto savepoint = session.begin_nested();
  session.execute(update<Employee>().set(col<&Employee::age>, 99));
  ASSERT_EQ(ann->age, 99);

  savepoint.rollback();

  EXPECT_EQ(ann->age, 30);
}

TEST_F(Savepoints, statements_past_the_unit_of_work_are_taken_back_from_what_is_watched) {
  auto ann = session.get<Employee>(1);
  auto* watched = ann.modify();
  watched->name = "Anna";
  auto savepoint = session.begin_nested();
  session.execute(update<Employee>().set(col<&Employee::age>, 99));
  ASSERT_EQ(ann->age, 99);

  savepoint.rollback();

  EXPECT_EQ(ann->age, 30);
  watched->age += 1;
  session.commit();
  EXPECT_THAT(employees(), ElementsAre("Anna31", "Bob40", "Cid50", "Dan60"));
}

TEST_F(Savepoints, statements_in_a_kept_one_are_taken_back_with_the_outer_one) {
  auto ann = session.get<Employee>(1);
  auto outer = session.begin_nested();
  auto inner = session.begin_nested();
  session.execute(update<Employee>().set(col<&Employee::age>, 99));
  ASSERT_EQ(ann->age, 99);
  inner.commit();

  outer.rollback();

  EXPECT_EQ(ann->age, 30);
}

// Relationships.

TEST_F(Savepoints, collections_and_to_ones_are_as_before) {
  auto sales = session.get<Department>(1);
  auto board = session.get<Department>(3);
  auto ann = session.get<Employee>(1);
  auto bob = session.get<Employee>(2);
  ASSERT_EQ(sales->employees.size() + board->employees.size(), 2U);
  for (const bool flushed : {true, false}) {
    auto savepoint = session.begin_nested();
    ann.modify()->department = board;
    sales.modify()->employees.remove(bob);
    board.modify()->employees.push_back(Employee{.name = "Eve"});
    if (flushed) session.flush();

    savepoint.rollback();

    EXPECT_EQ(names(sales->employees, &Employee::name), (Names{"Ann", "Bob"}));
    EXPECT_THAT(board->employees, IsEmpty());
    EXPECT_EQ(ann->department, sales);
    EXPECT_EQ(bob->department, sales);
    EXPECT_FALSE(session.is_modified(sales));
  }
  StatementCounter counter(database.engine);
  session.commit();
  EXPECT_EQ(counter.count(), 0U);
}

TEST_F(Savepoints, a_change_of_a_collection_from_before_is_kept) {
  auto board = session.get<Department>(3);
  auto dan = session.get<Employee>(4);
  auto ann = session.get<Employee>(1);
  board.modify()->employees.push_back(dan);
  auto savepoint = session.begin_nested();
  board.modify()->employees.push_back(ann);
  session.flush();

  savepoint.rollback();

  EXPECT_EQ(names(board->employees, &Employee::name), (Names{"Dan"}));
  session.commit();
  EXPECT_THAT(database.numbers("SELECT id FROM employee WHERE department_id = 3"), ElementsAre(4));
}

TEST_F(Savepoints, association_rows_are_as_before) {
  auto ann = session.get<Student>(1);
  auto cid = session.get<Student>(3);
  auto music = session.get<Course>(2);
  auto savepoint = session.begin_nested();
  ann.modify()->courses.clear();
  cid.modify()->courses.push_back(music);
  session.flush();
  ASSERT_EQ(music->students.size(), 2U);

  savepoint.rollback();

  EXPECT_EQ(names(ann->courses, &Course::title), (Names{"Maths", "Music"}));
  EXPECT_THAT(cid->courses, IsEmpty());
  EXPECT_TRUE(music->students.contains(ann));
  EXPECT_FALSE(music->students.contains(cid));
}

TEST_F(Savepoints, a_collection_read_after_a_deletion_inside_shows_the_row_again) {
  auto sales = session.get<Department>(1);
  auto bob = session.get<Employee>(2);
  auto music = session.get<Course>(2);
  auto savepoint = session.begin_nested();
  session.remove(bob);
  session.remove(session.get<Student>(1));
  session.flush();
  ASSERT_EQ(sales->employees.size(), 1U);
  ASSERT_EQ(music->students.size(), 1U);

  savepoint.rollback();

  EXPECT_EQ(names(sales->employees, &Employee::name), (Names{"Ann", "Bob"}));
  EXPECT_EQ(music->students.size(), 2U);
}

TEST_F(Savepoints, an_entity_added_inside_is_transient_afterwards) {
  auto savepoint = session.begin_nested();
  auto flushed = session.add(Employee{.name = "Eve"});
  session.flush();
  auto pending = session.add(Employee{.name = "Fay"});

  savepoint.rollback();

  EXPECT_EQ(state(flushed), State::transient);
  EXPECT_EQ(state(pending), State::transient);
  EXPECT_EQ(flushed->name, "Eve");
  EXPECT_THAT(session.new_(), IsEmpty());
  session.add(flushed);
  session.commit();
  EXPECT_THAT(employees(), ElementsAre("Ann30", "Bob40", "Cid50", "Dan60", "Eve0"));
}

TEST_F(Savepoints, an_entity_added_before_stays_and_keeps_its_key) {
  auto eve = session.add(Employee{.name = "Eve"});
  auto savepoint = session.begin_nested();
  eve.modify()->age = 20;
  session.flush();
  const auto id = eve->id;

  savepoint.rollback();

  EXPECT_EQ(state(eve), State::persistent);
  EXPECT_EQ(eve->id, id);
  EXPECT_EQ(eve->age, 0);
  session.rollback();
  EXPECT_EQ(state(eve), State::transient);
}

TEST_F(Savepoints, an_entity_deleted_inside_is_persistent_afterwards) {
  auto dan = session.get<Employee>(4);
  dan.modify()->age = 61;
  auto savepoint = session.begin_nested();
  session.remove(dan);
  session.flush();

  savepoint.rollback();

  EXPECT_EQ(state(dan), State::persistent);
  EXPECT_EQ(dan->age, 61);
  dan.modify()->age = 62;
  session.commit();
  EXPECT_THAT(employees(), ElementsAre("Ann30", "Bob40", "Cid50", "Dan62"));
}

TEST_F(Savepoints, a_removal_inside_is_forgotten) {
  auto dan = session.get<Employee>(4);
  auto savepoint = session.begin_nested();
  session.remove(dan);

  savepoint.rollback();
  session.commit();

  EXPECT_EQ(state(dan), State::persistent);
  EXPECT_THAT(employees(), ElementsAre("Ann30", "Bob40", "Cid50", "Dan60"));
}

TEST_F(Savepoints, are_events_of_their_own_kind) {
  std::vector<StatementKind> kinds;
  static_cast<void>(session.get<Employee>(1));
  auto watch = database.engine.on_statement([&](const StatementEvent& event) { kinds.push_back(event.kind); });
  StatementCounter counter(database.engine);

  session.begin_nested().commit();

  EXPECT_EQ(counter.count(), 0U);
  EXPECT_THAT(kinds, ElementsAre(StatementKind::savepoint, StatementKind::release_savepoint));
}

}  // namespace
}  // namespace weft::test
