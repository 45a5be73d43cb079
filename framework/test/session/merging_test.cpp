// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"
#include "support/merge_models.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;
using testing::SizeIs;
using testing::StartsWith;

TEST(Merging, a_value_goes_onto_the_row_with_its_key) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  StatementCounter counter(database.engine);

  auto ann = session.merge(Employee{.id = 1, .name = "Ann", .age = 31, .department_id = 1});
  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("SELECT")));
  EXPECT_EQ(state(ann), State::persistent);
  session.flush();

  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("SELECT"), "UPDATE employee SET age = ? WHERE id = ?"));
  EXPECT_EQ(session.get<Employee>(1), ann);
}

TEST(Merging, what_the_session_holds_is_not_read_again) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  StatementCounter counter(database.engine);

  auto merged = session.merge(Employee{.id = 1, .name = "Anna", .age = 30, .department_id = 1});

  EXPECT_EQ(merged, ann);
  EXPECT_EQ(ann->name, "Anna");
  EXPECT_EQ(counter.count(), 0U);
}

TEST(Merging, an_identical_value_changes_nothing) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  StatementCounter counter(database.engine);

  auto ann = session.merge(Employee{.id = 1, .name = "Ann", .age = 30, .department_id = 1});
  session.flush();

  EXPECT_FALSE(session.is_modified(ann));
  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("SELECT")));
}

TEST(Merging, a_key_without_a_row_makes_a_new_entity_with_that_key) {
  Database database;
  Session session(database.engine);

  auto mug = session.merge(Item{.id = 7, .name = "Mug"});
  EXPECT_EQ(state(mug), State::pending);
  session.commit();

  EXPECT_THAT(database.numbers("SELECT id FROM item"), ElementsAre(7));
}

TEST(Merging, a_value_without_a_key_is_new_and_nothing_is_asked) {
  Database database;
  Session session(database.engine);
  StatementCounter counter(database.engine);

  auto mug = session.merge(Item{.name = "Mug"});
  auto cap = session.merge(make(Item{.name = "Cap"}));

  EXPECT_EQ(counter.count(), 0U);
  EXPECT_EQ(state(mug), State::pending);
  session.commit();
  EXPECT_NE(mug->id, cap->id);
  EXPECT_THAT(database.texts("SELECT name FROM item ORDER BY name"), ElementsAre("Cap", "Mug"));
}

TEST(Merging, the_given_entity_stays_outside_and_as_it_was) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto given = make(Employee{.id = 1, .name = "Anna", .age = 30, .department_id = 1});
  const Employee value{.id = 2, .name = "Bobby", .age = 40, .department_id = 1};

  auto ann = session.merge(given);
  auto bob = session.merge(value);
  bob.modify()->name = "Bo";
  session.commit();

  EXPECT_NE(ann, given);
  EXPECT_EQ(state(given), State::transient);
  EXPECT_EQ(given->name, "Anna");
  EXPECT_EQ(value.name, "Bobby");
  EXPECT_THAT(database.texts("SELECT full_name FROM employee WHERE id < 3 ORDER BY id"), ElementsAre("Anna", "Bo"));
}

TEST(Merging, an_entity_of_this_session_is_returned_itself) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  auto mug = session.add(Item{.name = "Mug"});
  ann.modify()->age = 31;
  StatementCounter counter(database.engine);

  EXPECT_EQ(session.merge(ann), ann);
  EXPECT_EQ(session.merge(mug), mug);

  EXPECT_EQ(ann->age, 31);
  EXPECT_EQ(counter.count(), 0U);
}

TEST(Merging, an_entity_of_another_session_gives_what_is_loaded_of_it) {
  Database database;
  database.fill_company();
  Session first(database.engine);
  auto given = first.get<Department>(1);
  given.modify()->name = "Shop";
  Session second(database.engine);
  StatementCounter counter(database.engine);

  auto merged = second.merge(given);

  EXPECT_THAT(counter.statements(), SizeIs(1));  // its employees were not loaded, so nobody asked for them
  EXPECT_NE(merged, given);
  EXPECT_EQ(merged->name, "Shop");
  EXPECT_TRUE(first.is_modified(given));
}

TEST(Merging, an_expired_entity_gives_nothing_but_its_key) {
  Database database;
  database.fill_company();
  Session first(database.engine);
  auto given = first.get<Employee>(1);
  first.expire(given);
  database.run("UPDATE employee SET age = 77 WHERE id = 1");
  Session second(database.engine);

  auto merged = second.merge(given);

  EXPECT_EQ(merged->age, 77);
  EXPECT_FALSE(second.is_modified(merged));
}

TEST(Merging, composite_keys_find_their_rows) {
  Database database;
  database.fill_shop();
  Session session(database.engine);

  auto line = session.merge(OrderItem{.order_id = 2, .item_id = 2, .quantity = 6, .price_paid = 7});
  session.commit();

  EXPECT_EQ(state(line), State::persistent);
  EXPECT_THAT(database.numbers("SELECT quantity FROM order_item WHERE order_id = 2"), ElementsAre(6));
}

TEST(Merging, another_version_than_that_of_the_row_is_an_error) {
  MergeDatabase database;
  database.run("INSERT INTO page (id, title, revision) VALUES (4, 'First', 3)");
  Session session(database.engine);

  try {
    session.merge(Page{.id = 4, .title = "Second", .revision = 2});
    FAIL() << "no error";
  } catch (const StaleDataError& error) {
    EXPECT_STREQ(error.what(),
                 "cannot merge \"Page\" with key 4: its row was changed since what is given was read\n"
                 "  given  Page::revision is 2\n"
                 "  row    Page::revision is 3\n"
                 "  read it again, and repeat the change on what is there now");
  }
  EXPECT_EQ(session.get<Page>(4)->title, "First");
  EXPECT_TRUE(session.dirty().empty());
}

TEST(Merging, the_same_version_lets_the_change_through) {
  MergeDatabase database;
  database.run("INSERT INTO page (id, title, revision) VALUES (4, 'First', 3)");
  Session session(database.engine);

  auto page = session.merge(Page{.id = 4, .title = "Second", .revision = 3});
  session.commit();

  EXPECT_EQ(page->title, "Second");
  EXPECT_EQ(page->revision, 4);
}

TEST(Merging, what_is_about_to_be_deleted_is_an_error_that_changes_nothing) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  session.remove(session.get<Employee>(4));
  StatementCounter counter(database.engine);

  try {
    session.merge(Employee{.id = 4, .name = "Dan"});
    FAIL() << "no error";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(),
                 "cannot merge \"Employee\" with key 4: the session is about to delete its row\n"
                 "  take that back first with session.add(...), or flush it: then the merge makes a new one");
  }
  EXPECT_EQ(counter.count(), 0U);
  session.flush();
  auto dan = session.merge(Employee{.id = 4, .name = "Dan"});
  EXPECT_EQ(state(dan), State::pending);
}

TEST(Merging, changes_that_are_not_flushed_are_flushed_before_anything_is_read) {
  Database database;
  Session session(database.engine);
  auto mug = session.add(Item{.id = 7, .name = "Mug"});

  auto merged = session.merge(Item{.id = 7, .name = "Cup"});

  EXPECT_EQ(merged, mug);
  EXPECT_EQ(mug->name, "Cup");
}

TEST(Merging, an_expired_entity_of_the_session_is_read_before_it_is_compared) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  session.commit();
  StatementCounter counter(database.engine);

  session.merge(Employee{.id = 1, .name = "Ann", .age = 30, .department_id = 1});
  session.flush();

  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("SELECT")));
  EXPECT_EQ(ann->age, 30);
}

TEST(Merging, a_row_that_is_gone_under_an_expired_entity_is_an_error) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto dan = session.get<Employee>(4);
  session.commit();
  database.run("DELETE FROM employee WHERE id = 4");

  try {
    session.merge(Employee{.id = 4, .name = "Dan"});
    FAIL() << "no error";
  } catch (const StaleDataError& error) {
    EXPECT_THAT(error.what(), StartsWith("cannot refresh \"Employee\" with key 4: its row is gone\n"));
  }
}

}  // namespace
}  // namespace weft::test
