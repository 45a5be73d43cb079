// SPDX-License-Identifier: MIT
//
// Rollbacks, savepoints, versions, and sessions beside one another.
#include <atomic>
#include <latch>
#include <thread>


#include "case.hpp"
#include "models/session_models.hpp"
#include "trial.hpp"

namespace weft::conformance {
namespace {

using Strings = std::vector<std::string>;

void one_account(Trial& trial) {
  empty(trial);
  trial.run("INSERT INTO conf_account (id, name, balance, version) VALUES (1, 'Ann', 100, 1)");
  trial.restart();
}

std::int64_t balance(Trial& trial) { return trial.number("SELECT balance FROM conf_account WHERE id = 1"); }

/// What needs a second connection cannot be seen in a database that lives in one.
bool alone(Trial& trial) {
  if (!trial.target().alone()) return false;
  trial.not_claimed("the database lives in one connection");
  EngineOptions impatient;
  impatient.pool_timeout = std::chrono::milliseconds(20);
  const auto engine = trial.target().another_engine(impatient);
  Session first(*engine);
  first.execute(text("SELECT 1").columns<std::int64_t>());
  Session second(*engine);
  expect_error<OperationalError>([&] { second.execute(text("SELECT 1").columns<std::int64_t>()); }, "connection");
  return true;
}

void unfinished_is_rolled_back(Trial& trial) {
  empty(trial);
  {
    Session session(trial.engine());
    session.add(Author{.name = "Ann"});
    session.flush();
  }
  EXPECT_EQ(trial.number("SELECT count(*) FROM conf_author"), 0);
}

void rollback_restores_columns(Trial& trial) {
  one_account(trial);
  Session session(trial.engine());
  const auto account = session.get<Account>(1);
  account.modify()->balance = 5;
  session.flush();
  session.rollback();
  EXPECT_EQ(account->balance, 100);
}

void rollback_of_new_entities(Trial& trial) {
  empty(trial);
  Session session(trial.engine());
  const auto author = session.add(Author{.name = "Ann"});
  session.flush();
  session.rollback();
  EXPECT_EQ(state(author), State::transient);
}

void rollback_of_removed_entities(Trial& trial) {
  one_account(trial);
  Session session(trial.engine());
  const auto account = session.get<Account>(1);
  session.remove(account);
  session.flush();
  session.rollback();
  EXPECT_EQ(state(account), State::persistent);
  EXPECT_EQ(account->balance, 100);
}

void failed_flush_says_what_to_do(Trial& trial) {
  empty(trial);
  trial.run("INSERT INTO conf_stamp (code, name) VALUES ('a', 'one')");
  Session session(trial.engine());
  session.add(Stamp{.code = "b", .name = "one"});
  expect_error<IntegrityError>([&] { session.flush(); }, "conf_stamp");
  expect_error<UsageError>([&] { session.execute(text("SELECT 1").columns<std::int64_t>()); }, "rollback");
  session.rollback();
  EXPECT_EQ(session.scalars(select<Stamp>()).all().size(), 1U);
}

void begin_nested(Session& session) { session.begin_nested().commit(); }

void refuses_savepoints(Trial& trial) {
  empty(trial);
  Session session(trial.engine());
  expect_error<Error>([&] { begin_nested(session); }, "savepoint");
}

void savepoint_takes_back(Trial& trial) {
  one_account(trial);
  {
    Session session(trial.engine());
    const auto account = session.get<Account>(1);
    account.modify()->balance = 50;
    {
      auto savepoint = session.begin_nested();
      account.modify()->balance = 1;
      session.flush();
      savepoint.rollback();
    }
    EXPECT_EQ(account->balance, 50);
    session.commit();
  }
  EXPECT_EQ(balance(trial), 50);
}

void savepoint_keeps(Trial& trial) {
  one_account(trial);
  {
    Session session(trial.engine());
    {
      auto savepoint = session.begin_nested();
      session.get<Account>(1).modify()->balance = 7;
      savepoint.commit();
    }
    session.commit();
  }
  EXPECT_EQ(balance(trial), 7);
}

void savepoint_after_an_error(Trial& trial) {
  empty(trial);
  trial.run("INSERT INTO conf_stamp (code, name) VALUES ('a', 'one')");
  {
    Session session(trial.engine());
    session.add(Stamp{.code = "b", .name = "two"});
    {
      auto savepoint = session.begin_nested();
      session.add(Stamp{.code = "c", .name = "one"});
      EXPECT_THROW(session.flush(), IntegrityError);
      savepoint.rollback();
    }
    session.commit();
  }
  EXPECT_EQ(trial.strings("SELECT code FROM conf_stamp ORDER BY code"), (Strings{"a", "b"}));
}

void savepoints_in_savepoints(Trial& trial) {
  one_account(trial);
  {
    Session session(trial.engine());
    const auto account = session.get<Account>(1);
    auto outer = session.begin_nested();
    account.modify()->balance = 60;
    {
      auto inner = session.begin_nested();
      account.modify()->balance = 70;
      session.flush();
    }
    EXPECT_EQ(account->balance, 60);
    outer.commit();
    session.commit();
  }
  EXPECT_EQ(balance(trial), 60);
}

void version_counts(Trial& trial) {
  empty(trial);
  Session session(trial.engine());
  const auto account = session.add(Account{.name = "Ann"});
  session.flush();
  EXPECT_EQ(account->version, 1);
  account.modify()->balance = 5;
  session.flush();
  EXPECT_EQ(account->version, 2);
}

void stale_update_is_found(Trial& trial) {
  one_account(trial);
  Session session(trial.engine());
  const auto account = session.get<Account>(1);
  session.execute(text("UPDATE conf_account SET version = 9 WHERE id = 1"));
  account.modify()->balance = 5;
  expect_error<StaleDataError>([&] { session.flush(); }, "Account");
  session.rollback();
}

void stale_removal_is_found(Trial& trial) {
  one_account(trial);
  Session session(trial.engine());
  const auto account = session.get<Account>(1);
  session.execute(text("UPDATE conf_account SET version = 9 WHERE id = 1"));
  session.remove(account);
  expect_error<StaleDataError>([&] { session.flush(); }, "Account");
  session.rollback();
}

void stale_row_among_many_is_found(Trial& trial) {
  empty(trial);
  for (int id = 1; id <= 5; ++id)
    trial.run("INSERT INTO conf_account (id, name, balance, version) VALUES (" + std::to_string(id) + ", 'x', 0, 1)");
  Session session(trial.engine());
  const auto accounts = session.scalars(select<Account>()).all();
  session.execute(text("UPDATE conf_account SET version = 9 WHERE id = 4"));
  for (const auto& account : accounts) account.modify()->balance = 1;
  expect_error<StaleDataError>([&] { session.flush(); }, "4");
  session.rollback();
}

void others_see_nothing_before_the_commit(Trial& trial) {
  one_account(trial);
  if (alone(trial)) return;
  Session writer(trial.engine());
  writer.get<Account>(1).modify()->balance = 5;
  writer.flush();
  {
    Session reader(trial.engine());
    EXPECT_EQ(reader.get<Account>(1)->balance, 100);
  }
  writer.commit();
  EXPECT_EQ(balance(trial), 5);
}

void two_writers_of_one_row(Trial& trial) {
  one_account(trial);
  if (alone(trial)) return;
  Session first(trial.engine());
  const auto seen_by_first = first.get<Account>(1);
  {
    Session second(trial.engine());
    second.get<Account>(1).modify()->balance = 70;
    second.commit();
  }
  seen_by_first.modify()->balance = 80;
  try {
    first.commit();
    ADD_FAILURE() << "the second writer overwrote what it had not seen";
  } catch (const StaleDataError&) {
  } catch (const SerializationError&) {
  }
  first.rollback();
  EXPECT_EQ(balance(trial), 70);
}

void retry_runs_again(Trial& trial) {
  one_account(trial);
  if (alone(trial)) return;
  int attempts = 0;
  retry(trial.engine(), [&](Session& session) {
    const auto account = session.get<Account>(1);
    if (++attempts == 1) {
      Session other(trial.engine());
      other.get<Account>(1).modify()->balance = 200;
      other.commit();
    }
    account.modify()->balance = account->balance + 1;
  });
  EXPECT_EQ(attempts, 2);
  EXPECT_EQ(balance(trial), 201);
}

void many_threads_count_to_the_same_number(Trial& trial) {
  one_account(trial);
  if (alone(trial)) return;
  constexpr int threads = 4;
  constexpr int rounds = 5;
  std::atomic<int> failed = 0;
  {
    std::latch start(threads);
    std::vector<std::jthread> workers;
    for (int worker = 0; worker < threads; ++worker)
      workers.emplace_back([&] {
        start.arrive_and_wait();
        for (int round = 0; round < rounds; ++round) try {
            retry(
                trial.engine(), [](Session& session) { session.get<Account>(1).modify()->balance += 1; }, {.attempts = 200});
          } catch (const Error&) {
            ++failed;
          }
      });
  }
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(balance(trial), 100 + threads * rounds);
}

void read_only_refuses(Trial& trial) {
  one_account(trial);
  Session session(trial.engine(), {.read_only = true});
  EXPECT_EQ(session.get<Account>(1)->balance, 100);
  session.get<Account>(1).modify()->balance = 1;
  EXPECT_THROW(session.commit(), Error);
  session.rollback();
  EXPECT_EQ(session.get<Account>(1)->balance, 100);
}

const Claim savepoints = &Capabilities::savepoints;
const Claim counts = &Capabilities::row_counts;
const Claim batch_counts = &Capabilities::batch_row_counts;

const Group transactions{
    "session.transactions",
    {{"unfinished_is_rolled_back", &unfinished_is_rolled_back, Level::core},
     {"rollback_restores_columns", &rollback_restores_columns, Level::core},
     {"rollback_of_new_entities", &rollback_of_new_entities, Level::core},
     {"rollback_of_removed_entities", &rollback_of_removed_entities},
     {"failed_flush_says_what_to_do", &failed_flush_says_what_to_do, Level::core},
     {"savepoint_takes_back", &savepoint_takes_back, Level::core, savepoints, &refuses_savepoints},
     {"savepoint_keeps", &savepoint_keeps, Level::standard, savepoints, &refuses_savepoints},
     {"savepoint_after_an_error", &savepoint_after_an_error, Level::standard, savepoints, &refuses_savepoints},
     {"savepoints_in_savepoints", &savepoints_in_savepoints, Level::standard, savepoints, &refuses_savepoints},
     {"version_counts", &version_counts},
     {"stale_update_is_found", &stale_update_is_found, Level::standard, counts, &version_counts},
     {"stale_removal_is_found", &stale_removal_is_found, Level::standard, counts, &version_counts},
     {"stale_row_among_many_is_found", &stale_row_among_many_is_found, Level::standard, batch_counts, &version_counts},
     {"others_see_nothing_before_the_commit", &others_see_nothing_before_the_commit},
     {"two_writers_of_one_row", &two_writers_of_one_row},
     {"retry_runs_again", &retry_runs_again},
     {"many_threads_count_to_the_same_number", &many_threads_count_to_the_same_number, Level::full},
     {"read_only_refuses", &read_only_refuses}}};

}  // namespace
}  // namespace weft::conformance
