// SPDX-License-Identifier: MIT
#include "session/pool.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "support/fake_dialect.hpp"
#include "weft/plugin_source.hpp"

namespace weft::test {
namespace {

using detail::Pool;
using detail::PoolOptions;
using testing::ElementsAre;
using testing::HasSubstr;
using namespace std::chrono_literals;

class PoolTest : public testing::Test {
 protected:
  Pool::Connect connect() {
    const Url url = Url::parse(database_.url());
    return [url] { return plugin_source().dialect(url.scheme, {}).connect(url, {}); };
  }
  static void run(Pool::Loan& loan, std::string_view sql) { loan.connection->execute({sql, 0}, {}); }
  static std::string exhausted_text(Pool& pool) {
    try {
      (void)pool.checkout();
    } catch (const OperationalError& error) {
      return error.what();
    }
    return "no error";
  }
  static void await_waiting(const Pool& pool, std::size_t threads) {
    while (pool.waiting() != threads) std::this_thread::yield();
  }

  FakeDatabase database_{};
};

using PoolDeathOfConnections = PoolTest;

TEST_F(PoolTest, opens_connections_when_they_are_needed_and_uses_them_again) {
  Pool pool({}, connect());
  EXPECT_EQ(database_.open(), 0U);

  for (int round = 0; round < 3; ++round) {
    Pool::Loan first = pool.checkout();
    Pool::Loan second = pool.checkout();
    pool.give_back(std::move(first), true);
    pool.give_back(std::move(second), true);
  }

  EXPECT_EQ(database_.count("connect"), 2U);
  EXPECT_EQ(database_.open(), 2U);
}

TEST_F(PoolTest, lends_the_connection_that_was_used_last) {
  Pool pool({}, connect());
  Pool::Loan first = pool.checkout();
  Pool::Loan second = pool.checkout();
  const Connection* last = second.connection.get();
  pool.give_back(std::move(first), true);
  pool.give_back(std::move(second), true);

  Pool::Loan third = pool.checkout();

  EXPECT_EQ(third.connection.get(), last);
}

TEST_F(PoolTest, never_opens_more_connections_than_its_size_for_sixteen_threads) {
  Pool pool({.size = 3}, connect());
  std::atomic<int> in_use{0};
  std::atomic<int> most{0};
  std::atomic<int> done{0};

  std::vector<std::thread> threads;
  for (int index = 0; index < 16; ++index) {
    threads.emplace_back([&] {
      for (int round = 0; round < 100; ++round) {
        Pool::Loan loan = pool.checkout();
        const int now = ++in_use;
        for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
        }
        run(loan, "UPDATE item SET price = 1");
        ++done;
        --in_use;
        pool.give_back(std::move(loan), round % 7 != 0);  // some die
      }
    });
  }
  for (auto& thread : threads) thread.join();

  EXPECT_EQ(done, 1600);
  EXPECT_EQ(database_.count("UPDATE item SET price = 1"), 1600U);
  EXPECT_LE(most, 3);
  EXPECT_LE(database_.most_open(), 3U);
  EXPECT_EQ(pool.connections(), database_.open());
}

TEST_F(PoolTest, serves_those_who_wait_in_the_order_they_came) {
  Pool pool({.size = 1}, connect());
  Pool::Loan held = pool.checkout();
  std::vector<int> order;  // written by whoever has the connection
  std::vector<std::thread> threads;
  for (int index = 1; index <= 4; ++index) {
    threads.emplace_back([&, index] {
      Pool::Loan loan = pool.checkout();
      order.push_back(index);
      pool.give_back(std::move(loan), true);
    });
    await_waiting(pool, static_cast<std::size_t>(index));
  }

  pool.give_back(std::move(held), true);
  for (auto& thread : threads) thread.join();

  EXPECT_THAT(order, ElementsAre(1, 2, 3, 4));
  EXPECT_EQ(database_.count("connect"), 1U);
}

TEST_F(PoolTest, says_who_is_in_the_way_when_all_are_in_use_for_too_long) {
  Pool pool({.size = 2, .timeout = 0ms, .database = "fake://db/shop"}, connect());
  Pool::Loan first;
  std::thread([&] { first = pool.checkout(); }).join();
  Pool::Loan second;
  std::thread([&] { second = pool.checkout(); }).join();

  const std::string text = exhausted_text(pool);

  EXPECT_THAT(text, testing::MatchesRegex(
                        "cannot get a connection to \"fake://db/shop\": all 2 are still in use after 0 ms "
                        "\\(pool_timeout\\), the first was lent .* m?s ago\n"
                        "  end sessions sooner \\(commit and rollback give the connection back, too\\), or raise "
                        "EngineOptions::pool_size"));
}

TEST_F(PoolTest, says_that_a_thread_waits_for_itself) {
  Pool pool({.size = 1, .timeout = 0ms}, connect());
  Pool::Loan held = pool.checkout();

  const std::string text = exhausted_text(pool);

  EXPECT_THAT(text, HasSubstr("\n  this thread itself took 1 of them: it may be waiting for itself\n  end sessions"));
}

TEST_F(PoolTest, lends_again_after_a_time_out) {
  Pool pool({.size = 1, .timeout = 0ms}, connect());
  Pool::Loan held = pool.checkout();
  EXPECT_THROW((void)pool.checkout(), OperationalError);

  pool.give_back(std::move(held), true);

  EXPECT_NO_THROW(pool.give_back(pool.checkout(), true));
  EXPECT_EQ(pool.waiting(), 0U);
}

TEST_F(PoolTest, gives_the_place_free_when_connecting_fails) {
  Pool pool({.size = 1, .timeout = 0ms}, connect());
  database_.refuse_connections(true);
  EXPECT_THROW((void)pool.checkout(), OperationalError);
  EXPECT_EQ(pool.connections(), 0U);

  database_.refuse_connections(false);

  EXPECT_NE(pool.checkout().connection, nullptr);
}

TEST_F(PoolTest, hands_the_right_to_connect_to_the_next_one_when_connecting_fails) {
  Pool pool({.size = 1}, connect());
  Pool::Loan held = pool.checkout();
  database_.refuse_connections(true);
  std::atomic<int> refused{0};
  std::vector<std::thread> threads;
  for (int index = 0; index < 3; ++index) {
    threads.emplace_back([&] {
      try {
        (void)pool.checkout();
      } catch (const OperationalError& error) {
        if (error.driver_message() == "connection refused") ++refused;
      }
    });
  }
  await_waiting(pool, 3);

  pool.give_back(std::move(held), false);
  for (auto& thread : threads) thread.join();

  EXPECT_EQ(refused, 3);
  EXPECT_EQ(pool.connections(), 0U);
}

TEST_F(PoolDeathOfConnections, closes_what_came_back_unusable_and_opens_another) {
  Pool pool({.size = 1}, connect());
  Pool::Loan loan = pool.checkout();
  database_.kill_connections();
  EXPECT_THROW(run(loan, "SELECT 1"), DisconnectedError);
  pool.give_back(std::move(loan), false);
  EXPECT_EQ(database_.open(), 0U);

  Pool::Loan fresh = pool.checkout();

  EXPECT_NO_THROW(run(fresh, "SELECT 1"));
  EXPECT_EQ(database_.count("connect"), 2U);
}

TEST_F(PoolDeathOfConnections, asks_a_connection_that_was_idle_for_long_before_lending_it) {
  Pool pool({.doubtful_after = -1ms}, connect());
  pool.give_back(pool.checkout(), true);
  database_.clear_log();

  pool.give_back(pool.checkout(), true);
  EXPECT_THAT(database_.log(), ElementsAre("ping"));

  database_.kill_connections();
  database_.clear_log();
  Pool::Loan fresh = pool.checkout();
  EXPECT_THAT(database_.log(), ElementsAre("ping", "close", "connect"));
  EXPECT_NO_THROW(run(fresh, "SELECT 1"));
}

TEST_F(PoolDeathOfConnections, asks_nothing_of_a_connection_that_was_used_just_now) {
  Pool pool({}, connect());
  pool.give_back(pool.checkout(), true);

  pool.give_back(pool.checkout(), true);

  EXPECT_EQ(database_.count("ping"), 0U);
}

TEST_F(PoolDeathOfConnections, makes_the_pool_ask_those_that_were_idle_meanwhile) {
  Pool pool({}, connect());
  Pool::Loan first = pool.checkout();
  Pool::Loan second = pool.checkout();
  pool.give_back(std::move(second), true);
  database_.kill_connections();
  EXPECT_THROW(run(first, "SELECT 1"), DisconnectedError);
  pool.give_back(std::move(first), false);

  Pool::Loan third = pool.checkout();

  EXPECT_NO_THROW(run(third, "SELECT 1"));
  EXPECT_EQ(database_.count("ping"), 1U);
}

TEST_F(PoolDeathOfConnections, is_nothing_that_those_who_wait_have_to_see) {
  Pool pool({.size = 1}, connect());
  Pool::Loan held = pool.checkout();
  bool served = false;
  std::thread waiting([&] {
    Pool::Loan loan = pool.checkout();
    run(loan, "SELECT 1");
    served = true;
    pool.give_back(std::move(loan), true);
  });
  await_waiting(pool, 1);
  database_.kill_connections();

  pool.give_back(std::move(held), false);
  waiting.join();

  EXPECT_TRUE(served);
  EXPECT_EQ(database_.count("connect"), 2U);
}

TEST_F(PoolTest, keeps_the_one_connection_that_a_database_lives_in) {
  Pool pool({.size = 5, .doubtful_after = -1ms, .single = true}, connect());
  Pool::Loan loan = pool.checkout();
  const Connection* only = loan.connection.get();
  pool.give_back(std::move(loan), false);

  Pool::Loan again = pool.checkout();

  EXPECT_EQ(again.connection.get(), only);
  EXPECT_THAT(database_.log(), ElementsAre("connect"));
}

TEST_F(PoolTest, says_how_to_share_the_one_connection_of_a_database_in_memory) {
  Pool pool({.timeout = 0ms, .single = true, .database = "fake://"}, connect());
  Pool::Loan held;
  std::thread([&] { held = pool.checkout(); }).join();

  const std::string text = exhausted_text(pool);

  EXPECT_THAT(text, HasSubstr("cannot get a connection to \"fake://\": its only connection is still in use after 0"));
  EXPECT_THAT(text, HasSubstr("\n  a database in memory has one connection, which sessions use one after another: "
                              "commit, roll back or end\n"
                              "  the other session first, or use a database in a file or on a server"));
}

}  // namespace
}  // namespace weft::test
