// SPDX-License-Identifier: MIT
//
// Join conditions of relationships that lead to derived entities, and of those that derived entities have.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "support/database.hpp"

namespace weft::test {
namespace {

struct Crew;
struct Digger;
struct Job;

struct Site {
  std::int64_t id{};
  std::int64_t budget{};
  List<Crew> cheap{};       ///< by a value
  List<Crew> affordable{};  ///< by a column of the site
};
struct Crew {
  std::int64_t id{};
  std::string kind{};
  std::optional<std::int64_t> site_id{};
  std::int64_t price{};
};
struct Digger : Crew {
  std::int64_t depth{};
  Deferred<std::int64_t> reach{};
  List<Job> urgent{};
  List<Job> deep_enough{};   ///< nothing is equal
  List<Job> within_reach{};  ///< takes a column that is not read
};
struct Painter : Crew {
  std::string colour{};
};
struct Job {
  std::int64_t id{};
  std::optional<std::int64_t> digger_id{};
  std::int64_t depth{};
  bool is_urgent{};
};

void map(Mapper<Site>& m) {
  m.column<&Site::id>().primary_key();
  m.column<&Site::budget>();
  m.relationship<&Site::cheap>()
      .primaryjoin(col<&Crew::site_id> == col<&Site::id> && col<&Crew::price> < 10)
      .order_by(col<&Crew::id>)
      .view_only();
  m.relationship<&Site::affordable>()
      .primaryjoin(col<&Crew::site_id> == col<&Site::id> && col<&Crew::price> <= col<&Site::budget>)
      .order_by(col<&Crew::id>)
      .view_only();
}
void map(Mapper<Crew>& m) {
  m.polymorphic_on<&Crew::kind>("crew");
  m.column<&Crew::id>().primary_key();
  m.column<&Crew::kind>().length(20);
  m.column<&Crew::site_id>().references<&Site::id>();
  m.column<&Crew::price>();
}
void map(Mapper<Digger>& m) {
  m.inherits<Crew>("digger").table("digger");
  m.column<&Digger::depth>();
  m.column<&Digger::reach>().deferred();
  m.relationship<&Digger::urgent>()
      .primaryjoin(col<&Job::digger_id> == col<&Digger::id> && col<&Job::is_urgent>)
      .order_by(col<&Job::id>)
      .view_only();
  m.relationship<&Digger::deep_enough>()
      .primaryjoin(col<&Job::depth> <= col<&Digger::depth>)
      .order_by(col<&Job::id>)
      .view_only();
  m.relationship<&Digger::within_reach>()
      .primaryjoin(col<&Job::digger_id> == col<&Digger::id> && col<&Job::depth> <= col<&Digger::reach>)
      .order_by(col<&Job::id>)
      .view_only();
}
void map(Mapper<Painter>& m) {
  m.inherits<Crew>("painter").table("painter");
  m.column<&Painter::colour>();
}
void map(Mapper<Job>& m) {
  m.column<&Job::id>().primary_key();
  m.column<&Job::digger_id>().references<&Digger::id>();
  m.column<&Job::depth>();
  m.column<&Job::is_urgent>();
}

using Ids = std::vector<std::int64_t>;

Ids ids_of(const auto& entities) {
  Ids ids;
  for (const auto& one : entities) ids.push_back(one->id);
  return ids;
}

/// Two sites with a digger, a painter and a crew of neither kind each; three jobs.
class DerivedJoins : public testing::Test {
 protected:
  DerivedJoins() {
    register_types<Crew, Digger, Painter>();
    create_all<Site, Crew, Digger, Painter, Job>(database.engine);
    database.run({"INSERT INTO site (id, budget) VALUES (1, 5), (2, 50)",
                  "INSERT INTO crew (id, kind, site_id, price) VALUES (1, 'digger', 1, 5), (2, 'painter', 1, 6), "
                  "(3, 'crew', 1, 1), (4, 'digger', 2, 50), (5, 'painter', 2, 9), (6, 'crew', 2, 99)",
                  "INSERT INTO digger (id, depth, reach) VALUES (1, 1, 2), (4, 3, 0)",
                  "INSERT INTO painter (id, colour) VALUES (2, 'red'), (5, 'blue')",
                  "INSERT INTO job (id, digger_id, depth, is_urgent) VALUES (1, 1, 1, 1), (2, 1, 2, 0), (3, 4, 3, 1)"});
  }

  Database database{};
  Session session{database.engine};
};

class DerivedJoinCondition : public DerivedJoins, public testing::WithParamInterface<std::string> {
 protected:
  [[nodiscard]] bool is(std::string_view strategy) const { return GetParam() == strategy; }

  template <auto Member>
  std::vector<Ids> diggers_at_sites() {
    std::vector<Ids> found;
    const auto sites = session.scalars(select<Site>().order_by(col<&Site::id>).options(
        load<Member>(GetParam()).template of_type<Digger>())).all();
    for (const auto& site : sites) {
      found.push_back(ids_of((*site).*Member));
      for (const auto& crew : (*site).*Member) EXPECT_GT(crew.template as<Digger>()->depth, 0);
    }
    return found;
  }

  /// What the diggers have, in a query of all crews.
  template <auto Member>
  std::map<std::int64_t, Ids> jobs_of_crews(const Select<Ptr<Crew>>& crews) {
    std::map<std::int64_t, Ids> found;
    for (const auto& crew : session.scalars(crews.options(load<Member>(GetParam()))).all())
      if (const auto digger = crew.template as<Digger>()) found[digger->id] = ids_of((*digger).*Member);
    return found;
  }
};

using Jobs = std::map<std::int64_t, Ids>;
const auto by_id = select<Crew>().order_by(col<&Crew::id>);

TEST_P(DerivedJoinCondition, holds_for_the_entities_of_one_type) {
  StatementCounter counter(database.engine);

  EXPECT_EQ(diggers_at_sites<&Site::cheap>(), (std::vector<Ids>{{1}, {}}));

  EXPECT_EQ(counter.count(), is("joined") ? 1U : is("select") ? 3U : 2U);
}

TEST_P(DerivedJoinCondition, takes_columns_of_the_owner_beside_the_type) {
  StatementCounter counter(database.engine);

  EXPECT_EQ(diggers_at_sites<&Site::affordable>(), (std::vector<Ids>{{1}, {4}}));

  EXPECT_EQ(counter.count(), is("joined") ? 1U : is("select") ? 3U : 2U);
}

TEST_P(DerivedJoinCondition, of_a_derived_entity_holds_in_a_query_of_its_base) {
  EXPECT_EQ(jobs_of_crews<&Digger::urgent>(by_id), (Jobs{{1, {1}}, {4, {3}}}));
}

TEST_P(DerivedJoinCondition, takes_columns_that_rows_of_the_base_do_not_hold) {
  StatementCounter counter(database.engine);

  EXPECT_EQ(jobs_of_crews<&Digger::deep_enough>(by_id), (Jobs{{1, {1}}, {4, {1, 2, 3}}}));

  // Unless they are joined, the diggers are read by themselves once they are used.
  EXPECT_EQ(counter.count(), is("joined") ? 1U : is("select") ? 4U : 3U);
}

TEST_P(DerivedJoinCondition, takes_columns_that_are_read_along) {
  StatementCounter counter(database.engine);

  EXPECT_EQ(jobs_of_crews<&Digger::deep_enough>(by_id.with_polymorphic<Digger>()), (Jobs{{1, {1}}, {4, {1, 2, 3}}}));

  EXPECT_EQ(counter.count(), is("joined") ? 1U : is("select") ? 3U : 2U);
}

TEST_P(DerivedJoinCondition, takes_deferred_columns_below_a_limit) {
  EXPECT_EQ(jobs_of_crews<&Digger::within_reach>(by_id.limit(4)), (Jobs{{1, {1, 2}}, {4, {}}}));
  session.expunge_all();
  EXPECT_EQ(jobs_of_crews<&Digger::within_reach>(by_id.limit(1)), (Jobs{{1, {1, 2}}}));
}

INSTANTIATE_TEST_SUITE_P(Strategies, DerivedJoinCondition, testing::Values("select", "joined", "selectin", "subquery"),
                         [](const auto& one) { return one.param; });

TEST_F(DerivedJoins, hold_in_conditions_and_joins_that_name_a_type) {
  const auto sites = [&](const Expression<bool>& condition) {
    return ids_of(session.scalars(select<Site>().where(condition).order_by(col<&Site::id>)).all());
  };
  const auto rows = [&](const auto& query) { return session.execute(query).all().size(); };

  EXPECT_EQ(sites(rel<&Site::cheap>.of_type<Digger>().any()), (Ids{1}));
  EXPECT_EQ(sites(rel<&Site::cheap>.of_type<Painter>().any(col<&Painter::colour> == "blue")), (Ids{2}));
  EXPECT_EQ(sites(rel<&Site::affordable>.of_type<Digger>().any()), (Ids{1, 2}));
  EXPECT_EQ(sites(rel<&Site::affordable>.of_type<Painter>().any()), (Ids{2}));
  EXPECT_EQ(sites(rel<&Site::affordable, &Digger::deep_enough>.any(col<&Job::id> == 3)), (Ids{2}));
  EXPECT_EQ(rows(select<Site, Painter>().join(rel<&Site::affordable>.of_type<Painter>())), 1U);
  EXPECT_EQ(rows(select<Painter, Site>().join(rel<&Site::affordable>.of_type<Painter>())), 1U);
  EXPECT_EQ(rows(select(col<&Job::id>).from<Digger>().join<&Digger::deep_enough>()), 4U);
}

TEST_F(DerivedJoins, start_from_the_entity_with_the_member_and_keep_what_is_read_along) {
  StatementCounter counter(database.engine);

  const auto rows = session.execute(select<Crew, Site>().join<&Site::cheap>().with_polymorphic<Digger>().order_by(col<&Crew::id>)).all();
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(std::get<0>(rows[0]).as<Digger>()->depth, 1);

  EXPECT_EQ(counter.count(), 1U);
}

}  // namespace
}  // namespace weft::test
