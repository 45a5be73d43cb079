// SPDX-License-Identifier: MIT
//
// A server that is killed without a word: what a session says then, and what the server holds when it is back.
#include <gmock/gmock.h>

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <random>
#include <thread>

#include "support/family.hpp"
#include "support/private_server.hpp"

namespace weft::test {
namespace {

using family::Child;
using family::Parent;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A private server, one for all tests of a dialect, with a parent and two children in it.
class KilledServer : public testing::TestWithParam<const DatabaseKind*> {
protected:
  static void TearDownTestSuite() { running().clear(); }
  void SetUp() override {
    const DatabaseKind& kind = *GetParam();
    if (!kind.available())
      GTEST_SKIP() << kind.url_variable << " names no server: tools/databases starts one";
    auto& server = running()[kind.dialect];
    if (server)
      server->restart(); // where the test before failed between a crash and this
    else
      server = std::make_unique<PrivateServer>(kind);
    server_ = server.get();
    engine_ = std::make_unique<Engine>(server->url(), EngineOptions{.connect_timeout = std::chrono::seconds(30)});
    drop_all<Parent, Child>(*engine_);
    create_all<Parent, Child>(*engine_);
    Session session(*engine_);
    session.add(family::parent_with("kept", 2));
    session.commit();
  }

  const PrivateServer& server() { return *server_; }
  Engine& engine() { return *engine_; }

  void expect_only_what_was_kept() {
    EXPECT_THAT(numbers(engine(), "SELECT count(*) FROM parent WHERE name = 'kept'"), ElementsAre(1));
    EXPECT_THAT(numbers(engine(), "SELECT count(*) FROM parent"), ElementsAre(1));
    EXPECT_THAT(numbers(engine(), "SELECT count(*) FROM child"), ElementsAre(2));
  }

private:
  static std::map<std::string_view, std::unique_ptr<PrivateServer>>& running() {
    static std::map<std::string_view, std::unique_ptr<PrivateServer>> servers;
    return servers;
  }
  const PrivateServer* server_ = nullptr;
  std::unique_ptr<Engine> engine_{};
};

/// What `work` throws, which has to be an `Expected`.
template <class Expected, class Work>
std::string thrown(Work work) {
  try {
    work();
  } catch (const Expected& error) {
    return error.what();
  } catch (const std::exception& error) {
    ADD_FAILURE() << "another error: " << error.what();
    return error.what();
  }
  ADD_FAILURE() << "nothing was thrown";
  return {};
}

TEST_P(KilledServer, between_two_transactions_costs_one_error_and_the_pool_connects_again) {
  {
    Session first(engine());
    Session second(engine());
    EXPECT_EQ(first.scalars(select<Parent>()).all().size(), second.scalars(select<Parent>()).all().size());
  } // two connections lie in the pool
  Session session(engine());
  server().crash();

  const auto read = [&] { (void)session.scalars(select<Parent>()).all(); };
  EXPECT_THAT(thrown<DisconnectedError>(read), HasSubstr("roll"));
  session.rollback();
  EXPECT_THAT(thrown<OperationalError>(read), HasSubstr("cannot connect to"));

  server().restart();
  session.rollback();
  EXPECT_EQ(session.scalars(select<Parent>()).one()->children.size(), 2U);
  Session other(engine());
  EXPECT_EQ(other.scalars(select<Parent>()).one()->name, "kept") << "the second connection was replaced unasked";
}

TEST_P(KilledServer, in_a_transaction_takes_the_transaction_along) {
  Session session(engine());
  const auto kept = session.scalars(select<Parent>()).one();
  kept.modify()->name = "changed";
  const auto lost = session.add(family::parent_with("lost", 3));
  session.flush();
  server().crash();
  session.add(family::parent_with("lost as well", 1));

  EXPECT_THAT(thrown<DisconnectedError>([&] { session.commit(); }), HasSubstr("roll"));
  EXPECT_THAT(thrown<UsageError>([&] { session.add(family::parent_with("too soon", 1)); }),
              AllOf(HasSubstr("the session cannot go on"), HasSubstr("call session.rollback()")));
  server().restart();
  session.rollback();

  EXPECT_EQ(lost.instance()->state(), State::transient);
  EXPECT_EQ(kept->name, "kept");
  session.commit();
  expect_only_what_was_kept();
}

TEST_P(KilledServer, before_a_commit_fails_the_commit) {
  Session session(engine());
  session.add(family::parent_with("lost", 3));
  session.flush();
  server().crash();

  EXPECT_THAT(thrown<DisconnectedError>([&] { session.commit(); }), HasSubstr("roll"));
  EXPECT_THAT(thrown<UsageError>([&] { session.commit(); }), HasSubstr("call session.rollback()"));

  server().restart();
  expect_only_what_was_kept();
}

TEST_P(KilledServer, during_a_query_ends_the_query) {
  std::atomic<bool> sent = false;
  std::thread killer([&] {
    while (!sent)
      std::this_thread::yield();
    std::this_thread::sleep_for(std::chrono::milliseconds(200)); // most likely it has arrived
    server().crash();
  });
  Session session(engine());
  session.add(family::parent_with("lost", 1));
  session.flush();
  sent = true;

  const auto sleep = text(std::string(GetParam()->sleep)).columns<std::int64_t>();
  EXPECT_THAT(thrown<DisconnectedError>([&] { session.execute(sleep); }), HasSubstr("roll"));
  killer.join();

  server().restart();
  session.rollback();
  session.add(family::parent_with("new", 1));
  session.rollback();
  expect_only_what_was_kept();
}

/// Commits units until the server is gone: a parent with a number of children that follows from its own number.
class Committer {
public:
  explicit Committer(Engine& engine, std::int64_t last)
      : engine_(engine), reported_(last), thread_([this] { work(); }) {}
  /// The last unit whose commit has returned.
  std::int64_t wait() {
    thread_.join();
    return reported_;
  }
  static std::int64_t children_of(std::int64_t unit) { return unit % 4 + 1; }

private:
  void work() {
    try {
      for (;;) {
        const std::int64_t unit = reported_ + 1;
        Session session(engine_);
        session.add(family::parent_with(std::to_string(unit), static_cast<int>(children_of(unit))));
        session.flush();
        session.execute(update<Parent>()
                            .set(col<&Parent::name>, col<&Parent::name> + "!")
                            .where(col<&Parent::name> == std::to_string(unit)));
        session.commit();
        reported_ = unit;
      }
    } catch (const DisconnectedError&) {
    } catch (const OperationalError&) { // it was gone before the session connected
    }
  }

  Engine& engine_;
  std::int64_t reported_;
  std::thread thread_;
};

TEST_P(KilledServer, at_any_moment_leaves_the_units_that_were_committed_and_none_in_half) {
  constexpr int kills = 4;
  const char* given = std::getenv("WEFT_SEED");
  const std::uint64_t seed = given ? std::strtoull(given, nullptr, 10) : 1;
  std::mt19937_64 random(seed);
  std::int64_t units = 0;

  for (int kill = 0; kill < kills && !HasFailure(); ++kill) {
    SCOPED_TRACE("kill " + std::to_string(kill) + ", WEFT_SEED=" + std::to_string(seed));
    Committer committer(engine(), units);
    std::this_thread::sleep_for(std::chrono::microseconds(50000 + random() % 200000));
    server().crash();
    const std::int64_t reported = committer.wait();
    server().restart();

    // The last commit may have happened, and its answer got lost.
    units = numbers(engine(), "SELECT count(*) FROM parent WHERE name <> 'kept'").at(0);
    EXPECT_THAT(units, testing::AnyOf(reported, reported + 1));
    Session session(engine());
    const auto parents = session
                             .scalars(select<Parent>()
                                          .where(col<&Parent::name> != "kept")
                                          .order_by(col<&Parent::id>)
                                          .options(selectinload<&Parent::children>()))
                             .all();
    for (std::size_t index = 0; index < parents.size(); ++index) {
      const auto unit = static_cast<std::int64_t>(index) + 1;
      EXPECT_EQ(parents[index]->name, std::to_string(unit) + "!");
      EXPECT_EQ(static_cast<std::int64_t>(parents[index]->children.size()), Committer::children_of(unit));
    }
  }
  EXPECT_GT(units, 0) << "nothing was committed between the kills";
}

WEFT_ON_SERVERS(KilledServer);

} // namespace
} // namespace weft::test
