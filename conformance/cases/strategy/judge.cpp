// SPDX-License-Identifier: MIT
#include "cases/strategy/judge.hpp"

#include <numeric>

namespace weft::conformance {
namespace {

std::size_t chunks(const Capabilities& can, std::size_t owners) {
  constexpr std::size_t widest_key = 2;  // of the entities that the suite knows
  const std::size_t chunk = std::max<std::size_t>(std::min(can.key_chunk, can.max_parameters / widest_key), 1);
  return (owners + chunk - 1) / chunk;
}

/// Whether everything is there when the owners are, so that touching costs nothing.
bool comes_with_owners(const Strategies& strategies) {
  return std::all_of(strategies.begin(), strategies.end(), [](const LoaderStrategy* strategy) {
    const StrategyTraits traits = strategy->describe();
    return !traits.on_access || !traits.loads;
  });
}

}  // namespace

std::size_t budget(const Capabilities& can, const Strategies& strategies, const std::vector<std::size_t>& owners) {
  std::size_t statements = 1;
  std::size_t batches = 1;  // loads by which the owners of a level arrived
  for (std::size_t level = 0; level < strategies.size(); ++level) {
    const StrategyTraits traits = strategies[level]->describe();
    if (!traits.loads) break;
    switch (traits.budget) {
      case StatementBudget::none: break;
      case StatementBudget::per_level: {
        const std::size_t loads = std::min(std::max(batches, chunks(can, owners[level])), owners[level]);
        statements += loads;
        batches = loads;
        break;
      }
      case StatementBudget::per_owner:
        statements += owners[level];
        batches = std::max(batches, owners[level]);
    }
  }
  return statements;
}

Graph expected_graph(const Strategies& strategies, const Graph& graph) {
  for (std::size_t level = 0; level < strategies.size(); ++level) {
    if (strategies[level]->describe().loads) continue;
    Graph expected;
    for (const auto& owner : graph) expected.push_back(pruned(owner, level));
    return expected;
  }
  return graph;
}

void judge(Trial& trial, const Strategies& strategies, const Walk& walk, const Graph& actual, const Graph& rows,
           std::size_t before_touching) {
  const std::size_t sent = trial.count();
  EXPECT_EQ(actual, expected_graph(strategies, rows)) << "the graph is not that of the rows; sent were" << trial.statements();

  const std::size_t allowed = budget(trial.capabilities(), strategies, walk.touched());
  EXPECT_LE(sent, allowed) << "more statements than the strategy declares to need:" << trial.statements();
  if (comes_with_owners(strategies)) {
    EXPECT_EQ(sent, before_touching) << "the strategy declares that all is loaded with the owners, and touching sent more:"
                                     << trial.statements();
  }
  if (strategies.front()->describe().on_access) {
    EXPECT_EQ(before_touching, 1U) << "the strategy declares that it loads when touched, and sent more with the owners:"
                                   << trial.statements();
  }
}

}  // namespace weft::conformance
