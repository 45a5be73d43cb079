// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "support/database.hpp"
#include "support/fake_dialect.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;

std::vector<std::chrono::milliseconds> slept;
void note_sleep(std::chrono::milliseconds delay) { slept.push_back(delay); }

/// Runs `work` as `retry` does, and takes down how long it would have slept.
template <class Work>
void retry_without_sleep(Engine& engine, Work work, const RetryOptions& options) {
  slept.clear();
  auto run = [](void* object, Session& session) { (*static_cast<Work*>(object))(session); };
  detail::run_with_retries(engine, {&work, run}, options, &note_sleep);
}

[[noreturn]] void lose() { throw SerializationError("commit failed", {.message = "lost"}); }

TEST(Retry, runs_the_work_once_and_commits) {
  Database database;
  int attempts = 0;

  retry(database.engine, [&](Session& session) {
    ++attempts;
    session.add(Item{.name = "Mug"});
  });

  EXPECT_EQ(attempts, 1);
  EXPECT_THAT(database.texts("SELECT name FROM item"), ElementsAre("Mug"));
}

TEST(Retry, returns_what_the_work_returned_and_entities_can_be_read) {
  Database database;

  auto mug = retry(database.engine, [](Session& session) { return session.add(Item{.name = "Mug"}); },
                   {.session = {.isolation = Isolation::serializable}});

  EXPECT_EQ(state(mug), State::detached);
  EXPECT_EQ(mug->name, "Mug");
  EXPECT_GT(mug->id, 0);
}

TEST(Retry, wins_after_it_lost_against_another_transaction) {
  Database database;
  database.fill_company();
  int attempts = 0;

  retry(
      database.engine,
      [&](Session& session) {
        auto ann = session.get<Employee>(1);
        if (++attempts == 1) database.run("UPDATE employee SET age = 50 WHERE id = 1");
        ann.modify()->age += 1;
      },
      {.first_delay = std::chrono::milliseconds(0), .session = {.isolation = Isolation::serializable}});

  EXPECT_EQ(attempts, 2);
  EXPECT_THAT(database.numbers("SELECT age FROM employee WHERE id = 1"), ElementsAre(51));
}

TEST(Retry, takes_back_what_the_lost_attempt_wrote) {
  Database database;
  int attempts = 0;

  retry_without_sleep(
      database.engine,
      [&](Session& session) {
        session.add(Item{.name = "Mug"});
        session.flush();
        if (++attempts < 3) lose();
      },
      {});

  EXPECT_EQ(attempts, 3);
  EXPECT_THAT(database.texts("SELECT name FROM item"), ElementsAre("Mug"));
}

TEST(Retry, repeats_what_met_a_row_that_somebody_else_changed) {
  Database database;
  int attempts = 0;

  retry_without_sleep(
      database.engine,
      [&](Session&) {
        if (++attempts == 1) throw StaleDataError("cannot update");
      },
      {});

  EXPECT_EQ(attempts, 2);
}

TEST(Retry, repeats_when_the_commit_loses) {
  FakeDatabase database;
  Engine engine(database.url());
  int commits = 0;
  database.fail("COMMIT", [&] {
    if (++commits == 1) lose();
  });
  int attempts = 0;

  retry_without_sleep(
      engine,
      [&](Session& session) {
        ++attempts;
        session.execute(text("UPDATE item SET price = 1"));
      },
      {});

  EXPECT_EQ(attempts, 2);
}

TEST(Retry, does_not_repeat_other_errors) {
  Database database;
  int attempts = 0;

  EXPECT_THROW(retry(database.engine,
                     [&](Session&) {
                       ++attempts;
                       throw std::runtime_error("mine");
                     }),
               std::runtime_error);
  EXPECT_THROW(retry(database.engine,
                     [&](Session& session) {
                       ++attempts;
                       session.add(Item{.id = 1});
                       session.add(Item{.id = 1});
                     }),
               IntegrityError);

  EXPECT_EQ(attempts, 2);
}

TEST(Retry, gives_up_after_so_many_attempts_with_the_error_of_the_last) {
  Database database;
  int attempts = 0;

  EXPECT_THROW(retry_without_sleep(
                   database.engine,
                   [&](Session&) {
                     ++attempts;
                     lose();
                   },
                   {.attempts = 3}),
               SerializationError);

  EXPECT_EQ(attempts, 3);
}

TEST(Retry, waits_longer_each_time_but_never_longer_than_the_bound) {
  Database database;
  using std::chrono::milliseconds;

  EXPECT_THROW(retry_without_sleep(database.engine, [](Session&) { lose(); },
                                   {.attempts = 7, .first_delay = milliseconds(10), .max_delay = milliseconds(100)}),
               SerializationError);

  ASSERT_EQ(slept.size(), 6U);
  const int bounds[] = {10, 20, 40, 80, 100, 100};
  for (std::size_t index = 0; index < slept.size(); ++index) {
    EXPECT_LE(slept[index], milliseconds(bounds[index]));
    EXPECT_GE(slept[index], milliseconds(bounds[index] / 2));
  }
}

TEST(Retry, refuses_zero_attempts) {
  Database database;

  try {
    retry(database.engine, [](Session&) {}, {.attempts = 0});
    FAIL() << "no error";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(), "cannot run a unit of work: RetryOptions::attempts is 0\n"
                               "  1 runs it once, without repeating it");
  }
}

}  // namespace
}  // namespace weft::test
