// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

TEST(States, an_entity_goes_from_transient_to_detached) {
  Database database;
  auto mug = make(Item{.name = "Mug"});
  EXPECT_EQ(state(mug), State::transient);
  {
    Session session(database.engine);
    session.add(mug);
    EXPECT_EQ(state(mug), State::pending);

    session.flush();
    EXPECT_EQ(state(mug), State::persistent);

    session.remove(mug);
    EXPECT_EQ(state(mug), State::persistent);
    session.flush();
    EXPECT_EQ(state(mug), State::deleted);

    session.commit();
    EXPECT_EQ(state(mug), State::detached);
  }
  EXPECT_EQ(state(mug), State::detached);
}

TEST(States, the_end_of_a_session_detaches_what_has_a_row) {
  Database database;
  database.fill_company();
  Ptr<Employee> loaded;
  Ptr<Item> never_flushed;
  {
    Session session(database.engine);
    loaded = session.get<Employee>(1);
    never_flushed = session.add(Item{.name = "Mug"});
  }

  EXPECT_EQ(state(loaded), State::detached);
  EXPECT_EQ(state(never_flushed), State::transient);
  EXPECT_EQ(loaded->name, "Ann");
}

TEST(States, expunging_lets_go_of_one_entity) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  auto mug = session.add(Item{.name = "Mug"});

  session.expunge(ann);
  session.expunge(mug);
  session.commit();

  EXPECT_EQ(state(ann), State::detached);
  EXPECT_EQ(state(mug), State::transient);
  EXPECT_EQ(database.numbers("SELECT count(*) FROM item"), (std::vector<std::int64_t>{0}));
}

TEST(States, expunge_all_leaves_an_empty_session_that_goes_on) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);

  session.expunge_all();

  EXPECT_EQ(state(ann), State::detached);
  auto again = session.get<Employee>(1);
  EXPECT_NE(again, ann);
  EXPECT_EQ(again->name, "Ann");
}

TEST(States, a_detached_entity_can_be_taken_back_and_changed) {
  Database database;
  database.fill_company();
  Ptr<Employee> ann;
  {
    Session session(database.engine);
    ann = session.get<Employee>(1);
  }
  Session session(database.engine);

  session.add(ann);
  ann.modify()->name = "Anna";
  session.commit();

  EXPECT_EQ(state(ann), State::persistent);
  EXPECT_EQ(session.get<Employee>(1), ann);
  session.rollback();
  EXPECT_EQ(ann->name, "Anna");
}

TEST(States, taking_back_a_detached_entity_that_the_session_has_as_another_object_is_an_error) {
  Database database;
  database.fill_company();
  Ptr<Employee> old;
  {
    Session session(database.engine);
    old = session.get<Employee>(1);
  }
  Session session(database.engine);
  auto current = session.get<Employee>(1);

  try {
    session.add(old);
    FAIL() << "no error";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(),
                 "cannot add \"Employee\": the session holds another object with the same key\n"
                 "  change that one, or let it go first with session.expunge(...)");
  }
  EXPECT_EQ(state(old), State::detached);
  EXPECT_EQ(session.get<Employee>(1), current);
}

TEST(States, an_entity_of_another_session_is_refused) {
  Database database;
  database.fill_company();
  Session first(database.engine);
  auto mug = first.add(Item{.name = "Mug"});
  Session second(database.engine);

  try {
    second.add(mug);
    FAIL() << "no error";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(),
                 "cannot add \"Item\": it belongs to another session\n"
                 "  take it out of that one first with expunge(...), or read it here with session.get(...)");
  }
  EXPECT_EQ(state(mug), State::pending);
}

TEST(States, removing_what_was_never_inserted_is_an_error_with_the_remedy) {
  Database database;
  Session session(database.engine);
  auto mug = session.add(Item{.name = "Mug"});

  try {
    session.remove(mug);
    FAIL() << "no error";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(),
                 "cannot remove \"Item\": it is not persistent in this session\n"
                 "  take it out again with session.expunge(...)");
  }
}

TEST(States, removing_a_transient_entity_is_an_error) {
  Database database;
  Session session(database.engine);
  auto mug = make(Item{.name = "Mug"});

  EXPECT_THROW(session.remove(mug), UsageError);
}

TEST(States, a_deleted_entity_refuses_changes) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  session.remove(ann);
  session.flush();

  try {
    ann.modify()->name = "Anna";
    FAIL() << "no error";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(), "cannot change \"Employee\": it was deleted in this transaction");
  }
}

TEST(States, get_does_not_find_what_was_removed) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto dan = session.get<Employee>(4);

  session.remove(dan);

  EXPECT_FALSE(session.get<Employee>(4));
  session.flush();
  EXPECT_FALSE(session.get<Employee>(4));
}

TEST(States, adding_takes_a_removal_back) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto dan = session.get<Employee>(4);
  session.remove(dan);

  session.add(dan);
  session.commit();

  EXPECT_EQ(state(dan), State::persistent);
  EXPECT_EQ(database.numbers("SELECT count(*) FROM employee WHERE id = 4"), (std::vector<std::int64_t>{1}));
}

TEST(States, the_session_says_what_the_next_flush_would_do) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  auto bob = session.get<Employee>(2);
  auto dan = session.get<Employee>(4);
  auto mug = session.add(Item{.name = "Mug"});
  ann.modify()->name = "Anna";
  bob.modify();
  session.remove(dan);

  EXPECT_EQ(session.new_(), (std::vector<Instance*>{mug.instance()}));
  EXPECT_EQ(session.dirty(), (std::vector<Instance*>{ann.instance()}));
  EXPECT_EQ(session.deleted(), (std::vector<Instance*>{dan.instance()}));
  EXPECT_TRUE(session.is_modified(ann));
  EXPECT_FALSE(session.is_modified(bob));

  session.flush();

  EXPECT_TRUE(session.new_().empty());
  EXPECT_TRUE(session.dirty().empty());
  EXPECT_TRUE(session.deleted().empty());
}

TEST(States, adding_twice_inserts_once) {
  Database database;
  Session session(database.engine);
  auto mug = session.add(Item{.name = "Mug"});

  session.add(mug);
  session.commit();

  EXPECT_EQ(database.numbers("SELECT count(*) FROM item"), (std::vector<std::int64_t>{1}));
}

}  // namespace
}  // namespace weft::test
