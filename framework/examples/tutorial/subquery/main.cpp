// SPDX-License-Identifier: MIT
//
// Subquery loading: as selectin, but the second statement finds the owners by their query instead of by a list of keys.
// However many owners there are, it is one statement.
#include "model.hpp"
#include "tutorial.hpp"

using namespace subquery;
using weft::col;

namespace {

void fill(weft::Engine& engine) {
  weft::Session session(engine);
  for (std::int64_t number = 1; number <= 40; ++number) {
    auto station = session.add(Station{.name = fmt::format("S{:02}", number), .altitude = number * 100});
    for (std::int64_t hour : {6, 12, 18})
      station.modify()->readings.push_back(Reading{.hour = hour, .degrees = 30 - number / 2 + hour % 5});
  }
  session.commit();
}

void read(weft::Engine& engine, const weft::Select<weft::Ptr<Station>>& query) {
  weft::Session session(engine);
  weft::StatementCounter counter(engine);
  std::size_t readings = 0;
  const auto stations = session.scalars(query).all();
  for (const weft::Ptr<Station>& station : stations)
    readings += station->readings.size();
  fmt::print("{} stations, {} readings: {} statements\n", stations.size(), readings, counter.count());
}

void chapter(weft::Engine& engine) {
  fill(engine);
  const auto high = weft::select<Station>().where(col<&Station::altitude> > 1000).order_by(col<&Station::name>);

  // The condition is repeated, no key is named.
  read(engine, high.options(weft::subqueryload<&Station::readings>()));

  // selectin has to send the keys, and more than one list where they are many: here ten in a list, to show it.
  const weft::StrategyOptions tens{{"chunk_size", "10"}};
  read(engine, high.options(weft::selectinload<&Station::readings>(tens)));

  // A limit is repeated along with its order. That order has to be by something unique, or the second statement might
  // mean other stations than the first.
  read(engine, high.limit(5).options(weft::subqueryload<&Station::readings>()));

  // No owners, nothing to read for them.
  const auto none = weft::select<Station>().where(col<&Station::altitude> > 9000);
  read(engine, none.options(weft::subqueryload<&Station::readings>()));
}

} // namespace

int main(int argc, char** argv) {
  return tutorial::run<Station, Reading>(argc, argv, chapter);
}
