// SPDX-License-Identifier: MIT
//
// Expiring and refreshing a whole entity loses its changes that were not flushed: on both sides of its relationships.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/orphan_models.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Undoing, expiring_an_entity_takes_its_queued_links_back) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  auto sales = session.get<Department>(1);
  auto stock = session.get<Department>(2);
  ann.modify()->department = stock;
  StatementCounter counter(database.engine);

  session.expire(ann);
  session.flush();

  EXPECT_THAT(counter.statements(), IsEmpty());
  EXPECT_TRUE(session.dirty().empty());
  EXPECT_EQ(ann->department, sales);
  EXPECT_EQ(names(sales->employees, &Employee::name), (Names{"Ann", "Bob"}));
  EXPECT_EQ(names(stock->employees, &Employee::name), (Names{"Cid"}));
}

TEST(Undoing, expiring_an_entity_corrects_the_collections_that_are_loaded) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  auto sales = session.get<Department>(1);
  auto stock = session.get<Department>(2);
  EXPECT_EQ(sales->employees.size() + stock->employees.size(), 3U);
  ann.modify()->department = stock;

  session.expire(ann);

  EXPECT_TRUE(sales->employees.contains(ann));
  EXPECT_FALSE(stock->employees.contains(ann));
  session.commit();
  EXPECT_THAT(database.numbers("SELECT department_id FROM employee ORDER BY id LIMIT 1"), ElementsAre(1));
}

TEST(Undoing, refreshing_an_entity_does_the_same_where_nothing_was_flushed) {
  Database database;
  database.fill_company();
  Session session(database.engine, {.autoflush = false});
  auto ann = session.get<Employee>(1);
  ann.modify()->age = 99;
  ann.modify()->department = session.get<Department>(2);
  StatementCounter counter(database.engine);

  session.refresh(ann);
  session.flush();

  EXPECT_EQ(counter.count(), 1U);
  EXPECT_EQ(ann->age, 30);
  EXPECT_EQ(ann->department, session.get<Department>(1));
}

TEST(Undoing, expiring_an_owner_takes_back_what_came_and_what_left) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto sales = session.get<Department>(1);
  auto stock = session.get<Department>(2);
  auto ann = session.get<Employee>(1);
  auto cid = session.get<Employee>(3);
  EXPECT_EQ(sales->employees.size() + stock->employees.size(), 3U);
  sales.modify()->employees.push_back(cid);
  sales.modify()->employees.remove(ann);
  StatementCounter counter(database.engine);

  session.expire(sales);
  session.flush();

  EXPECT_THAT(counter.statements(), IsEmpty());
  EXPECT_EQ(cid->department, stock);
  EXPECT_TRUE(stock->employees.contains(cid));
  EXPECT_EQ(ann->department, sales);
}

TEST(Undoing, a_new_entity_keeps_the_owner_it_was_added_with) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto sales = session.get<Department>(1);
  auto eve = session.add(Employee{.name = "Eve", .department = sales});

  session.expire(sales);

  EXPECT_EQ(eve->department, sales);
  session.commit();
  EXPECT_THAT(database.texts("SELECT full_name FROM employee WHERE department_id = 1 ORDER BY id"),
              ElementsAre("Ann", "Bob", "Eve"));
  EXPECT_TRUE(sales->employees.contains(eve));
}

TEST(Undoing, a_new_partner_keeps_the_one_it_was_added_with) {
  Database database;
  database.run({"INSERT INTO traveller (id, name) VALUES (1, 'Ann')",
                "INSERT INTO passport (id, number, traveller_id) VALUES (1, 'A', 1)"});
  Session session(database.engine);
  auto ann = session.get<Traveller>(1);
  auto b = session.add(Passport{.number = "B", .traveller = ann});

  session.expire(ann);
  session.commit();

  EXPECT_EQ(ann->passport, b);
  EXPECT_THAT(database.texts("SELECT number FROM passport WHERE traveller_id = 1"), ElementsAre("B"));
}

TEST(Undoing, a_new_owner_is_inserted_without_what_was_expired) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  auto board = session.add(Department{.name = "New"});
  ann.modify()->department = board;

  session.expire(ann);

  EXPECT_TRUE(board->employees.empty());
  session.commit();
  EXPECT_THAT(database.numbers("SELECT department_id FROM employee WHERE id = 1"), ElementsAre(1));
}

TEST(Undoing, expiring_everything_leaves_nothing_to_new_owners_either) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  auto board = session.add(Department{.name = "New"});
  auto eve = session.add(Employee{.name = "Eve", .department = session.get<Department>(1)});
  ann.modify()->department = board;

  session.expire_all();
  session.commit();

  EXPECT_THAT(database.numbers("SELECT department_id FROM employee WHERE full_name IN ('Ann', 'Eve')"), ElementsAre(1, 1));
  EXPECT_TRUE(board->employees.empty());
}

TEST(Undoing, expiring_one_side_of_a_many_to_many_takes_the_link_off_the_other) {
  Database database;
  database.fill_school();
  Session session(database.engine);
  auto cid = session.get<Student>(3);
  auto ann = session.get<Student>(1);
  auto music = session.get<Course>(2);
  EXPECT_EQ(ann->courses.size(), 2U);
  cid.modify()->courses.push_back(music);
  ann.modify()->courses.remove(music);
  StatementCounter counter(database.engine);

  session.expire(cid);
  session.expire(ann);
  session.flush();

  EXPECT_THAT(counter.statements(), IsEmpty());
  EXPECT_EQ(names(music->students, &Student::name), (Names{"Ann", "Bob"}));
}

TEST(Undoing, what_left_an_owner_that_is_expired_is_no_orphan) {
  Database database;
  database.fill_library();
  Session session(database.engine);
  auto ann = session.get<Author>(1);
  auto air = ann->books[0];
  ann.modify()->books.remove(air);

  session.expire(ann);
  session.commit();

  EXPECT_EQ(state(air), State::persistent);
  EXPECT_EQ(ann->books.size(), 2U);
}

TEST(Undoing, an_orphan_that_is_expired_is_with_its_owner_again) {
  Database database;
  database.fill_library();
  Session session(database.engine);
  auto ann = session.get<Author>(1);
  auto air = ann->books[0];
  ann.modify()->books.remove(air);

  session.expire(air);

  EXPECT_TRUE(ann->books.contains(air));
  session.commit();
  EXPECT_EQ(state(air), State::persistent);
  EXPECT_THAT(database.numbers("SELECT count(*) FROM book WHERE author_id = 1"), ElementsAre(2));
}

// Its owner's collection is what it was: it says nothing of a leaving, and the child's own memory of it is expired.
TEST(Undoing, what_came_to_an_owner_and_left_it_is_no_orphan_once_it_is_expired) {
  orphans::OrphansDatabase database;
  database.fill_tasks();
  Session session(database.engine);
  auto free = session.get<orphans::Task>(3);
  free.modify()->project = session.get<orphans::Project>(1);
  free.modify()->project = nullptr;
  StatementCounter counter(database.engine);

  session.expire(free);
  session.flush();

  EXPECT_THAT(counter.statements(), IsEmpty());
  session.commit();
  EXPECT_EQ(state(free), State::persistent);
  EXPECT_THAT(database.texts("SELECT name FROM task WHERE id = 3"), ElementsAre("free"));
}

}  // namespace
}  // namespace weft::test
