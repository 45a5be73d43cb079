// SPDX-License-Identifier: MIT
//
// One query may read an entity by several paths, and say another thing of its relationships on each: the shortest path
// counts, whatever comes first.
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

class ShallowestPath : public testing::TestWithParam<std::string> {
 protected:
  ShallowestPath() { database.fill_tree(); }

  /// Whether touching the children of the entity throws.
  bool refuses(const Ptr<TreeNode>& one) {
    try {
      (void)one->children.size();
      return false;
    } catch (const UnloadedAccessError&) {
      return true;
    }
  }

  Database database{};
  Session session{database.engine};
};

// The roots are selected, and reached once more as the parents of their children, three steps away.
TEST_P(ShallowestPath, decides_where_a_longer_one_comes_later) {
  const auto all = session.scalars(select<TreeNode>().order_by(col<&TreeNode::id>).options(
      raiseload<&TreeNode::children>(), load<&TreeNode::parent>(GetParam()).lazyload<&TreeNode::children>())).all();

  ASSERT_EQ(all.size(), 6U);
  EXPECT_TRUE(all[2]->parent);
  for (const auto& one : all) EXPECT_TRUE(refuses(one)) << one->id;
}

TEST_P(ShallowestPath, decides_for_what_may_be_loaded_too) {
  const auto all = session.scalars(select<TreeNode>().order_by(col<&TreeNode::id>).options(
      load<&TreeNode::parent>(GetParam()).raiseload<&TreeNode::children>())).all();

  EXPECT_TRUE(all[2]->parent);
  for (const auto& one : all) EXPECT_FALSE(refuses(one)) << one->id;
}

TEST_P(ShallowestPath, decides_among_two_that_are_not_selected) {
  const auto leaf = session.scalars(select<TreeNode>().where(col<&TreeNode::id> == 6).options(
      load<&TreeNode::parent>(GetParam()).lazyload<&TreeNode::children>(),
      load<&TreeNode::parent>(GetParam())
          .load<&TreeNode::parent>(GetParam())
          .load<&TreeNode::children>(GetParam())
          .raiseload<&TreeNode::children>())).one();

  EXPECT_FALSE(refuses(leaf->parent.ptr()));  // reached as the parent, and as a child of the grandparent
}

TEST_P(ShallowestPath, is_that_of_the_latest_query) {
  const auto before = session.scalars(select<TreeNode>().order_by(col<&TreeNode::id>)).all();

  (void)session.scalars(select<TreeNode>().where(col<&TreeNode::id> == 3).options(
      load<&TreeNode::parent>(GetParam()).raiseload<&TreeNode::children>())).one()->parent->id;

  EXPECT_FALSE(refuses(before[2]));
  // A lazy to-one that the session holds is not read again.
  EXPECT_EQ(refuses(before[0]), GetParam() != "select");
}

TEST_P(ShallowestPath, costs_no_statement_where_longer_ones_load) {
  StatementCounter counter(database.engine);
  const auto all = session.scalars(select<TreeNode>().order_by(col<&TreeNode::id>).options(
      load<&TreeNode::parent>("selectin").load<&TreeNode::children>(GetParam()))).all();
  const std::size_t read = counter.count();
  for (const auto& one : all) {
    if (one->parent) {
      EXPECT_FALSE(one->parent->children.empty());
    }
  }

  if (GetParam() == "select") return;
  EXPECT_EQ(read, GetParam() == "joined" ? 2U : 3U);
  EXPECT_EQ(counter.count(), read);
}

INSTANTIATE_TEST_SUITE_P(Strategies, ShallowestPath, testing::Values("select", "joined", "selectin", "subquery"),
                         [](const auto& shown) { return shown.param; });

}  // namespace
}  // namespace weft::test
