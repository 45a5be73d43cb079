// SPDX-License-Identifier: MIT
//
// Entities that a query selects and does not join.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct MissingSources : testing::Test {
  MissingSources() { database.fill_company(); }
  Database database;
  Session session{database.engine};
  std::vector<std::string> warnings{};
  Subscription seen = on_warning([this](std::string_view text) { warnings.emplace_back(text); });
};

TEST_F(MissingSources, are_linked_by_the_condition) {
  const auto rows = session.execute(select<Employee, Department>().where(col<&Employee::department_id> == col<&Department::id>)
                                        .order_by(col<&Employee::id>)).all();

  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(std::get<1>(rows[2])->name, "Stock");
  EXPECT_THAT(warnings, IsEmpty());
}

TEST_F(MissingSources, may_be_those_of_columns) {
  const auto rows = session.execute(select(col<&Employee::name>, col<&Department::name>)
                                        .where(col<&Employee::department_id> == col<&Department::id> && col<&Employee::age> > 35)
                                        .order_by(col<&Employee::id>)).all();

  EXPECT_THAT(rows, ElementsAre(std::tuple("Bob", "Sales"), std::tuple("Cid", "Stock")));
  EXPECT_THAT(warnings, IsEmpty());
}

TEST_F(MissingSources, are_told_where_nothing_links_them) {
  const auto rows = session.execute(select<Employee, Department>().where(col<&Department::id> == 1)).all();

  EXPECT_EQ(rows.size(), 4U);
  EXPECT_THAT(warnings, ElementsAre(HasSubstr("cartesian product: nothing links \"Department\"")));
}

TEST_F(MissingSources, are_refused_where_the_query_starts_from_something_else) {
  try {
    static_cast<void>(session.scalars(select<Item>().join<&Employee::department>()).all());
    FAIL() << "it was read";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(),
                 "cannot read \"Item\": the first join of the query starts from \"Employee\", which is not selected, and "
                 "nothing links the two\n"
                 "  start with a relationship of \"Item\", join it, too, or link it in where()");
  }
  EXPECT_THAT(warnings, IsEmpty());

  const auto linked = select<Item>().join<&Employee::department>().where(col<&Item::name> == col<&Employee::name>);
  EXPECT_TRUE(session.scalars(linked).all().empty());
  EXPECT_EQ(session.scalars(select<Department>().join<&Employee::department>()).all().size(), 3U);
}

TEST_F(MissingSources, are_not_told_where_they_are_meant) {
  EXPECT_EQ(session.execute(select<Employee, Department>().cross_join<Department>()).all().size(), 12U);
  EXPECT_THAT(warnings, IsEmpty());
}

TEST_F(MissingSources, may_be_aliases) {
  const auto other = alias<Employee>("other");
  const auto pairs = session.execute(select(other, alias<Employee>("one"))
                                         .where(other[col<&Employee::department_id>] == alias<Employee>("one")[col<&Employee::department_id>])).all();

  EXPECT_EQ(pairs.size(), 5U);
  EXPECT_THAT(warnings, IsEmpty());
}

// A select inside of another takes what it lacks from there.
TEST_F(MissingSources, are_left_to_the_statement_around_a_select) {
  const auto heads = select(func::count(col<&Employee::id>)).where(col<&Employee::department_id> == col<&Department::id>).scalar();
  EXPECT_EQ(session.execute(select(col<&Department::name>, heads)).all().size(), 3U);
  EXPECT_THAT(warnings, IsEmpty());
}

}  // namespace
}  // namespace weft::test
