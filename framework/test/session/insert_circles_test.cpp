// SPDX-License-Identifier: MIT
//
// New rows that refer to each other by foreign keys of which none can be null.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;

struct Egg;

struct Hen {
  std::int64_t id{};
  std::int64_t egg_id{};
  Ref<Egg> egg{};
};
struct Egg {
  std::int64_t id{};
  std::int64_t hen_id{};
  Ref<Hen> hen{};
};
void map(Mapper<Hen>& m) {
  m.column<&Hen::id>().primary_key();
  m.column<&Hen::egg_id>().references<&Egg::id>();
  m.relationship<&Hen::egg>().foreign_keys<&Hen::egg_id>();
}
void map(Mapper<Egg>& m) {
  m.column<&Egg::id>().primary_key();
  m.column<&Egg::hen_id>().references<&Hen::id>();
  m.relationship<&Egg::hen>().foreign_keys<&Egg::hen_id>();
}

struct Ring {
  std::int64_t id{};
  std::int64_t next_id{};
  Ref<Ring> next{};
};
void map(Mapper<Ring>& m) {
  m.column<&Ring::id>().primary_key();
  m.column<&Ring::next_id>().references<&Ring::id>();
  m.relationship<&Ring::next>().remote_side<&Ring::id>();
}

/// Foreign keys that are checked at commit.
struct InsertCircles : testing::Test {
  InsertCircles() {
    Session first(engine);
    first.execute(text("CREATE TABLE hen (id INTEGER PRIMARY KEY, egg_id INTEGER NOT NULL "
                       "REFERENCES egg (id) DEFERRABLE INITIALLY DEFERRED)"));
    first.execute(text("CREATE TABLE egg (id INTEGER PRIMARY KEY, hen_id INTEGER NOT NULL "
                       "REFERENCES hen (id) DEFERRABLE INITIALLY DEFERRED)"));
    first.execute(text("CREATE TABLE ring (id INTEGER PRIMARY KEY, next_id INTEGER NOT NULL "
                       "REFERENCES ring (id) DEFERRABLE INITIALLY DEFERRED)"));
    first.commit();
  }
  TemporaryFile file{};
  Engine engine{"sqlite:///" + file.path()};
  Session session{engine};
};

constexpr const char* remedy =
    "\n  make one of these members std::optional: its row goes first, and is completed afterwards"
    "\n  or flush one with a row that is there already, and change it then"
    "\n  or give the keys yourself, where the database checks these constraints at commit (DEFERRABLE)";

TEST_F(InsertCircles, that_nobody_can_begin_are_refused_before_anything_is_sent) {
  auto hen = session.add(Hen{});
  auto egg = session.add(Egg{.hen = hen});
  hen.modify()->egg = egg;
  StatementCounter counter(engine);

  try {
    session.flush();
    FAIL() << "no error";
  } catch (const UsageError& error) {
    EXPECT_EQ(std::string(error.what()),
              std::string("cannot insert \"Hen\" and \"Egg\": the database has still to make keys that cannot be null"
                          "\n  \"Hen::egg_id\" needs the key of the new \"Egg\""
                          "\n  \"Egg::hen_id\" needs the key of the new \"Hen\"") +
                  remedy);
  }
  EXPECT_EQ(counter.count(), 0U);
  session.rollback();
  EXPECT_EQ(state(hen), State::transient);
}

TEST_F(InsertCircles, of_one_row_are_refused_as_well) {
  auto ring = session.add(Ring{});
  ring.modify()->next = ring;

  try {
    session.flush();
    FAIL() << "no error";
  } catch (const UsageError& error) {
    EXPECT_EQ(std::string(error.what()),
              std::string("cannot insert \"Ring\": the database has still to make keys that cannot be null"
                          "\n  \"Ring::next_id\" needs the key of its own row") +
                  remedy);
  }
}

TEST_F(InsertCircles, with_keys_of_the_program_are_for_the_database_to_decide) {
  auto hen = session.add(Hen{.id = 1});
  auto egg = session.add(Egg{.id = 2, .hen = hen});
  hen.modify()->egg = egg;
  StatementCounter counter(engine);

  session.commit();

  EXPECT_EQ(counter.count(), 2U) << "each key is in its row from the start";
  const auto rows = session.execute(text("SELECT egg_id, hen_id FROM hen, egg").columns<std::int64_t, std::int64_t>());
  EXPECT_THAT(rows.all(), ElementsAre(std::tuple(2, 1)));
}

TEST_F(InsertCircles, begin_with_the_row_that_refers_to_a_key_of_the_program) {
  auto hen = session.add(Hen{});
  auto egg = session.add(Egg{.id = 7, .hen = hen});
  hen.modify()->egg = egg;
  StatementCounter counter(engine);

  session.commit();

  EXPECT_EQ(counter.count(), 2U);
  EXPECT_EQ(hen->egg_id, 7);
  EXPECT_EQ(egg->hen_id, hen->id);
}

TEST_F(InsertCircles, that_a_row_opens_which_is_there_are_none) {
  auto hen = session.add(Hen{.id = 1});
  hen.modify()->egg = session.add(Egg{.id = 1, .hen = hen});
  session.flush();

  auto chick = session.add(Hen{.egg = hen->egg});
  auto egg = session.add(Egg{.hen = chick});
  session.flush();
  chick.modify()->egg = egg;
  session.commit();

  EXPECT_EQ(chick->egg_id, egg->id);
}

}  // namespace
}  // namespace weft::test
