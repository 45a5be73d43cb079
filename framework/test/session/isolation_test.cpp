// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"
#include "support/fake_dialect.hpp"

namespace weft::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(Isolation, of_a_session_reaches_the_database) {
  FakeDatabase database;
  Engine engine(database.url());
  Session session(engine, {.isolation = Isolation::serializable, .read_only = true});

  session.execute(text("UPDATE item SET price = 1"));

  EXPECT_THAT(database.log(), Contains("BEGIN serializable read only"));
}

TEST(Isolation, that_keeps_a_snapshot_loses_against_a_later_write) {
  Database database;
  database.fill_company();
  Session session(database.engine, {.isolation = Isolation::serializable});
  auto ann = session.get<Employee>(1);
  database.run("UPDATE employee SET age = 50 WHERE id = 1");
  ann.modify()->age = 31;

  try {
    session.commit();
    FAIL() << "no error";
  } catch (const SerializationError& error) {
    EXPECT_TRUE(error.retryable());
  }

  session.rollback();
  EXPECT_EQ(ann->age, 50);
}

TEST(Isolation, of_the_default_level_writes_over_what_it_did_not_see) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  database.run("UPDATE employee SET age = 50 WHERE id = 1");
  ann.modify()->name = "Anna";

  session.commit();

  EXPECT_THAT(database.texts("SELECT full_name || age FROM employee WHERE id = 1"), ElementsAre("Anna50"));
}

TEST(ReadOnlySessions, read_and_refuse_to_write) {
  Database database;
  database.fill_company();
  Session session(database.engine, {.read_only = true});
  auto ann = session.get<Employee>(1);
  ann.modify()->age = 31;

  try {
    session.flush();
    FAIL() << "no error";
  } catch (const OperationalError& error) {
    EXPECT_THAT(error.what(), HasSubstr("the transaction is read-only"));
    EXPECT_EQ(error.sqlstate(), "25006");
    EXPECT_FALSE(error.retryable());
  }

  session.rollback();
  EXPECT_EQ(ann->age, 30);
}

TEST(ReadOnlySessions, commit_when_nothing_changed) {
  Database database;
  database.fill_company();
  Session session(database.engine, {.read_only = true});

  EXPECT_EQ(session.get<Employee>(1).modify()->age, 30);
  session.commit();
}

}  // namespace
}  // namespace weft::test
