// SPDX-License-Identifier: MIT
//
// What every strategy does for every shape of relationship.
#include "cases/strategy/shape.hpp"

namespace weft::conformance {
namespace {

using Behaviour = void (*)(Trial& trial, const Shape& shape);

bool eager(const LoaderStrategy& strategy) { return strategy.describe().loads && !strategy.describe().on_access; }

/// Reads owners with the strategy, touches all of them, and judges both.
OwnersPtr expect_graph(Trial& trial, Session& session, const Shape& shape, const Graph& rows, const Selection& selection = {}) {
  const Strategies strategies{&trial.strategy()};
  trial.restart();
  OwnersPtr owners = shape.read(session, selection, trial.strategy().name());
  const std::size_t before_touching = trial.count();
  Walk walk(strategies);
  const Graph actual = owners->walk(walk);
  judge(trial, strategies, walk, actual, rows, before_touching);
  return owners;
}

/// Touches owners that were read before, with statements that are not counted.
void expect_still(Trial& trial, const Shape& shape, const Owners& owners) {
  Walk walk({&trial.strategy()});
  EXPECT_EQ(owners.walk(walk), expected_graph({&trial.strategy()}, shape.graph));
}

std::string name_of_owner(const std::string& line) { return line.substr(0, line.find('{')); }
bool leads_nowhere(const std::string& line) { return line.ends_with("{}"); }

const std::string& first_line(const Shape& shape, bool empty) {
  return *std::find_if(shape.graph.begin(), shape.graph.end(),
                       [&](const auto& line) { return leads_nowhere(line) == empty; });
}

void all_owners(Trial& trial, const Shape& shape) {
  Session session(trial.engine());
  expect_graph(trial, session, shape, shape.graph);
}

void one_owner(Trial& trial, const Shape& shape) {
  const std::string& line = first_line(shape, false);
  Session session(trial.engine());
  expect_graph(trial, session, shape, {line}, {.only = name_of_owner(line)});
}

void empty_end(Trial& trial, const Shape& shape) {
  const std::string& line = first_line(shape, true);
  Session session(trial.engine());
  const OwnersPtr owners = expect_graph(trial, session, shape, {line}, {.only = name_of_owner(line)});

  // Nothing is also a result: it is not asked for again.
  trial.restart();
  Walk again({&trial.strategy()});
  EXPECT_EQ(owners->walk(again), Graph{line});
  EXPECT_EQ(trial.count(), 0U) << "a relationship that is known to be empty was read again:" << trial.statements();
}

void no_owners(Trial& trial, const Shape& shape) {
  Session session(trial.engine());
  expect_graph(trial, session, shape, {}, {.none = true});
  EXPECT_EQ(trial.count(), 1U) << "there was nobody to load for:" << trial.statements();
}

void limit(Trial& trial, const Shape& shape) {
  Session session(trial.engine());
  expect_graph(trial, session, shape, {shape.graph.begin(), shape.graph.begin() + 2}, {.limit = 2});
}

void limit_and_offset(Trial& trial, const Shape& shape) {
  Session session(trial.engine());
  expect_graph(trial, session, shape, {shape.graph.begin() + 1, shape.graph.begin() + 3}, {.limit = 2, .offset = 1});
}

void descending_owners(Trial& trial, const Shape& shape) {
  Session session(trial.engine());
  expect_graph(trial, session, shape, {shape.graph.rbegin(), shape.graph.rend()}, {.descending = true});
}

void descending_limit(Trial& trial, const Shape& shape) {
  Session session(trial.engine());
  expect_graph(trial, session, shape, {shape.graph.rbegin(), shape.graph.rbegin() + 2}, {.descending = true, .limit = 2});
}

void distinct_owners(Trial& trial, const Shape& shape) {
  Session session(trial.engine());
  expect_graph(trial, session, shape, shape.graph, {.distinct = true});
}

void distinct_and_limit(Trial& trial, const Shape& shape) {
  Session session(trial.engine());
  expect_graph(trial, session, shape, {shape.graph.begin(), shape.graph.begin() + 2}, {.distinct = true, .limit = 2});
}

// What cannot be loaded for a part of the owners has to be refused.
void in_portions(Trial& trial, const Shape& shape) {
  constexpr std::size_t portion = 2;
  const Strategies strategies{&trial.strategy()};
  Session session(trial.engine());
  trial.restart();
  OwnersPtr owners;
  try {
    owners = shape.read(session, {.portion = portion}, trial.strategy().name());
  } catch (const UsageError& error) {
    EXPECT_NE(std::string_view(error.what()).find("in portions"), std::string_view::npos) << error.what();
    return trial.not_claimed("the strategy needs all owners at once");
  }
  Walk walk(strategies);
  EXPECT_EQ(owners->walk(walk), expected_graph(strategies, shape.graph)) << trial.statements();
  const std::size_t portions = shape.graph.size() / portion + 1;
  const std::size_t for_each = budget(trial.capabilities(), strategies, {portion}) - 1;
  // What is loaded when it is touched goes by the statement that read the owner last: a load for others may have been that.
  const bool on_access = trial.strategy().describe().on_access;
  const std::size_t allowed = 1 + (on_access ? shape.graph.size() : portions * for_each);
  EXPECT_LE(trial.count(), allowed) << "more statements than the strategy declares to need for each portion:"
                                    << trial.statements();
}

void touched_again(Trial& trial, const Shape& shape) {
  Session session(trial.engine());
  const OwnersPtr owners = expect_graph(trial, session, shape, shape.graph);

  trial.restart();
  expect_still(trial, shape, *owners);
  EXPECT_EQ(trial.count(), 0U) << "what is loaded was read again:" << trial.statements();
}

void read_again(Trial& trial, const Shape& shape) {
  Session session(trial.engine());
  const OwnersPtr first = expect_graph(trial, session, shape, shape.graph);

  trial.restart();
  const OwnersPtr again = shape.read(session, {}, trial.strategy().name());
  EXPECT_LE(trial.count(), budget(trial.capabilities(), {&trial.strategy()}, {again->size()})) << trial.statements();
  expect_still(trial, shape, *again);
  expect_still(trial, shape, *first);
}

// A query before this one read the owners, and loaded nothing of the relationship.
void known_owners(Trial& trial, const Shape& shape) {
  Session session(trial.engine());
  const OwnersPtr known = shape.read(session, {}, {});
  expect_graph(trial, session, shape, shape.graph);
}

void some_known_owners(Trial& trial, const Shape& shape) {
  Session session(trial.engine());
  const OwnersPtr known = shape.read(session, {.limit = 1}, trial.strategy().name());
  Walk walk({&trial.strategy()});
  static_cast<void>(known->walk(walk));
  expect_graph(trial, session, shape, shape.graph);
}

void known_related(Trial& trial, const Shape& shape) {
  Session session(trial.engine());
  const auto related = shape.read_related(session);
  expect_graph(trial, session, shape, shape.graph);
}

void two_sessions(Trial& trial, const Shape& shape) {
  for (int session_number = 0; session_number < 2; ++session_number) {
    Session session(trial.engine());
    expect_graph(trial, session, shape, shape.graph);
  }
}

// The second time everything is compiled and planned already, for whatever the first time was.
void other_owners_by_the_same_statement(Trial& trial, const Shape& shape) {
  for (const std::string& line : shape.graph) {
    Session session(trial.engine());
    expect_graph(trial, session, shape, {line}, {.only = name_of_owner(line)});
  }
}

void populate_existing(Trial& trial, const Shape& shape) {
  Session session(trial.engine());
  const OwnersPtr before = expect_graph(trial, session, shape, shape.graph);
  expect_graph(trial, session, shape, shape.graph, {.populate_existing = true});
  expect_still(trial, shape, *before);
}

void after_refresh(Trial& trial, const Shape& shape) {
  Session session(trial.engine());
  const OwnersPtr owners = expect_graph(trial, session, shape, shape.graph);
  owners->refresh(session);
  expect_still(trial, shape, *owners);
}

void refreshed_before_touching(Trial& trial, const Shape& shape) {
  Session session(trial.engine());
  const OwnersPtr owners = shape.read(session, {}, trial.strategy().name());
  owners->refresh(session);
  expect_still(trial, shape, *owners);
}

void after_expiring_owners(Trial& trial, const Shape& shape) {
  Session session(trial.engine());
  const OwnersPtr owners = expect_graph(trial, session, shape, shape.graph);
  owners->expire(session);
  expect_still(trial, shape, *owners);
}

void after_expiring_all(Trial& trial, const Shape& shape) {
  Session session(trial.engine());
  const OwnersPtr owners = expect_graph(trial, session, shape, shape.graph);
  session.expire_all();
  expect_still(trial, shape, *owners);
}

void after_commit(Trial& trial, const Shape& shape) {
  Session session(trial.engine());
  const OwnersPtr owners = expect_graph(trial, session, shape, shape.graph);
  session.commit();
  expect_still(trial, shape, *owners);
}

void after_rollback(Trial& trial, const Shape& shape) {
  Session session(trial.engine());
  const OwnersPtr owners = expect_graph(trial, session, shape, shape.graph);
  session.rollback();
  expect_still(trial, shape, *owners);
}

/// Touches owners whose session is gone, of which nothing was loaded. Whatever a strategy would do, it cannot do it any
/// more; reading as empty is for those that never load.
void expect_detached(Trial& trial, const Shape& shape, const Owners& owners) {
  try {
    Walk walk({&trial.strategy()});
    const Graph graph = owners.walk(walk);
    EXPECT_FALSE(trial.strategy().describe().loads) << "a relationship was loaded without a session";
    EXPECT_EQ(graph, expected_graph({&trial.strategy()}, shape.graph));
  } catch (const DetachedError& error) {
    EXPECT_NE(std::string_view(error.what()).find("::"), std::string_view::npos)
        << "the error does not name the relationship: " << error.what();
  }
}

void detached_after_touching(Trial& trial, const Shape& shape) {
  OwnersPtr owners;
  {
    Session session(trial.engine());
    owners = expect_graph(trial, session, shape, shape.graph);
  }
  if (trial.strategy().describe().loads) expect_still(trial, shape, *owners);
  else expect_detached(trial, shape, *owners);
}

void detached_before_touching(Trial& trial, const Shape& shape) {
  OwnersPtr owners;
  {
    Session session(trial.engine());
    owners = shape.read(session, {}, trial.strategy().name());
  }
  if (eager(trial.strategy())) expect_still(trial, shape, *owners);
  else expect_detached(trial, shape, *owners);
}

void nothing_to_flush(Trial& trial, const Shape& shape) {
  Session session(trial.engine());
  const OwnersPtr owners = expect_graph(trial, session, shape, shape.graph);
  EXPECT_FALSE(owners->any_modified(session)) << "loading counts as a change";

  trial.restart();
  session.flush();
  EXPECT_EQ(trial.count(), 0U) << "a flush wrote what was only loaded:" << trial.statements();
}

struct NamedBehaviour {
  std::string_view name;
  Level level;
  Behaviour behaviour;
};

constexpr NamedBehaviour named_behaviours[] = {
    {"all_owners", Level::core, &all_owners},
    {"one_owner", Level::core, &one_owner},
    {"empty_end", Level::core, &empty_end},
    {"no_owners", Level::core, &no_owners},
    {"limit", Level::core, &limit},
    {"limit_and_offset", Level::standard, &limit_and_offset},
    {"descending_owners", Level::standard, &descending_owners},
    {"descending_limit", Level::full, &descending_limit},
    {"distinct_owners", Level::full, &distinct_owners},
    {"distinct_and_limit", Level::full, &distinct_and_limit},
    {"in_portions", Level::standard, &in_portions},
    {"touched_again", Level::core, &touched_again},
    {"read_again", Level::standard, &read_again},
    {"known_owners", Level::standard, &known_owners},
    {"some_known_owners", Level::full, &some_known_owners},
    {"known_related", Level::standard, &known_related},
    {"two_sessions", Level::full, &two_sessions},
    {"other_owners_by_the_same_statement", Level::full, &other_owners_by_the_same_statement},
    {"populate_existing", Level::full, &populate_existing},
    {"after_refresh", Level::standard, &after_refresh},
    {"refreshed_before_touching", Level::full, &refreshed_before_touching},
    {"after_expiring_owners", Level::full, &after_expiring_owners},
    {"after_expiring_all", Level::full, &after_expiring_all},
    {"after_commit", Level::standard, &after_commit},
    {"after_rollback", Level::full, &after_rollback},
    {"detached_after_touching", Level::core, &detached_after_touching},
    {"detached_before_touching", Level::standard, &detached_before_touching},
    {"nothing_to_flush", Level::standard, &nothing_to_flush},
};

}  // namespace

std::vector<Case> behaviours(const Shape& shape) {
  std::vector<Case> cases;
  for (const auto& named : named_behaviours)
    cases.emplace_back(
        named.name,
        [shape, behaviour = named.behaviour](Trial& trial) {
          trial.target().provide(relationships);
          behaviour(trial, shape);
        },
        named.level);
  return cases;
}

}  // namespace weft::conformance
