// SPDX-License-Identifier: MIT
//
// Versions: what they find when somebody else was there first.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/version_models.hpp"

namespace weft::test::versions {
namespace {

using testing::IsEmpty;

template <class Entity>
struct StaleVersions : testing::Test {};
using EveryKind = testing::Types<Note, ByMoment, ByHour, ByUuid, ByText>;
TYPED_TEST_SUITE(StaleVersions, EveryKind);

TYPED_TEST(StaleVersions, are_found_by_an_update) {
  Versions database;
  const auto id = database.added(TypeParam{});
  Session session(database.engine);
  auto found = session.get<TypeParam>(id);
  database.change<TypeParam>(id);

  found.modify()->text = "mine";

  EXPECT_THROW(session.commit(), StaleDataError);
  session.rollback();
  EXPECT_EQ(found->text, "!");
}

TYPED_TEST(StaleVersions, are_found_by_a_delete) {
  Versions database;
  const auto id = database.added(TypeParam{});
  Session session(database.engine);
  auto found = session.get<TypeParam>(id);
  database.change<TypeParam>(id);

  session.remove(found);

  EXPECT_THROW(session.commit(), StaleDataError);
  session.rollback();
  EXPECT_EQ(found->text, "!");
}

TYPED_TEST(StaleVersions, are_no_longer_so_after_the_row_was_read_again) {
  Versions database;
  const auto id = database.added(TypeParam{});
  Session session(database.engine);
  auto found = session.get<TypeParam>(id);
  database.change<TypeParam>(id);
  session.rollback();

  found.modify()->text += "?";
  session.commit();
  EXPECT_EQ(found->text, "!?");

  session.remove(found);
  session.commit();
  EXPECT_FALSE(session.get<TypeParam>(id));
}

TEST(StaleVersions, by_program_are_found_when_the_other_one_changed_it) {
  Versions database;
  const auto id = database.added(ByProgram{});
  Session session(database.engine);
  auto found = session.get<ByProgram>(id);
  {
    Session other(database.engine);
    other.get<ByProgram>(id).modify()->revision = "theirs";
    other.commit();
  }

  found.modify()->text = "mine";

  EXPECT_THROW(session.commit(), StaleDataError);
}

TEST(StaleVersions, by_program_are_not_found_when_it_stayed) {
  Versions database;
  const auto id = database.added(ByProgram{});
  Session session(database.engine);
  auto found = session.get<ByProgram>(id);
  database.change<ByProgram>(id);

  found.modify()->revision = "mine";
  session.commit();

  EXPECT_EQ(found->text, "!");
}

TEST(StaleVersions, name_the_row_that_could_not_be_updated) {
  Versions database;
  database.added(note("a"));
  const auto id = database.added(note("b"));
  Session session(database.engine);
  auto all = session.scalars(select<Note>()).all();
  database.change<Note>(id);
  for (auto& one : all) one.modify()->text = "mine";

  try {
    session.commit();
    FAIL() << "no error";
  } catch (const StaleDataError& error) {
    EXPECT_STREQ(error.what(), "cannot update \"Note\" with key 2: its row was changed or deleted by somebody else\n"
                               "  roll back, read it again with session.refresh(...), and repeat the change");
  }
}

TEST(StaleVersions, name_the_row_that_could_not_be_deleted) {
  Versions database;
  database.added(note("a"));
  const auto id = database.added(note("b"));
  Session session(database.engine);
  auto all = session.scalars(select<Note>()).all();
  database.change<Note>(id);
  for (auto& one : all) session.remove(one);

  try {
    session.commit();
    FAIL() << "no error";
  } catch (const StaleDataError& error) {
    EXPECT_STREQ(error.what(), "cannot delete \"Note\" with key 2: its row was changed or deleted by somebody else\n"
                               "  roll back and read it again");
  }
}

TEST(StaleVersions, are_read_again_before_an_expired_entity_is_removed) {
  Versions database;
  Session session(database.engine);
  auto added = session.add(ByText{});
  session.flush();
  const auto id = added->id;
  session.commit();
  database.change<ByText>(id);

  session.remove(added);
  session.commit();

  Session other(database.engine);
  EXPECT_THAT(other.scalars(select<ByText>()).all(), IsEmpty());
}

TEST(StaleVersions, leave_several_expired_entities_to_one_statement) {
  Versions database;
  Session session(database.engine);
  auto first = session.add(ByText{});
  auto second = session.add(ByText{});
  session.commit();
  StatementCounter counter(database.engine);

  session.remove(first);
  session.remove(second);
  session.commit();

  EXPECT_EQ(counter.count(), 2U);  // one SELECT, one DELETE
}

TEST(StaleVersions, are_overcome_by_retry) {
  Versions database;
  const auto id = database.added(note("a"));
  int attempts = 0;

  retry(
      database.engine,
      [&](Session& session) {
        auto found = session.get<Note>(id);
        if (++attempts == 1) database.change<Note>(id);
        found.modify()->text += '?';
      },
      {.first_delay = std::chrono::milliseconds(0)});

  Session session(database.engine);
  EXPECT_EQ(attempts, 2);
  EXPECT_EQ(session.get<Note>(id)->text, "a!?");
}

}  // namespace
}  // namespace weft::test::versions
