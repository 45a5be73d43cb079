// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(ChangeTracking, an_update_names_the_changed_columns_only) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  StatementCounter counter(database.engine);

  ann.modify()->age = 31;
  session.flush();

  EXPECT_THAT(counter.statements(), ElementsAre("UPDATE employee SET age = ? WHERE id = ?"));
}

TEST(ChangeTracking, a_change_that_is_taken_back_is_no_change) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  StatementCounter counter(database.engine);

  ann.modify()->age = 31;
  ann.modify()->age = 30;
  ann.modify()->name = "Ann";
  session.commit();

  EXPECT_THAT(counter.statements(), IsEmpty());
}

TEST(ChangeTracking, what_modify_gave_is_watched_until_the_transaction_ends) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);

  auto* writable = ann.modify();
  writable->age = 31;
  EXPECT_EQ(session.scalars(select<Employee>().where(col<&Employee::age> == 31)).size(), 1U);
  writable->name = "Anna";
  session.commit();

  EXPECT_THAT(database.texts("SELECT full_name || age FROM employee WHERE id = 1"), ElementsAre("Anna31"));
}

TEST(ChangeTracking, a_new_entity_is_watched_after_its_insert_too) {
  Database database;
  Session session(database.engine);
  auto mug = session.add(Item{.name = "Mug", .price = 1});
  auto* writable = mug.modify();
  session.flush();

  writable->price = 2;
  session.commit();

  EXPECT_THAT(database.numbers("SELECT price FROM item"), ElementsAre(2));
}

TEST(ChangeTracking, a_changed_new_entity_is_one_insert) {
  Database database;
  Session session(database.engine);
  auto mug = session.add(Item{.name = "Mug"});
  mug.modify()->price = 2;
  StatementCounter counter(database.engine);

  session.commit();

  EXPECT_EQ(counter.count(), 1U);
  EXPECT_THAT(database.numbers("SELECT price FROM item"), ElementsAre(2));
}

TEST(ChangeTracking, each_flush_writes_what_changed_since_the_last_one) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  ann.modify()->age = 31;
  session.flush();
  StatementCounter counter(database.engine);

  session.flush();
  EXPECT_EQ(counter.count(), 0U);

  ann.modify()->name = "Anna";
  session.flush();
  EXPECT_THAT(counter.statements(), ElementsAre("UPDATE employee SET full_name = ? WHERE id = ?"));
}

TEST(ChangeTracking, an_optional_goes_from_a_value_to_nothing_and_back) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);

  ann.modify()->department_id = std::nullopt;
  session.commit();
  EXPECT_THAT(database.numbers("SELECT count(*) FROM employee WHERE id = 1 AND department_id IS NULL"),
              ElementsAre(1));

  ann.modify()->department_id = 3;
  session.commit();
  EXPECT_THAT(database.numbers("SELECT department_id FROM employee WHERE id = 1"), ElementsAre(3));
}

TEST(ChangeTracking, loading_many_and_changing_one_writes_one) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto all = session.scalars(select<Employee>()).all();
  std::int64_t written = -1;
  auto watch = database.engine.on_statement([&](const StatementEvent& event) {
    if (event.sql.starts_with("UPDATE")) written = event.rows;
  });

  all[2].modify()->age = 51;
  session.flush();

  EXPECT_EQ(written, 1);
}

TEST(ChangeTracking, changing_a_column_of_an_expired_entity_keeps_the_others) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  session.expire(ann);

  ann.modify()->age = 31;
  session.commit();

  EXPECT_THAT(database.texts("SELECT full_name || age FROM employee WHERE id = 1"), ElementsAre("Ann31"));
}

TEST(ChangeTracking, a_statement_past_the_session_does_not_end_the_watch_over_what_it_reaches) {
  Database database;
  database.fill_library();
  Session session(database.engine);
  auto ann = session.get<Author>(1);
  auto* writable = ann->books.front().modify();

  session.execute(update<Author>().set(col<&Author::name>, std::string("Anna")));
  writable->title = "Ants";
  session.commit();

  EXPECT_EQ(ann->name, "Anna");
  EXPECT_THAT(database.texts("SELECT title FROM book WHERE id = 1"), ElementsAre("Ants"));
}

struct Stamp {
  std::int64_t id{};
  std::string name{};
  std::string made{};
};

void map(Mapper<Stamp>& m) {
  m.table("stamp");
  m.column<&Stamp::id>().primary_key();
  m.column<&Stamp::name>();
  m.column<&Stamp::made>().server_default("'here'");
}

TEST(ChangeTracking, reading_what_the_database_filled_in_keeps_what_was_written_meanwhile) {
  Database database;
  create_all<Stamp>(database.engine);
  Session session(database.engine);
  auto stamp = session.add(Stamp{.name = "blue"});
  auto* writable = stamp.modify();
  session.flush();
  StatementCounter counter(database.engine);

  writable->name = "red";
  EXPECT_EQ(stamp->name, "red");
  EXPECT_EQ(stamp->made, "here");
  counter.reset();
  session.commit();

  EXPECT_THAT(counter.statements(), ElementsAre("UPDATE stamp SET name = ? WHERE id = ?"));
  EXPECT_THAT(database.texts("SELECT name || made FROM stamp"), ElementsAre("redhere"));
}

TEST(ChangeTracking, changes_after_a_commit_belong_to_the_next_transaction) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  ann.modify()->age = 31;
  session.commit();

  ann.modify()->age = 32;
  session.rollback();

  EXPECT_EQ(ann->age, 31);
}

}  // namespace
}  // namespace weft::test
