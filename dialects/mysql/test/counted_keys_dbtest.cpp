// SPDX-License-Identifier: MIT
//
// Keys as MySQL gives them back, counted from the first one of an INSERT, on whatever server there is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>
#include <weft/weft.hpp>

#include "database.hpp"
#include "support/family.hpp"

namespace weft::mysql::test {
namespace {

using testing::AllOf;
using testing::Each;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using weft::test::family::Child;
using weft::test::family::Parent;
using weft::test::family::parent_with;

class CountedKeys : public ServerTest {
 protected:
  void prepare() override {
    engine = std::make_unique<Engine>(url("capabilities=mysql"));
    create_all<Parent, Child>(*engine);
  }

  /// Whether every child is with the parent that it is named after.
  void expect_right_parents(std::int64_t children) {
    const auto connection = connect(url());
    EXPECT_EQ(number(*connection, "SELECT count(*) FROM child"), children);
    EXPECT_EQ(number(*connection, "SELECT count(*) FROM child c JOIN parent p ON p.id = c.parent_id "
                                  "WHERE c.name LIKE concat(p.name, ' %')"),
              children);
  }
  static void add_families(Engine& engine, const std::string& name, int parents) {
    Session session(engine);
    std::vector<Ptr<Parent>> added;
    for (int parent = 0; parent < parents; ++parent) added.push_back(session.add(parent_with(name + std::to_string(parent), 3)));
    session.commit();
    for (const auto& parent : added)
      EXPECT_EQ(session.execute(select(col<&Parent::name>).where(col<&Parent::id> == parent->id)).all().size(), 1U);
  }

  std::unique_ptr<Engine> engine{};
};

TEST_F(CountedKeys, need_no_returning_and_no_more_statements) {
  Session session(*engine);
  for (int parent = 0; parent < 250; ++parent) session.add(parent_with("p" + std::to_string(parent), 3));
  StatementCounter counter(*engine);

  session.commit();

  EXPECT_THAT(counter.statements(), Each(AllOf(StartsWith("INSERT INTO"), Not(HasSubstr("RETURNING")))));
  EXPECT_LE(counter.count(), 6U);
  expect_right_parents(750);
}

TEST_F(CountedKeys, go_on_behind_keys_that_were_given) {
  {
    Session session(*engine);
    session.add(Parent{.id = 5000, .name = "given"});
    session.commit();
  }
  add_families(*engine, "p", 40);

  EXPECT_EQ(number(*connect(url()), "SELECT min(id) FROM parent WHERE name <> 'given'"), 5001);
  expect_right_parents(120);
}

TEST_F(CountedKeys, are_right_while_others_insert_as_well) {
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread)
    threads.emplace_back([this, thread] {
      for (int round = 0; round < 5; ++round)
        add_families(*engine, "t" + std::to_string(thread) + "r" + std::to_string(round) + "p", 40);
    });
  for (auto& thread : threads) thread.join();

  expect_right_parents(4 * 5 * 40 * 3);
}

TEST_F(CountedKeys, leave_returning_to_servers_that_have_it) {
  Session session(*engine);

  EXPECT_THROW(session.execute(insert<Parent>().values(Parent{.name = "a"}).returning(col<&Parent::id>)), UsageError);
  session.execute(insert<Parent>().values({Parent{.name = "a"}, Parent{.name = "b"}}));
  EXPECT_EQ(session.scalars(select<Parent>()).all().size(), 2U);
}

}  // namespace
}  // namespace weft::mysql::test
