// SPDX-License-Identifier: MIT
//
// The strategy of a relationship in its mapping: it holds for all queries that say nothing else.
#include "model.hpp"
#include "tutorial.hpp"

using namespace lazy_variants;
using weft::col;

namespace {

void fill(weft::Engine& engine) {
  weft::Session session(engine);
  auto hall = session.add(Venue{.name = "City Hall"});
  for (const char* name : {"Autumn", "Spring", "Winter"})
    session.add(Conference{.name = name,
                           .venue = hall,
                           .talks = {Talk{.title = "Opening"}, Talk{.title = "Closing"}},
                           .sponsors = {Sponsor{.name = "Tools and Co"}},
                           .reviews = {Review{.text = "Good coffee."}},
                           .visitors = {Visitor{.name = "Ann"}, Visitor{.name = "Bob"}}});
  session.commit();
}

void as_mapped(weft::Engine& engine) {
  weft::Session session(engine);
  weft::StatementCounter counter(engine);
  // The conferences with their venues, the talks, the sponsors.
  auto all = session.scalars(weft::select<Conference>().order_by(col<&Conference::name>)).all();
  fmt::print("query: {} statements\n", counter.count());

  for (const weft::Ptr<Conference>& one : all)
    fmt::print("{} in {}: {} talks, {} sponsor\n", one->name, one->venue->name, one->talks.size(),
               one->sponsors.size());
  fmt::print("venues, talks and sponsors: {} statements\n", counter.count());

  fmt::print("{}:", all.front()->reviews.front()->text);
  fmt::print(" {} statements\n", counter.count());

  try {
    fmt::print("{} visitors\n", all.front()->visitors.size());
  } catch (const weft::UnloadedAccessError& error) {
    fmt::print("{}\n", error.what());
  }
}

void as_asked(weft::Engine& engine) {
  weft::Session session(engine);
  weft::StatementCounter counter(engine);
  // A query decides otherwise for itself: the visitors are wanted, the talks and sponsors are not.
  auto query = weft::select<Conference>()
                   .where(col<&Conference::name> == "Spring")
                   .options(weft::selectinload<&Conference::visitors>(), weft::lazyload<&Conference::talks>(),
                            weft::raiseload<&Conference::sponsors>());
  auto spring = session.scalars(query).one();
  fmt::print("{} visitors in {}: {} statements\n", spring->visitors.size(), spring->venue->name, counter.count());
}

void by_key(weft::Engine& engine) {
  weft::Session session(engine);
  auto autumn = session.scalars(weft::select<Conference>().where(col<&Conference::name> == "Autumn")).one();
  const std::int64_t key = autumn->id;
  session.expunge_all();
  weft::StatementCounter counter(engine);
  // A look-up by key follows the mapping, too.
  auto again = session.get<Conference>(key);
  fmt::print("{} has {} talks: {} statements\n", again->name, again->talks.size(), counter.count());
}

void chapter(weft::Engine& engine) {
  fill(engine);
  as_mapped(engine);
  as_asked(engine);
  by_key(engine);
}

} // namespace

int main(int argc, char** argv) {
  return tutorial::run<Conference, Venue, Talk, Sponsor, Review, Visitor>(argc, argv, chapter);
}
