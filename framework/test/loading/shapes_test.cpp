// SPDX-License-Identifier: MIT
//
// Every strategy that loads, over every shape of relationship: the same entities, and the statements it costs.
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

struct Costs {
  std::string strategy{};
  std::size_t collections = 0;  ///< statements for owners and one level of collections, three owners
  std::size_t to_ones = 0;      ///< for owners and one level of to-ones, two distinct keys among four owners
};

class Shapes : public testing::TestWithParam<Costs> {
 protected:
  Database database{};
  const Costs& costs() const { return GetParam(); }
  const std::string& strategy() const { return GetParam().strategy; }
};

TEST_P(Shapes, one_to_many) {
  database.fill_company();
  Session session(database.engine);
  StatementCounter counter(database.engine);

  auto departments = session.scalars(select<Department>().order_by(col<&Department::id>).options(
      load<&Department::employees>(strategy()))).all();

  ASSERT_EQ(departments.size(), 3U);
  EXPECT_EQ(names(departments[0]->employees, &Employee::name), (Names{"Ann", "Bob"}));
  EXPECT_EQ(names(departments[1]->employees, &Employee::name), (Names{"Cid"}));
  EXPECT_TRUE(departments[2]->employees.empty());
  EXPECT_EQ(counter.count(), costs().collections);
}

TEST_P(Shapes, many_to_one_with_null_keys) {
  database.fill_company();
  Session session(database.engine);
  StatementCounter counter(database.engine);

  auto employees = session.scalars(select<Employee>().order_by(col<&Employee::id>).options(
      load<&Employee::department>(strategy()))).all();

  ASSERT_EQ(employees.size(), 4U);
  EXPECT_EQ(employees[0]->department->name, "Sales");
  EXPECT_EQ(employees[1]->department, employees[0]->department);
  EXPECT_EQ(employees[2]->department->name, "Stock");
  EXPECT_FALSE(employees[3]->department);
  EXPECT_EQ(counter.count(), costs().to_ones);
}

TEST_P(Shapes, many_to_many) {
  database.fill_school();
  Session session(database.engine);
  StatementCounter counter(database.engine);

  auto students = session.scalars(select<Student>().order_by(col<&Student::id>).options(
      load<&Student::courses>(strategy()))).all();

  ASSERT_EQ(students.size(), 3U);
  EXPECT_EQ(names(students[0]->courses, &Course::title), (Names{"Maths", "Music"}));
  EXPECT_EQ(names(students[1]->courses, &Course::title), (Names{"Music"}));
  EXPECT_TRUE(students[2]->courses.empty());
  EXPECT_EQ(students[0]->courses[1], students[1]->courses[0]);
  EXPECT_EQ(counter.count(), costs().collections);
}

TEST_P(Shapes, keyed_collection_of_itself) {
  database.fill_tree();
  Session session(database.engine);

  auto roots = session.scalars(select<TreeNode>().where(col<&TreeNode::parent_id>.is_null()).order_by(col<&TreeNode::id>)
                                   .options(load<&TreeNode::children>(strategy()))).all();

  ASSERT_EQ(roots.size(), 2U);
  EXPECT_EQ(roots[0]->children.size(), 2U);
  EXPECT_EQ(roots[0]->children.at("a")->id, 3);
  EXPECT_TRUE(roots[1]->children.empty());
}

TEST_P(Shapes, text_keys) {
  database.run({"INSERT INTO country (code, name) VALUES ('NO', 'Norway'), ('IS', 'Iceland')",
                "INSERT INTO city (id, name, country_code) VALUES (1, 'Oslo', 'NO'), (2, 'Bergen', 'NO'), (3, 'Atlantis', NULL)"});
  Session session(database.engine);

  auto countries = session.scalars(select<Country>().order_by(col<&Country::code>).options(
      load<&Country::cities>(strategy()).load<&City::country>(strategy()))).all();

  ASSERT_EQ(countries.size(), 2U);
  EXPECT_TRUE(countries[0]->cities.empty());
  EXPECT_EQ(names(countries[1]->cities, &City::name), (Names{"Oslo", "Bergen"}));
  EXPECT_EQ(countries[1]->cities[0]->country, countries[1]);
}

TEST_P(Shapes, composite_keys) {
  database.run({"INSERT INTO shelf (room, letter) VALUES (1, 'A'), (1, 'B')",
                "INSERT INTO volume (id, title, shelf_room, shelf_letter) VALUES (1, 'Air', 1, 'A'), (2, 'Bees', 1, 'B'), "
                "(3, 'Cats', 1, 'A'), (4, 'Dogs', 1, NULL)"});
  Session session(database.engine);

  auto shelves = session.scalars(select<Shelf>().order_by(col<&Shelf::letter>).options(
      load<&Shelf::volumes>(strategy()))).all();
  auto volumes = session.scalars(select<Volume>().order_by(col<&Volume::id>).options(
      load<&Volume::shelf>(strategy()))).all();

  ASSERT_EQ(shelves.size(), 2U);
  EXPECT_EQ(names(shelves[0]->volumes, &Volume::title), (Names{"Air", "Cats"}));
  EXPECT_EQ(names(shelves[1]->volumes, &Volume::title), (Names{"Bees"}));
  EXPECT_EQ(volumes[2]->shelf, shelves[0]);
  EXPECT_FALSE(volumes[3]->shelf);
}

TEST_P(Shapes, one_to_one_from_the_side_without_the_key) {
  database.run({"INSERT INTO traveller (id, name) VALUES (1, 'Ann'), (2, 'Bob')",
                "INSERT INTO passport (id, number, traveller_id) VALUES (7, 'X', 1)"});
  Session session(database.engine);

  auto travellers = session.scalars(select<Traveller>().order_by(col<&Traveller::id>).options(
      load<&Traveller::passport>(strategy()))).all();

  EXPECT_EQ(travellers[0]->passport->number, "X");
  EXPECT_FALSE(travellers[1]->passport);
}

TEST_P(Shapes, limits_count_owners) {
  database.fill_company();
  Session session(database.engine);

  auto departments = session.scalars(select<Department>().order_by(col<&Department::name>.desc()).limit(2).options(
      load<&Department::employees>(strategy()).load<&Employee::department>(strategy()))).all();

  ASSERT_EQ(departments.size(), 2U);
  EXPECT_EQ(departments[0]->name, "Stock");
  EXPECT_EQ(departments[1]->name, "Sales");
  EXPECT_EQ(names(departments[1]->employees, &Employee::name), (Names{"Ann", "Bob"}));
}

TEST_P(Shapes, limits_count_owners_of_to_ones) {
  database.fill_company();
  Session session(database.engine);

  // Two owners share a key: merging keys before counting owners would miss the third owner's.
  auto employees = session.scalars(select<Employee>().order_by(col<&Employee::name>).limit(3).options(
      load<&Employee::department>(strategy()))).all();

  ASSERT_EQ(employees.size(), 3U);
  EXPECT_EQ(employees[1]->department->name, "Sales");
  ASSERT_TRUE(employees[2]->department);
  EXPECT_EQ(employees[2]->department->name, "Stock");
}

TEST_P(Shapes, owners_that_have_it_loaded_keep_it) {
  database.fill_company();
  Session session(database.engine);
  auto sales = session.get<Department>(1);
  sales.modify()->employees.erase(0);
  auto guard = session.no_autoflush();

  auto again = session.scalars(select<Department>().order_by(col<&Department::id>).options(
      load<&Department::employees>(strategy()))).all();

  EXPECT_EQ(again[0], sales);
  EXPECT_EQ(names(sales->employees, &Employee::name), (Names{"Bob"}));
}

INSTANTIATE_TEST_SUITE_P(Strategies, Shapes,
                         testing::Values(Costs{"select", 4, 3}, Costs{"joined", 1, 1}, Costs{"selectin", 2, 2},
                                         Costs{"subquery", 2, 2}),
                         [](const auto& shown) { return shown.param.strategy; });

}  // namespace
}  // namespace weft::test
