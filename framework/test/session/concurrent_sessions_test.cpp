// SPDX-License-Identifier: MIT
//
// One engine for all threads, and a session for each of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "support/database.hpp"

namespace weft::test {
namespace {

constexpr int threads = 4;

/// Runs `work` in all threads at once; what it throws is a failure of the test.
template <class Work>
void in_threads(Work work) {
  std::vector<std::thread> running;
  for (int number = 0; number < threads; ++number)
    running.emplace_back([&work, number] {
      try {
        work(number);
      } catch (const std::exception& error) {
        ADD_FAILURE() << error.what();
      }
    });
  for (auto& thread : running) thread.join();
}

struct ConcurrentSessions : testing::Test {
  Database database{EngineOptions{.pool_timeout = std::chrono::seconds(30)}};
};

TEST_F(ConcurrentSessions, read_with_every_strategy) {
  database.fill_company();
  database.fill_school();

  in_threads([&](int) {
    for (int round = 0; round < 10; ++round) {
      Session session(database.engine);
      auto joined =
          session.scalars(select<Department>().order_by(col<&Department::id>).options(joinedload<&Department::employees>())).all();
      EXPECT_EQ(names(joined.front()->employees, &Employee::name), (Names{"Ann", "Bob"}));
      Session other(database.engine);
      auto selected =
          other.scalars(select<Student>().order_by(col<&Student::id>).options(selectinload<&Student::courses>())).all();
      EXPECT_EQ(selected.front()->courses.size(), 2U);
      EXPECT_EQ(other.get<Employee>(3)->department->name, "Stock");
    }
  });
}

TEST_F(ConcurrentSessions, write_in_turns) {
  in_threads([&](int number) {
    for (int round = 0; round < 10; ++round)
      retry(
          database.engine,
          [&](Session& session) {
            auto author = session.add(Author{.name = std::to_string(number)});
            author.modify()->books.push_back(Book{.title = std::to_string(round)});
            session.flush();
            author.modify()->name += "!";
          },
          {.attempts = 30});
  });

  EXPECT_THAT(database.numbers("SELECT count(*) FROM author WHERE name LIKE '%!'"), testing::ElementsAre(10 * threads));
  EXPECT_THAT(database.numbers("SELECT count(*) FROM book"), testing::ElementsAre(10 * threads));
}

TEST_F(ConcurrentSessions, are_counted_while_listeners_come_and_go) {
  database.fill_company();
  StatementCounter all(database.engine);

  in_threads([&](int) {
    for (int round = 0; round < 10; ++round) {
      StatementCounter mine(database.engine);
      Session session(database.engine);
      EXPECT_TRUE(session.get<Employee>(1));
      EXPECT_GE(mine.count(), 1U);
    }
  });

  EXPECT_EQ(all.count(), 10U * threads);
}

}  // namespace
}  // namespace weft::test
