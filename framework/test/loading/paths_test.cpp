// SPDX-License-Identifier: MIT
//
// Every strategy that loads, where there is more than one way from one entity to another: two relationships to the same
// type, a many-to-many of a type with itself, two paths to the same row, an order that the table between knows.
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test::paths {
namespace {

struct Flight;
struct Airport {
  std::string code{};
  std::string name{};
  List<Flight> departures{};
  List<Flight> arrivals{};
};

struct Flight {
  std::int64_t number{};
  std::string from_code{};
  std::string to_code{};
  Ref<Airport> from{};
  Ref<Airport> to{};
};

void map(Mapper<Airport>& m) {
  m.table("airport");
  m.column<&Airport::code>().primary_key();
  m.column<&Airport::name>();
  m.relationship<&Airport::departures>().back_populates<&Flight::from>().order_by(col<&Flight::number>);
  m.relationship<&Airport::arrivals>().back_populates<&Flight::to>().order_by(col<&Flight::number>.desc());
}

void map(Mapper<Flight>& m) {
  m.table("flight");
  m.column<&Flight::number>().primary_key();
  m.column<&Flight::from_code>().references<&Airport::code>();
  m.column<&Flight::to_code>().references<&Airport::code>();
  m.relationship<&Flight::from>().foreign_keys<&Flight::from_code>();
  m.relationship<&Flight::to>().foreign_keys<&Flight::to_code>();
}

struct Person {
  std::int64_t id{};
  std::string name{};
  List<Person> follows{};
  Set<Person> followers{};
};

const Table following{"following",
                      Column{"follower_id"}.references<&Person::id>().primary_key(),
                      Column{"followed_id"}.references<&Person::id>().primary_key(), Column{"place", types::Integer{}}};

void map(Mapper<Person>& m) {
  m.table("person_");
  m.column<&Person::id>().primary_key();
  m.column<&Person::name>();
  m.relationship<&Person::follows>()
      .secondary(following)
      .order_by(following.column("place").asc())
      .back_populates<&Person::followers>();
  m.relationship<&Person::followers>().secondary(following);
}

using Names = std::vector<std::string>;

Names names_of(const auto& people) {
  Names names;
  for (const auto& person : people) names.push_back(person->name);
  return names;
}

std::vector<std::int64_t> numbers_of(const List<Flight>& flights) {
  std::vector<std::int64_t> numbers;
  for (const auto& flight : flights) numbers.push_back(flight->number);
  return numbers;
}

class Paths : public testing::TestWithParam<std::string> {
 protected:
  Paths() {
    create_all<Airport, Flight, Person>(database.engine);
    database.run({"INSERT INTO airport (code, name) VALUES ('BER', 'Berlin'), ('LIS', 'Lisbon'), ('OSL', 'Oslo')",
                  "INSERT INTO flight (number, from_code, to_code) VALUES (1, 'BER', 'LIS'), (2, 'LIS', 'BER'), "
                  "(3, 'BER', 'BER'), (4, 'OSL', 'LIS')",
                  "INSERT INTO person_ (id, name) VALUES (1, 'Ann'), (2, 'Bob'), (3, 'Cid')",
                  "INSERT INTO following (follower_id, followed_id, place) VALUES (1, 2, 9), (1, 3, 5), (2, 1, 1), (3, 3, 1)"});
  }
  Database database{};
  Session session{database.engine};
};

TEST_P(Paths, two_collections_of_one_type_are_told_apart) {
  const auto airports = session.scalars(select<Airport>().order_by(col<&Airport::code>).options(
      load<&Airport::departures>(GetParam()), load<&Airport::arrivals>(GetParam()))).all();

  ASSERT_EQ(airports.size(), 3U);
  EXPECT_EQ(numbers_of(airports[0]->departures), (std::vector<std::int64_t>{1, 3}));
  EXPECT_EQ(numbers_of(airports[0]->arrivals), (std::vector<std::int64_t>{3, 2}));
  EXPECT_EQ(numbers_of(airports[1]->departures), (std::vector<std::int64_t>{2}));
  EXPECT_EQ(numbers_of(airports[1]->arrivals), (std::vector<std::int64_t>{4, 1}));
  EXPECT_TRUE(airports[2]->arrivals.empty());
}

TEST_P(Paths, two_to_ones_of_one_type_lead_to_the_same_entities) {
  const auto flights = session.scalars(select<Flight>().order_by(col<&Flight::number>).options(
      load<&Flight::from>(GetParam()), load<&Flight::to>(GetParam()))).all();
  const StatementCounter counter(database.engine);

  ASSERT_EQ(flights.size(), 4U);
  EXPECT_EQ(flights[0]->from->name, "Berlin");
  EXPECT_EQ(flights[0]->to->name, "Lisbon");
  EXPECT_EQ(flights[2]->from, flights[2]->to);
  EXPECT_EQ(flights[1]->from, flights[0]->to);
  EXPECT_EQ(flights[3]->from->name, "Oslo");
  if (GetParam() != "select") {
    EXPECT_EQ(counter.count(), 0U);
  }
}

TEST_P(Paths, a_row_is_one_entity_by_whatever_path) {
  const auto airports = session.scalars(select<Airport>().where(col<&Airport::code> == "BER").options(
      load<&Airport::departures>(GetParam()).load<&Flight::to>(GetParam()),
      load<&Airport::arrivals>(GetParam()).load<&Flight::from>(GetParam()))).all();

  ASSERT_EQ(airports.size(), 1U);
  const auto berlin = airports.front();
  EXPECT_EQ(berlin->departures[1], berlin->arrivals[0]);
  EXPECT_EQ(berlin->departures[1]->to, berlin);
  EXPECT_EQ(berlin->departures[0]->to, berlin->arrivals[1]->from);
}

TEST_P(Paths, an_entity_belongs_to_many_of_its_own_type) {
  const auto people = session.scalars(select<Person>().order_by(col<&Person::id>).options(
      load<&Person::follows>(GetParam()), load<&Person::followers>(GetParam()))).all();

  ASSERT_EQ(people.size(), 3U);
  EXPECT_EQ(names_of(people[0]->follows), (Names{"Cid", "Bob"}));  // in the order of the table between
  EXPECT_EQ(names_of(people[1]->follows), (Names{"Ann"}));
  EXPECT_EQ(names_of(people[2]->follows), (Names{"Cid"}));
  EXPECT_EQ(people[2]->followers.size(), 2U);
  EXPECT_TRUE(people[2]->followers.contains(people[0]));
  EXPECT_TRUE(people[2]->followers.contains(people[2]));
  EXPECT_EQ(names_of(people[1]->followers), (Names{"Ann"}));
}

INSTANTIATE_TEST_SUITE_P(Strategies, Paths, testing::Values("select", "joined", "selectin", "subquery"),
                         [](const auto& shown) { return shown.param; });

class PathThroughLoaded : public testing::TestWithParam<const char*> {};

TEST_P(PathThroughLoaded, goes_on_behind_what_the_session_has_loaded) {
  Database database;
  database.fill_school();
  Session session(database.engine);
  const auto students = session.scalars(select<Student>().order_by(col<&Student::id>)).all();
  for (const auto& student : students) (void)student->courses.size();

  (void)session.scalars(select<Student>().options(load<&Student::courses>(GetParam()).load<&Course::students>(GetParam()))).all();
  StatementCounter counter(database.engine);

  EXPECT_EQ(students[0]->courses[1]->students.size(), 2U);
  EXPECT_EQ(students[0]->courses[0]->students.size(), 1U);
  EXPECT_EQ(counter.count(), 0U);
}

TEST_P(PathThroughLoaded, goes_on_behind_what_the_same_path_has_loaded) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  const std::string strategy = GetParam();

  const auto ann = session.scalars(select<Employee>().where(col<&Employee::id> == 1).options(
      load<&Employee::department>(strategy).load<&Department::employees>(strategy).load<&Employee::department>(strategy)
          .load<&Department::employees>(strategy))).one();
  StatementCounter counter(database.engine);

  EXPECT_EQ(ann->department->employees[1]->department->employees.size(), 2U);
  EXPECT_EQ(counter.count(), 0U);
}

TEST_P(PathThroughLoaded, leaves_what_is_loaded_as_it_is) {
  Database database;
  database.fill_school();
  Session session(database.engine);
  auto ann = session.get<Student>(1);
  ASSERT_EQ(ann->courses.size(), 2U);
  const auto guard = session.no_autoflush();
  ann.modify()->courses.erase(std::size_t{0});

  (void)session.scalars(select<Student>().options(load<&Student::courses>(GetParam()).load<&Course::students>(GetParam()))).all();

  EXPECT_EQ(names(ann->courses, &Course::title), Names{"Music"});
}

INSTANTIATE_TEST_SUITE_P(Strategies, PathThroughLoaded, testing::Values("joined", "selectin", "subquery"),
                         [](const auto& each) { return std::string(each.param); });

}  // namespace
}  // namespace weft::test::paths
