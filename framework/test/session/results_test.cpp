// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

TEST(Results, one_wants_exactly_one_row) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto named = [](const char* name) { return select<Employee>().where(col<&Employee::name> == name); };

  EXPECT_EQ(session.scalars(named("Ann")).one()->age, 30);
  EXPECT_THROW(static_cast<void>(session.scalars(named("Zoe")).one()), NoResultError);
  EXPECT_THROW(static_cast<void>(session.scalars(select<Employee>()).one()), MultipleResultsError);
}

TEST(Results, first_and_one_or_none_give_an_empty_handle_without_rows) {
  Database database;
  database.fill_company();
  Session session(database.engine);

  EXPECT_FALSE(session.scalars(select<Item>()).first());
  EXPECT_FALSE(session.scalars(select<Item>()).one_or_none());
  EXPECT_THROW(static_cast<void>(session.scalars(select<Employee>()).one_or_none()), MultipleResultsError);
}

TEST(Results, rows_of_expressions_are_tuples) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  Names seen;

  for (auto [name, age] : session.execute(
           select(col<&Employee::name>, col<&Employee::age>).where(col<&Employee::age> > 45).order_by(col<&Employee::id>)))
    seen.push_back(name + std::to_string(age));

  EXPECT_EQ(seen, (Names{"Cid50", "Dan60"}));
}

TEST(Results, entities_come_together_with_expressions) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  const auto heads = func::count(col<&Employee::id>).label("heads");
  Names seen;

  const auto counted = select<Department>().add_columns(heads).outer_join<&Department::employees>();
  for (auto [department, count] :
       session.execute(counted.group_by(col<&Department::id>).order_by(heads.desc(), col<&Department::id>)))
    seen.push_back(department->name + std::to_string(count));

  EXPECT_EQ(seen, (Names{"Sales2", "Stock1", "Board0"}));
}

TEST(Results, columns_are_added_behind_what_is_selected) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  const auto boss = alias<Employee>("boss");

  const auto [name, ann, age] =
      session.execute(select(col<&Department::name>).add_columns(boss, boss[col<&Employee::age>]).join<&Department::employees>(boss)
                          .where(boss[col<&Employee::id>] == 1)).one();

  EXPECT_EQ(name, "Sales");
  EXPECT_EQ(ann->name, "Ann");
  EXPECT_EQ(age, 30);
}

}  // namespace
}  // namespace weft::test
