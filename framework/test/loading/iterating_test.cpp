// SPDX-License-Identifier: MIT
//
// A loop over what was loaded may use its session for anything.
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

class Iterating : public testing::Test {
 protected:
  Iterating() { database.fill_company(); }
  Database database{};
  Session session{database.engine};
};

TEST_F(Iterating, a_result_while_other_statements_are_sent) {
  Names seen;

  for (const Ptr<Department>& department : session.scalars(select<Department>().order_by(col<&Department::id>))) {
    seen.push_back(department->name);
    (void)session.scalars(select<Employee>()).all();
    (void)department->employees.size();
    department.modify()->name += "!";
    session.flush();
  }

  EXPECT_EQ(seen, (Names{"Sales", "Stock", "Board"}));
}

TEST_F(Iterating, a_collection_while_other_statements_are_sent) {
  auto sales = session.get<Department>(1);
  Names seen;

  for (const auto& employee : sales->employees) {
    seen.push_back(employee->name);
    session.add(Employee{.name = "new", .department_id = 1});
    (void)session.scalars(select<Department>().options(selectinload<&Department::employees>())).all();
  }

  EXPECT_EQ(seen, (Names{"Ann", "Bob"}));
  EXPECT_EQ(database.numbers("SELECT count(*) FROM employee"), (std::vector<std::int64_t>{4}));
}

TEST_F(Iterating, a_collection_while_it_is_changed_committed_and_expired) {
  auto sales = session.get<Department>(1);
  Names seen;

  for (const auto& employee : sales->employees) {
    seen.push_back(employee->name);
    sales.modify()->employees.remove(employee);
    session.commit();
    EXPECT_EQ(sales->employees.size(), 2U - seen.size());
  }

  EXPECT_EQ(seen, (Names{"Ann", "Bob"}));
}

TEST_F(Iterating, a_collection_while_it_is_refreshed) {
  auto sales = session.get<Department>(1);
  Names seen;

  for (const auto& employee : sales->employees) {
    seen.push_back(employee->name);
    session.refresh<&Department::employees>(sales);
    session.refresh(sales);
  }

  EXPECT_EQ(seen, (Names{"Ann", "Bob"}));
}

}  // namespace
}  // namespace weft::test
