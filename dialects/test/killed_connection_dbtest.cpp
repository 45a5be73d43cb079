// SPDX-License-Identifier: MIT
//
// A connection that an administrator ends while the server goes on.
#include <gmock/gmock.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "support/databases.hpp"
#include "support/family.hpp"

namespace weft::test {
namespace {

using family::Child;
using family::Parent;
using testing::ElementsAre;

class KilledConnection : public OnDatabase {
protected:
  void prepare() override { create_all<Parent, Child>(engine()); }

  void kill(Session& session) { end_connection(administrator(), kind(), connection_of(session, kind())); }
  Engine& administrator() {
    if (!administrator_)
      administrator_ = std::make_unique<Engine>(url());
    return *administrator_;
  }
  std::vector<std::int64_t> count(std::string_view name) {
    return numbers(engine(), "SELECT count(*) FROM parent WHERE name = '" + std::string(name) + "'");
  }

private:
  std::unique_ptr<Engine> administrator_{};
};

TEST_P(KilledConnection, in_a_transaction_loses_that_transaction_and_the_session_goes_on) {
  Session session(engine());
  session.add(family::parent_with("lost", 2));
  session.flush();
  kill(session);
  session.add(family::parent_with("lost", 2));

  EXPECT_THROW(session.commit(), DisconnectedError);
  EXPECT_THROW(session.commit(), UsageError);
  session.rollback();
  session.add(family::parent_with("kept", 2));
  session.commit();

  EXPECT_THAT(count("lost"), ElementsAre(0));
  EXPECT_THAT(count("kept"), ElementsAre(1));
  EXPECT_THAT(numbers(engine(), "SELECT count(*) FROM child"), ElementsAre(2));
}

TEST_P(KilledConnection, in_a_savepoint_loses_what_is_around_it_as_well) {
  Session session(engine());
  session.add(family::parent_with("lost", 1));
  {
    auto savepoint = session.begin_nested();
    kill(session);
    session.add(family::parent_with("lost", 1));
    EXPECT_THROW(savepoint.commit(), DisconnectedError);
  }
  EXPECT_THROW(session.flush(), UsageError);
  session.rollback();
  session.commit();

  EXPECT_THAT(count("lost"), ElementsAre(0));
}

TEST_P(KilledConnection, during_a_query_ends_the_query) {
  Session session(engine());
  session.add(family::parent_with("lost", 1));
  session.flush();
  const std::int64_t own = connection_of(session, kind());
  std::thread killer([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100)); // most likely the query has begun
    end_connection(administrator(), kind(), own);
  });

  EXPECT_THROW(session.execute(text(std::string(kind().sleep)).columns<std::int64_t>()), DisconnectedError);
  killer.join();
  session.rollback();
  session.add(family::parent_with("kept", 1));
  session.commit();

  EXPECT_THAT(count("lost"), ElementsAre(0));
  EXPECT_THAT(count("kept"), ElementsAre(1));
}

TEST_P(KilledConnection, that_lies_in_the_pool_costs_the_next_session_one_error_and_no_other_session_any) {
  std::vector<std::int64_t> connections;
  {
    Session first(engine());
    Session second(engine());
    for (Session* session : {&first, &second})
      connections.push_back(connection_of(*session, kind()));
  }
  for (const std::int64_t connection : connections)
    end_connection(administrator(), kind(), connection);

  Session session(engine());
  EXPECT_THROW((void)session.scalars(select<Parent>()).all(), DisconnectedError);
  session.rollback();

  Session other(engine());
  EXPECT_TRUE(session.scalars(select<Parent>()).all().empty());
  EXPECT_TRUE(other.scalars(select<Parent>()).all().empty());
}

WEFT_ON_SERVERS(KilledConnection);

} // namespace
} // namespace weft::test
