// SPDX-License-Identifier: MIT
//
// Keys that the database makes, where they come back from one INSERT of many rows. SQLite's own way is in
// unit_of_work_test.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/altered_sqlite.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

struct GeneratedKeysReturned : testing::Test {
  GeneratedKeysReturned() { create_all<Department, TreeNode, Order, Team>(database.engine); }
  AlteredSqlite database{[](Capabilities& can) {
    can.generated_keys = GeneratedKeys::returning;
    can.insert_rows = 1000;
  }};
  Session session{database.engine};
};

TEST_F(GeneratedKeysReturned, ten_parents_with_thirty_children_take_two_inserts) {
  std::vector<Ptr<Department>> departments;
  for (int parent = 0; parent < 10; ++parent) {
    Department department{.name = "department " + std::to_string(parent)};
    for (int child = 0; child < 3; ++child)
      department.employees.push_back(Employee{.name = "employee " + std::to_string(parent), .age = child});
    departments.push_back(session.add(std::move(department)));
  }
  StatementCounter counter(database.engine);

  session.flush();

  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("INSERT INTO department"), StartsWith("INSERT INTO employee")));
  for (const auto& department : departments)
    for (const auto& employee : department->employees) EXPECT_EQ(employee->department_id, department->id);
  session.commit();
  EXPECT_THAT(database.numbers("SELECT count(*) FROM employee e JOIN department d ON d.id = e.department_id WHERE "
                               "substr(e.full_name, 10) = substr(d.name, 12)"),
              ElementsAre(30));
}

TEST_F(GeneratedKeysReturned, each_object_has_the_key_of_its_own_row) {
  std::vector<Ptr<Item>> items;
  for (int index = 0; index < 300; ++index)
    items.push_back(session.add(Item{.name = "item " + std::to_string((index * 37) % 300)}));

  session.commit();

  for (const auto& item : items) {
    const auto name = session.execute(select(col<&Item::name>).where(col<&Item::id> == item->id)).all();
    ASSERT_EQ(name.size(), 1U);
    EXPECT_EQ(std::get<0>(name.front()), item->name);
  }
}

TEST_F(GeneratedKeysReturned, more_rows_than_one_statement_takes_go_out_in_several) {
  for (int index = 0; index < 2500; ++index) session.add(Item{.name = std::to_string(index)});
  StatementCounter counter(database.engine);

  session.flush();

  EXPECT_EQ(counter.count(), 3U);
  session.commit();
  EXPECT_THAT(database.numbers("SELECT count(*) FROM item"), ElementsAre(2500));
}

TEST_F(GeneratedKeysReturned, the_number_of_parameters_limits_the_rows_too) {
  AlteredSqlite small([](Capabilities& can) {
    can.generated_keys = GeneratedKeys::returning;
    can.insert_rows = 1000;
    can.max_parameters = 21;
  });
  create_all<Item>(small.engine);
  Session other(small.engine);
  for (int index = 0; index < 25; ++index) other.add(Item{.name = std::to_string(index)});
  StatementCounter counter(small.engine);

  other.flush();

  EXPECT_EQ(counter.count(), 3U) << "rows of two values: ten at once";
}

TEST_F(GeneratedKeysReturned, given_keys_need_nothing_back) {
  session.add(Item{.id = 7, .name = "given"});
  auto made = session.add(Item{.name = "made"});
  StatementCounter counter(database.engine);

  session.flush();

  EXPECT_GT(made->id, 7);
  EXPECT_THAT(counter.statements(), ElementsAre(testing::Not(HasSubstr("RETURNING")), HasSubstr("RETURNING")));
}

struct GeneratedKeysCounted : testing::Test {
  GeneratedKeysCounted() { create_all<Department, Item>(database.engine); }
  AlteredSqlite database{[](Capabilities& can) {
    can.generated_keys = GeneratedKeys::first_insert_id;
    can.insert_rows = 100;
  }};
  Session session{database.engine};
};

TEST_F(GeneratedKeysCounted, ten_parents_with_thirty_children_take_two_inserts) {
  std::vector<Ptr<Department>> departments;
  for (int parent = 0; parent < 10; ++parent) {
    Department department{.name = "department " + std::to_string(parent)};
    for (int child = 0; child < 3; ++child)
      department.employees.push_back(Employee{.name = "employee " + std::to_string(parent), .age = child});
    departments.push_back(session.add(std::move(department)));
  }
  StatementCounter counter(database.engine);

  session.commit();

  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("INSERT INTO department"), StartsWith("INSERT INTO employee")));
  EXPECT_THAT(database.numbers("SELECT count(*) FROM employee e JOIN department d ON d.id = e.department_id WHERE "
                               "substr(e.full_name, 10) = substr(d.name, 12)"),
              ElementsAre(30));
}

TEST_F(GeneratedKeysCounted, each_object_has_the_key_of_its_own_row) {
  std::vector<Ptr<Item>> items;
  for (int index = 0; index < 250; ++index)
    items.push_back(session.add(Item{.name = "item " + std::to_string((index * 37) % 250)}));
  StatementCounter counter(database.engine);

  session.commit();

  EXPECT_EQ(counter.count(), 2U) << "two of a hundred rows as one batch, and one of fifty";
  for (const auto& item : items) {
    const auto name = session.execute(select(col<&Item::name>).where(col<&Item::id> == item->id)).all();
    ASSERT_EQ(name.size(), 1U);
    EXPECT_EQ(std::get<0>(name.front()), item->name);
  }
}

TEST_F(GeneratedKeysReturned, a_tree_takes_a_statement_a_level) {
  auto root = session.add(TreeNode{.name = "root"});
  for (int index = 0; index < 5; ++index) {
    auto child = session.add(TreeNode{.name = "child " + std::to_string(index)});
    child.modify()->parent = root;
    session.add(TreeNode{.name = "leaf"}).modify()->parent = child;
  }
  StatementCounter counter(database.engine);

  session.flush();

  EXPECT_EQ(counter.count(), 3U);
  session.commit();
  EXPECT_THAT(database.numbers("SELECT count(*) FROM tree_node c JOIN tree_node p ON p.id = c.parent_id"), ElementsAre(10));
}

TEST_F(GeneratedKeysReturned, new_rows_may_refer_to_each_other) {
  auto team = session.add(Team{.name = "Reds"});
  auto ann = session.add(Player{.name = "Ann"});
  ann.modify()->team = team;
  team.modify()->captain = ann;

  session.commit();

  EXPECT_EQ(team->captain_id, ann->id);
  EXPECT_EQ(ann->team_id, team->id);
}

TEST(RowCounts, without_them_a_row_that_is_gone_goes_unnoticed) {
  AlteredSqlite database([](Capabilities& can) { can.row_counts = can.batch_row_counts = false; });
  create_all<Department>(database.engine);
  Session session(database.engine);
  auto sales = session.add(Department{.name = "Sales"});
  session.commit();
  static_cast<void>(sales->name);
  session.execute(text("DELETE FROM department"));

  sales.modify()->name = "Stock";

  EXPECT_NO_THROW(session.flush());
}

}  // namespace
}  // namespace weft::test
