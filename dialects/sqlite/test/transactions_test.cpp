// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <latch>
#include <thread>

#include "database.hpp"

namespace weft::sqlite::test {
namespace {

// Two connections on one file. None waits for a lock unless a test says so: what would wait, fails.
class Transactions : public testing::Test {
 protected:
  Transactions() {
    run(*ours, "CREATE TABLE account (id INTEGER PRIMARY KEY, balance INTEGER NOT NULL)");
    run(*ours, "INSERT INTO account VALUES (1, 100)");
  }

  std::unique_ptr<weft::Connection> connect_again(std::string_view options = "?busy_timeout=0") const {
    return connect("sqlite:///" + folder.file("bank.db") + std::string(options));
  }
  static std::int64_t balance(weft::Connection& connection) {
    return number(connection, "SELECT balance FROM account WHERE id = 1");
  }
  static void add(weft::Connection& connection, std::int64_t amount) {
    run(connection, "UPDATE account SET balance = balance + ? WHERE id = 1", {Cell::of(amount)}, 1);
  }

  TemporaryFolder folder{};
  std::unique_ptr<weft::Connection> ours = connect_again();
  std::unique_ptr<weft::Connection> theirs = connect_again();
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

TEST_F(Transactions, read_side_by_side) {
  ours->begin({});
  theirs->begin({});

  EXPECT_EQ(balance(*ours), 100);
  EXPECT_EQ(balance(*theirs), 100);

  ours->commit();
  theirs->commit();
}

TEST_F(Transactions, read_while_another_one_writes) {
  theirs->begin({});
  add(*theirs, 1);
  ours->begin({});

  EXPECT_EQ(balance(*ours), 100);

  theirs->commit();
  EXPECT_EQ(balance(*ours), 100) << "a reader keeps its snapshot";
  ours->rollback();
  EXPECT_EQ(balance(*ours), 101);
}

TEST_F(Transactions, write_after_another_one_has_committed_since_they_read) {
  ours->begin({});
  ASSERT_EQ(balance(*ours), 100);
  add(*theirs, 1);

  add(*ours, 10);
  ours->commit();

  EXPECT_EQ(balance(*theirs), 111);
}

TEST_F(Transactions, hold_the_write_lock_from_their_first_write_on) {
  ours->begin({});
  ASSERT_EQ(balance(*ours), 100);
  add(*ours, 10);

  EXPECT_THROW(add(*theirs, 1), OperationalError);

  ours->commit();
  EXPECT_NO_THROW(add(*theirs, 1));
}

TEST_F(Transactions, go_on_after_they_have_waited_for_the_lock_in_vain) {
  theirs->begin({});
  add(*theirs, 1);
  ours->begin({});
  ASSERT_EQ(balance(*ours), 100);

  EXPECT_THROW(add(*ours, 10), OperationalError);
  theirs->commit();
  add(*ours, 10);
  ours->rollback();

  EXPECT_EQ(balance(*theirs), 101) << "the write after the error was still inside the transaction";
}

TEST_F(Transactions, wait_for_one_another_when_both_have_read_before_they_write) {
  constexpr int rounds = 50;
  std::latch start(2);
  const auto work = [&] {
    const auto connection = connect_again("?busy_timeout=60000");
    start.arrive_and_wait();
    try {
      for (int round = 0; round < rounds; ++round) {
        connection->begin({});
        balance(*connection);
        add(*connection, 1);
        connection->commit();
      }
    } catch (const Error& error) {
      ADD_FAILURE() << error.what();
    }
  };

  std::thread one(work);
  std::thread two(work);
  one.join();
  two.join();

  EXPECT_EQ(balance(*ours), 100 + 2 * rounds);
}

TEST_F(Transactions, that_keep_their_snapshot_lose_against_a_write_since_then) {
  for (const Isolation isolation : {Isolation::repeatable_read, Isolation::serializable}) {
    ours->begin({.isolation = isolation});
    const std::int64_t before = balance(*ours);
    add(*theirs, 1);

    EXPECT_THROW(add(*ours, 10), SerializationError);
    EXPECT_EQ(balance(*ours), before);
    ours->rollback();
  }
}

TEST_F(Transactions, that_keep_their_snapshot_lose_against_a_write_that_is_under_way) {
  ours->begin({.isolation = Isolation::serializable});
  ASSERT_EQ(balance(*ours), 100);
  theirs->begin({});
  add(*theirs, 1);

  EXPECT_THROW(add(*ours, 10), SerializationError);

  ours->rollback();
  theirs->commit();
}

TEST_F(Transactions, that_keep_their_snapshot_win_when_nobody_wrote) {
  ours->begin({.isolation = Isolation::serializable});
  ASSERT_EQ(balance(*ours), 100);
  add(*ours, 10);
  ours->commit();

  EXPECT_EQ(balance(*theirs), 110);
}

TEST_F(Transactions, cannot_exchange_their_snapshot_below_an_open_cursor) {
  ours->begin({});
  const auto cursor = ours->query({.sql = "SELECT id FROM account UNION ALL SELECT 2"}, {}, {});
  Cell cell;
  ASSERT_EQ(cursor->fetch({&cell, 1}), 1U);
  add(*theirs, 1);

  EXPECT_THROW(add(*ours, 10), SerializationError);
  EXPECT_EQ(cursor->fetch({&cell, 1}), 1U);
}

TEST_F(Transactions, write_below_an_open_cursor_when_nobody_else_did) {
  ours->begin({});
  const auto cursor = ours->query({.sql = "SELECT id FROM account UNION ALL SELECT 2"}, {}, {});
  Cell cell;
  ASSERT_EQ(cursor->fetch({&cell, 1}), 1U);

  add(*ours, 10);
  EXPECT_EQ(cursor->fetch({&cell, 1}), 1U);
  ours->commit();

  EXPECT_EQ(balance(*theirs), 110);
}

TEST_F(Transactions, do_not_let_go_of_what_they_wrote_to_a_temporary_table) {
  run(*ours, "CREATE TEMPORARY TABLE note (text TEXT)");
  ours->begin({});
  run(*ours, "INSERT INTO note VALUES ('a')");
  balance(*ours);
  add(*ours, 1);
  ours->rollback();

  EXPECT_EQ(number(*ours, "SELECT count(*) FROM note"), 0);
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

TEST_F(Transactions, have_savepoints_inside_savepoints) {
  ours->begin({});
  balance(*ours);
  ours->savepoint("outer");
  add(*ours, 1);
  ours->savepoint("in\"ner");
  add(*ours, 10);
  ours->rollback_to_savepoint("in\"ner");
  ours->release_savepoint("in\"ner");
  ours->release_savepoint("outer");
  ours->commit();

  EXPECT_EQ(balance(*theirs), 101);
}

TEST_F(Transactions, can_be_rolled_back_when_sqlite_has_done_so_already) {
  ours->begin({});
  add(*ours, 1);
  EXPECT_THROW(run(*ours, "INSERT OR ROLLBACK INTO account VALUES (1, 0)"), IntegrityError);

  EXPECT_NO_THROW(ours->rollback());

  ours->begin({});
  EXPECT_EQ(balance(*ours), 100);
  ours->commit();
}

TEST_F(Transactions, stay_open_when_a_deferred_key_fails_at_the_commit) {
  run(*ours, "CREATE TABLE entry (account_id INTEGER REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED)");
  ours->begin({});
  run(*ours, "INSERT INTO entry VALUES (7)");

  EXPECT_THROW(ours->commit(), IntegrityError);
  run(*ours, "DELETE FROM entry");
  EXPECT_NO_THROW(ours->commit());
}

TEST(TransactionsInMemory, create_and_drop_tables) {
  const auto connection = connect("sqlite://");
  connection->begin({});
  run(*connection, "CREATE TABLE item (id INTEGER)");
  connection->rollback();

  EXPECT_THROW(run(*connection, "SELECT * FROM item"), OperationalError);
}

}  // namespace
}  // namespace weft::sqlite::test
