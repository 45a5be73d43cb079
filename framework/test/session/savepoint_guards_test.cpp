// SPDX-License-Identifier: MIT
//
// Savepoints that end where they should not, and flushes that fail inside of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

#include "support/savepoints.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

using SavepointGuards = Savepoints;

// Guards that end where they should not.

TEST_F(SavepointGuards, taking_back_the_outer_one_ends_the_inner_one) {
  auto ann = session.get<Employee>(1);
  auto outer = session.begin_nested();
  std::optional<Savepoint> inner = session.begin_nested();
  ann.modify()->age = 31;

  outer.rollback();

  EXPECT_EQ(ann->age, 30);
  EXPECT_THROW(inner->commit(), UsageError);
  inner.reset();
  ann.modify()->age = 33;
  session.commit();
  EXPECT_THAT(employees(), ElementsAre("Ann33", "Bob40", "Cid50", "Dan60"));
}

TEST_F(SavepointGuards, keeping_the_outer_one_keeps_the_inner_one) {
  auto ann = session.get<Employee>(1);
  auto outer = session.begin_nested();
  std::optional<Savepoint> inner = session.begin_nested();
  ann.modify()->age = 31;

  outer.commit();
  inner.reset();
  session.commit();

  EXPECT_THAT(employees(), ElementsAre("Ann31", "Bob40", "Cid50", "Dan60"));
}

TEST_F(SavepointGuards, a_guard_after_its_transaction_does_nothing_and_cannot_commit) {
  auto savepoint = session.begin_nested();
  auto ann = session.get<Employee>(1);
  ann.modify()->age = 31;
  session.commit();
  ann.modify()->age = 32;

  try {
    savepoint.commit();
    FAIL() << "no error";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(),
                 "cannot commit a savepoint: its transaction was committed, and this one with it\n"
                 "  end it before the transaction ends");
  }
  savepoint.rollback();

  session.commit();
  EXPECT_THAT(employees(), ElementsAre("Ann32", "Bob40", "Cid50", "Dan60"));
}

TEST_F(SavepointGuards, a_guard_says_what_ended_its_savepoint) {
  const auto text_of = [](Savepoint& savepoint) -> std::string {
    try {
      savepoint.commit();
    } catch (const UsageError& error) {
      return error.what();
    }
    return "no error";
  };
  const std::string undone = ", and this one with it\n  what was done inside is undone: do it again in a new one";
  {
    auto outer = session.begin_nested();
    auto inner = session.begin_nested();
    auto innermost = session.begin_nested();
    outer.commit();
    const std::string kept =
        "cannot commit a savepoint: the one around it was committed, and this one with it\n  end the inner one first";
    EXPECT_EQ(text_of(innermost), kept);
    EXPECT_EQ(text_of(inner), kept);
    EXPECT_EQ(text_of(inner), kept);
  }
  {
    auto outer = session.begin_nested();
    auto inner = session.begin_nested();
    outer.rollback();
    EXPECT_EQ(text_of(inner), "cannot commit a savepoint: the one around it was rolled back" + undone);
  }
  auto savepoint = session.begin_nested();
  session.rollback();
  EXPECT_EQ(text_of(savepoint), "cannot commit a savepoint: its transaction was rolled back" + undone);
}

TEST_F(SavepointGuards, go_on_after_everything_was_let_go) {
  auto savepoint = session.begin_nested();
  auto eve = session.add(Employee{.name = "Eve"});
  session.get<Employee>(1).modify()->age = 31;
  session.flush();
  session.expunge_all();
  auto ann = session.get<Employee>(1);
  ann.modify()->age += 1;

  savepoint.rollback();

  EXPECT_EQ(state(eve), State::detached);
  EXPECT_EQ(ann->age, 30);
  session.commit();
  EXPECT_THAT(employees(), ElementsAre("Ann30", "Bob40", "Cid50", "Dan60"));
}

TEST_F(SavepointGuards, a_guard_survives_a_rollback_of_its_transaction) {
  auto ann = session.get<Employee>(1);
  {
    auto savepoint = session.begin_nested();
    ann.modify()->age = 31;
    session.rollback();
    ann.modify()->age = 32;
  }

  session.commit();

  EXPECT_THAT(employees(), ElementsAre("Ann32", "Bob40", "Cid50", "Dan60"));
}

// Flushes that fail inside.

TEST_F(SavepointGuards, a_flush_that_failed_is_undone_with_its_savepoint_and_the_session_goes_on) {
  database.fill_shop();
  auto ann = session.get<Employee>(1);
  ann.modify()->age = 31;
  Ptr<Item> hat;
  {
    auto savepoint = session.begin_nested();
    hat = session.add(Item{.name = "Hat"});
    session.add(Item{.name = "Mug"});
    EXPECT_THROW(session.flush(), IntegrityError);
  }

  EXPECT_EQ(state(hat), State::transient);
  session.add(Item{.name = "Pot"});
  session.commit();

  EXPECT_THAT(database.texts("SELECT name FROM item ORDER BY id"), ElementsAre("Mug", "Cap", "Pen", "Pot"));
  EXPECT_THAT(employees(), ElementsAre("Ann31", "Bob40", "Cid50", "Dan60"));
}

TEST_F(SavepointGuards, after_a_flush_that_failed_the_session_says_what_to_do) {
  database.fill_shop();
  auto savepoint = session.begin_nested();
  session.add(Item{.name = "Mug"});
  EXPECT_THROW(session.flush(), IntegrityError);

  try {
    static_cast<void>(session.get<Employee>(2));
    FAIL() << "no error";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), StartsWith("the session cannot go on: a flush failed inside of a savepoint\n  because  "));
    EXPECT_THAT(error.what(), HasSubstr("UNIQUE constraint failed"));
    EXPECT_THAT(error.what(),
                HasSubstr("\n  roll the savepoint back and go on from where it began, or call session.rollback()"));
  }
  EXPECT_THROW(session.commit(), UsageError);
  EXPECT_THROW(savepoint.commit(), UsageError);
  savepoint.rollback();
  EXPECT_EQ(session.get<Employee>(2)->name, "Bob");
}

TEST_F(SavepointGuards, a_commit_of_a_savepoint_that_fails_can_be_rolled_back) {
  database.fill_shop();
  {
    auto savepoint = session.begin_nested();
    session.add(Item{.name = "Mug"});
    EXPECT_THROW(savepoint.commit(), IntegrityError);
  }

  session.add(Item{.name = "Pot"});
  session.commit();

  EXPECT_THAT(database.texts("SELECT name FROM item WHERE id > 3"), ElementsAre("Pot"));
}

TEST_F(SavepointGuards, a_failure_before_the_first_savepoint_rolls_everything_back) {
  database.fill_shop();
  session.add(Item{.name = "Mug"});

  EXPECT_THROW(static_cast<void>(session.begin_nested()), IntegrityError);

  EXPECT_THROW(session.flush(), UsageError);
  session.rollback();
  EXPECT_EQ(session.get<Item>(1)->name, "Mug");
}

}  // namespace
}  // namespace weft::test
