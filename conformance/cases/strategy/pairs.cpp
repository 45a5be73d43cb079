// SPDX-License-Identifier: MIT
//
// The strategy under test above and below every strategy there is, over every direction: the same graph, and no more
// statements than the two declare together.
#include <map>

#include "case.hpp"
#include "cases/strategy/judge.hpp"
#include "models/chain.hpp"
#include "plan.hpp"

namespace weft::conformance {
namespace {

enum class Way { one, many, both };
constexpr std::string_view names[] = {"one", "many", "both"};

using Names = std::vector<std::string>;
using Links = std::map<std::string, Names>;

const Links from_top[] = {{{"t1", {"m1"}}, {"t2", {"m1"}}, {"t3", {"m2"}}, {"t4", {}}},
                          {{"t1", {"m1", "m2"}}, {"t2", {"m3"}}, {"t3", {}}, {"t4", {}}},
                          {{"t1", {"m1", "m2"}}, {"t2", {"m2"}}, {"t3", {"m3"}}, {"t4", {}}}};
const Links from_middle[] = {{{"m1", {"b1"}}, {"m2", {"b1"}}, {"m3", {}}},
                             {{"m1", {"b1"}}, {"m2", {"b2", "b3"}}, {"m3", {}}},
                             {{"m1", {"b1", "b2"}}, {"m2", {"b2"}}, {"m3", {"b3"}}}};

const Links& links(const Links (&by_way)[3], Way way) { return by_way[static_cast<std::size_t>(way)]; }

std::string line(const std::string& name, const Names& parts) {
  std::string text = name + "{";
  for (const auto& part : parts) text += (&part == parts.data() ? "" : ", ") + part;
  return text + "}";
}

/// The graph of the rows.
Graph rows(Way first, Way second) {
  Graph graph;
  for (const auto& [top, middles] : links(from_top, first)) {
    Names parts;
    for (const auto& middle : middles) parts.push_back(line(middle, links(from_middle, second).at(middle)));
    graph.push_back(line(top, parts));
  }
  return graph;
}

template <auto First, auto Second>
void load_both(Trial& trial, const Strategies& strategies, const Graph& expected) {
  Session session(trial.engine());
  trial.restart();
  const auto tops = session
                        .scalars(select<Top>().order_by(col<&Top::name>).options(
                            load<First>(strategies[0]->name()).template load<Second>(strategies[1]->name())))
                        .all();
  const std::size_t before_touching = trial.count();
  Walk walk(strategies);
  Graph graph;
  for (const auto& top : tops) graph.push_back(walk.text<First, Second>(top));
  judge(trial, strategies, walk, graph, expected, before_touching);
}

using Load = void (*)(Trial&, const Strategies&, const Graph&);
constexpr Load loads[3][3] = {
    {&load_both<&Top::one, &Middle::one>, &load_both<&Top::one, &Middle::many>, &load_both<&Top::one, &Middle::both>},
    {&load_both<&Top::many, &Middle::one>, &load_both<&Top::many, &Middle::many>, &load_both<&Top::many, &Middle::both>},
    {&load_both<&Top::both, &Middle::one>, &load_both<&Top::both, &Middle::many>, &load_both<&Top::both, &Middle::both>}};

void pair(Trial& trial, Way first, Way second, bool above) {
  trial.target().provide(chain);
  for (const LoaderStrategy* other : known_strategies()) {
    SCOPED_TRACE((above ? "above " : "below ") + std::string(other->name()));
    const Strategies strategies = above ? Strategies{&trial.strategy(), other} : Strategies{other, &trial.strategy()};
    loads[static_cast<std::size_t>(first)][static_cast<std::size_t>(second)](trial, strategies, rows(first, second));
  }
}

std::vector<Case> all_pairs() {
  std::vector<Case> cases;
  for (Way first : {Way::one, Way::many, Way::both})
    for (Way second : {Way::one, Way::many, Way::both})
      for (bool above : {true, false})
        cases.emplace_back(std::string(names[static_cast<std::size_t>(first)]) + "_then_" +
                               std::string(names[static_cast<std::size_t>(second)]) + (above ? "_above_others" : "_below_others"),
                           [=](Trial& trial) { pair(trial, first, second, above); }, Level::full);
  return cases;
}

const Group pairs{"strategy.pairs", all_pairs()};

}  // namespace
}  // namespace weft::conformance
