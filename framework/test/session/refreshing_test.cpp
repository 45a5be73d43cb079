// SPDX-License-Identifier: MIT
//
// Reading rows again: how many statements it takes, and what is said when a row is gone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

using testing::StartsWith;

TEST(Refreshing, takes_a_statement_for_each_level_of_what_goes_along) {
  Database database;
  database.fill_library();
  Session session(database.engine);
  auto ann = session.get<Author>(1);
  auto air = ann->books[0];
  auto bees = ann->books[1];
  session.execute(text("UPDATE author SET name = 'Anna'"));
  session.execute(text("UPDATE book SET title = title || '!'"));
  StatementCounter counter(database.engine);

  session.refresh(ann);

  EXPECT_EQ(counter.count(), 2U) << "the author, and both books";
  EXPECT_EQ(ann->name, "Anna");
  EXPECT_EQ(air->title, "Air!");
  EXPECT_EQ(bees->title, "Bees!");
  EXPECT_EQ(counter.count(), 2U);
}

TEST(Refreshing, loads_nothing_to_take_it_along) {
  Database database;
  database.fill_library();
  Session session(database.engine);
  auto ann = session.get<Author>(1);
  StatementCounter counter(database.engine);

  session.refresh(ann);

  EXPECT_EQ(counter.count(), 1U);
}

TEST(Refreshing, loses_changes_that_were_not_flushed) {
  Database database;
  database.fill_library();
  Session session(database.engine, {.autoflush = false});
  auto ann = session.get<Author>(1);
  ann.modify()->name = "Anna";

  session.refresh(ann);

  EXPECT_EQ(ann->name, "Ann");
  EXPECT_FALSE(session.is_modified(ann));
}

TEST(Refreshing, flushes_first) {
  Database database;
  database.fill_library();
  Session session(database.engine);
  auto ann = session.get<Author>(1);
  ann.modify()->name = "Anna";

  session.refresh(ann);

  EXPECT_EQ(ann->name, "Anna");
}

TEST(Refreshing, after_a_commit_one_statement_reads_all_that_one_statement_read) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto all = session.scalars(select<Employee>()).all();
  session.commit();
  StatementCounter counter(database.engine);

  for (const auto& employee : all) static_cast<void>(employee->name);

  EXPECT_EQ(counter.count(), 1U);
}

TEST(Refreshing, after_a_commit_one_statement_reads_all_that_one_flush_inserted) {
  Database database;
  Session session(database.engine);
  std::vector<Ptr<Item>> items;
  for (int index = 0; index < 20; ++index) items.push_back(session.add(Item{.name = std::to_string(index)}));
  session.commit();
  StatementCounter counter(database.engine);

  for (const auto& item : items) static_cast<void>(item->name);

  EXPECT_EQ(counter.count(), 1U);
}

TEST(Refreshing, an_expired_entity_is_read_once) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  session.expire(ann);
  StatementCounter counter(database.engine);

  static_cast<void>(ann->name);
  static_cast<void>(ann->age);

  EXPECT_EQ(counter.count(), 1U);
}

TEST(Refreshing, a_row_that_is_gone_is_stale_data) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto dan = session.get<Employee>(4);
  session.execute(text("DELETE FROM employee WHERE id = 4"));

  try {
    session.refresh(dan);
    FAIL() << "no error";
  } catch (const StaleDataError& error) {
    EXPECT_STREQ(error.what(),
                 "cannot refresh \"Employee\" with key 4: its row is gone\n"
                 "  it was deleted by somebody else, or by a statement the session did not see");
  }
}

TEST(Refreshing, a_row_with_a_composite_key_that_is_gone_is_named) {
  Database database;
  database.fill_shop();
  Session session(database.engine);
  auto line = session.get<OrderItem>(1, 2);
  session.execute(text("DELETE FROM order_item"));
  session.expire(line);

  try {
    static_cast<void>(line->quantity);
    FAIL() << "no error";
  } catch (const StaleDataError& error) {
    EXPECT_THAT(error.what(), StartsWith("cannot refresh \"OrderItem\" with key 1, 2: its row is gone\n"));
  }
}

TEST(Refreshing, the_others_are_read_when_one_of_them_is_gone) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto all = session.scalars(select<Employee>().order_by(col<&Employee::id>)).all();
  session.commit();
  database.run("DELETE FROM employee WHERE id = 4");

  EXPECT_EQ(all[0]->name, "Ann");
  EXPECT_EQ(all[2]->name, "Cid");
  EXPECT_THROW(static_cast<void>(all[3]->name), StaleDataError);
}

TEST(Refreshing, get_of_an_expired_entity_whose_row_is_gone_finds_nothing) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto dan = session.get<Employee>(4);
  session.commit();
  database.run("DELETE FROM employee WHERE id = 4");

  EXPECT_FALSE(session.get<Employee>(4));
}

}  // namespace
}  // namespace weft::test
