// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Transactions, what_was_not_committed_is_rolled_back_when_the_session_ends) {
  Database database;
  {
    Session session(database.engine);
    session.add(Item{.name = "Mug"});
    session.flush();
  }

  EXPECT_THAT(database.numbers("SELECT count(*) FROM item"), ElementsAre(0));
}

TEST(Transactions, rollback_gives_changed_columns_back) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  ann.modify()->age = 31;
  session.flush();
  ann.modify()->name = "Anna";

  session.rollback();

  EXPECT_EQ(ann->age, 30);
  EXPECT_EQ(ann->name, "Ann");
  EXPECT_FALSE(session.is_modified(ann));
}

TEST(Transactions, rollback_makes_new_entities_transient_again) {
  Database database;
  Session session(database.engine);
  auto flushed = session.add(Item{.name = "Mug"});
  session.flush();
  auto pending = session.add(Item{.name = "Cap"});

  session.rollback();

  EXPECT_EQ(state(flushed), State::transient);
  EXPECT_EQ(state(pending), State::transient);
  EXPECT_EQ(flushed->name, "Mug");
  session.add(flushed);
  session.commit();
  EXPECT_THAT(database.texts("SELECT name FROM item"), ElementsAre("Mug"));
}

TEST(Transactions, rollback_makes_deleted_entities_persistent_again) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto dan = session.get<Employee>(4);
  session.remove(dan);
  session.flush();

  session.rollback();

  EXPECT_EQ(state(dan), State::persistent);
  EXPECT_EQ(dan->name, "Dan");
  EXPECT_EQ(session.get<Employee>(4), dan);
}

TEST(Transactions, rollback_forgets_removals_that_were_not_flushed) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto dan = session.get<Employee>(4);
  session.remove(dan);

  session.rollback();
  session.commit();

  EXPECT_THAT(database.numbers("SELECT count(*) FROM employee WHERE id = 4"), ElementsAre(1));
}

TEST(Transactions, rollback_gives_collections_back) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto sales = session.get<Department>(1);
  auto dan = session.get<Employee>(4);
  sales.modify()->employees.push_back(dan);
  sales.modify()->employees.remove(session.get<Employee>(1));

  session.rollback();

  EXPECT_EQ(names(sales->employees, &Employee::name), (Names{"Ann", "Bob"}));
  EXPECT_EQ(dan->department, nullptr);
}

TEST(Transactions, rollback_gives_a_changed_key_back) {
  Database database;
  database.run("INSERT INTO country (code, name) VALUES ('NO', 'Norway')");
  Session session(database.engine);
  auto norway = session.get<Country>("NO");
  norway.modify()->code = "NN";
  session.flush();

  session.rollback();

  EXPECT_EQ(norway->code, "NO");
  EXPECT_EQ(session.get<Country>("NO"), norway);
  EXPECT_FALSE(session.get<Country>("NN"));
}

TEST(Transactions, a_savepoint_takes_back_its_part) {
  Database database;
  Session session(database.engine);
  session.add(Item{.name = "Mug"});
  auto savepoint = session.begin_nested();
  auto cap = session.add(Item{.name = "Cap"});
  session.flush();

  savepoint.rollback();
  session.commit();

  EXPECT_EQ(state(cap), State::transient);
  EXPECT_THAT(database.texts("SELECT name FROM item"), ElementsAre("Mug"));
}

TEST(Transactions, a_savepoint_gives_deleted_entities_back) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto dan = session.get<Employee>(4);
  auto savepoint = session.begin_nested();
  session.remove(dan);
  session.flush();

  savepoint.rollback();

  EXPECT_EQ(state(dan), State::persistent);
  EXPECT_EQ(session.get<Employee>(4), dan);
}

TEST(Transactions, a_savepoint_gives_changed_columns_back) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  auto savepoint = session.begin_nested();
  ann.modify()->age = 31;
  session.flush();

  savepoint.rollback();

  EXPECT_EQ(ann->age, 30);
}

TEST(Transactions, a_committed_savepoint_is_kept) {
  Database database;
  Session session(database.engine);
  auto savepoint = session.begin_nested();
  session.add(Item{.name = "Cap"});

  savepoint.commit();
  session.commit();

  EXPECT_THAT(database.texts("SELECT name FROM item"), ElementsAre("Cap"));
}

TEST(Transactions, a_savepoint_that_goes_out_of_scope_is_rolled_back) {
  Database database;
  Session session(database.engine);
  {
    auto savepoint = session.begin_nested();
    session.add(Item{.name = "Cap"});
    session.flush();
  }
  session.commit();

  EXPECT_THAT(database.texts("SELECT name FROM item"), IsEmpty());
}

TEST(Transactions, a_session_that_did_nothing_takes_no_connection) {
  Database database;
  std::vector<StatementKind> kinds;
  auto watch = database.engine.on_statement([&](const StatementEvent& event) { kinds.push_back(event.kind); });
  {
    Session session(database.engine);
    session.commit();
  }

  EXPECT_THAT(kinds, IsEmpty());
}

TEST(Transactions, the_first_use_begins_and_commit_ends) {
  Database database;
  Session session(database.engine);
  std::vector<StatementKind> kinds;
  auto watch = database.engine.on_statement([&](const StatementEvent& event) { kinds.push_back(event.kind); });

  session.add(Item{.id = 1, .name = "Mug"});
  session.commit();

  EXPECT_THAT(kinds, ElementsAre(StatementKind::begin, StatementKind::statement, StatementKind::commit));
}

}  // namespace
}  // namespace weft::test
