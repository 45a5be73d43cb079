// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

std::size_t position_of(const std::vector<std::string>& statements, std::string_view start) {
  for (std::size_t index = 0; index < statements.size(); ++index)
    if (statements[index].starts_with(start)) return index;
  return statements.size();
}

TEST(UnitOfWork, generated_keys_are_there_after_the_flush) {
  Database database;
  Session session(database.engine);
  auto mug = session.add(Item{.name = "Mug"});
  auto cap = session.add(Item{.name = "Cap"});
  EXPECT_EQ(mug->id, 0);

  session.flush();

  EXPECT_GT(mug->id, 0);
  EXPECT_GT(cap->id, mug->id);
}

TEST(UnitOfWork, a_key_that_the_program_gives_is_kept) {
  Database database;
  Session session(database.engine);
  auto mug = session.add(Item{.id = 42, .name = "Mug"});

  session.commit();

  EXPECT_EQ(mug->id, 42);
  EXPECT_THAT(database.numbers("SELECT id FROM item"), ElementsAre(42));
}

TEST(UnitOfWork, adding_a_value_adds_all_values_in_it) {
  Database database;
  Session session(database.engine);

  auto order = session.add(Order{
      .customer_name = "Ann",
      .order_items = {OrderItem{.quantity = 2, .price_paid = 19.5, .item = Item{.name = "Shirt", .price = 20}},
                      OrderItem{.quantity = 1, .price_paid = 12.5, .item = Item{.name = "Mug", .price = 13}}}});
  session.commit();

  EXPECT_EQ(order->order_items.size(), 2U);
  EXPECT_THAT(database.texts("SELECT i.name FROM order_item l JOIN item i ON i.id = l.item_id "
                             "JOIN \"order\" o ON o.id = l.order_id WHERE o.customer_name = 'Ann' ORDER BY i.name"),
              ElementsAre("Mug", "Shirt"));
}

TEST(UnitOfWork, owners_are_inserted_before_what_refers_to_them_in_any_order_of_adding) {
  Database database;
  Session session(database.engine);
  auto ann = session.add(Employee{.name = "Ann"});
  auto sales = session.add(Department{.name = "Sales"});
  ann.modify()->department = sales;

  session.commit();

  EXPECT_EQ(ann->department_id, sales->id);
  EXPECT_THAT(database.numbers("SELECT department_id FROM employee"), ElementsAre(sales->id));
}

TEST(UnitOfWork, referring_rows_are_deleted_before_their_owners) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto sales = session.get<Department>(1);
  auto ann = session.get<Employee>(1);
  auto bob = session.get<Employee>(2);
  StatementCounter counter(database.engine);

  session.remove(sales);
  session.remove(ann);
  session.remove(bob);
  session.flush();

  const auto statements = counter.statements();
  EXPECT_LT(position_of(statements, "DELETE FROM employee"), position_of(statements, "DELETE FROM department"));
  session.commit();
  EXPECT_THAT(database.numbers("SELECT id FROM department ORDER BY id"), ElementsAre(2, 3));
  EXPECT_THAT(database.numbers("SELECT id FROM employee ORDER BY id"), ElementsAre(3, 4));
}

TEST(UnitOfWork, rows_that_refer_to_their_own_table_may_be_added_in_any_order) {
  Database database;
  Session session(database.engine);
  auto leaf = session.add(TreeNode{.name = "leaf"});
  auto middle = session.add(TreeNode{.name = "middle"});
  auto root = session.add(TreeNode{.name = "root"});
  middle.modify()->parent = root;
  leaf.modify()->parent = middle;

  session.commit();

  EXPECT_EQ(leaf->parent_id, middle->id);
  EXPECT_EQ(middle->parent_id, root->id);
  EXPECT_FALSE(root->parent_id);
  EXPECT_THAT(database.texts("SELECT l.name || m.name || r.name FROM tree_node l JOIN tree_node m ON m.id = l.parent_id "
                             "JOIN tree_node r ON r.id = m.parent_id"),
              ElementsAre("leafmiddleroot"));
}

TEST(UnitOfWork, rows_that_refer_to_their_own_table_are_deleted_from_the_leaves) {
  Database database;
  database.fill_tree();
  Session session(database.engine);
  for (std::int64_t id : {1, 3, 5, 4, 6}) session.remove(session.get<TreeNode>(id));

  session.commit();

  EXPECT_THAT(database.texts("SELECT name FROM tree_node"), ElementsAre("other"));
}

TEST(UnitOfWork, a_long_chain_of_new_rows_is_written) {
  Database database;
  Session session(database.engine);
  std::vector<Ptr<TreeNode>> nodes;
  for (int depth = 0; depth < 500; ++depth) nodes.push_back(session.add(TreeNode{.name = "node"}));
  for (std::size_t index = 0; index + 1 < nodes.size(); ++index) nodes[index].modify()->parent = nodes[index + 1];

  session.commit();

  EXPECT_THAT(database.numbers("SELECT count(*) FROM tree_node WHERE parent_id IS NULL"), ElementsAre(1));
  EXPECT_THAT(database.numbers("SELECT count(*) FROM tree_node c JOIN tree_node p ON p.id = c.parent_id"),
              ElementsAre(499));
}

TEST(UnitOfWork, a_row_may_refer_to_itself) {
  Database database;
  Session session(database.engine);
  auto node = session.add(TreeNode{.name = "self"});
  node.modify()->parent = node;

  session.commit();

  EXPECT_EQ(node->parent_id, node->id);
  EXPECT_THAT(database.numbers("SELECT count(*) FROM tree_node WHERE parent_id = id"), ElementsAre(1));
}

TEST(UnitOfWork, two_new_rows_may_refer_to_each_other) {
  Database database;
  Session session(database.engine);
  auto team = session.add(Team{.name = "Reds"});
  auto ann = session.add(Player{.name = "Ann"});
  ann.modify()->team = team;
  team.modify()->captain = ann;

  session.commit();

  EXPECT_EQ(team->captain_id, ann->id);
  EXPECT_EQ(ann->team_id, team->id);
  EXPECT_THAT(database.numbers("SELECT count(*) FROM team t JOIN player p ON p.team_id = t.id AND t.captain_id = p.id"),
              ElementsAre(1));
}

TEST(UnitOfWork, a_composite_foreign_key_is_filled_in) {
  Database database;
  Session session(database.engine);

  session.add(Shelf{.room = 1, .letter = "B", .volumes = {Volume{.title = "Atlas"}}});
  session.commit();

  EXPECT_THAT(database.texts("SELECT shelf_room || shelf_letter FROM volume"), ElementsAre("1B"));
}

TEST(UnitOfWork, rows_with_the_same_columns_go_out_in_one_statement_where_keys_are_known) {
  Database database;
  Session session(database.engine);
  for (std::int64_t id = 1; id <= 20; ++id) session.add(Item{.id = id, .name = "item " + std::to_string(id)});
  StatementCounter counter(database.engine);

  session.flush();

  EXPECT_EQ(counter.count(), 1U);
  session.commit();
  EXPECT_THAT(database.numbers("SELECT count(*) FROM item"), ElementsAre(20));
}

TEST(UnitOfWork, updates_with_the_same_columns_go_out_in_one_statement) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  for (const auto& employee : session.scalars(select<Employee>())) employee.modify()->age += 1;
  StatementCounter counter(database.engine);

  session.flush();

  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("UPDATE employee SET age = ")));
  session.commit();
  EXPECT_THAT(database.numbers("SELECT age FROM employee ORDER BY id"), ElementsAre(31, 41, 51, 61));
}

TEST(UnitOfWork, a_flush_without_changes_sends_nothing) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  StatementCounter counter(database.engine);

  session.flush();

  EXPECT_EQ(counter.count(), 0U);
}

TEST(UnitOfWork, queries_flush_first) {
  Database database;
  Session session(database.engine);
  session.add(Item{.name = "Mug"});

  auto found = session.scalars(select<Item>()).all();

  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front()->name, "Mug");
}

TEST(UnitOfWork, autoflush_can_be_held_back) {
  Database database;
  Session session(database.engine);
  session.add(Item{.name = "Mug"});
  {
    auto guard = session.no_autoflush();
    EXPECT_TRUE(session.scalars(select<Item>()).empty());
  }

  EXPECT_EQ(session.scalars(select<Item>()).size(), 1U);
}

TEST(UnitOfWork, autoflush_can_be_turned_off) {
  Database database;
  Session session(database.engine, {.autoflush = false});
  session.add(Item{.name = "Mug"});

  EXPECT_TRUE(session.scalars(select<Item>()).empty());

  session.flush();
  EXPECT_EQ(session.scalars(select<Item>()).size(), 1U);
}

TEST(UnitOfWork, a_row_that_somebody_else_deleted_is_a_stale_data_error) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  session.execute(text("DELETE FROM employee WHERE id = 1"));

  ann.modify()->age = 31;

  try {
    session.flush();
    FAIL() << "no error";
  } catch (const StaleDataError& error) {
    EXPECT_STREQ(error.what(),
                 "cannot update \"Employee\" with key 1: its row was changed or deleted by somebody else\n"
                 "  roll back, read it again with session.refresh(...), and repeat the change");
  }
}

TEST(UnitOfWork, deleting_a_row_that_is_gone_warns) {
  Database database;
  database.fill_company();
  std::string warned;
  auto guard = on_warning([&](std::string_view warning) { warned = warning; });
  Session session(database.engine);
  auto dan = session.get<Employee>(4);
  session.execute(text("DELETE FROM employee WHERE id = 4"));

  session.remove(dan);
  session.flush();

  EXPECT_THAT(warned, HasSubstr("\"Employee\""));
}

TEST(UnitOfWork, a_failed_flush_rolls_back_and_asks_for_a_rollback) {
  Database database;
  database.fill_shop();
  Session session(database.engine);
  session.add(Item{.name = "Hat"});
  session.add(Item{.name = "Mug"});

  EXPECT_THROW(session.flush(), IntegrityError);

  try {
    static_cast<void>(session.get<Item>(1));
    FAIL() << "no error";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(),
                StartsWith("the session cannot go on: its last flush failed and the transaction was rolled back\n"
                           "  because  "));
    EXPECT_THAT(error.what(), HasSubstr("\n  call session.rollback() and start again from what the database holds"));
  }
  session.rollback();
  EXPECT_EQ(session.scalars(select<Item>()).size(), 3U);
}

TEST(UnitOfWork, a_to_one_that_leads_out_of_the_session_is_not_written_and_told_with_the_remedy) {
  Database database;
  Session session(database.engine);
  std::vector<std::string> warnings;
  const auto seen = on_warning([&](std::string_view text) { warnings.emplace_back(text); });
  auto ann = session.add(Player{.name = "Ann"});
  auto reds = session.add(Team{.name = "Reds", .captain = ann});
  session.expunge(ann);

  session.flush();

  EXPECT_THAT(warnings, ElementsAre("\"Player\" in \"Team::captain\" is not in the session, and is not written\n"
                                    "  add it with session.add(...), or map the relationship with the cascade save_update"));
  EXPECT_EQ(reds->captain_id, std::nullopt);
  session.commit();
  EXPECT_EQ(database.numbers("SELECT count(*) FROM team WHERE captain_id IS NULL"), std::vector<std::int64_t>{1});
  EXPECT_EQ(state(ann), State::transient);
}

TEST(UnitOfWork, a_to_one_that_is_set_to_what_is_out_of_the_session_keeps_the_key_that_it_has) {
  Database database;
  Session session(database.engine);
  auto bob = session.add(Player{.name = "Bob"});
  auto reds = session.add(Team{.name = "Reds", .captain = bob});
  session.commit();
  std::vector<std::string> warnings;
  const auto seen = on_warning([&](std::string_view text) { warnings.emplace_back(text); });
  auto ann = session.add(Player{.name = "Ann"});
  reds.modify()->captain = ann;
  session.expunge(ann);

  session.commit();

  EXPECT_EQ(warnings.size(), 1U);
  EXPECT_EQ(reds->captain, bob);
}

TEST(UnitOfWork, an_added_value_is_taken_over_and_a_copy_stays_a_copy) {
  Database database;
  Session session(database.engine);
  Item value{.name = "Mug"};

  auto mug = session.add(value);
  value.name = "Cup";
  session.commit();

  EXPECT_EQ(mug->name, "Mug");
}

TEST(UnitOfWork, add_all_takes_values_and_handles) {
  Database database;
  Session session(database.engine);
  auto hat = make(Item{.name = "Hat"});

  auto added = session.add_all({Item{.name = "Mug"}, Item{.name = "Cap"}});
  session.add_all(std::vector<Ptr<Item>>{hat});
  session.commit();

  EXPECT_EQ(added.size(), 2U);
  EXPECT_THAT(database.texts("SELECT name FROM item ORDER BY id"), ElementsAre("Mug", "Cap", "Hat"));
}

}  // namespace
}  // namespace weft::test
