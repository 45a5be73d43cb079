// SPDX-License-Identifier: MIT
//
// What outlives what; leaks and dangling reads are the address sanitizer's to find.
#include <gtest/gtest.h>

#include <memory>

#include "support/database.hpp"

namespace weft::test {
namespace {

TEST(Ownership, a_handle_keeps_the_loaded_graph_readable_after_session_and_engine) {
  Ptr<Department> sales;
  {
    Database database;
    database.fill_company();
    Session session(database.engine);
    sales = session.get<Department>(1);
    ASSERT_EQ(sales->employees.size(), 2U);
  }

  EXPECT_EQ(sales->employees.front()->name, "Ann");
}

TEST(Ownership, a_cycle_of_transient_entities_is_freed_with_its_last_handle) {
  auto root = make(TreeNode{.name = "root"});
  auto leaf = make(TreeNode{.name = "leaf"});

  leaf.modify()->parent = root;
  root = nullptr;

  EXPECT_EQ(leaf->parent->name, "root");
}

TEST(Ownership, a_loop_over_a_collection_outlives_the_session) {
  Database database;
  database.fill_company();
  auto session = std::make_unique<Session>(database.engine);
  auto sales = session->get<Department>(1);
  Names seen;

  for (const auto& employee : sales->employees) {
    session.reset();
    seen.push_back(employee->name);
  }

  EXPECT_EQ(seen, (Names{"Ann", "Bob"}));
}

TEST(Ownership, an_expired_detached_entity_says_that_it_cannot_be_read) {
  Database database;
  Ptr<Item> mug;
  {
    Session session(database.engine);
    mug = session.add(Item{.name = "Mug"});
    session.commit();
  }

  EXPECT_THROW(static_cast<void>(mug->name), DetachedError);
}

}  // namespace
}  // namespace weft::test
