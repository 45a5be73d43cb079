// SPDX-License-Identifier: MIT
//
// Association proxy: the far end of an association object, as if nothing stood between.
#include "model.hpp"
#include "tutorial.hpp"

using namespace association_proxy;
using weft::col, weft::rel;

namespace {

void print(const weft::Ptr<Playlist>& playlist) {
  fmt::print("{}:", playlist->name);
  for (const weft::Ptr<Track>& track : playlist->tracks())
    fmt::print(" {};", track->title);
  fmt::print("\n");
}

void write(weft::Engine& engine) {
  weft::Session session(engine);
  auto rain = session.add(Track{.title = "Rain"});
  auto sun = session.add(Track{.title = "Sun"});
  auto morning = session.add(Playlist{.name = "Morning"});

  // Each track that is put in gets an entry of its own; here an empty one, there one with its stars.
  auto tracks = morning.modify()->tracks();
  tracks.push_back(rain);
  tracks.push_back(Track{.title = "Coffee"});
  tracks.with_creator([](const weft::Ptr<Track>& track) { return Entry{.stars = 5, .track = track}; }).push_back(sun);
  session.commit();
  print(morning);
  fmt::print("{} entries, the last with {} stars\n", morning->entries.size(), morning->entries.back()->stars);

  // What is taken out here is the entry, and deleted as an orphan. The track stays.
  fmt::print("removed: {}\n", morning.modify()->tracks().remove(rain));
  session.commit();
  fmt::print("rain is in: {}, tracks: {}\n", morning->tracks().contains(rain),
             session.scalars(weft::select<Track>()).size());

  // A whole list: the entry of the sun is kept, with its stars.
  morning.modify()->tracks().assign({sun, rain});
  session.commit();
  print(morning);
  fmt::print("stars of the sun: {}\n",
             session.scalars(weft::select<Entry>().where(rel<&Entry::track> == sun)).one()->stars);
}

void texts_by_name(weft::Engine& engine) {
  weft::Session session(engine);
  auto morning = session.scalars(weft::select<Playlist>()).one();
  // From name to text, as in a std::map. The notes are made with their keys.
  auto texts = morning.modify()->texts();
  texts.insert_or_assign("Ann", "too early");
  texts.insert_or_assign("Bob", "more coffee");
  texts.insert_or_assign("Ann", "just right"); // the same note with another text
  session.commit();
  for (const auto& [name, text] : morning->texts())
    fmt::print("{}: {}\n", name, text);
}

void look_up(weft::Engine& engine) {
  weft::Session session(engine);
  // A condition crosses both steps.
  auto with_sun =
      weft::select<Playlist>().where(rel<&Playlist::entries, &Entry::track>.any(col<&Track::title> == "Sun"));
  fmt::print("the sun is in {}\n", session.scalars(with_sun).one()->name);

  // Reading goes through the entries. So the options name the real path, or it is one statement for each track.
  session.expunge_all();
  weft::StatementCounter counter(engine);
  auto eager = weft::select<Playlist>().options(weft::selectinload<&Playlist::entries>().joinedload<&Entry::track>());
  print(session.scalars(eager).one());
  fmt::print("{} statements\n", counter.count());
}

void chapter(weft::Engine& engine) {
  write(engine);
  texts_by_name(engine);
  look_up(engine);
}

} // namespace

int main(int argc, char** argv) {
  return tutorial::run<Playlist, Entry, Note, Track>(argc, argv, chapter);
}
