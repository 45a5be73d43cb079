// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"
#include "support/merge_models.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;

TEST(MergingClean, without_loading_nothing_is_sent_and_nothing_is_changed) {
  Database database;
  database.fill_company();
  auto given = detached<Department>(database, 1, [](auto& sales) { EXPECT_EQ(sales->employees.size(), 2U); });
  Session session(database.engine);
  StatementCounter counter(database.engine);

  auto sales = session.merge(given, {.load = false});
  EXPECT_EQ(state(sales), State::persistent);
  EXPECT_NE(sales, given);
  EXPECT_EQ(names(sales->employees, &Employee::name), (Names{"Ann", "Bob"}));
  EXPECT_EQ(session.get<Employee>(2), sales->employees[1]);
  session.flush();

  EXPECT_EQ(counter.count(), 0U);
  EXPECT_TRUE(session.dirty().empty());
  sales->employees[0].modify()->age = 31;
  session.commit();
  EXPECT_THAT(database.numbers("SELECT age FROM employee WHERE id = 1"), ElementsAre(31));
}

TEST(MergingClean, without_loading_a_value_with_a_key_is_the_row) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  Department value{.id = 1, .name = "Sales"};
  value.employees = {Employee{.id = 1, .name = "Ann", .age = 30}};
  StatementCounter counter(database.engine);

  auto sales = session.merge(value, {.load = false});

  EXPECT_EQ(sales->employees[0]->department_id, 1);
  EXPECT_EQ(sales->employees[0]->department, sales);
  session.flush();
  EXPECT_EQ(counter.count(), 0U);
}

TEST(MergingClean, what_was_taken_over_without_loading_is_refreshed_together) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  Department value{.id = 1, .name = "Sales"};
  value.employees = {Employee{.id = 1}, Employee{.id = 2}};
  auto sales = session.merge(value, {.load = false});
  auto ann = sales->employees[0];
  auto bob = sales->employees[1];
  session.commit();
  StatementCounter counter(database.engine);

  EXPECT_EQ(ann->name + bob->name, "AnnBob");

  EXPECT_EQ(counter.count(), 1U);
}

TEST(MergingClean, without_loading_unflushed_links_of_the_session_are_undone_on_both_sides) {
  Database database;
  database.fill_company();
  auto given = detached<Employee>(database, 1);
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  auto sales = session.get<Department>(1);
  auto stock = session.get<Department>(2);
  auto cid = session.get<Employee>(3);
  auto board = session.add(Department{.name = "New"});
  ann.modify()->department = stock;
  ann.modify()->department = board;
  cid.modify()->department = sales;

  EXPECT_EQ(session.merge(given, {.load = false}), ann);

  EXPECT_TRUE(board->employees.empty());
  session.commit();
  EXPECT_EQ(names(stock->employees, &Employee::name), Names{});
  EXPECT_THAT(database.numbers("SELECT department_id FROM employee ORDER BY id LIMIT 3"), ElementsAre(1, 1, 1));
}

TEST(MergingClean, without_loading_unflushed_changes_of_the_session_are_overwritten) {
  Database database;
  database.fill_company();
  auto given = detached<Employee>(database, 1);
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  ann.modify()->age = 99;
  StatementCounter counter(database.engine);

  EXPECT_EQ(session.merge(given, {.load = false}), ann);
  session.flush();

  EXPECT_EQ(ann->age, 30);
  EXPECT_FALSE(session.is_modified(ann));
  EXPECT_EQ(counter.count(), 0U);
}

TEST(MergingClean, without_loading_pending_and_changed_and_keyless_ones_are_refused) {
  Database database;
  database.fill_company();
  Session other(database.engine);
  auto ann = other.get<Employee>(1);
  ann.modify()->age = 31;
  auto mug = other.add(Item{.name = "Mug"});
  Session session(database.engine);
  auto refused = [&](const auto& given) -> std::string {
    try {
      session.merge(given, {.load = false});
    } catch (const UsageError& error) {
      return error.what();
    }
    return "no error";
  };

  EXPECT_EQ(refused(make(Item{.name = "Cap"})),
            "cannot merge \"Item\" without loading: it has no key\n  give it one, or merge it with loading");
  EXPECT_EQ(refused(mug),
            "cannot merge \"Item\" without loading: it is pending, and has no row yet\n  flush it where it is first");
  EXPECT_EQ(refused(ann),
            "cannot merge \"Employee\" with key 1 without loading: it has changes that were not flushed\n"
            "  flush it where it is first");
}

TEST(MergingClean, a_merge_into_a_debugged_session_is_no_unwatched_write) {
  Database database;
  database.fill_company();
  Session session(database.engine, {.detect_unwatched_writes = true});
  auto ann = session.get<Employee>(1);

  session.merge(Employee{.id = 1, .name = "Ann", .age = 31, .department_id = 1}, {.load = false});
  session.merge(Employee{.id = 2, .name = "Bo", .age = 40, .department_id = 1});

  EXPECT_NO_THROW(session.commit());
  EXPECT_THAT(database.texts("SELECT full_name FROM employee WHERE id < 3 ORDER BY id"), ElementsAre("Ann", "Bo"));
}

}  // namespace
}  // namespace weft::test
