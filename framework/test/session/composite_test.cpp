// SPDX-License-Identifier: MIT
//
// Structs that an entity keeps in several columns.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test::composites {
namespace {

using testing::ElementsAre;

struct Point {
  std::int64_t x{};
  std::int64_t y{};
  friend bool operator==(const Point&, const Point&) = default;
};

struct Address {
  std::string street{};
  std::optional<std::string> town{};
};

struct Vertex {
  std::int64_t id{};
  Point start{};
  Point end{};
  Address at{};
};

void map(Mapper<Vertex>& m) {
  m.table("vertex");
  m.column<&Vertex::id>().primary_key();
  m.column<&Vertex::start, &Point::x>();
  m.column<&Vertex::start, &Point::y>();
  m.column<&Vertex::end, &Point::x>("to_x");
  m.column<&Vertex::end, &Point::y>("to_y");
  m.column<&Vertex::at, &Address::street>().length(100);
  m.column<&Vertex::at, &Address::town>();
}

struct Composites : testing::Test {
  Composites() { create_all<Vertex>(database.engine); }

  std::vector<std::int64_t> ids(const Expression<bool>& condition) {
    return session.scalars(select(col<&Vertex::id>).where(condition).order_by(col<&Vertex::id>)).all();
  }
  Database database{};
  Session session{database.engine};
};

TEST_F(Composites, are_columns_named_after_both_members) {
  session.add(Vertex{.start = {1, 2}, .end = {3, 4}, .at = {.street = "High Street"}});
  session.commit();

  EXPECT_THAT(database.numbers("SELECT start_x * 1000 + start_y * 100 + to_x * 10 + to_y FROM vertex"), ElementsAre(1234));
  EXPECT_THAT(database.texts("SELECT at_street FROM vertex WHERE at_town IS NULL"), ElementsAre("High Street"));
  Session other(database.engine);
  EXPECT_EQ(other.get<Vertex>(1)->start, (Point{1, 2}));
  EXPECT_EQ(other.get<Vertex>(1)->end, (Point{3, 4}));
}

TEST_F(Composites, write_the_columns_that_changed) {
  const auto vertex = session.add(Vertex{.start = {1, 2}, .end = {3, 4}});
  session.commit();
  const StatementCounter counter(database.engine);

  vertex.modify()->end = Point{3, 5};
  session.flush();

  EXPECT_THAT(counter.statements(), testing::Contains("UPDATE vertex SET to_y = ? WHERE id = ?"));
  vertex.modify()->start = Point{7, 7};
  session.rollback();
  EXPECT_EQ(vertex->start, (Point{1, 2}));
}

TEST_F(Composites, are_compared_whole_or_by_their_columns) {
  session.add(Vertex{.start = {1, 2}, .at = {.street = "a", .town = "b"}});
  session.add(Vertex{.start = {1, 3}, .at = {.street = "a"}});
  session.commit();

  EXPECT_THAT(ids(composite<&Vertex::start> == Point{1, 3}), ElementsAre(2));
  EXPECT_THAT(ids(composite<&Vertex::start> != Point{1, 3}), ElementsAre(1));
  EXPECT_THAT(ids(composite<&Vertex::at> == Address{.street = "a"}), ElementsAre(2));
  EXPECT_THAT(ids(col<&Vertex::start, &Point::y> < 3), ElementsAre(1));
  EXPECT_THAT(session.scalars(select(col<&Vertex::at, &Address::town>).order_by(col<&Vertex::start, &Point::y>)).all(),
              ElementsAre("b", std::nullopt));
}

struct Unmapped {
  std::int64_t id{};
  Point point{};
};

void map(Mapper<Unmapped>& m) {
  m.column<&Unmapped::id>().primary_key();
}

TEST(Composite, without_columns_says_what_to_map) {
  try {
    static_cast<void>(composite<&Unmapped::point> == Point{});
    FAIL() << "no error";
  } catch (const MappingError& error) {
    EXPECT_STREQ(error.what(), "query cannot compare \"Unmapped::point\": none of its members is mapped to a column\n"
                               "  map them with:  m.column<&Unmapped::point, &...>()");
  }
}

}  // namespace
}  // namespace weft::test::composites
