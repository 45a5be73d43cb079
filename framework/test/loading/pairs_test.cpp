// SPDX-License-Identifier: MIT
//
// Any strategy below any other, over every direction: the same graph, in the number of statements that the strategies
// state. What is stated is worked out from the rows by `Statements`.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <tuple>

#include "support/database.hpp"

namespace weft::test::pairs {

// Three levels; each leads to the next in all three directions.

struct Middle;
struct Bottom;

struct Top {
  std::int64_t id{};
  std::optional<std::int64_t> one_id{};
  Ref<Middle> one{};
  List<Middle> many{};
  List<Middle> both{};
};

struct Middle {
  std::int64_t id{};
  std::optional<std::int64_t> top_id{};
  std::optional<std::int64_t> one_id{};
  Ref<Bottom> one{};
  List<Bottom> many{};
  List<Bottom> both{};
};

struct Bottom {
  std::int64_t id{};
  std::optional<std::int64_t> middle_id{};
};

inline const Table top_middle{"top_middle", Column{"top_id"}.references<&Top::id>().primary_key(),
                              Column{"middle_id"}.references<&Middle::id>().primary_key()};
inline const Table middle_bottom{"middle_bottom", Column{"middle_id"}.references<&Middle::id>().primary_key(),
                                 Column{"bottom_id"}.references<&Bottom::id>().primary_key()};

inline void map(Mapper<Top>& m) {
  m.column<&Top::id>().primary_key();
  m.column<&Top::one_id>().references<&Middle::id>();
  m.relationship<&Top::one>().foreign_keys<&Top::one_id>();
  m.relationship<&Top::many>().foreign_keys<&Middle::top_id>().order_by(col<&Middle::id>);
  m.relationship<&Top::both>().secondary(top_middle).order_by(col<&Middle::id>);
}

inline void map(Mapper<Middle>& m) {
  m.column<&Middle::id>().primary_key();
  m.column<&Middle::top_id>().references<&Top::id>();
  m.column<&Middle::one_id>().references<&Bottom::id>();
  m.relationship<&Middle::one>().foreign_keys<&Middle::one_id>();
  m.relationship<&Middle::many>().foreign_keys<&Bottom::middle_id>().order_by(col<&Bottom::id>);
  m.relationship<&Middle::both>().secondary(middle_bottom).order_by(col<&Bottom::id>);
}

inline void map(Mapper<Bottom>& m) {
  m.column<&Bottom::id>().primary_key();
  m.column<&Bottom::middle_id>().references<&Middle::id>();
}

enum class Way { one, many, both };

using Ids = std::vector<std::int64_t>;
/// Where each entity leads, by direction.
using Rows = std::map<Way, std::map<std::int64_t, Ids>>;

const Rows from_top{{Way::one, {{1, {11}}, {2, {11}}, {3, {12}}, {4, {}}}},
                    {Way::many, {{1, {11, 12}}, {2, {13}}, {3, {}}, {4, {}}}},
                    {Way::both, {{1, {11, 12}}, {2, {12}}, {3, {13}}, {4, {}}}}};
const Rows from_middle{{Way::one, {{11, {21}}, {12, {21}}, {13, {}}}},
                       {Way::many, {{11, {21}}, {12, {22, 23}}, {13, {}}}},
                       {Way::both, {{11, {21, 22}}, {12, {22}}, {13, {23}}}}};

void fill(Database& database) {
  create_all<Top, Middle, Bottom>(database.engine);
  database.run({"INSERT INTO top (id) VALUES (1), (2), (3), (4)",
                "INSERT INTO middle (id, top_id) VALUES (11, 1), (12, 1), (13, 2)",
                "INSERT INTO bottom (id, middle_id) VALUES (21, 11), (22, 12), (23, 12)",
                "UPDATE top SET one_id = 11 WHERE id IN (1, 2)", "UPDATE top SET one_id = 12 WHERE id = 3",
                "UPDATE middle SET one_id = 21 WHERE id IN (11, 12)",
                "INSERT INTO top_middle (top_id, middle_id) VALUES (1, 11), (1, 12), (2, 12), (3, 13)",
                "INSERT INTO middle_bottom (middle_id, bottom_id) VALUES (11, 21), (11, 22), (12, 22), (13, 23)"});
}

/// Counts what two strategies state, walking through the rows as the test walks through the entities.
class Statements {
 public:
  Statements(const char* first, Way first_way, const char* second, Way second_way)
      : first_(first), second_(second), first_way_(first_way), second_way_(second_way) {}

  std::size_t count() {
    count_ = 1;
    if (first_ != "select") {
      if (first_ != "joined") ++count_;
      std::set<std::int64_t> read;
      for (const auto& [top, middles] : from_top.at(first_way_)) read.insert(middles.begin(), middles.end());
      after_reading({read.begin(), read.end()});
    }
    for (const auto& [top, middles] : from_top.at(first_way_)) {
      if (first_ == "select") touch(first_way_, middles, known_middles_, [&] { after_reading(middles); });
      for (auto middle : middles) touch_second(middle);
    }
    return count_;
  }

 private:
  /// A to-one costs nothing where it is null, or where the session holds what it leads to.
  template <class AfterReading>
  void touch(Way way, const Ids& targets, std::set<std::int64_t>& known, AfterReading after) {
    const bool for_nothing = way == Way::one && (targets.empty() || known.contains(targets.front()));
    known.insert(targets.begin(), targets.end());
    if (for_nothing) return;
    ++count_;
    after();
  }

  /// Middles were read together: an eager second strategy loads for those that lack it.
  void after_reading(const Ids& middles) {
    if (second_ == "select") return;
    bool needed = false;
    for (auto middle : middles)
      if (loaded_.insert(middle).second)
        needed = needed || second_way_ != Way::one || !from_middle.at(Way::one).at(middle).empty();
    if (needed && second_ != "joined") ++count_;
  }

  void touch_second(std::int64_t middle) {
    if (loaded_.insert(middle).second) touch(second_way_, from_middle.at(second_way_).at(middle), known_bottoms_, [] {});
  }

  std::string_view first_;
  std::string_view second_;
  Way first_way_;
  Way second_way_;
  std::size_t count_ = 0;
  std::set<std::int64_t> known_middles_{};
  std::set<std::int64_t> known_bottoms_{};
  std::set<std::int64_t> loaded_{};  ///< middles that have the second relationship
};

template <class Owner>
Ids follow(const Ptr<Owner>& owner, Way way, auto visit) {
  Ids ids;
  auto take = [&](const auto& ptr) {
    ids.push_back(ptr->id);
    visit(ptr);
  };
  if (way == Way::one && owner->one) take(owner->one.ptr());
  if (way == Way::many)
    for (const auto& ptr : owner->many) take(ptr);
  if (way == Way::both)
    for (const auto& ptr : owner->both) take(ptr);
  return ids;
}

LoadOption path(const char* first, Way first_way, const char* second, Way second_way) {
  auto further = [&](const auto& begun) -> LoadOption {
    switch (second_way) {
      case Way::one: return begun.template load<&Middle::one>(second);
      case Way::many: return begun.template load<&Middle::many>(second);
      case Way::both: break;
    }
    return begun.template load<&Middle::both>(second);
  };
  switch (first_way) {
    case Way::one: return further(load<&Top::one>(first));
    case Way::many: return further(load<&Top::many>(first));
    case Way::both: break;
  }
  return further(load<&Top::both>(first));
}

using Pair = std::tuple<const char*, Way, const char*, Way>;

std::string name_of(const testing::TestParamInfo<Pair>& info) {
  const char* ways[] = {"one", "many", "both"};
  const auto& [first, first_way, second, second_way] = info.param;
  return std::string(first) + "_" + ways[static_cast<int>(first_way)] + "_" + second + "_" + ways[static_cast<int>(second_way)];
}

class StrategyPair : public testing::TestWithParam<Pair> {};

TEST_P(StrategyPair, gives_the_graph_of_the_rows_in_the_stated_statements) {
  const auto& [first, first_way, second, second_way] = GetParam();
  Database database;
  fill(database);
  Session session(database.engine);
  StatementCounter counter(database.engine);

  auto tops = session.scalars(select<Top>().order_by(col<&Top::id>).options(path(first, first_way, second, second_way))).all();

  ASSERT_EQ(tops.size(), 4U);
  for (const auto& top : tops) {
    const Ids middles = follow(top, first_way, [&](const Ptr<Middle>& middle) {
      EXPECT_EQ(follow(middle, second_way, [](const Ptr<Bottom>&) {}), from_middle.at(second_way).at(middle->id));
    });
    EXPECT_EQ(middles, from_top.at(first_way).at(top->id));
  }
  EXPECT_EQ(counter.count(), Statements(first, first_way, second, second_way).count());
}

constexpr const char* strategies[] = {"select", "joined", "selectin", "subquery"};
constexpr Way ways[] = {Way::one, Way::many, Way::both};

INSTANTIATE_TEST_SUITE_P(All, StrategyPair,
                         testing::Combine(testing::ValuesIn(strategies), testing::ValuesIn(ways),
                                          testing::ValuesIn(strategies), testing::ValuesIn(ways)),
                         name_of);

TEST(StrategyPairs, state_what_their_documentation_says) {
  EXPECT_EQ(Statements("joined", Way::many, "joined", Way::both).count(), 1U);
  EXPECT_EQ(Statements("selectin", Way::one, "subquery", Way::many).count(), 3U);
  EXPECT_EQ(Statements("joined", Way::both, "selectin", Way::one).count(), 2U);
  EXPECT_EQ(Statements("select", Way::many, "select", Way::many).count(), 1U + 4 + 3);
  EXPECT_EQ(Statements("select", Way::one, "select", Way::one).count(), 1U + 2 + 1);
}

}  // namespace weft::test::pairs
