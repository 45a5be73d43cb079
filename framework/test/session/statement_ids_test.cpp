// SPDX-License-Identifier: MIT
#include "session/statement_ids.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <thread>
#include <vector>

namespace weft::test {
namespace {

using detail::StatementIds;

TEST(StatementIds, are_the_same_for_the_same_text) {
  StatementIds ids(10);
  const std::uint64_t first = ids.of("SELECT 1");
  std::string same = "SELECT 1";

  EXPECT_EQ(ids.of(same), first);
  EXPECT_NE(ids.of("SELECT 2"), first);
  EXPECT_NE(first, 0U);
}

TEST(StatementIds, are_never_used_for_another_text) {
  StatementIds ids(2);
  std::set<std::uint64_t> seen;

  for (int number = 0; number < 100; ++number) seen.insert(ids.of("SELECT " + std::to_string(number)));

  EXPECT_EQ(seen.size(), 100U);
}

TEST(StatementIds, forget_the_text_that_was_not_used_for_longest) {
  StatementIds ids(2);
  const auto first = ids.of("first");
  const auto second = ids.of("second");
  EXPECT_EQ(ids.of("first"), first);

  (void)ids.of("third");

  EXPECT_EQ(ids.of("first"), first);
  EXPECT_NE(ids.of("second"), second);
}

TEST(StatementIds, differ_between_engines) {
  StatementIds one(10);
  StatementIds other(10);

  EXPECT_NE(one.of("SELECT 1"), other.of("SELECT 2"));
}

TEST(StatementIds, are_all_0_where_nothing_is_to_be_prepared) {
  StatementIds ids(0);

  EXPECT_EQ(ids.of("SELECT 1"), 0U);
  EXPECT_EQ(ids.of("SELECT 2"), 0U);
}

TEST(StatementIds, are_the_same_for_threads_that_ask_at_once) {
  StatementIds ids(100);
  constexpr std::size_t texts = 50;
  std::vector<std::vector<std::uint64_t>> seen(8);

  std::vector<std::thread> threads;
  for (auto& mine : seen) {
    threads.emplace_back([&] {
      for (std::size_t text = 0; text < texts; ++text) mine.push_back(ids.of("SELECT " + std::to_string(text)));
    });
  }
  for (auto& thread : threads) thread.join();

  EXPECT_THAT(seen, testing::Each(seen.front()));
}

}  // namespace
}  // namespace weft::test
