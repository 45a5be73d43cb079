// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "query/models.hpp"

namespace query_test {
namespace {

TEST(LoadOptions, a_path_lists_its_steps_from_the_root) {
  const weft::LoadOption option = weft::selectinload<&User::posts>().joinedload<&Post::tags>();

  EXPECT_EQ(&option.root(), &weft::entity_of<User>());
  ASSERT_EQ(option.steps.size(), 2U);
  EXPECT_EQ(option.steps[0].member, "posts");
  EXPECT_EQ(option.steps[0].strategy, "selectin");
  EXPECT_EQ(&option.steps[1].entity(), &weft::entity_of<Post>());
  EXPECT_EQ(option.steps[1].member, "tags");
  EXPECT_EQ(option.steps[1].strategy, "joined");
  EXPECT_EQ(option.wildcard, "");
}

TEST(LoadOptions, each_word_names_its_strategy) {
  const auto strategy = [](const weft::LoadOption& option) { return option.steps.at(0).strategy; };

  EXPECT_EQ(strategy(weft::joinedload<&User::posts>()), "joined");
  EXPECT_EQ(strategy(weft::selectinload<&User::posts>()), "selectin");
  EXPECT_EQ(strategy(weft::subqueryload<&User::posts>()), "subquery");
  EXPECT_EQ(strategy(weft::lazyload<&User::posts>()), "select");
  EXPECT_EQ(strategy(weft::raiseload<&User::posts>()), "raise");
  EXPECT_EQ(strategy(weft::noload<&User::posts>()), "noload");
  EXPECT_EQ(strategy(weft::load<&User::posts>("peers")), "peers");
  EXPECT_EQ(strategy(weft::defaultload<&User::posts>()), "");
}

TEST(LoadOptions, options_of_the_strategy_come_along) {
  const weft::LoadOption option = weft::load<&User::posts>("peers", {{"batch", "200"}});

  EXPECT_EQ(option.steps.at(0).options, (weft::StrategyOptions{{"batch", "200"}}));
}

TEST(LoadOptions, recursion_depth_and_inner_join_belong_to_the_last_step) {
  const weft::LoadOption deep = weft::selectinload<&TreeNode::children>().recursion_depth(-1);
  const weft::LoadOption inner = weft::defaultload<&User::posts>().joinedload<&Post::author>().inner_join();

  EXPECT_EQ(deep.steps.at(0).recursion_depth, -1);
  EXPECT_TRUE(inner.steps.at(0).options.empty());
  EXPECT_EQ(inner.steps.at(1).options, (weft::StrategyOptions{{"inner_join", "true"}}));
}

TEST(LoadOptions, a_path_that_is_continued_stays_as_it_was) {
  const auto posts = weft::selectinload<&User::posts>();

  const weft::LoadOption longer = posts.selectinload<&Post::tags>();

  EXPECT_EQ(posts.option().steps.size(), 1U);
  EXPECT_EQ(longer.steps.size(), 2U);
}

TEST(LoadOptions, a_wildcard_stands_alone_or_behind_a_path) {
  const weft::LoadOption everywhere = weft::raiseload_all();
  const weft::LoadOption below = weft::joinedload<&User::posts>().lazyload_all();

  EXPECT_EQ(everywhere.root, nullptr);
  EXPECT_TRUE(everywhere.steps.empty());
  EXPECT_EQ(everywhere.wildcard, "raise");
  EXPECT_EQ(below.steps.size(), 1U);
  EXPECT_EQ(below.wildcard, "select");
}

TEST(LoadOptions, messages_show_them_as_the_program_wrote_them) {
  const weft::LoadOption path = weft::selectinload<&User::posts>().load<&Post::tags>("peers").raiseload_all();

  EXPECT_EQ(path.display(), "selectinload<&User::posts>().load<&Post::tags>(\"peers\").raiseload_all()");
  EXPECT_EQ(weft::lazyload_all().display(), "lazyload_all()");
}

TEST(LoadOptions, a_select_keeps_them_in_the_order_they_were_given) {
  const auto select = weft::select<User>()
                          .options(weft::joinedload<&User::posts>(), weft::raiseload_all())
                          .options(weft::lazyload_all());

  const auto& options = select.builder().state().options;

  ASSERT_EQ(options.size(), 3U);
  EXPECT_EQ(options[0].steps.size(), 1U);
  EXPECT_EQ(options[1].wildcard, "raise");
  EXPECT_EQ(options[2].wildcard, "select");
}

}  // namespace
}  // namespace query_test
