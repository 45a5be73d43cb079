// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "support/database.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Moment = std::chrono::sys_time<std::chrono::microseconds>;
using Hour = std::chrono::sys_time<std::chrono::hours>;

struct Page;

struct Note {
  std::int64_t id{};
  std::string text{};
  std::int64_t revision{};
  List<Page> pages{};
};

struct Page {
  std::int64_t id{};
  std::string text{};
  std::int64_t revision{};
  std::optional<std::int64_t> note_id{};
  Ref<Note> note{};
};
void map(Mapper<Note>& m) {
  m.column<&Note::id>().primary_key();
  m.column<&Note::text>();
  m.column<&Note::revision>().version();
  m.relationship<&Note::pages>().back_populates<&Page::note>();
}
void map(Mapper<Page>& m) {
  m.column<&Page::id>().primary_key();
  m.column<&Page::text>();
  m.column<&Page::revision>().version();
  m.column<&Page::note_id>().references<&Note::id>();
  m.relationship<&Page::note>().back_populates<&Note::pages>();
}

template <class Revision>
struct Dated {
  std::int64_t id{};
  std::string text{};
  Revision revision{};
};
struct ByMoment : Dated<Moment> {};
void map(Mapper<ByMoment>& m) {
  m.column<&ByMoment::id>().primary_key();
  m.column<&ByMoment::text>();
  m.column<&ByMoment::revision>().version();
}
struct ByHour : Dated<Hour> {};
void map(Mapper<ByHour>& m) {
  m.column<&ByHour::id>().primary_key();
  m.column<&ByHour::text>();
  m.column<&ByHour::revision>().version();
}
struct ByUuid : Dated<Uuid> {};
void map(Mapper<ByUuid>& m) {
  m.column<&ByUuid::id>().primary_key();
  m.column<&ByUuid::text>();
  m.column<&ByUuid::revision>().version_with(&Uuid::random);
}
struct ByText : Dated<std::string> {};
void map(Mapper<ByText>& m) {
  m.column<&ByText::id>().primary_key();
  m.column<&ByText::text>();
  m.column<&ByText::revision>().version_with([](const std::string& before) { return before + "x"; });
}
struct ByProgram : Dated<std::string> {};
void map(Mapper<ByProgram>& m) {
  m.column<&ByProgram::id>().primary_key();
  m.column<&ByProgram::text>();
  m.column<&ByProgram::revision>().version_by_program();
}

struct Peer;
/// Two of these refer to each other, and the database begins their versions.
struct Peer {
  std::int64_t id{};
  std::string text{};
  std::string revision{};
  std::optional<std::int64_t> other_id{};
  Ref<Peer> other{};
};
void map(Mapper<Peer>& m) {
  m.column<&Peer::id>().primary_key();
  m.column<&Peer::text>();
  m.column<&Peer::revision>().version_by_program().server_default("'first'");
  m.column<&Peer::other_id>().references<&Peer::id>();
  m.relationship<&Peer::other>().remote_side<&Peer::id>();
}

struct Versions {
  Versions() { create_all<Note, Page, ByMoment, ByHour, ByUuid, ByText, ByProgram, Peer>(engine); }

  template <class Entity>
  std::int64_t added(Entity entity) {
    Session session(engine);
    auto made = session.add(std::move(entity));
    session.commit();
    return made->id;
  }
  /// Somebody else changes the text.
  template <class Entity>
  void change(std::int64_t id) {
    Session session(engine);
    session.get<Entity>(id).modify()->text += '!';
    session.commit();
  }

  TemporaryFile file{};
  Engine engine{"sqlite:///" + file.path()};
};

Note note(std::string text) {
  Note made;
  made.text = std::move(text);
  return made;
}

// How they go on.

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

// What they find.

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
}  // namespace weft::test
