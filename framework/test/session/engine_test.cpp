// SPDX-License-Identifier: MIT
#include "weft/session/engine.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "session/engine_core.hpp"
#include "support/fake_dialect.hpp"
#include "weft/loading/strategy.hpp"

namespace weft::test {
namespace {

using detail::EngineCore;
using detail::Lease;
using testing::HasSubstr;
using namespace std::chrono_literals;

TEST(Engine, connects_to_nothing_before_its_first_use) {
  FakeDatabase database;

  Engine engine(database.url());

  EXPECT_EQ(database.open(), 0U);
}

TEST(Engine, tells_its_url_without_the_password) {
  FakeDatabase database;
  Engine engine(database.url());

  EXPECT_THAT(engine.url(), HasSubstr("fake://user@db"));
  EXPECT_THAT(engine.url(), testing::Not(HasSubstr("secret")));
  EXPECT_EQ(engine.dialect(), "fake");
}

TEST(Engine, keeps_the_password_out_of_the_texts_of_errors) {
  FakeDatabase database;
  Engine engine(database.url(), {.pool_size = 1, .pool_timeout = 0ms});
  Lease held = EngineCore::of(engine)->checkout();

  try {
    EngineCore::of(engine)->checkout();
    FAIL() << "there was a second connection";
  } catch (const OperationalError& error) {
    EXPECT_THAT(error.what(), HasSubstr("cannot get a connection to \"fake://user@db"));
    EXPECT_THAT(error.what(), testing::Not(HasSubstr("secret")));
  }
}

TEST(Engine, cannot_be_made_without_connections) {
  FakeDatabase database;

  try {
    Engine engine(database.url(), {.pool_size = 0});
    FAIL() << "an engine without connections";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(),
                 "engine cannot be made: EngineOptions::pool_size is 0\n"
                 "  an engine needs one connection at least; connections are opened when they are needed");
  }
}

TEST(Engine, cannot_be_made_for_a_scheme_that_nobody_knows) {
  FakeDatabase database;  // the source of plugins in this test

  EXPECT_THROW(Engine("nonesuch://host/shop"), PluginError);
}

TEST(Engine, has_one_connection_for_a_database_that_lives_in_it) {
  FakeDatabase database;
  Engine engine(database.url_in_memory(), {.pool_size = 5, .pool_timeout = 0ms});
  auto core = EngineCore::of(engine);
  {
    Lease lease = core->checkout();
    EXPECT_THROW(core->checkout(), OperationalError);
    database.kill_connections();
    EXPECT_THROW(lease.execute({"SELECT 1", 0}, {}), DisconnectedError);
  }

  EXPECT_NO_THROW(core->checkout());
  EXPECT_EQ(database.count("connect"), 1U);
}

TEST(Engine, connects_once_to_learn_what_the_server_can_do) {
  FakeDatabase database;
  database.set_capabilities({.key_chunk = 77});
  Engine engine(database.url());
  auto core = EngineCore::of(engine);

  EXPECT_EQ(core->capabilities().key_chunk, 77U);
  EXPECT_EQ(core->compiler().capabilities().key_chunk, 77U);

  EXPECT_EQ(database.count("connect"), 1U);
}

TEST(Engine, knows_the_server_while_its_only_connection_is_on_loan) {
  FakeDatabase database;
  Engine engine(database.url(), {.pool_size = 1, .pool_timeout = 0ms});
  auto core = EngineCore::of(engine);
  Lease lease = core->checkout();

  EXPECT_NO_THROW((void)core->compiler());

  EXPECT_EQ(database.count("connect"), 1U);
}

TEST(Engine, asks_for_its_compiler_again_when_the_server_was_not_there) {
  FakeDatabase database;
  Engine engine(database.url());
  auto core = EngineCore::of(engine);
  database.refuse_connections(true);
  EXPECT_THROW((void)core->compiler(), OperationalError);

  database.refuse_connections(false);

  EXPECT_NO_THROW((void)core->compiler());
}

TEST(Engine, has_one_compiler_for_threads_that_connect_at_once) {
  FakeDatabase database;
  Engine engine(database.url());
  auto core = EngineCore::of(engine);
  std::vector<const sql::Compiler*> seen(8, nullptr);

  std::vector<std::thread> threads;
  for (auto& mine : seen) threads.emplace_back([&] { mine = &core->compiler(); });
  for (auto& thread : threads) thread.join();

  EXPECT_THAT(seen, testing::Each(&core->compiler()));
}

TEST(Engine, prepares_nothing_when_its_statement_cache_is_off) {
  FakeDatabase database;
  Engine engine(database.url(), {.statement_cache = 0});

  EXPECT_EQ(EngineCore::of(engine)->statement_id("SELECT 1"), 0U);
}

class CountedStrategy final : public LoaderStrategy {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "counted"; }
  [[nodiscard]] StrategyTraits describe() const override { return {}; }
};

TEST(Engine, asks_for_a_strategy_once) {
  static const CountedStrategy counted;
  FakeDatabase database;
  provide_strategy(counted);
  Engine engine(database.url());
  auto core = EngineCore::of(engine);
  const std::size_t asked_before = times_strategy_was_asked("counted");

  EXPECT_EQ(&core->strategy("counted"), &counted);
  EXPECT_EQ(&core->strategy("counted"), &counted);

  EXPECT_EQ(times_strategy_was_asked("counted") - asked_before, 1U);
}

TEST(Engine, says_so_when_there_is_no_such_strategy) {
  FakeDatabase database;
  Engine engine(database.url());

  EXPECT_THROW((void)EngineCore::of(engine)->strategy("no such strategy"), PluginError);
}

}  // namespace
}  // namespace weft::test
