// SPDX-License-Identifier: MIT
//
// The strategies on the same data: one loop, four times, and what each one sent and received for it.
#include <string>

#include "model.hpp"
#include "tutorial.hpp"

using namespace comparison;
using weft::col;

namespace {

// Five bands of four, each with six concerts.
void fill(weft::Engine& engine) {
  weft::Session session(engine);
  for (const char* name : {"Aria", "Brass", "Choir", "Drums", "Echo"}) {
    auto band = session.add(Band{.name = name});
    for (const char* member : {"Ada", "Ben", "Cleo", "Dan"})
      band.modify()->members.push_back(Musician{.name = member});
    for (const char* city : {"Bergen", "Graz", "Lyon", "Porto", "Turin", "Zagreb"})
      band.modify()->concerts.push_back(Concert{.city = city});
  }
  session.commit();
}

// The loop knows nothing of strategies: the query decides.
std::string tour(weft::Session& session, const weft::Select<weft::Ptr<Band>>& query) {
  std::string text;
  for (const weft::Ptr<Band>& band : session.scalars(query)) {
    text += band->name;
    for (const weft::Ptr<Musician>& member : band->members)
      text += member->name;
    for (const weft::Ptr<Concert>& concert : band->concerts)
      text += concert->city;
  }
  return text;
}

std::string measure(weft::Engine& engine, const char* strategy, const weft::Select<weft::Ptr<Band>>& query) {
  weft::Session session(engine); // a new one: what another query has loaded would cost nothing
  weft::StatementCounter counter(engine);
  std::string text = tour(session, query);
  fmt::print("{:<9}{:>11}{:>6}\n", strategy, counter.count(), counter.rows());
  return text;
}

void chapter(weft::Engine& engine) {
  fill(engine);
  const auto bands = weft::select<Band>().order_by(col<&Band::name>);
  fmt::print("{:<9}{:>11}{:>6}\n", "strategy", "statements", "rows");

  // 1 for the bands, and 2 for each of the five.
  const std::string lazy = measure(engine, "select", bands);

  // Everything at once; but the two collections multiply: 4 x 6 rows for each band.
  const std::string joined =
      measure(engine, "joined", bands.options(weft::joinedload<&Band::members>(), weft::joinedload<&Band::concerts>()));

  // 1 for the bands and 1 for each collection, every row once.
  const std::string selectin = measure(
      engine, "selectin", bands.options(weft::selectinload<&Band::members>(), weft::selectinload<&Band::concerts>()));

  // As many; the owners are found by their query again instead of by a list of keys.
  const std::string subquery = measure(
      engine, "subquery", bands.options(weft::subqueryload<&Band::members>(), weft::subqueryload<&Band::concerts>()));

  fmt::print("all read the same: {}\n", lazy == joined && joined == selectin && selectin == subquery);
}

} // namespace

int main(int argc, char** argv) {
  return tutorial::run<Band, Musician, Concert>(argc, argv, chapter);
}
