// SPDX-License-Identifier: MIT
#include "session/lease.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

#include "session/engine_core.hpp"
#include "support/fake_dialect.hpp"

namespace weft::test {
namespace {

using detail::EngineCore;
using detail::Lease;
using testing::ElementsAre;

void throw_busy() { throw OperationalError("statement failed", {.message = "database is locked"}); }

class LeaseTest : public testing::Test {
 protected:
  Lease checkout() { return EngineCore::of(engine_)->checkout(); }

  FakeDatabase database_{};
  Engine engine_{database_.url()};
};

TEST_F(LeaseTest, rolls_back_what_was_not_committed_and_gives_the_connection_back) {
  {
    Lease lease = checkout();
    lease.begin({});
    lease.execute({"DELETE FROM item", 1}, {});
  }
  Lease next = checkout();

  EXPECT_THAT(database_.log(), ElementsAre("connect", "BEGIN", "DELETE FROM item", "ROLLBACK"));
}

TEST_F(LeaseTest, rolls_nothing_back_after_a_commit) {
  {
    Lease lease = checkout();
    lease.begin({});
    lease.commit();
    EXPECT_FALSE(lease.in_transaction());
  }

  EXPECT_EQ(database_.count("ROLLBACK"), 0U);
}

TEST_F(LeaseTest, counts_a_transaction_as_open_when_committing_failed) {
  database_.fail("COMMIT", throw_busy);
  Lease lease = checkout();
  lease.begin({});

  EXPECT_THROW(lease.commit(), OperationalError);
  EXPECT_TRUE(lease.in_transaction());

  lease.give_back();
  EXPECT_EQ(database_.count("ROLLBACK"), 1U);
}

TEST_F(LeaseTest, has_no_transaction_when_beginning_one_failed) {
  database_.fail("BEGIN", throw_busy);
  Lease lease = checkout();

  EXPECT_THROW(lease.begin({}), OperationalError);

  EXPECT_FALSE(lease.in_transaction());
}

TEST_F(LeaseTest, closes_a_connection_that_could_not_be_rolled_back) {
  database_.fail("ROLLBACK", throw_busy);
  {
    Lease lease = checkout();
    lease.begin({});
  }

  EXPECT_EQ(database_.open(), 0U);
}

TEST_F(LeaseTest, closes_a_connection_whose_rollback_threw_into_the_program) {
  database_.fail("ROLLBACK", throw_busy);
  {
    Lease lease = checkout();
    lease.begin({});
    EXPECT_THROW(lease.rollback(), OperationalError);
  }

  EXPECT_EQ(database_.open(), 0U);
}

TEST_F(LeaseTest, has_nothing_to_roll_back_on_a_connection_that_is_gone) {
  Lease lease = checkout();
  lease.begin({});
  database_.kill_connections();
  EXPECT_THROW(lease.execute({"DELETE FROM item", 1}, {}), DisconnectedError);

  EXPECT_NO_THROW(lease.rollback());

  EXPECT_FALSE(lease.in_transaction());
  lease.give_back();
  EXPECT_EQ(database_.open(), 0U);
}

TEST_F(LeaseTest, works_on_a_new_connection_after_one_was_lost) {
  {
    Lease lease = checkout();
    database_.kill_connections();
    EXPECT_THROW(lease.execute({"DELETE FROM item", 1}, {}), DisconnectedError);
  }

  EXPECT_EQ(checkout().execute({"DELETE FROM item", 1}, {}).rows, 1);
}

TEST_F(LeaseTest, takes_its_transaction_along_when_it_is_moved) {
  Lease first = checkout();
  first.begin({});

  Lease second = std::move(first);

  EXPECT_FALSE(static_cast<bool>(first));  // NOLINT: what is left behind is the question
  EXPECT_FALSE(first.in_transaction());
  EXPECT_TRUE(second.in_transaction());
  second.commit();
  EXPECT_EQ(database_.count("ROLLBACK"), 0U);
}

TEST_F(LeaseTest, gives_its_own_connection_back_when_another_lease_is_assigned) {
  Lease lease = checkout();
  lease.begin({});

  lease = checkout();

  EXPECT_FALSE(lease.in_transaction());
  EXPECT_EQ(database_.count("ROLLBACK"), 1U);
  EXPECT_EQ(database_.open(), 2U);
}

TEST_F(LeaseTest, keeps_the_engine_alive) {
  std::optional<Engine> engine(std::in_place, database_.url());
  Lease lease = EngineCore::of(*engine)->checkout();

  engine.reset();

  EXPECT_EQ(lease.execute({"DELETE FROM item", 1}, {}).rows, 1);
  lease.give_back();
  EXPECT_EQ(database_.open(), 0U);
}

}  // namespace
}  // namespace weft::test
