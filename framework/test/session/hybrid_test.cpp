// SPDX-License-Identifier: MIT
//
// Values computed from columns, in memory and in queries.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test::hybrids {
namespace {

using testing::ElementsAre;

struct Interval {
  std::int64_t id{};
  std::int64_t start{};
  std::int64_t end{};
  std::string name{};
  std::optional<std::string> nickname{};

  static constexpr auto length =
      expression<&Interval::start, &Interval::end>([](const auto& from, const auto& to) { return to - from; });
  static constexpr auto covers_ten = expression<&Interval::start, &Interval::end>(
      [](const auto& from, const auto& to) { return from <= 10 && to > 10; });
  static constexpr auto called = expression<&Interval::name, &Interval::nickname>(
      [](const std::string& name, const std::optional<std::string>& nickname) { return nickname.value_or(name); },
      [](const auto& name, const auto& nickname) { return func::coalesce(nickname, name); });
};

void map(Mapper<Interval>& m) {
  m.table("interval_");
  m.column<&Interval::id>().primary_key();
  m.column<&Interval::start>("from_");
  m.column<&Interval::end>("to_");
  m.column<&Interval::name>();
  m.column<&Interval::nickname>();
}

struct Hybrids : testing::Test {
  Hybrids() {
    create_all<Interval>(database.engine);
    session.add(Interval{.start = 1, .end = 5, .name = "short"});
    session.add(Interval{.start = 5, .end = 30, .name = "long", .nickname = "Lulu"});
    session.commit();
  }
  std::vector<std::int64_t> ids(const Expression<bool>& condition) {
    return session.scalars(select(col<&Interval::id>).where(condition).order_by(col<&Interval::id>)).all();
  }
  Database database{};
  Session session{database.engine};
};

TEST_F(Hybrids, are_values_of_an_entity) {
  const auto interval = session.get<Interval>(2);

  EXPECT_EQ(Interval::length(*interval), 25);
  EXPECT_TRUE(Interval::covers_ten(*interval));
  EXPECT_EQ(Interval::called(*interval), "Lulu");
  EXPECT_EQ(Interval::length(Interval{.start = 2, .end = 4}), 2);
}

TEST_F(Hybrids, are_expressions_in_a_query) {
  EXPECT_THAT(ids(Interval::length() > 10), ElementsAre(2));
  EXPECT_THAT(ids(!Interval::covers_ten()), ElementsAre(1));
  EXPECT_THAT(session.scalars(select(Interval::called()).order_by(Interval::length().desc())).all(),
              ElementsAre("Lulu", "short"));
}

TEST_F(Hybrids, are_expressions_of_an_alias) {
  const auto longer = alias<Interval>("longer");
  const auto pairs = select(col<&Interval::name>, longer[col<&Interval::name>])
                         .join<Interval>(longer, Interval::length() < Interval::length.of(longer));

  const auto rows = session.execute(pairs).all();

  EXPECT_THAT(rows, ElementsAre(std::tuple("short", "long")));
}

}  // namespace
}  // namespace weft::test::hybrids
