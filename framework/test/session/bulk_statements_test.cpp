// SPDX-License-Identifier: MIT
//
// UPDATE and DELETE past the unit of work, and what the session holds of the rows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

struct BulkStatements : testing::Test {
  BulkStatements() { database.fill_company(); }
  void age(std::int64_t to) { session.execute(update<Employee>().set(col<&Employee::age>, to)); }
  [[nodiscard]] Names employees() { return database.texts("SELECT full_name || age FROM employee ORDER BY id"); }

  Database database{};
  Session session{database.engine};
};

TEST_F(BulkStatements, show_in_what_was_changed_before) {
  auto ann = session.get<Employee>(1);
  auto* watched = ann.modify();
  watched->name = "Anna";

  age(70);

  EXPECT_EQ(ann->age, 70);
  EXPECT_EQ(ann->name, "Anna");
  EXPECT_EQ(watched->age, 70) << "the object is the same";
}

TEST_F(BulkStatements, leave_what_modify_returned_under_watch) {
  auto ann = session.get<Employee>(1);
  auto* watched = ann.modify();
  watched->name = "Anna";
  age(70);

  watched->name = "Annie";
  session.commit();

  EXPECT_THAT(employees(), ElementsAre("Annie70", "Bob70", "Cid70", "Dan70"));
}

TEST_F(BulkStatements, do_not_take_back_what_was_not_flushed) {
  auto ann = session.get<Employee>(1);
  auto stock = session.get<Department>(2);
  auto quiet = session.no_autoflush();
  ann.modify()->name = "Anna";
  ann.modify()->department = stock;

  age(70);

  EXPECT_EQ(ann->name, "Anna");
  EXPECT_EQ(ann->age, 70);
  EXPECT_EQ(ann->department, stock);
  session.commit();
  EXPECT_THAT(employees(), ElementsAre("Anna70", "Bob70", "Cid70", "Dan70"));
  EXPECT_THAT(database.numbers("SELECT department_id FROM employee WHERE id = 1"), ElementsAre(2));
}

TEST_F(BulkStatements, are_written_over_by_what_was_not_flushed) {
  auto ann = session.get<Employee>(1);
  auto quiet = session.no_autoflush();
  ann.modify()->age = 31;

  age(70);

  EXPECT_EQ(ann->age, 31);
  session.commit();
  EXPECT_THAT(employees(), ElementsAre("Ann31", "Bob70", "Cid70", "Dan70"));
}

TEST_F(BulkStatements, send_nothing_for_what_is_not_used_again) {
  session.get<Employee>(1).modify()->name = "Anna";
  session.flush();
  StatementCounter counter(database.engine);

  age(70);
  session.commit();

  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("UPDATE employee SET age")));
}

TEST_F(BulkStatements, of_foreign_keys_show_in_relationships_of_what_was_changed_before) {
  auto ann = session.get<Employee>(1);
  auto sales = session.get<Department>(1);
  ann.modify()->name = "Anna";
  ann.modify()->department = sales;
  session.flush();

  session.execute(update<Employee>().set(col<&Employee::department_id>, std::optional<std::int64_t>(2)));

  EXPECT_EQ(ann->department->name, "Stock");
}

TEST_F(BulkStatements, that_delete_are_found_out_at_the_next_use) {
  auto dan = session.get<Employee>(4);
  dan.modify()->name = "Daniel";

  session.execute(delete_from<Employee>().where(col<&Employee::id> == 4));

  EXPECT_THROW((void)dan->name, StaleDataError);
  EXPECT_FALSE(session.get<Employee>(4));
  session.commit();
  EXPECT_THAT(database.numbers("SELECT id FROM employee WHERE id = 4"), IsEmpty());
}

TEST_F(BulkStatements, are_taken_back_by_a_rollback) {
  auto ann = session.get<Employee>(1);
  ann.modify()->name = "Anna";
  age(70);
  EXPECT_EQ(ann->age, 70);

  session.rollback();

  EXPECT_EQ(ann->age, 30);
  EXPECT_EQ(ann->name, "Ann");
}

}  // namespace
}  // namespace weft::test
