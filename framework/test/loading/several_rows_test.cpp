// SPDX-License-Identifier: MIT
//
// A joined one-to-one whose foreign key is on the other side: it may have several rows unless the mapping says no.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct Seat;
struct Badge;
struct Guest {
  std::int64_t id{};
  std::string name{};
  Ref<Seat> seat{};
  Ref<Badge> badge{};
};
struct Seat {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> guest_id{};
};
struct Badge {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> guest_id{};
};
void map(Mapper<Guest>& m) {
  m.column<&Guest::id>().primary_key();
  m.column<&Guest::name>();
  m.relationship<&Guest::seat>().order_by(col<&Seat::name>);
  m.relationship<&Guest::badge>();
}
void map(Mapper<Seat>& m) {
  m.column<&Seat::id>().primary_key();
  m.column<&Seat::name>();
  m.column<&Seat::guest_id>().references<&Guest::id>();
}
void map(Mapper<Badge>& m) {
  m.column<&Badge::id>().primary_key();
  m.column<&Badge::name>();
  m.column<&Badge::guest_id>().references<&Guest::id>().unique();
}

class SeveralRows : public testing::Test {
 protected:
  SeveralRows() {
    create_all<Guest, Seat, Badge>(engine);
    Session session(engine);
    for (const std::string_view sql :
         {"INSERT INTO guest (id, name) VALUES (1, 'Ann'), (2, 'Bob'), (3, 'Cid')",
          "INSERT INTO seat (id, name, guest_id) VALUES (1, 'c', 1), (2, 'a', 1), (3, 'b', 1), (4, 'd', 3)",
          "INSERT INTO badge (id, name, guest_id) VALUES (1, 'red', 2)"})
      session.execute(text(std::string(sql)));
    session.commit();
  }
  static std::vector<std::string> seats(const std::vector<Ptr<Guest>>& guests) {
    std::vector<std::string> found;
    for (const auto& guest : guests) found.push_back(guest->name + ":" + (guest->seat ? guest->seat->name : ""));
    return found;
  }

  TemporaryFile file{};
  Engine engine{"sqlite:///" + file.path()};
  std::vector<std::string> warnings{};
  Subscription subscription = on_warning([this](std::string_view text) { warnings.emplace_back(text); });
};

const auto by_id = select<Guest>().order_by(col<&Guest::id>);
const auto with_seats = by_id.options(joinedload<&Guest::seat>());

TEST_F(SeveralRows, of_one_owner_give_it_once_with_the_first_and_one_warning) {
  Session session(engine);
  StatementCounter counter(engine);

  EXPECT_THAT(seats(session.scalars(with_seats).all()), ElementsAre("Ann:a", "Bob:", "Cid:d"));

  EXPECT_EQ(counter.count(), 1U);
  EXPECT_THAT(warnings, ElementsAre("several rows for \"Guest::seat\", which leads to one: took the first of 3"));
}

TEST_F(SeveralRows, do_not_count_for_a_limit) {
  Session session(engine);
  StatementCounter counter(engine);

  EXPECT_THAT(seats(session.scalars(with_seats.limit(2)).all()), ElementsAre("Ann:a", "Bob:"));
  session.expunge_all();
  EXPECT_THAT(seats(session.scalars(with_seats.limit(2).offset(1)).all()), ElementsAre("Bob:", "Cid:d"));

  EXPECT_EQ(counter.count(), 2U);
}

TEST_F(SeveralRows, that_others_multiply_are_warned_of_as_often_as_they_are_there) {
  Session session(engine);
  const auto pairs = session.execute(select<Guest, Badge>().join<Badge>(col<&Badge::id> > 0).where(col<&Guest::id> == 1)
                                         .options(joinedload<&Guest::seat>())).all();

  EXPECT_EQ(pairs.size(), 1U);
  EXPECT_THAT(warnings, ElementsAre(HasSubstr("took the first of 3")));
}

TEST_F(SeveralRows, are_refused_in_portions) {
  Session session(engine);
  try {
    (void)session.scalars(with_seats, {.yield_per = 2}).all();
    ADD_FAILURE() << "it was taken";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("cannot read in portions: \"Guest > seat\" is filled from rows of the same statement"));
    EXPECT_THAT(error.what(), HasSubstr("or map its foreign key as unique()"));
  }
}

TEST_F(SeveralRows, that_cannot_be_leave_the_statement_flat) {
  Session session(engine);
  StatementCounter counter(engine);
  const auto with_badges = by_id.options(joinedload<&Guest::badge>());

  const auto guests = session.scalars(with_badges.limit(2)).all();
  const auto streamed = session.scalars(with_badges, {.yield_per = 2}).all();

  ASSERT_EQ(guests.size(), 2U);
  EXPECT_EQ(guests[1]->badge->name, "red");
  EXPECT_EQ(streamed.size(), 3U);
  EXPECT_THAT(std::string(counter.statements()[0]), Not(HasSubstr("weft_page")));
  EXPECT_THAT(warnings, IsEmpty());
}

}  // namespace
}  // namespace weft::test
