// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

using testing::HasSubstr;

TEST(LoadSelect, each_collection_is_read_when_it_is_touched) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  StatementCounter counter(database.engine);
  auto all = session.scalars(select<Department>().order_by(col<&Department::id>)).all();
  EXPECT_EQ(counter.count(), 1U);

  EXPECT_EQ(names(all[0]->employees, &Employee::name), (Names{"Ann", "Bob"}));
  EXPECT_EQ(names(all[1]->employees, &Employee::name), (Names{"Cid"}));
  EXPECT_TRUE(all[2]->employees.empty());
  EXPECT_EQ(all[0]->employees.size(), 2U);

  EXPECT_EQ(counter.count(), 4U);
}

TEST(LoadSelect, a_to_one_that_the_session_holds_or_that_is_null_costs_nothing) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto all = session.scalars(select<Employee>().order_by(col<&Employee::id>)).all();
  StatementCounter counter(database.engine);

  EXPECT_EQ(all[0]->department->name, "Sales");
  EXPECT_EQ(all[1]->department, all[0]->department);
  EXPECT_EQ(all[2]->department->name, "Stock");
  EXPECT_FALSE(all[3]->department);

  EXPECT_EQ(counter.count(), 2U);
}

TEST(LoadSelect, a_detached_owner_cannot_load_and_says_which_relationship) {
  Database database;
  database.fill_company();
  Ptr<Department> sales;
  {
    Session session(database.engine);
    sales = session.get<Department>(1);
  }

  try {
    static_cast<void>(sales->employees.size());
    FAIL() << "no error";
  } catch (const DetachedError& error) {
    EXPECT_THAT(error.what(), HasSubstr("Department::employees"));
  }
}

}  // namespace
}  // namespace weft::test
