// SPDX-License-Identifier: MIT
//
// From each state to each other one, and what refuses to go.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "support/database.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string error_of(const std::function<void()>& attempt) {
  try {
    attempt();
  } catch (const UsageError& error) {
    return error.what();
  }
  return "none";
}

struct Transitions : testing::Test {
  Transitions() { database.fill_company(); }
  Database database{};
  Session session{database.engine};
};

TEST_F(Transitions, a_transient_entity_can_only_be_added) {
  auto eve = make(Employee{.name = "Eve"});

  EXPECT_EQ(error_of([&] { session.remove(eve); }),
            "cannot remove \"Employee\": it is not persistent in this session");
  EXPECT_EQ(error_of([&] { session.expunge(eve); }),
            "cannot expunge \"Employee\": it does not belong to this session");
  EXPECT_EQ(error_of([&] { session.expire(eve); }), "cannot expire \"Employee\": it is not persistent in this session");
  EXPECT_EQ(error_of([&] { session.refresh(eve); }),
            "cannot refresh \"Employee\": it is not persistent in this session");
  EXPECT_EQ(state(eve), State::transient);
  session.add(eve);
  EXPECT_EQ(state(eve), State::pending);
}

TEST_F(Transitions, a_pending_entity_can_be_flushed_or_expunged) {
  auto eve = session.add(Employee{.name = "Eve"});

  EXPECT_EQ(error_of([&] { session.remove(eve); }),
            "cannot remove \"Employee\": it is not persistent in this session\n"
            "  take it out again with session.expunge(...)");
  EXPECT_EQ(error_of([&] { session.expire(eve); }), "cannot expire \"Employee\": it is not persistent in this session");
  EXPECT_EQ(error_of([&] { session.refresh(eve); }),
            "cannot refresh \"Employee\": it is not persistent in this session");
  EXPECT_EQ(state(eve), State::pending);
  session.expunge(eve);
  EXPECT_EQ(state(eve), State::transient);
  session.add(eve);
  session.flush();
  EXPECT_EQ(state(eve), State::persistent);
}

TEST_F(Transitions, a_rollback_makes_a_pending_entity_transient) {
  auto eve = session.add(Employee{.name = "Eve"});

  session.rollback();

  EXPECT_EQ(state(eve), State::transient);
  EXPECT_THAT(session.new_(), IsEmpty());
}

TEST_F(Transitions, a_rollback_makes_an_inserted_entity_transient_and_takes_its_generated_key) {
  auto eve = session.add(Employee{.name = "Eve"});
  session.flush();
  ASSERT_NE(eve->id, 0);

  session.rollback();

  EXPECT_EQ(state(eve), State::transient);
  EXPECT_EQ(eve->id, 0);
}

TEST_F(Transitions, a_rollback_leaves_a_key_that_the_program_gave) {
  auto eve = session.add(Employee{.id = 42, .name = "Eve"});
  session.flush();

  session.rollback();

  EXPECT_EQ(eve->id, 42);
  session.add(eve);
  session.commit();
  EXPECT_THAT(database.texts("SELECT full_name FROM employee WHERE id = 42"), ElementsAre("Eve"));
}

TEST_F(Transitions, an_inserted_entity_can_be_removed_in_the_same_transaction) {
  auto eve = session.add(Employee{.name = "Eve"});
  session.flush();

  session.remove(eve);
  session.flush();
  EXPECT_EQ(state(eve), State::deleted);
  session.rollback();

  EXPECT_EQ(state(eve), State::transient);
  session.add(eve);
  session.commit();
  EXPECT_THAT(database.numbers("SELECT count(*) FROM employee WHERE full_name = 'Eve'"), ElementsAre(1));
}

TEST_F(Transitions, a_removed_entity_is_persistent_until_the_flush) {
  auto dan = session.get<Employee>(4);

  session.remove(dan);
  session.remove(dan);

  EXPECT_EQ(state(dan), State::persistent);
  EXPECT_EQ(session.deleted().size(), 1U);
}

TEST_F(Transitions, a_deleted_entity_stays_deleted_until_the_transaction_ends) {
  auto dan = session.get<Employee>(4);
  session.remove(dan);
  session.flush();

  const std::string refused = "cannot add \"Employee\": its row was deleted\n"
                              "  add a copy of it: session.add(Employee(*ptr))";
  EXPECT_EQ(error_of([&] { session.add(dan); }), refused);
  EXPECT_EQ(error_of([&] { session.expire(dan); }), "cannot expire \"Employee\": it is not persistent in this session");
  EXPECT_EQ(error_of([&] { session.refresh(dan); }),
            "cannot refresh \"Employee\": it is not persistent in this session");
  EXPECT_EQ(error_of([&] { dan.modify()->age = 1; }),
            "cannot change \"Employee\": it was deleted in this transaction");
  session.remove(dan);
  EXPECT_EQ(state(dan), State::deleted);

  session.commit();

  EXPECT_EQ(state(dan), State::detached);
  EXPECT_EQ(error_of([&] { session.add(dan); }), refused);
  EXPECT_EQ(error_of([&] { session.remove(dan); }), refused);
  EXPECT_EQ(state(dan), State::detached);
}

TEST_F(Transitions, a_copy_of_a_deleted_entity_can_be_added) {
  auto dan = session.get<Employee>(4);
  session.remove(dan);
  session.flush();

  auto again = session.add(Employee(*dan));
  session.commit();

  EXPECT_EQ(again->id, 4);
  EXPECT_THAT(database.texts("SELECT full_name FROM employee WHERE id = 4"), ElementsAre("Dan"));
}

TEST_F(Transitions, a_deleted_entity_that_was_expunged_cannot_be_added_either) {
  auto dan = session.get<Employee>(4);
  session.remove(dan);
  session.flush();
  session.expunge(dan);
  ASSERT_EQ(state(dan), State::detached);

  EXPECT_EQ(error_of([&] { session.add(dan); }),
            "cannot add \"Employee\": its row was deleted\n  add a copy of it: session.add(Employee(*ptr))");
  session.commit();
  EXPECT_NE(error_of([&] { session.add(dan); }), "none");
}

TEST_F(Transitions, what_cannot_be_added_is_not_added_in_part) {
  auto dan = session.get<Employee>(4);
  session.remove(dan);
  session.commit();
  auto team = make(Department{.name = "Team"});
  team.modify()->employees.push_back(Employee{.name = "Eve"});
  team.modify()->employees.push_back(dan);

  EXPECT_NE(error_of([&] { session.add(team); }), "none");

  EXPECT_EQ(state(team), State::transient);
  EXPECT_THAT(session.new_(), IsEmpty());
}

TEST_F(Transitions, a_detached_entity_can_only_be_added_or_removed) {
  auto dan = session.get<Employee>(4);
  session.expunge(dan);

  EXPECT_EQ(error_of([&] { session.expire(dan); }), "cannot expire \"Employee\": it is not persistent in this session");
  EXPECT_EQ(error_of([&] { session.refresh(dan); }),
            "cannot refresh \"Employee\": it is not persistent in this session");
  EXPECT_EQ(error_of([&] { session.expunge(dan); }),
            "cannot expunge \"Employee\": it does not belong to this session");
  session.add(dan);
  EXPECT_EQ(state(dan), State::persistent);
}

TEST_F(Transitions, removing_a_detached_entity_takes_it_back_first) {
  auto dan = session.get<Employee>(4);
  session.expunge(dan);

  session.remove(dan);
  EXPECT_EQ(state(dan), State::persistent);
  session.commit();

  EXPECT_THAT(database.numbers("SELECT count(*) FROM employee WHERE id = 4"), ElementsAre(0));
}

TEST_F(Transitions, removing_a_detached_entity_that_the_session_has_as_another_object_is_an_error) {
  auto old = session.get<Employee>(4);
  session.expunge(old);
  auto current = session.get<Employee>(4);

  EXPECT_EQ(error_of([&] { session.remove(old); }),
            "cannot add \"Employee\": the session holds another object with the same key\n"
            "  change that one, or let it go first with session.expunge(...)");
  EXPECT_EQ(state(current), State::persistent);
}

TEST_F(Transitions, an_entity_of_another_session_belongs_to_that_one) {
  Session other(database.engine);
  auto dan = other.get<Employee>(4);

  EXPECT_EQ(error_of([&] { session.remove(dan); }),
            "cannot remove \"Employee\": it is not persistent in this session");
  EXPECT_EQ(error_of([&] { session.expunge(dan); }),
            "cannot expunge \"Employee\": it does not belong to this session");
  EXPECT_EQ(error_of([&] { session.expire(dan); }), "cannot expire \"Employee\": it is not persistent in this session");
  EXPECT_EQ(error_of([&] { session.get<Department>(1).modify()->employees.push_back(dan); }),
            "cannot link \"Department\" and \"Employee\": they belong to two sessions\n"
            "  read one of them in the session of the other, with session.get(...)");
}

TEST_F(Transitions, an_expunged_entity_keeps_its_changes_for_the_session_that_takes_it_back) {
  auto ann = session.get<Employee>(1);
  ann.modify()->age = 31;

  session.expunge(ann);
  session.commit();
  EXPECT_THAT(database.numbers("SELECT age FROM employee WHERE id = 1"), ElementsAre(30));
  session.add(ann);
  session.commit();

  EXPECT_THAT(database.numbers("SELECT age FROM employee WHERE id = 1"), ElementsAre(31));
}

TEST_F(Transitions, expunging_takes_a_removal_back) {
  auto dan = session.get<Employee>(4);
  session.remove(dan);

  session.expunge(dan);
  session.commit();

  EXPECT_THAT(session.deleted(), IsEmpty());
  EXPECT_THAT(database.numbers("SELECT count(*) FROM employee WHERE id = 4"), ElementsAre(1));
}

TEST_F(Transitions, expunge_all_lets_go_of_entities_in_every_state) {
  auto pending = session.add(Employee{.name = "Eve"});
  auto persistent = session.get<Employee>(1);
  auto removed = session.get<Employee>(2);
  auto deleted = session.get<Employee>(4);
  session.remove(deleted);
  session.flush();
  session.remove(removed);
  auto late = session.add(Employee{.name = "Fay"});

  session.expunge_all();

  EXPECT_EQ(state(pending), State::detached);
  EXPECT_EQ(state(late), State::transient);
  EXPECT_EQ(state(persistent), State::detached);
  EXPECT_EQ(state(removed), State::detached);
  EXPECT_EQ(state(deleted), State::detached);
  EXPECT_THAT(session.new_(), IsEmpty());
  EXPECT_THAT(session.dirty(), IsEmpty());
  EXPECT_THAT(session.deleted(), IsEmpty());
  session.commit();
  EXPECT_NE(error_of([&] { session.add(deleted); }), "none");
  EXPECT_THAT(database.texts("SELECT full_name FROM employee ORDER BY id"), ElementsAre("Ann", "Bob", "Cid", "Eve"));
}

TEST_F(Transitions, a_new_entity_is_what_the_next_flush_writes) {
  auto eve = session.add(Employee{.name = "Eve"});
  eve.modify()->age = 20;

  EXPECT_TRUE(session.is_modified(eve));
  EXPECT_EQ(session.new_(), (std::vector<Instance*>{eve.instance()}));
  EXPECT_THAT(session.dirty(), IsEmpty());
  session.flush();
  EXPECT_FALSE(session.is_modified(eve));
}

TEST_F(Transitions, a_changed_collection_makes_its_owner_dirty) {
  auto sales = session.get<Department>(1);
  auto ann = session.get<Employee>(1);

  sales.modify()->employees.remove(ann);

  EXPECT_TRUE(session.is_modified(sales));
  EXPECT_TRUE(session.is_modified(ann));
  sales.modify()->employees.push_back(ann);
  EXPECT_FALSE(session.is_modified(sales));
  EXPECT_FALSE(session.is_modified(ann));
}

}  // namespace
}  // namespace weft::test
