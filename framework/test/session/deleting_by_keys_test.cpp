// SPDX-License-Identifier: MIT
//
// Removed rows that go together.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::StartsWith;

struct DeletingByKeys : testing::Test {
  /// So many items.
  void fill(int count) {
    for (int number = 1; number <= count; ++number)
      session.add(Item{.name = "item " + std::to_string(number)});
    session.commit();
  }
  void remove_all_items() {
    for (const auto& item : session.scalars(select<Item>())) session.remove(item);
  }

  Database database{};
  Session session{database.engine};
};

TEST_F(DeletingByKeys, names_one_row_by_its_key) {
  fill(1);
  remove_all_items();
  StatementCounter counter(database.engine);

  session.commit();

  EXPECT_THAT(counter.statements(), ElementsAre("DELETE FROM item WHERE id = ?"));
}

TEST_F(DeletingByKeys, fills_lists_up_to_one_of_a_few_sizes) {
  fill(3);
  remove_all_items();
  StatementCounter counter(database.engine);

  session.commit();

  EXPECT_THAT(counter.statements(), ElementsAre("DELETE FROM item WHERE id IN (?, ?, ?, ?, ?)"));
  EXPECT_THAT(database.numbers("SELECT count(*) FROM item"), ElementsAre(0));
}

TEST_F(DeletingByKeys, takes_as_many_statements_as_lists) {
  fill(1100);
  remove_all_items();
  StatementCounter counter(database.engine);

  session.commit();

  EXPECT_EQ(counter.count(), 3U);  // a list of SQLite has 500 keys
  EXPECT_THAT(counter.statements(), Each(StartsWith("DELETE FROM item WHERE id IN (")));
  EXPECT_THAT(database.numbers("SELECT count(*) FROM item"), ElementsAre(0));
}

TEST_F(DeletingByKeys, finds_composite_keys) {
  fill(3);
  auto order = session.add(Order{.customer_name = "Ann"});
  auto items = session.scalars(select<Item>()).all();
  for (const auto& item : items) order.modify()->order_items.push_back(OrderItem{.item = item});
  session.commit();
  order.modify()->order_items.erase(std::size_t{0});
  order.modify()->order_items.erase(std::size_t{0});
  StatementCounter counter(database.engine);

  session.commit();

  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("DELETE FROM order_item WHERE (order_id, item_id) IN (")));
  EXPECT_THAT(database.numbers("SELECT item_id FROM order_item"), ElementsAre(items[2]->id));
}

TEST_F(DeletingByKeys, deletes_rows_that_may_refer_to_each_other_one_by_one) {
  auto root = session.add(TreeNode{.name = "root"});
  auto leaf = session.add(TreeNode{.name = "leaf", .parent = root});
  session.commit();
  session.remove(root);
  session.remove(leaf);
  StatementCounter counter(database.engine);

  session.commit();

  EXPECT_EQ(counter.statements().back(), "DELETE FROM tree_node WHERE id = ?");
  EXPECT_THAT(database.numbers("SELECT count(*) FROM tree_node"), ElementsAre(0));
}

TEST_F(DeletingByKeys, warns_of_rows_that_were_gone) {
  fill(3);
  auto items = session.scalars(select<Item>()).all();
  session.commit();
  database.run("DELETE FROM item WHERE id = 2");
  for (const auto& item : items) session.remove(item);
  std::vector<std::string> warned;
  auto warnings = on_warning([&](std::string_view text) { warned.emplace_back(text); });

  session.commit();

  EXPECT_THAT(warned, ElementsAre("1 of 3 rows of \"Item\" were gone before they could be deleted"));
}

}  // namespace
}  // namespace weft::test
