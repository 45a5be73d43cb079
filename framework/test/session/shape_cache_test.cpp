// SPDX-License-Identifier: MIT
#include "session/shape_cache.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace weft::test {
namespace {

using Cache = detail::ShapeCache<int>;
using namespace std::string_literals;

std::shared_ptr<const int> plan(int number) { return std::make_shared<const int>(number); }

TEST(ShapeCache, finds_what_was_kept_for_a_shape) {
  Cache cache(10);
  cache.insert("a", plan(1));

  ASSERT_NE(cache.find("a"), nullptr);
  EXPECT_EQ(*cache.find("a"), 1);
  EXPECT_EQ(cache.find("b"), nullptr);
}

TEST(ShapeCache, takes_any_bytes_for_a_shape) {
  Cache cache(10);
  cache.insert("a\0b"s, plan(1));
  cache.insert("a\0c"s, plan(2));

  EXPECT_EQ(*cache.find("a\0c"s), 2);
  EXPECT_EQ(cache.find("a"), nullptr);
}

TEST(ShapeCache, lets_the_least_recently_used_go) {
  Cache cache(2);
  cache.insert("a", plan(1));
  cache.insert("b", plan(2));
  (void)cache.find("a");

  cache.insert("c", plan(3));

  EXPECT_NE(cache.find("a"), nullptr);
  EXPECT_EQ(cache.find("b"), nullptr);
  EXPECT_NE(cache.find("c"), nullptr);
  EXPECT_EQ(cache.size(), 2U);
}

TEST(ShapeCache, leaves_plans_in_use_alone_when_they_go) {
  Cache cache(1);
  cache.insert("a", plan(1));
  auto in_use = cache.find("a");

  cache.insert("b", plan(2));

  EXPECT_EQ(*in_use, 1);
}

TEST(ShapeCache, keeps_the_plan_that_came_first) {
  Cache cache(10);
  auto first = cache.insert("a", plan(1));

  auto second = cache.insert("a", plan(2));

  EXPECT_EQ(second, first);
  EXPECT_EQ(cache.find("a"), first);
  EXPECT_EQ(cache.size(), 1U);
}

TEST(ShapeCache, keeps_nothing_with_a_limit_of_0) {
  Cache cache(0);

  EXPECT_EQ(*cache.insert("a", plan(1)), 1);

  EXPECT_EQ(cache.find("a"), nullptr);
}

TEST(ShapeCache, serves_several_threads) {
  Cache cache(20);

  std::vector<std::thread> threads;
  for (int index = 0; index < 4; ++index) {
    threads.emplace_back([&] {
      for (int round = 0; round < 2000; ++round) {
        const std::string shape = std::to_string(round % 40);
        auto found = cache.find(shape);
        if (!found) found = cache.insert(shape, plan(round % 40));
        EXPECT_EQ(std::to_string(*found), shape);
      }
    });
  }
  for (auto& thread : threads) thread.join();

  EXPECT_EQ(cache.size(), 20U);
}

}  // namespace
}  // namespace weft::test
