// SPDX-License-Identifier: MIT
//
// Both sides of a relationship with a join condition of its own, kept in step.
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test::boats {
namespace {

struct Seat;

struct Boat {
  std::int64_t id{};
  bool afloat{};
  List<Seat> seats{};
};

struct Seat {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> boat_id{};
  Ref<Boat> boat{};
};

void map(Mapper<Boat>& m) {
  m.column<&Boat::id>().primary_key();
  m.column<&Boat::afloat>();
  m.relationship<&Boat::seats>().order_by(col<&Seat::id>).back_populates<&Seat::boat>();
}

void map(Mapper<Seat>& m) {
  m.column<&Seat::id>().primary_key();
  m.column<&Seat::name>();
  m.column<&Seat::boat_id>().references<&Boat::id>();
  m.relationship<&Seat::boat>().primaryjoin(col<&Seat::boat_id> == col<&Boat::id> && col<&Boat::afloat>);
}

class JoinedSides : public testing::Test {
 protected:
  JoinedSides() {
    create_all<Boat, Seat>(database.engine);
    database.run({"INSERT INTO boat (id, afloat) VALUES (1, 1), (2, 1), (3, 0)",
                  "INSERT INTO seat (id, name, boat_id) VALUES (1, 'bow', 1), (2, 'aft', 1), (3, 'dry', 3)"});
  }

  Database database{};
  Session session{database.engine};
};

TEST_F(JoinedSides, know_what_a_to_one_led_to_before_it_was_loaded) {
  const auto first = session.get<Boat>(1);
  const auto second = session.get<Boat>(2);
  ASSERT_EQ(first->seats.size(), 2U);
  ASSERT_TRUE(second->seats.empty());
  const auto bow = first->seats[0];
  session.expire<&Seat::boat>(bow);

  bow.modify()->boat = second;

  EXPECT_EQ(names(first->seats, &Seat::name), (Names{"aft"}));
  EXPECT_EQ(names(second->seats, &Seat::name), (Names{"bow"}));
  session.commit();
  EXPECT_EQ(database.numbers("SELECT boat_id FROM seat ORDER BY id"), (std::vector<std::int64_t>{2, 1, 3}));
}

TEST_F(JoinedSides, leave_a_key_whose_entity_does_not_meet_the_condition) {
  const auto dry = session.get<Seat>(3);
  EXPECT_FALSE(dry->boat);

  dry.modify()->name = "still dry";
  session.commit();

  EXPECT_EQ(database.numbers("SELECT boat_id FROM seat WHERE id = 3"), (std::vector<std::int64_t>{3}));
}

TEST_F(JoinedSides, write_the_key_of_what_is_assigned) {
  const auto dry = session.get<Seat>(3);
  const auto fresh = session.add(Boat{.afloat = true});

  dry.modify()->boat = fresh;
  EXPECT_EQ(fresh->seats.size(), 1U);
  session.commit();

  EXPECT_EQ(database.numbers("SELECT boat_id FROM seat WHERE id = 3"), (std::vector<std::int64_t>{fresh->id}));
}

TEST_F(JoinedSides, are_read_by_the_condition_from_one_side_only) {
  StatementCounter counter(database.engine);

  const auto boats = session.scalars(select<Boat>().order_by(col<&Boat::id>).options(
      selectinload<&Boat::seats>().selectinload<&Seat::boat>())).all();

  EXPECT_EQ(boats[0]->seats[1]->boat, boats[0]);
  ASSERT_EQ(boats[2]->seats.size(), 1U);  // the collection has no condition
  EXPECT_FALSE(boats[2]->seats[0]->boat);
  EXPECT_EQ(counter.count(), 3U);
}

}  // namespace
}  // namespace weft::test::boats
