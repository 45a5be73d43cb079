// SPDX-License-Identifier: MIT
//
// Enumerations that their column calls by name, where statements have more of them than a column.
#include "case.hpp"
#include "models/sample.hpp"
#include "trial.hpp"

namespace weft::conformance {
namespace {

constexpr auto colour = col<&Sample::text_colour>;
constexpr auto id = col<&Sample::id>;

void two_samples(Trial& trial, Session& session) {
  empty_samples(trial);
  session.add_all({Sample{.id = 1, .text_colour = Colour::green}, Sample{.id = 2}});
  session.flush();
}

void selected(Trial& trial) {
  Session session(trial.engine());
  two_samples(trial, session);
  EXPECT_EQ(session.scalars(select(colour).order_by(id)).all(), (std::vector<std::optional<Colour>>{Colour::green, std::nullopt}));
  EXPECT_EQ(session.scalars(select(func::max(colour))).one(), Colour::green);
}

void grouped(Trial& trial) {
  Session session(trial.engine());
  two_samples(trial, session);
  const auto counted = session.execute(select(colour, func::count()).where(colour.is_not_null()).group_by(colour)).all();
  EXPECT_EQ(counted, (std::vector<std::tuple<std::optional<Colour>, std::int64_t>>{{Colour::green, 1}}));
}

void compared(Trial& trial) {
  Session session(trial.engine());
  two_samples(trial, session);
  const auto matching = [&](const Expression<bool>& condition) { return session.scalars(select(id).where(condition)).all(); };
  EXPECT_EQ(matching(func::coalesce(colour, Colour::blue) == Colour::blue), std::vector<std::int64_t>{2});
  EXPECT_EQ(matching(colour == case_(id == 1, Colour::green).otherwise(Colour::red)), std::vector<std::int64_t>{1});
}

void assigned(Trial& trial) {
  Session session(trial.engine());
  two_samples(trial, session);
  session.execute(update<Sample>().set(colour, case_(id == 1, Colour::red).otherwise(Colour::blue)));
  EXPECT_EQ(session.scalars(select(colour).order_by(id)).all(), (std::vector<std::optional<Colour>>{Colour::red, Colour::blue}));
}

const Group enumerators{"dialect.enumerators_by_name",
                        {{"selected", &selected, Level::core},
                         {"grouped", &grouped},
                         {"compared", &compared},
                         {"assigned", &assigned}}};

}  // namespace
}  // namespace weft::conformance
