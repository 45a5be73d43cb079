// SPDX-License-Identifier: MIT
//
// Two transactions that each wait for the other, and one that waits too long.
#include <gmock/gmock.h>

#include <atomic>
#include <latch>
#include <thread>
#include <utility>

#include "support/databases.hpp"
#include "support/family.hpp"

namespace weft::test {
namespace {

using family::Child;
using family::Parent;

class Deadlock : public OnDatabase {
protected:
  Deadlock() : OnDatabase({.busy_timeout = std::chrono::seconds(60)}) {}
  void prepare() override {
    create_all<Parent, Child>(engine());
    Session session(engine());
    session.add(Parent{.id = 1, .name = "0"});
    session.add(Parent{.id = 2, .name = "0"});
    session.commit();
  }

  /// Locks the parent until the transaction ends.
  static void mark(Session& session, std::int64_t parent) {
    session.execute(
        update<Parent>().set(col<&Parent::name>, col<&Parent::name> + "1").where(col<&Parent::id> == parent));
  }
  std::string name(std::int64_t parent) { return Session(engine()).get<Parent>(parent)->name; }
};

TEST_P(Deadlock, of_two_sessions_ends_with_one_that_may_be_repeated_and_one_that_is_done) {
  std::latch both_hold_a_row(2);
  std::atomic<int> lost = 0;
  const auto work = [&](std::int64_t first, std::int64_t second) {
    Session session(engine());
    mark(session, first);
    both_hold_a_row.arrive_and_wait();
    try {
      mark(session, second);
      session.commit();
    } catch (const SerializationError& error) {
      ++lost;
      EXPECT_TRUE(error.retryable());
      session.rollback();
      EXPECT_EQ(session.scalars(select<Parent>()).all().size(), 2U) << "the session goes on";
    }
  };

  std::thread other([&] { work(2, 1); });
  work(1, 2);
  other.join();

  EXPECT_EQ(lost, 1);
  EXPECT_EQ(name(1), "01");
  EXPECT_EQ(name(2), "01");
}

TEST_P(Deadlock, is_met_with_another_attempt_until_both_are_done) {
  std::latch both_hold_a_row(2);
  std::atomic<int> attempts = 0;
  const auto work = [&](std::int64_t first, std::int64_t second) {
    bool first_attempt = true;
    retry(engine(), [&](Session& session) {
      ++attempts;
      mark(session, first);
      if (std::exchange(first_attempt, false))
        both_hold_a_row.arrive_and_wait();
      mark(session, second);
    });
  };

  std::thread other([&] { work(2, 1); });
  work(1, 2);
  other.join();

  EXPECT_GT(attempts, 2) << "one of them had to begin again";
  EXPECT_EQ(name(1), "011");
  EXPECT_EQ(name(2), "011");
}

WEFT_ON_SERVERS(Deadlock);

class LockWait : public OnDatabase {
protected:
  // MySQL counts whole seconds.
  LockWait() : OnDatabase({.busy_timeout = std::chrono::seconds(1)}) {}
  void prepare() override {
    create_all<Parent, Child>(engine());
    Session session(engine());
    session.add(Parent{.id = 1, .name = "0"});
    session.commit();
  }
};

TEST_P(LockWait, that_took_too_long_says_so_and_is_not_repeated) {
  Session holder(engine());
  holder.get<Parent>(1).modify()->name = "held";
  holder.flush();

  int attempts = 0;
  try {
    retry(engine(), [&](Session& session) {
      ++attempts;
      session.execute(update<Parent>().set(col<&Parent::name>, "waited").where(col<&Parent::id> == 1));
    });
    FAIL() << "nothing was thrown";
  } catch (const OperationalError& error) {
    EXPECT_EQ(error.sqlstate(), "55P03");
    EXPECT_FALSE(error.retryable());
    EXPECT_THAT(error.what(), testing::HasSubstr("commit there sooner, or wait longer"));
  }
  EXPECT_EQ(attempts, 1);
  holder.commit();
  EXPECT_EQ(Session(engine()).get<Parent>(1)->name, "held");
}

WEFT_ON_DATABASES(LockWait);

} // namespace
} // namespace weft::test
