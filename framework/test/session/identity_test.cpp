// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

TEST(Identity, a_row_is_one_object_however_it_is_reached) {
  Database database;
  database.fill_company();
  Session session(database.engine);

  auto by_key = session.get<Employee>(1);
  auto by_query = session.scalars(select<Employee>().where(col<&Employee::name> == "Ann")).one();
  auto by_collection = session.get<Department>(1)->employees.front();

  EXPECT_EQ(by_key, by_query);
  EXPECT_EQ(by_key, by_collection);
  EXPECT_EQ(&*by_key, &*by_query);
}

TEST(Identity, an_added_entity_is_the_one_that_get_finds) {
  Database database;
  Session session(database.engine);
  auto mug = session.add(Item{.name = "Mug"});
  session.commit();

  EXPECT_EQ(session.get<Item>(mug->id), mug);
}

TEST(Identity, two_sessions_hold_two_objects) {
  Database database;
  database.fill_company();
  Ptr<Employee> first;
  {
    Session session(database.engine);
    first = session.get<Employee>(1);
  }
  Session session(database.engine);

  auto second = session.get<Employee>(1);

  EXPECT_NE(first, second);
  EXPECT_EQ(first->name, second->name);
}

TEST(Identity, get_asks_the_database_once) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  StatementCounter counter(database.engine);

  auto first = session.get<Employee>(1);
  auto again = session.get<Employee>(1);

  EXPECT_EQ(first, again);
  EXPECT_EQ(counter.count(), 1U);
}

TEST(Identity, get_of_a_key_that_does_not_exist_gives_an_empty_handle) {
  Database database;
  Session session(database.engine);

  EXPECT_FALSE(session.get<Employee>(77));
}

TEST(Identity, get_finds_composite_keys_in_the_order_of_the_mapping) {
  Database database;
  database.fill_shop();
  Session session(database.engine);
  StatementCounter counter(database.engine);

  auto line = session.get<OrderItem>(2, 2);
  auto other = session.get<OrderItem>(1, 2);

  EXPECT_EQ(line->quantity, 5);
  EXPECT_EQ(other->quantity, 1);
  EXPECT_EQ(session.get<OrderItem>(2, 2), line);
  EXPECT_FALSE(session.get<OrderItem>(2, 1));
  EXPECT_EQ(counter.count(), 3U);
}

TEST(Identity, get_finds_keys_of_text) {
  Database database;
  database.run("INSERT INTO country (code, name) VALUES ('NO', 'Norway')");
  Session session(database.engine);

  auto norway = session.get<Country>("NO");

  EXPECT_EQ(norway->name, "Norway");
  EXPECT_EQ(session.get<Country>(std::string("NO")), norway);
}

TEST(Identity, get_finds_keys_of_a_number_and_a_text) {
  Database database;
  database.run("INSERT INTO shelf (room, letter) VALUES (1, 'A'), (1, 'B'), (2, 'A')");
  Session session(database.engine);

  auto shelf = session.get<Shelf>(1, "B");

  EXPECT_EQ(shelf->room, 1);
  EXPECT_EQ(shelf->letter, "B");
  EXPECT_NE(session.get<Shelf>(2, "A"), shelf);
}

TEST(Identity, get_with_too_few_values_says_how_many_the_key_has) {
  Database database;
  Session session(database.engine);

  try {
    static_cast<void>(session.get<OrderItem>(1));
    FAIL() << "no error";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(), "cannot get \"OrderItem\": its key has 2 columns, 1 values were given");
  }
}

TEST(Identity, a_query_does_not_overwrite_what_the_program_changed) {
  Database database;
  database.fill_company();
  Session session(database.engine, {.autoflush = false});
  auto ann = session.get<Employee>(1);
  ann.modify()->name = "Anna";

  auto found = session.scalars(select<Employee>().where(col<&Employee::id> == 1)).one();

  EXPECT_EQ(found, ann);
  EXPECT_EQ(ann->name, "Anna");
}

TEST(Identity, a_changed_key_is_another_identity_after_the_flush) {
  Database database;
  database.run("INSERT INTO country (code, name) VALUES ('NO', 'Norway')");
  Session session(database.engine);
  auto norway = session.get<Country>("NO");

  norway.modify()->code = "NN";
  session.flush();

  EXPECT_EQ(session.get<Country>("NN"), norway);
  EXPECT_FALSE(session.get<Country>("NO"));
  session.commit();
  EXPECT_EQ(norway->name, "Norway");
}

TEST(Identity, handles_compare_by_what_they_lead_to) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  auto bob = session.get<Employee>(2);
  Ptr<Employee> nobody;

  EXPECT_NE(ann, bob);
  EXPECT_NE(ann, nobody);
  EXPECT_EQ(nobody, nullptr);
  EXPECT_EQ(std::hash<Ptr<Employee>>{}(ann), std::hash<Ptr<Employee>>{}(session.get<Employee>(1)));
}

TEST(Identity, using_an_empty_handle_is_an_error_that_names_the_entity) {
  Ptr<Item> nothing;

  try {
    static_cast<void>(nothing->name);
    FAIL() << "no error";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(), "cannot use an empty handle on \"Item\"\n  test it first: if (ptr) ...");
  }
}

}  // namespace
}  // namespace weft::test
