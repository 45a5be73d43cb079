// SPDX-License-Identifier: MIT
//
// One engine for sixteen threads, and ten thousand units of work.
#include <gmock/gmock.h>

#include <cstdint>
#include <thread>
#include <vector>

#include "support/databases.hpp"
#include "support/family.hpp"

namespace weft::test {
namespace {

using family::Child;
using family::Parent;
using testing::ElementsAre;

constexpr int threads = 16;
constexpr int units_of_thread = 625;

class ConcurrentSessions : public OnDatabase {
protected:
  // Fewer connections than threads, so that they wait for one another.
  ConcurrentSessions()
      : OnDatabase(
            {.pool_size = 12, .pool_timeout = std::chrono::minutes(2), .busy_timeout = std::chrono::minutes(1)}) {}

  void prepare() override {
    create_all<Parent, Child>(engine());
    Session session(engine());
    for (int thread = 0; thread < threads; ++thread)
      session.add(Parent{.id = thread + 1, .name = "idle"});
    session.commit();
  }

  /// One unit of work of a thread, which has a parent of its own.
  static void work(Session& session, std::int64_t parent, int unit) {
    const auto own = session.get<Parent>(parent, selectinload<&Parent::children>());
    own.modify()->name = "unit " + std::to_string(unit);
    if (own->children.size() == 3)
      session.remove(own->children[0]);
    own.modify()->children.push_back(Child{.name = std::to_string(unit)});
  }
};

TEST_P(ConcurrentSessions, do_ten_thousand_units_of_work) {
  std::vector<std::thread> running;
  for (int thread = 0; thread < threads; ++thread)
    running.emplace_back([&, parent = thread + 1] {
      try {
        for (int unit = 0; unit < units_of_thread; ++unit)
          retry(engine(), [&](Session& session) { work(session, parent, unit); });
      } catch (const std::exception& error) {
        ADD_FAILURE() << error.what();
      }
    });
  for (auto& thread : running)
    thread.join();

  Session session(engine());
  const auto parents = session.scalars(select<Parent>().options(selectinload<&Parent::children>())).all();
  EXPECT_EQ(parents.size(), static_cast<std::size_t>(threads));
  for (const auto& parent : parents) {
    EXPECT_EQ(parent->name, "unit 624");
    std::vector<std::string> names;
    for (const auto& child : parent->children)
      names.push_back(child->name);
    EXPECT_THAT(names, ElementsAre("622", "623", "624"));
  }
}

WEFT_ON_DATABASES(ConcurrentSessions);

} // namespace
} // namespace weft::test
