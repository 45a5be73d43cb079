// SPDX-License-Identifier: MIT
#include "weft/session/statement_counter.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <thread>

#include "session/engine_core.hpp"
#include "support/fake_dialect.hpp"

namespace weft::test {
namespace {

using detail::EngineCore;
using detail::Lease;
using testing::ElementsAre;

class StatementCounterTest : public testing::Test {
 protected:
  Lease checkout() { return EngineCore::of(engine_)->checkout(); }

  FakeDatabase database_{};
  Engine engine_{database_.url()};
};

TEST_F(StatementCounterTest, counts_statements_and_not_what_transactions_need) {
  StatementCounter counter(engine_);
  Lease lease = checkout();

  lease.begin({});
  lease.savepoint("one");
  lease.execute({"DELETE FROM item", 1}, {});
  lease.query({"SELECT id FROM item", 2}, {}, {});
  lease.rollback_to_savepoint("one");
  lease.commit();

  EXPECT_EQ(counter.count(), 2U);
  EXPECT_THAT(counter.statements(), ElementsAre("DELETE FROM item", "SELECT id FROM item"));
}

TEST_F(StatementCounterTest, counts_a_batch_as_one_statement_and_adds_up_rows) {
  StatementCounter counter(engine_);
  Lease lease = checkout();
  const std::vector<Cell> cells(6);

  lease.execute_batch({"INSERT INTO item VALUES (?, ?)", 1}, {cells, 2, 3}, {}, {});
  lease.execute({"DELETE FROM item", 2}, {});

  EXPECT_THAT(counter.statements(), ElementsAre("INSERT INTO item VALUES (?, ?)", "DELETE FROM item"));
  EXPECT_EQ(counter.rows(), 4);
}

TEST_F(StatementCounterTest, counts_a_statement_that_failed) {
  database_.fail("DELETE FROM item", [] { throw IntegrityError("statement failed", {.message = "foreign key"}); });
  StatementCounter counter(engine_);

  EXPECT_THROW(checkout().execute({"DELETE FROM item", 1}, {}), IntegrityError);

  EXPECT_EQ(counter.count(), 1U);
}

TEST_F(StatementCounterTest, begins_again_after_reset) {
  StatementCounter counter(engine_);
  checkout().execute({"DELETE FROM item", 1}, {});

  counter.reset();
  EXPECT_EQ(counter.count(), 0U);
  EXPECT_EQ(counter.rows(), 0);
  checkout().execute({"DELETE FROM item", 1}, {});

  EXPECT_EQ(counter.count(), 1U);
}

TEST_F(StatementCounterTest, counts_from_its_construction_to_its_end) {
  checkout().execute({"DELETE FROM item", 1}, {});
  {
    StatementCounter counter(engine_);
    EXPECT_EQ(counter.count(), 0U);
  }
  checkout().execute({"DELETE FROM item", 1}, {});

  EXPECT_FALSE(EngineCore::of(engine_)->observed());
}

TEST_F(StatementCounterTest, knows_no_other_engine) {
  FakeDatabase other;
  Engine elsewhere(other.url());
  StatementCounter counter(engine_);

  EngineCore::of(elsewhere)->checkout().execute({"DELETE FROM item", 1}, {});

  EXPECT_EQ(counter.count(), 0U);
}

TEST_F(StatementCounterTest, counts_what_all_threads_send) {
  StatementCounter counter(engine_);

  std::vector<std::thread> threads;
  for (int index = 0; index < 8; ++index) {
    threads.emplace_back([&] {
      for (int round = 0; round < 50; ++round) checkout().execute({"DELETE FROM item", 1}, {});
    });
  }
  for (auto& thread : threads) thread.join();

  EXPECT_EQ(counter.count(), 400U);
  EXPECT_EQ(counter.rows(), 400);
}

TEST_F(StatementCounterTest, may_outlive_the_engine) {
  std::optional<Engine> engine(std::in_place, database_.url());
  StatementCounter counter(*engine);
  EngineCore::of(*engine)->checkout().execute({"DELETE FROM item", 1}, {});

  engine.reset();

  EXPECT_EQ(counter.count(), 1U);
}

}  // namespace
}  // namespace weft::test
