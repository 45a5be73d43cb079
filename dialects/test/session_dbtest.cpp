// SPDX-License-Identifier: MIT
//
// What sessions cost and what comes back: the same on every database.
#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "support/databases.hpp"
#include "support/family.hpp"

namespace weft::test {
namespace {

using family::Child;
using family::Parent;
using testing::ElementsAre;
using testing::StartsWith;

class Flushing : public OnDatabase {
protected:
  void prepare() override { create_all<Parent, Child>(engine()); }
};

TEST_P(Flushing, ten_parents_with_thirty_children_takes_an_insert_for_each_table) {
  Session session(engine());
  std::vector<Ptr<Parent>> parents;
  for (int parent = 0; parent < 10; ++parent)
    parents.push_back(session.add(family::parent_with(std::to_string(parent), 3)));
  StatementCounter counter(engine());

  session.commit();

  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("INSERT INTO parent"), StartsWith("INSERT INTO child")));
  EXPECT_EQ(counter.rows(), 40);
}

TEST_P(Flushing, gives_the_generated_keys_to_the_objects_whose_rows_they_are) {
  Session session(engine(), {.expire_on_commit = false});
  std::vector<Ptr<Parent>> parents;
  for (int parent = 0; parent < 10; ++parent)
    parents.push_back(session.add(family::parent_with(std::to_string(parent), 3)));
  session.commit();
  StatementCounter counter(engine());

  Session other(engine());
  for (const auto& parent : parents) {
    EXPECT_EQ(other.get<Parent>(parent->id)->name, parent->name);
    ASSERT_EQ(parent->children.size(), 3U);
    for (const auto& child : parent->children) {
      const auto stored = other.get<Child>(child->id);
      EXPECT_EQ(stored->name, child->name);
      EXPECT_EQ(stored->parent_id, parent->id);
      EXPECT_EQ(child->parent_id, parent->id);
    }
  }
  EXPECT_EQ(counter.count(), 40U) << "the first session has asked for nothing";
}

TEST_P(Flushing, a_thousand_rows_gives_each_its_own_key) {
  Session session(engine(), {.expire_on_commit = false});
  std::vector<Ptr<Parent>> parents;
  for (int parent = 0; parent < 1000; ++parent)
    parents.push_back(session.add(Parent{.name = std::to_string(parent)}));
  session.commit();

  Session other(engine());
  const auto stored = other.scalars(select<Parent>().order_by(col<&Parent::id>)).all();
  ASSERT_EQ(stored.size(), parents.size());
  for (const auto& parent : parents)
    EXPECT_EQ(other.get<Parent>(parent->id)->name, parent->name);
}

WEFT_ON_DATABASES(Flushing);

class Loading : public OnDatabase {
protected:
  void prepare() override {
    create_all<Parent, Child>(engine());
    Session session(engine());
    for (int parent = 0; parent < 20; ++parent)
      session.add(family::parent_with(std::to_string(parent), parent % 4));
    session.commit();
  }

  /// Walks the parents and their children, and counts the statements that this takes.
  std::size_t cost(std::string_view strategy) {
    Session session(engine());
    StatementCounter counter(engine());
    std::size_t children = 0;
    for (const auto& parent :
         session.scalars(select<Parent>().order_by(col<&Parent::id>).options(load<&Parent::children>(strategy)))) {
      for (const auto& child : parent->children) {
        EXPECT_THAT(child->name, StartsWith(parent->name + " "));
        ++children;
      }
    }
    EXPECT_EQ(children, 30U);
    return counter.count();
  }
};

TEST_P(Loading, takes_as_many_statements_as_the_strategy_says) {
  EXPECT_EQ(cost("select"), 21U);
  EXPECT_EQ(cost("joined"), 1U);
  EXPECT_EQ(cost("selectin"), 2U);
  EXPECT_EQ(cost("subquery"), 2U);
}

WEFT_ON_DATABASES(Loading);

} // namespace
} // namespace weft::test
