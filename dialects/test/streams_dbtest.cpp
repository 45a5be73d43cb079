// SPDX-License-Identifier: MIT
//
// Results in portions: the same on every database, whether its driver streams or not.
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
using testing::HasSubstr;
using testing::Not;

class Streams : public OnDatabase {
protected:
  void prepare() override {
    create_all<Parent, Child>(engine());
    Session session(engine());
    for (int parent = 10; parent < 30; ++parent) session.add(family::parent_with(std::to_string(parent), 2));
    session.commit();
  }
  static Select<Ptr<Parent>> parents() {
    return select<Parent>().where(col<&Parent::name> > "12").order_by(col<&Parent::name>);
  }
};

TEST_P(Streams, are_one_statement_and_load_by_the_keys_of_each_portion) {
  Session session(engine());
  StatementCounter counter(engine());
  std::vector<std::string> names;

  for (const auto& parent : session.scalars(parents().options(selectinload<&Parent::children>()), {.yield_per = 7}))
    for (const auto& child : parent->children) names.push_back(child->name);

  ASSERT_EQ(names.size(), 34U);
  EXPECT_EQ(names.front(), "13 0");
  EXPECT_EQ(names.back(), "29 1");
  // The select is reported when its last row was read.
  EXPECT_THAT(counter.statements(), ElementsAre(HasSubstr("child"), HasSubstr("child"), Not(HasSubstr("child")), HasSubstr("child")));
}

TEST_P(Streams, let_changes_be_written_while_they_are_read) {
  Session session(engine());

  for (const auto& parent : session.scalars(parents(), {.yield_per = 4})) {
    parent.modify()->name += "!";
    session.remove(parent->children.front());
    session.flush();
  }
  session.commit();

  EXPECT_THAT(numbers(engine(), "SELECT count(*) FROM parent WHERE name LIKE '%!'"), ElementsAre(17));
  EXPECT_THAT(numbers(engine(), "SELECT count(*) FROM child"), ElementsAre(40 - 17));
}

TEST_P(Streams, leave_their_connection_as_it_was_when_they_are_given_up) {
  for (int time = 0; time < 3; ++time) {
    Session session(engine());
    auto stream = session.scalars(parents(), {.yield_per = 4});
    ++stream.begin();
    if (time == 1) session.commit();
    if (time == 2) session.rollback();
  }
  Session session(engine());

  EXPECT_EQ(session.scalars(parents()).size(), 17U);
}

WEFT_ON_DATABASES(Streams);

}  // namespace
}  // namespace weft::test
