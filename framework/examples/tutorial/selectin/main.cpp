// SPDX-License-Identifier: MIT
//
// Select-in loading: one more statement brings what is related to all owners, by their keys. The first choice for
// collections.
#include "model.hpp"
#include "tutorial.hpp"

using namespace selectin;
using weft::col;

namespace {

void fill(weft::Engine& engine) {
  weft::Session session(engine);
  auto hansa = session.add(Studio{.name = "Hansa"});
  auto sunset = session.add(Studio{.name = "Sunset"});
  session.add(
      Label{.name = "Arc",
            .albums = {Album{.title = "Low Tide", .studio = hansa}, Album{.title = "High Tide", .studio = hansa}}});
  session.add(Label{.name = "Bell", .albums = {Album{.title = "Live"}, Album{.title = "Dusk", .studio = sunset}}});
  session.add(Label{.name = "Coda"});
  session.commit();
}

void collection(weft::Engine& engine) {
  weft::Session session(engine);
  weft::StatementCounter counter(engine);
  auto labels = weft::select<Label>().options(weft::selectinload<&Label::albums>()).order_by(col<&Label::name>);
  for (const weft::Ptr<Label>& label : session.scalars(labels)) {
    fmt::print("{}:", label->name);
    for (const weft::Ptr<Album>& album : label->albums)
      fmt::print(" {};", album->title);
    fmt::print("\n");
  }
  // However many labels there are, and no row twice: three labels and four albums.
  fmt::print("{} statements, {} rows\n", counter.count(), counter.rows());
}

void to_one(weft::Engine& engine) {
  weft::Session session(engine);
  weft::StatementCounter counter(engine);
  auto albums = weft::select<Album>().options(weft::selectinload<&Album::studio>()).order_by(col<&Album::title>);
  for (const weft::Ptr<Album>& album : session.scalars(albums))
    fmt::print("{}, {}\n", album->title, album->studio ? album->studio->name : "on stage");
  // Equal keys are asked for once, and a NULL not at all.
  fmt::print("{} statements, {} rows\n", counter.count(), counter.rows());

  // When no album has a studio, there is nothing to ask.
  counter.reset();
  session.scalars(
      weft::select<Album>().where(col<&Album::title> == "Live").options(weft::selectinload<&Album::studio>()));
  fmt::print("an album without a studio: {} statement\n", counter.count());
}

void chunks(weft::Engine& engine) {
  weft::Session session(engine);
  weft::StatementCounter counter(engine);
  // A list of keys has a limit, the database's own if none is given. Three labels, two in a list: two more statements.
  session.scalars(weft::select<Label>().options(weft::selectinload<&Label::albums>({{"chunk_size", "2"}})));
  fmt::print("two keys in a list: {} statements\n", counter.count());
}

void chapter(weft::Engine& engine) {
  fill(engine);
  collection(engine);
  to_one(engine);
  chunks(engine);
}

} // namespace

int main(int argc, char** argv) {
  return tutorial::run<Label, Album, Studio>(argc, argv, chapter);
}
