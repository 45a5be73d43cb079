// SPDX-License-Identifier: MIT
//
// Relationships of new entities that nobody wrote to: once there is a row, they are what the database says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

struct UnreadAfterInsert : testing::Test {
  UnreadAfterInsert() { database.fill_company(); }
  Database database;
  Session session{database.engine};
};

TEST_F(UnreadAfterInsert, a_reference_is_found_by_the_key_that_the_program_wrote) {
  const auto eve = session.add(Employee{.name = "Eve", .department_id = 2});
  session.flush();

  EXPECT_EQ(eve->department->name, "Stock");
}

TEST_F(UnreadAfterInsert, a_reference_that_was_empty_before_the_flush_is_found_as_well) {
  const auto eve = session.add(Employee{.name = "Eve", .department_id = 2});
  {
    const auto guard = session.no_autoflush();
    StatementCounter counter(database.engine);
    EXPECT_FALSE(eve->department);
    EXPECT_EQ(counter.count(), 0U);
  }
  session.flush();

  EXPECT_EQ(eve->department->name, "Stock");
}

TEST_F(UnreadAfterInsert, a_collection_has_what_was_written_by_key) {
  const auto fresh = session.add(Department{.name = "New"});
  EXPECT_TRUE(fresh->employees.empty());
  session.flush();
  const auto eve = session.add(Employee{.name = "Eve", .department_id = fresh->id});
  session.execute(insert<Employee>().values(Employee{.name = "Fay", .department_id = fresh->id}));

  EXPECT_EQ(names(fresh->employees, &Employee::name), (Names{"Eve", "Fay"}));
  EXPECT_EQ(eve->department, fresh);
}

TEST_F(UnreadAfterInsert, a_query_that_loads_the_relationship_fills_it) {
  const auto fresh = session.add(Department{.id = 9, .name = "New"});
  session.flush();
  session.add(Employee{.name = "Eve", .department_id = 9});

  for (const char* strategy : {"joined", "selectin", "subquery"}) {
    session.expire<&Department::employees>(fresh);
    (void)session.scalars(select<Department>().where(col<&Department::id> == 9).options(load<&Department::employees>(strategy)))
        .all();
    StatementCounter counter(database.engine);
    EXPECT_EQ(fresh->employees.size(), 1U) << strategy;
    EXPECT_EQ(counter.count(), 0U) << strategy;
  }
}

TEST_F(UnreadAfterInsert, what_was_linked_is_not_read_again) {
  const auto fresh = session.add(Department{.name = "New", .employees = {Employee{.name = "Eve"}}});
  session.flush();
  StatementCounter counter(database.engine);

  EXPECT_EQ(fresh->employees.size(), 1U);
  EXPECT_EQ(fresh->employees[0]->department, fresh);
  EXPECT_EQ(counter.count(), 0U);
}

TEST_F(UnreadAfterInsert, a_new_entity_that_is_rolled_back_reads_as_empty) {
  const auto fresh = session.add(Department{.name = "New"});
  session.flush();
  EXPECT_TRUE(fresh->employees.empty());
  session.rollback();
  StatementCounter counter(database.engine);

  EXPECT_EQ(state(fresh), State::transient);
  EXPECT_TRUE(fresh->employees.empty());
  EXPECT_EQ(counter.count(), 0U);
}

}  // namespace
}  // namespace weft::test
