// SPDX-License-Identifier: MIT
//
// Versions: how they go on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/version_models.hpp"

namespace weft::test::versions {
namespace {

TEST(Versions, count_from_one) {
  Versions database;
  Session session(database.engine);

  auto added = session.add(note("a"));
  session.flush();
  EXPECT_EQ(added->revision, 1);

  added.modify()->text = "b";
  session.flush();
  EXPECT_EQ(added->revision, 2);

  added.modify()->text = "c";
  session.commit();
  EXPECT_EQ(added->revision, 3);
}

TEST(Versions, stay_while_the_row_does) {
  Versions database;
  Session session(database.engine);
  auto added = session.add(note("a"));
  session.flush();

  added.modify()->text = "a";
  session.commit();

  EXPECT_EQ(added->revision, 1);
}

TEST(Versions, of_rows_that_relationships_change_go_on_alone) {
  Versions database;
  Session session(database.engine);
  auto owner = session.add(note("a"));
  auto page = session.add(Page{.text = "p"});
  session.flush();

  owner.modify()->pages.push_back(page);
  session.commit();

  EXPECT_EQ(owner->revision, 1);
  EXPECT_EQ(page->revision, 2);
}

TEST(Versions, of_new_entities_that_have_one_stay) {
  Versions database;
  Note copy = note("a");
  copy.revision = 7;

  const auto id = database.added(std::move(copy));

  Session session(database.engine);
  EXPECT_EQ(session.get<Note>(id)->revision, 7);
}

TEST(Versions, begin_again_after_the_largest_number) {
  EXPECT_EQ(detail::version_after(std::int8_t{126}), 127);
  EXPECT_EQ(detail::version_after(std::int8_t{127}), 1);
  EXPECT_EQ(detail::version_after(std::numeric_limits<std::int64_t>::max()), 1);
}

TEST(Versions, that_are_moments_are_the_time_of_the_change) {
  Versions database;
  Session session(database.engine);
  const auto before = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());

  auto added = session.add(ByMoment{});
  session.flush();
  const Moment inserted = added->revision;
  added.modify()->text = "a";
  session.flush();

  EXPECT_GE(inserted, before);
  EXPECT_GT(added->revision, inserted);
  EXPECT_LE(added->revision, std::chrono::system_clock::now() + std::chrono::microseconds(2));
}

TEST(Versions, that_are_moments_differ_within_a_tick) {
  Versions database;
  Session session(database.engine);
  auto added = session.add(ByHour{});
  session.flush();
  const Hour inserted = added->revision;

  added.modify()->text = "a";
  session.flush();
  added.modify()->text = "b";
  session.flush();

  EXPECT_GE(added->revision, inserted + std::chrono::hours(2));
}

TEST(Versions, that_are_moments_differ_by_what_databases_keep) {
  using Nanoseconds = std::chrono::sys_time<std::chrono::nanoseconds>;
  const Nanoseconds before{std::chrono::nanoseconds(5'000'999)};

  EXPECT_EQ(detail::version_after(before, before), Nanoseconds{std::chrono::nanoseconds(5'001'000)});
  EXPECT_EQ(detail::version_after(before, before - std::chrono::hours(1)),
            Nanoseconds{std::chrono::nanoseconds(5'001'000)});
  EXPECT_EQ(detail::version_after(before, before + std::chrono::seconds(1)),
            Nanoseconds{std::chrono::nanoseconds(1'005'000'000)});
}

TEST(Versions, of_a_function_are_made_for_each_change) {
  Versions database;
  Session session(database.engine);
  auto added = session.add(ByUuid{});
  session.flush();
  const Uuid inserted = added->revision;

  added.modify()->text = "a";
  session.flush();

  EXPECT_NE(inserted, Uuid{});
  EXPECT_NE(added->revision, inserted);
}

TEST(Versions, of_a_function_can_go_on_from_the_one_before) {
  Versions database;
  Session session(database.engine);
  auto added = session.add(ByText{});

  session.flush();
  added.modify()->text = "a";
  session.flush();

  EXPECT_EQ(added->revision, "xx");
}

TEST(Versions, that_the_program_writes_are_replaced) {
  Versions database;
  const auto id = database.added(note("a"));
  Session session(database.engine);
  auto found = session.get<Note>(id);

  found.modify()->revision = 40;
  session.flush();
  EXPECT_EQ(found->revision, 2);

  found.modify()->revision = 1;
  found.modify()->text = "b";
  session.commit();
  EXPECT_EQ(found->revision, 3);
}

TEST(Versions, by_program_are_left_to_it) {
  Versions database;
  Session session(database.engine);
  ByProgram given;
  given.revision = "first";
  auto added = session.add(std::move(given));
  session.flush();

  added.modify()->text = "a";
  session.flush();
  EXPECT_EQ(added->revision, "first");

  added.modify()->revision = "second";
  session.commit();
  EXPECT_EQ(added->revision, "second");
}

TEST(Versions, that_the_database_begins_hold_for_new_rows_that_refer_to_each_other) {
  Versions database;
  Session session(database.engine);
  auto first = session.add(Peer{.text = "a"});
  auto second = session.add(Peer{.text = "b", .other = first});
  first.modify()->other = second;

  session.flush();
  EXPECT_EQ(first->other_id, second->id);
  EXPECT_EQ(first->revision, "first");

  first.modify()->revision = "second";
  session.commit();
  EXPECT_EQ(first->revision, "second");
  EXPECT_EQ(second->revision, "first");
}

TEST(Versions, that_the_database_begins_hold_for_what_modify_returned_before_the_insert) {
  Versions database;
  Session session(database.engine);
  auto added = session.add(Peer{});
  auto* watched = added.modify();
  watched->text = "a";
  session.flush();

  watched->text = "b";
  session.commit();

  EXPECT_EQ(added->text, "b");
  EXPECT_EQ(added->revision, "first");
}

TEST(Versions, go_on_after_a_rollback) {
  Versions database;
  Session session(database.engine);
  auto added = session.add(note("a"));
  session.commit();
  added.modify()->text = "b";
  session.flush();
  session.rollback();

  added.modify()->text = "c";
  session.commit();

  EXPECT_EQ(added->revision, 2);
}

TEST(Versions, go_on_in_the_row_that_a_new_entity_takes_over) {
  Versions database;
  const auto id = database.added(note("a"));
  Session session(database.engine);
  session.remove(session.get<Note>(id));
  Note again = note("b");
  again.id = id;

  auto added = session.add(std::move(again));
  session.commit();

  EXPECT_EQ(added->revision, 2);
}

TEST(Versions, by_program_of_a_new_entity_reach_the_row_it_takes_over) {
  Versions database;
  ByProgram old;
  old.revision = "old";
  const auto id = database.added(std::move(old));
  Session session(database.engine);
  session.remove(session.get<ByProgram>(id));
  ByProgram again;
  again.id = id;
  again.revision = "new";

  auto added = session.add(std::move(again));
  session.commit();

  EXPECT_EQ(added->revision, "new");
}

}  // namespace
}  // namespace weft::test::versions
