// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <latch>
#include <thread>

#include "database.hpp"

namespace weft::mysql::test {
namespace {

// Two connections on one database. None waits for long.
class Transactions : public ServerTest {
 protected:
  void prepare() override {
    ours = connect(url("busy_timeout=1000"));
    theirs = connect(url("busy_timeout=1000"));
    run(*ours, "CREATE TABLE account (id INT PRIMARY KEY, balance INT NOT NULL)");
    run(*ours, "INSERT INTO account VALUES (1, 100), (2, 100)");
  }

  static std::int64_t balance(weft::Connection& connection) {
    return number(connection, "SELECT balance FROM account WHERE id = 1");
  }
  static void add(weft::Connection& connection, std::int64_t amount, std::int64_t id = 1) {
    run(connection, "UPDATE account SET balance = balance + ? WHERE id = ?", {Cell::of(amount), Cell::of(id)}, 1);
  }

  std::unique_ptr<weft::Connection> ours{};
  std::unique_ptr<weft::Connection> theirs{};
};

TEST_F(Transactions, keep_what_was_committed_and_forget_what_was_rolled_back) {
  ours->begin({});
  add(*ours, 1);
  ours->commit();
  ours->begin({});
  add(*ours, 10);
  ours->rollback();

  EXPECT_EQ(balance(*theirs), 101);
}

TEST_F(Transactions, that_read_a_table_hold_up_its_change_for_as_long_as_the_url_says) {
  ours->begin({});
  (void)balance(*ours);

  EXPECT_THROW(run(*theirs, "ALTER TABLE account ADD COLUMN note INT"), OperationalError);

  ours->rollback();
  run(*theirs, "ALTER TABLE account ADD COLUMN note INT");
}

TEST_F(Transactions, read_what_their_isolation_lets_them_see) {
  const auto sees_a_commit = [&](Isolation isolation) {
    ours->begin({.isolation = isolation});
    const std::int64_t before = balance(*ours);
    add(*theirs, 1);
    const bool sees = balance(*ours) != before;
    ours->rollback();
    return sees;
  };

  EXPECT_TRUE(sees_a_commit(Isolation::read_committed));
  EXPECT_FALSE(sees_a_commit(Isolation::repeatable_read));
  EXPECT_FALSE(sees_a_commit(Isolation::database_default)) << "the server's own default";

  theirs->begin({});
  add(*theirs, 1);
  ours->begin({.isolation = Isolation::read_uncommitted});
  const std::int64_t uncommitted = balance(*ours);
  ours->rollback();
  theirs->rollback();
  EXPECT_EQ(uncommitted, balance(*ours) + 1);
}

TEST_F(Transactions, have_the_isolation_that_they_asked_for_and_the_next_one_does_not) {
  ours->begin({.isolation = Isolation::serializable});
  ASSERT_EQ(balance(*ours), 100);
  EXPECT_THROW(add(*theirs, 1), OperationalError) << "a serializable transaction locks what it reads";
  ours->commit();

  ours->begin({});
  ASSERT_EQ(balance(*ours), 100);
  EXPECT_NO_THROW(add(*theirs, 1));
  ours->commit();
}

TEST_F(Transactions, that_only_read_refuse_to_write) {
  ours->begin({.read_only = true});

  EXPECT_EQ(balance(*ours), 100);
  try {
    add(*ours, 1);
    FAIL() << "nothing was thrown";
  } catch (const OperationalError& error) {
    EXPECT_EQ(error.sqlstate(), "25006");
  }
  ours->commit();
  EXPECT_NO_THROW(add(*ours, 1));
}

TEST_F(Transactions, wait_for_a_row_as_long_as_they_were_told_and_lose) {
  theirs->begin({});
  add(*theirs, 1);
  ours->begin({});

  EXPECT_THROW(add(*ours, 10), OperationalError);

  ours->rollback();
  theirs->commit();
  EXPECT_EQ(balance(*ours), 101);
}

TEST_F(Transactions, that_wait_for_one_another_do_not_wait_for_ever) {
  const auto patient = connect(url("busy_timeout=30000"));
  std::latch both_hold_a_row(2);
  const auto work = [&](weft::Connection& connection, std::int64_t first, std::int64_t second) {
    connection.begin({});
    add(connection, 1, first);
    both_hold_a_row.arrive_and_wait();
    try {
      add(connection, 1, second);
      connection.commit();
      return false;
    } catch (const SerializationError& error) {
      EXPECT_EQ(error.driver_code(), 1213);
      EXPECT_TRUE(error.retryable());
      connection.rollback();
      return true;
    }
  };
  const auto other = connect(url("busy_timeout=30000"));

  bool other_lost = false;
  std::thread thread([&] { other_lost = work(*other, 2, 1); });
  const bool patient_lost = work(*patient, 1, 2);
  thread.join();

  EXPECT_NE(patient_lost, other_lost) << "one of them, and not both";
  EXPECT_EQ(balance(*ours), 101);
}

TEST_F(Transactions, pass_over_rows_that_others_hold) {
  if (!ours->capabilities().skip_locked) GTEST_SKIP() << "this server does not have SKIP LOCKED";
  theirs->begin({});
  rows(*theirs, "SELECT id FROM account WHERE id = 1 FOR UPDATE");
  ours->begin({});

  EXPECT_EQ(rows(*ours, "SELECT id FROM account FOR UPDATE SKIP LOCKED").size(), 1U);
  EXPECT_THROW(rows(*ours, "SELECT id FROM account FOR UPDATE"), OperationalError);

  ours->rollback();
  theirs->rollback();
}

TEST_F(Transactions, have_savepoints_inside_savepoints) {
  ours->begin({});
  ours->savepoint("outer");
  add(*ours, 1);
  ours->savepoint("in`ner");
  add(*ours, 10);
  ours->rollback_to_savepoint("in`ner");
  ours->release_savepoint("in`ner");
  ours->release_savepoint("outer");
  ours->commit();

  EXPECT_EQ(balance(*theirs), 101);
}

TEST_F(Transactions, say_which_savepoint_is_not_there) {
  ours->begin({});
  try {
    ours->rollback_to_savepoint("nowhere");
    FAIL() << "nothing was thrown";
  } catch (const StatementError& error) {
    EXPECT_EQ(error.sqlstate(), "3B001");
  }
  ours->rollback();
}

TEST_F(Transactions, of_a_killed_connection_leave_nothing_behind) {
  ours->begin({});
  add(*ours, 1);
  kill(*ours);

  EXPECT_THROW(ours->commit(), DisconnectedError);
  EXPECT_EQ(balance(*theirs), 100);
}

}  // namespace
}  // namespace weft::mysql::test
