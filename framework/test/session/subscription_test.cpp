// SPDX-License-Identifier: MIT
#include "weft/session/subscription.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <optional>
#include <thread>
#include <vector>

#include "session/engine_core.hpp"
#include "support/fake_dialect.hpp"

namespace weft::test {
namespace {

using detail::EngineCore;
using detail::Lease;

class SubscriptionTest : public testing::Test {
 protected:
  Lease checkout() { return EngineCore::of(engine_)->checkout(); }
  Subscription count_calls() {
    return engine_.on_statement([this](const StatementEvent&) { ++calls_; });
  }

  FakeDatabase database_{};
  Engine engine_{database_.url()};
  int calls_ = 0;
};

TEST_F(SubscriptionTest, calls_no_more_when_it_has_ended) {
  auto watching = count_calls();
  Lease lease = checkout();

  watching.end();
  lease.execute({"DELETE FROM item", 1}, {});

  EXPECT_EQ(calls_, 0);
  EXPECT_FALSE(static_cast<bool>(watching));
}

TEST_F(SubscriptionTest, goes_on_where_it_was_moved_to) {
  Subscription kept;
  {
    auto watching = count_calls();
    kept = std::move(watching);
  }
  checkout().execute({"DELETE FROM item", 1}, {});
  EXPECT_EQ(calls_, 1);

  kept = Subscription();
  checkout().execute({"DELETE FROM item", 1}, {});

  EXPECT_EQ(calls_, 1);
}

TEST_F(SubscriptionTest, may_be_ended_by_its_own_callback) {
  Subscription once;
  int calls = 0;
  once = engine_.on_statement([&](const StatementEvent&) {
    ++calls;
    once.end();
  });
  Lease lease = checkout();

  lease.execute({"DELETE FROM item", 1}, {});
  lease.execute({"DELETE FROM item", 1}, {});

  EXPECT_EQ(calls, 1);
}

TEST_F(SubscriptionTest, is_over_at_once_when_an_earlier_callback_ends_it) {
  Subscription later;
  auto earlier = engine_.on_statement([&](const StatementEvent&) { later.end(); });
  later = count_calls();

  checkout().execute({"DELETE FROM item", 1}, {});

  EXPECT_EQ(calls_, 0);
}

TEST_F(SubscriptionTest, may_outlive_the_engine) {
  std::optional<Engine> engine(std::in_place, database_.url());
  auto watching = engine->on_statement([](const StatementEvent&) {});

  engine.reset();

  EXPECT_NO_THROW(watching.end());
}

TEST_F(SubscriptionTest, waits_for_callbacks_on_other_threads_when_it_ends) {
  std::atomic<bool> inside{false};
  std::atomic<bool> may_leave{false};
  std::atomic<bool> left{false};
  bool left_before_end = false;
  auto watching = engine_.on_statement([&](const StatementEvent&) {
    inside = true;
    while (!may_leave) std::this_thread::yield();
    left = true;
  });
  std::thread sending([&] { checkout().execute({"DELETE FROM item", 1}, {}); });
  while (!inside) std::this_thread::yield();

  std::thread ending([&] {
    watching.end();
    left_before_end = left;
  });
  while (EngineCore::of(engine_)->observed()) std::this_thread::yield();  // now it is ending
  may_leave = true;
  sending.join();
  ending.join();

  EXPECT_TRUE(left_before_end);
}

TEST_F(SubscriptionTest, may_begin_and_end_while_other_threads_send) {
  std::atomic<int> sent{0};
  std::vector<std::thread> threads;
  for (int index = 0; index < 4; ++index) {
    threads.emplace_back([&] {
      for (int round = 0; round < 200; ++round, ++sent) checkout().execute({"DELETE FROM item", 1}, {});
    });
  }

  int watched = 0;
  while (sent < 800 && watched < 5000) {
    std::atomic<int> calls{0};  // gone after each round: a late call would be noticed by the sanitizers
    auto watching = engine_.on_statement([&](const StatementEvent&) { ++calls; });
    ++watched;
  }
  for (auto& thread : threads) thread.join();

  EXPECT_EQ(database_.count("DELETE FROM item"), 800U);
  EXPECT_FALSE(EngineCore::of(engine_)->observed());
}

}  // namespace
}  // namespace weft::test
