// SPDX-License-Identifier: MIT
//
// Relationships whose other side belongs to one owner, although the tables would allow more.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/orphan_models.hpp"

namespace weft::test::orphans {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct SingleParent : testing::Test {
  void fill_bicycles() {
    database.run({"INSERT INTO lock (id, code) VALUES (1, 'one'), (2, 'two')",
                  "INSERT INTO bicycle (id, lock_id) VALUES (1, 1), (2, NULL)"});
  }
  void fill_bands() {
    database.run({"INSERT INTO band (id, name) VALUES (1, 'Reds'), (2, 'Blues')",
                  "INSERT INTO song (id, title) VALUES (1, 'hey'), (2, 'ho')",
                  "INSERT INTO band_song (band_id, song_id) VALUES (1, 1), (1, 2)"});
  }
  OrphansDatabase database{};
};

TEST_F(SingleParent, refuses_a_second_owner_at_the_assignment) {
  fill_bicycles();
  Session session(database.engine);
  auto mine = session.get<Bicycle>(1);
  auto yours = session.get<Bicycle>(2);
  auto lock = mine->lock.ptr();

  try {
    yours.modify()->lock = lock;
    FAIL() << "no error";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(),
                 "cannot put \"Lock\" into \"Bicycle::lock\": another \"Bicycle\" has it, and the relationship is "
                 "single_parent()\n  take it out of that one first");
  }
  EXPECT_EQ(yours->lock, nullptr);
  EXPECT_FALSE(session.is_modified(yours));
}

TEST_F(SingleParent, refuses_a_second_owner_in_a_collection) {
  fill_bands();
  Session session(database.engine);
  auto hey = session.get<Band>(1)->songs.front();
  auto blues = session.get<Band>(2);

  EXPECT_THROW(blues.modify()->songs.push_back(hey), UsageError);

  EXPECT_THAT(blues->songs, IsEmpty());
}

TEST_F(SingleParent, refuses_a_second_owner_among_new_entities) {
  auto lock = make(Lock{.code = "one"});
  auto mine = make(Bicycle{.lock = lock});

  EXPECT_THROW(static_cast<void>(make(Bicycle{.lock = lock})), UsageError);

  EXPECT_EQ(mine->lock, lock);
}

TEST_F(SingleParent, leaves_nothing_behind_of_a_value_that_was_refused) {
  auto hey = make(Song{.title = "hey"});
  auto ho = make(Song{.title = "ho"});
  auto reds = make(Band{.name = "Reds", .songs = {ho}});

  EXPECT_THROW(static_cast<void>(make(Band{.name = "Blues", .songs = {hey, ho}})), UsageError);

  EXPECT_THAT(reds->songs, ElementsAre(ho));
  auto greens = make(Band{.name = "Greens", .songs = {hey}});  // the one that was refused does not have it
  EXPECT_THAT(greens->songs, ElementsAre(hey));
}

TEST_F(SingleParent, lets_it_change_hands_one_after_the_other) {
  fill_bicycles();
  Session session(database.engine);
  auto mine = session.get<Bicycle>(1);
  auto yours = session.get<Bicycle>(2);
  auto lock = mine->lock.ptr();

  mine.modify()->lock = nullptr;
  yours.modify()->lock = lock;
  session.commit();

  EXPECT_THAT(database.numbers("SELECT lock_id FROM bicycle WHERE lock_id IS NOT NULL AND id = 2"), ElementsAre(1));
  EXPECT_THAT(database.texts("SELECT code FROM lock ORDER BY id"), ElementsAre("one", "two"));
}

TEST_F(SingleParent, deletes_what_its_owner_gave_up) {
  fill_bicycles();
  Session session(database.engine);

  session.get<Bicycle>(1).modify()->lock = nullptr;
  session.commit();

  EXPECT_THAT(database.texts("SELECT code FROM lock"), ElementsAre("two"));
}

TEST_F(SingleParent, deletes_what_its_owner_replaced_though_it_was_not_loaded) {
  fill_bicycles();
  Session session(database.engine);

  session.get<Bicycle>(1).modify()->lock = Lock{.code = "new"};
  session.commit();

  EXPECT_THAT(database.texts("SELECT code FROM lock ORDER BY code"), ElementsAre("new", "two"));
}

TEST_F(SingleParent, deletes_what_its_owner_gave_up_before_it_was_removed) {
  fill_bicycles();
  Session session(database.engine);
  auto mine = session.get<Bicycle>(1);
  mine.modify()->lock = nullptr;

  session.remove(mine);
  session.commit();

  EXPECT_THAT(database.texts("SELECT code FROM lock"), ElementsAre("two"));
}

TEST_F(SingleParent, deletes_the_target_of_a_to_one_with_its_owner) {
  fill_bicycles();
  Session session(database.engine);
  StatementCounter counter(database.engine);
  session.remove(session.get<Bicycle>(1));
  counter.reset();

  session.flush();

  EXPECT_THAT(counter.statements(), ElementsAre(testing::StartsWith("SELECT \"lock\"."), "DELETE FROM bicycle WHERE id = ?",
                                                "DELETE FROM \"lock\" WHERE id = ?"));
}

TEST_F(SingleParent, deletes_the_targets_of_a_many_to_many_with_their_owner) {
  fill_bands();
  Session session(database.engine);

  session.remove(session.get<Band>(1));
  session.commit();

  EXPECT_THAT(database.numbers("SELECT count(*) FROM band_song"), ElementsAre(0));
  EXPECT_THAT(database.numbers("SELECT count(*) FROM song"), ElementsAre(0));
}

TEST_F(SingleParent, deletes_what_was_taken_out_of_a_many_to_many) {
  fill_bands();
  Session session(database.engine);
  auto reds = session.get<Band>(1);

  reds.modify()->songs.remove(reds->songs.front());
  session.commit();

  EXPECT_THAT(database.texts("SELECT title FROM song"), ElementsAre("ho"));
  EXPECT_THAT(database.numbers("SELECT song_id FROM band_song"), ElementsAre(2));
}

TEST_F(SingleParent, moves_a_target_of_a_many_to_many) {
  fill_bands();
  Session session(database.engine);
  auto reds = session.get<Band>(1);
  auto blues = session.get<Band>(2);
  auto hey = reds->songs.front();

  reds.modify()->songs.remove(hey);
  blues.modify()->songs.push_back(hey);
  session.commit();

  EXPECT_THAT(database.texts("SELECT band_id || ':' || song_id FROM band_song ORDER BY song_id"),
              ElementsAre("2:1", "1:2"));
}

TEST_F(SingleParent, refuses_a_second_owner_after_a_commit) {
  fill_bicycles();
  Session session(database.engine);
  auto mine = session.get<Bicycle>(1);
  auto lock = mine->lock.ptr();
  session.commit();

  EXPECT_THROW(session.get<Bicycle>(2).modify()->lock = lock, UsageError);
  EXPECT_THROW(session.add(Bicycle{.lock = lock}), UsageError);
}

TEST_F(SingleParent, refuses_a_second_owner_of_a_many_to_many_after_a_commit) {
  fill_bands();
  Session session(database.engine);
  auto hey = session.get<Band>(1)->songs.front();
  session.commit();

  EXPECT_THROW(session.get<Band>(2).modify()->songs.push_back(hey), UsageError);
}

TEST_F(SingleParent, asks_the_database_whether_an_owner_that_was_expired_has_it_still) {
  fill_bicycles();
  Session session(database.engine);
  auto mine = session.get<Bicycle>(1);
  auto lock = mine->lock.ptr();
  session.commit();
  database.run("UPDATE bicycle SET lock_id = NULL WHERE id = 1");

  session.get<Bicycle>(2).modify()->lock = lock;
  session.commit();

  EXPECT_EQ(mine->lock, nullptr);
  session.commit();
  database.run({"UPDATE bicycle SET lock_id = NULL", "DELETE FROM bicycle WHERE id = 2"});
  session.add(Bicycle{.lock = lock});  // its last owner is gone
}

// From the first refusal on, owners are remembered: what they do later has to count.

struct RememberedOwners : SingleParent {
  RememberedOwners() {
    database.run({"INSERT INTO lock (id, code) VALUES (1, 'one'), (2, 'two'), (3, 'three')",
                  "INSERT INTO bicycle (id, lock_id) VALUES (1, 1), (2, 2), (3, NULL), (4, NULL)"});
    auto mine = session.get<Bicycle>(1);
    static_cast<void>(mine->lock.ptr());
    EXPECT_TRUE(refused(3, mine->lock.ptr()));
  }
  bool refused(std::int64_t bicycle, const Ptr<Lock>& lock) {
    try {
      session.get<Bicycle>(bicycle).modify()->lock = lock;
      return false;
    } catch (const UsageError&) {
      return true;
    }
  }
  Session session{database.engine};
};

TEST_F(RememberedOwners, count_when_they_were_loaded_later) {
  auto lock = session.get<Bicycle>(2)->lock.ptr();

  EXPECT_TRUE(refused(3, lock));
}

TEST_F(RememberedOwners, count_when_they_were_linked_later) {
  auto lock = session.get<Lock>(3);

  EXPECT_FALSE(refused(3, lock));
  EXPECT_TRUE(refused(4, lock));
}

TEST_F(RememberedOwners, do_not_count_once_they_gave_it_up) {
  auto lock = session.get<Lock>(1);
  session.get<Bicycle>(1).modify()->lock = nullptr;

  EXPECT_FALSE(refused(3, lock));
  EXPECT_TRUE(refused(1, lock));
}

TEST_F(RememberedOwners, do_not_count_once_they_were_removed_and_count_when_added_again) {
  auto mine = session.get<Bicycle>(1);
  auto lock = mine->lock.ptr();
  session.remove(mine);
  EXPECT_FALSE(refused(3, lock));
  session.get<Bicycle>(3).modify()->lock = nullptr;

  session.add(mine);

  EXPECT_TRUE(refused(3, lock));
}

TEST_F(RememberedOwners, count_again_after_a_rollback) {
  auto mine = session.get<Bicycle>(1);
  auto lock = mine->lock.ptr();
  mine.modify()->lock = nullptr;
  session.rollback();
  ASSERT_EQ(mine->lock, lock);

  EXPECT_TRUE(refused(3, lock));
}

TEST_F(RememberedOwners, count_when_they_come_from_another_graph) {
  auto lock = make(Lock{.code = "new"});
  auto bicycle = make(Bicycle{.lock = lock});
  EXPECT_THROW(static_cast<void>(make(Bicycle{.lock = lock})), UsageError);

  session.add(bicycle);

  EXPECT_TRUE(refused(3, lock));
}

TEST_F(RememberedOwners, count_when_they_come_into_a_session_in_which_nobody_asked) {
  auto lock = make(Lock{.code = "new"});
  auto bicycle = make(Bicycle{.lock = lock});
  Session fresh(database.engine);
  auto other = fresh.get<Bicycle>(3);

  fresh.add(bicycle);

  EXPECT_THROW(other.modify()->lock = lock, UsageError);
}

}  // namespace
}  // namespace weft::test::orphans
