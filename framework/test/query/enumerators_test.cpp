// SPDX-License-Identifier: MIT
//
// Enumerators whose column calls them by name: in results, and in expressions that are no columns.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;

enum class Status { open = 1, paid, sent };

struct Bill {
  std::int64_t id{};
  Status status{};
  std::optional<Status> before{};
};

void map(Mapper<Bill>& m) {
  m.column<&Bill::id>().primary_key();
  m.column<&Bill::status>().as_text({{Status::open, "open"}, {Status::paid, "paid"}, {Status::sent, "sent"}});
  m.column<&Bill::before>().as_text({{Status::open, "OPEN"}, {Status::paid, "PAID"}});
}

struct Enumerators : testing::Test {
  Enumerators() {
    create_all<Bill>(database.engine);
    session.add_all({Bill{.status = Status::open}, Bill{.status = Status::paid, .before = Status::open},
                     Bill{.status = Status::paid, .before = Status::paid}});
    session.commit();
  }
  template <class S>
  auto all(const S& select) {
    return session.scalars(select).all();
  }
  std::size_t matching(const Expression<bool>& condition) { return all(select<Bill>().where(condition)).size(); }

  Database database;
  Session session{database.engine};
};

TEST_F(Enumerators, are_read_by_their_names) {
  EXPECT_THAT(all(select(col<&Bill::status>).order_by(col<&Bill::id>)), ElementsAre(Status::open, Status::paid, Status::paid));
  EXPECT_THAT(all(select(col<&Bill::before>).order_by(col<&Bill::id>)),
              ElementsAre(std::nullopt, Status::open, Status::paid));
  EXPECT_THAT(all(select(col<&Bill::status>.label("s")).where(col<&Bill::id> == 1)), ElementsAre(Status::open));
  const auto other = alias<Bill>("other");
  EXPECT_THAT(all(select(other[col<&Bill::status>]).where(other[col<&Bill::id>] == 1)), ElementsAre(Status::open));
  EXPECT_THAT(all(select(func::max(col<&Bill::status>))), ElementsAre(Status::paid));
}

TEST_F(Enumerators, are_read_in_groups) {
  const auto counted = session.execute(select(col<&Bill::status>, func::count()).group_by(col<&Bill::status>).order_by(col<&Bill::status>)).all();
  EXPECT_THAT(counted, ElementsAre(std::tuple(Status::open, 1), std::tuple(Status::paid, 2)));
}

TEST_F(Enumerators, are_read_from_other_selects) {
  const auto paid = select(col<&Bill::status>, col<&Bill::id>).where(col<&Bill::status> == Status::paid).cte("paid");
  EXPECT_THAT(all(select(paid[col<&Bill::status>]).where(paid[col<&Bill::id>] == 2)), ElementsAre(Status::paid));
  const auto first = select(col<&Bill::status>).where(col<&Bill::id> == 1);
  EXPECT_THAT(all(first.union_all(first)), ElementsAre(Status::open, Status::open));
  EXPECT_THAT(all(select(first.scalar())), ElementsAre(Status::open));
}

TEST_F(Enumerators, are_read_in_portions) {
  std::vector<Status> seen;
  for (const Status status : session.scalars(select(col<&Bill::status>).order_by(col<&Bill::id>), {.yield_per = 2}))
    seen.push_back(status);
  EXPECT_THAT(seen, ElementsAre(Status::open, Status::paid, Status::paid));
}

TEST_F(Enumerators, are_returned) {
  EXPECT_EQ(std::get<0>(session.execute(insert<Bill>().values(Bill{.status = Status::sent}).returning(col<&Bill::status>)).one()),
            Status::sent);
  EXPECT_EQ(std::get<0>(session.execute(update<Bill>().set(col<&Bill::status>, Status::sent).where(col<&Bill::id> == 1)
                                            .returning(col<&Bill::status>)).one()),
            Status::sent);
}

TEST_F(Enumerators, are_compared_by_the_name_that_the_column_gives_them) {
  EXPECT_EQ(matching(func::coalesce(col<&Bill::before>, Status::paid) == Status::paid), 2U);
  EXPECT_EQ(matching(Status::open == func::coalesce(col<&Bill::before>, Status::paid)), 1U);
  EXPECT_EQ(matching(func::coalesce(col<&Bill::before>, Status::open).in({Status::open})), 2U);
  EXPECT_EQ(matching(col<&Bill::status> == case_(col<&Bill::id> == 1, Status::open).otherwise(Status::paid)), 3U);
  EXPECT_EQ(matching(case_(col<&Bill::id> == 1, Status::paid).otherwise(col<&Bill::status>) == Status::paid), 3U);
}

TEST_F(Enumerators, are_stored_by_the_name_that_the_column_gives_them) {
  session.execute(update<Bill>().set(col<&Bill::status>, case_(col<&Bill::id> == 1, Status::sent).otherwise(Status::open)));

  session.commit();
  EXPECT_EQ(database.texts("SELECT status FROM bill ORDER BY id"), (Names{"sent", "open", "open"}));
  EXPECT_THAT(all(select(col<&Bill::status>).order_by(col<&Bill::id>)), ElementsAre(Status::sent, Status::open, Status::open));
}

TEST_F(Enumerators, without_a_column_stay_numbers) {
  EXPECT_THAT(all(select(case_(col<&Bill::id> == 1, Status::sent).otherwise(Status::open)).order_by(col<&Bill::id>)),
              ElementsAre(Status::sent, Status::open, Status::open));
  EXPECT_THAT(all(select(cast<std::string>(col<&Bill::status>)).where(col<&Bill::id> == 1)), ElementsAre("open"));
}

}  // namespace
}  // namespace weft::test
