// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;

constexpr SessionOptions detecting{.detect_unwatched_writes = true};

/// What no program should do.
template <class T>
T& past_modify(const Ptr<T>& ptr) {
  return const_cast<T&>(*ptr);
}

struct UnwatchedWrites : testing::Test {
  UnwatchedWrites() { database.fill_company(); }
  Database database;
};

TEST_F(UnwatchedWrites, are_an_error_of_the_flush) {
  Session session(database.engine, detecting);
  auto ann = session.get<Employee>(1);
  past_modify(ann).name = "Anna";

  try {
    session.flush();
    FAIL() << "no error";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(),
                 "\"Employee\" with key 1 was changed without modify(): \"Employee::name\"\n"
                 "  change it through ptr.modify(), anew in each transaction; session.expire(ptr) drops what was written");
  }

  EXPECT_THROW(session.commit(), UsageError);
  EXPECT_THROW(session.refresh(ann), UsageError);  // it flushes first
  session.expire(ann);
  session.commit();
  EXPECT_EQ(ann->name, "Ann");
}

TEST_F(UnwatchedWrites, are_found_by_a_query_and_by_modify) {
  Session session(database.engine, detecting);
  auto ann = session.get<Employee>(1);
  past_modify(ann).age = 1;

  EXPECT_THROW(session.scalars(select<Department>()), UsageError);
  EXPECT_THROW(ann.modify(), UsageError);
}

TEST_F(UnwatchedWrites, are_found_by_the_commit_when_queries_have_looked_often_enough) {
  Session session(database.engine, detecting);
  auto all = session.scalars(select<Employee>()).all();
  past_modify(all[0]).age = 1;
  const auto finds = [&] {
    try {
      session.scalars(select<Department>());
      return false;
    } catch (const UsageError&) {
      return true;
    }
  };

  EXPECT_TRUE(finds());
  int looked = 1;
  while (looked < 100'000 && finds()) ++looked;

  EXPECT_LT(looked, 100'000);
  EXPECT_THROW(session.commit(), UsageError);
}

TEST_F(UnwatchedWrites, through_a_pointer_of_an_earlier_transaction_are_found) {
  SessionOptions keeping = detecting;
  keeping.expire_on_commit = false;
  Session session(database.engine, keeping);
  auto ann = session.get<Employee>(1);
  auto mug = session.add(Item{.name = "Mug"});
  Employee* kept = ann.modify();
  kept->age = 31;
  session.commit();

  kept->age = 32;
  EXPECT_THROW(session.flush(), UsageError);
  kept->age = 31;
  past_modify(mug).name = "Cup";
  EXPECT_THROW(session.flush(), UsageError);
}

TEST_F(UnwatchedWrites, through_a_pointer_of_an_earlier_transaction_are_found_before_the_row_is_read_again) {
  Session session(database.engine, detecting);
  auto ann = session.get<Employee>(1);
  Employee* kept = ann.modify();
  kept->age = 31;
  session.commit();

  kept->age = 32;

  EXPECT_THROW(session.commit(), UsageError);
  EXPECT_THROW(static_cast<void>(ann->age), UsageError);
  EXPECT_THROW(ann.modify(), UsageError);
  EXPECT_THROW((void)session.get<Employee>(1), UsageError);
  session.expire(ann);
  EXPECT_EQ(ann->age, 31);
  session.commit();
}

TEST_F(UnwatchedWrites, through_a_pointer_of_a_transaction_that_was_rolled_back_are_found) {
  Session session(database.engine, detecting);
  auto ann = session.get<Employee>(1);
  Employee* kept = ann.modify();
  kept->age = 31;
  session.rollback();

  kept->age = 32;

  EXPECT_THROW(session.flush(), UsageError);
  session.expire_all();
  EXPECT_EQ(ann->age, 30);
}

TEST_F(UnwatchedWrites, to_a_new_entity_are_found_once_it_has_a_row) {
  Session session(database.engine, detecting);
  auto mug = session.add(Item{.name = "Mug"});
  past_modify(mug).name = "Cup";  // not inserted yet: the insert takes what is there
  session.flush();

  past_modify(mug).name = "Pot";

  EXPECT_THROW(session.flush(), UsageError);
  EXPECT_THAT(database.texts("SELECT name FROM item"), testing::IsEmpty());
}

TEST_F(UnwatchedWrites, are_not_looked_for_when_the_session_says_so) {
  Session session(database.engine, {.detect_unwatched_writes = false});
  auto ann = session.get<Employee>(1);
  past_modify(ann).name = "Anna";

  session.commit();

  EXPECT_EQ(ann->name, "Ann");
}

TEST_F(UnwatchedWrites, are_looked_for_by_default_in_debug_builds) {
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  past_modify(ann).name = "Anna";

#ifdef NDEBUG
  EXPECT_NO_THROW(session.flush());
#else
  EXPECT_THROW(session.flush(), UsageError);
#endif
}

TEST_F(UnwatchedWrites, are_not_suspected_of_what_weft_writes_itself) {
  SessionOptions keeping = detecting;
  keeping.expire_on_commit = false;
  Session session(database.engine, keeping);
  auto all = session.scalars(select<Employee>()).all();
  session.refresh(all[0]);
  all[0].modify()->age = 31;
  session.flush();
  {
    auto savepoint = session.begin_nested();
    all[0].modify()->age = 32;
    all[1].modify()->age = 41;
    session.flush();
  }
  session.execute(update<Employee>().set(col<&Employee::age>, 99).where(col<&Employee::id> == 3));
  session.remove(session.get<Department>(1));  // takes the key out of its employees
  session.commit();
  session.flush();
  session.rollback();
  session.flush();

  EXPECT_THAT(database.numbers("SELECT age FROM employee ORDER BY id"), ElementsAre(31, 40, 99, 60));
}

}  // namespace
}  // namespace weft::test
