// SPDX-License-Identifier: MIT
#include "copy.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <unordered_map>

#include <fmt/format.h>

#include "model.hpp"
#include "tables.hpp"

namespace chinook {
namespace {

using weft::col;

template <class Entity>
using Copies = std::unordered_map<Key, weft::Ptr<Entity>>;

/// A copy of an entity has its columns, keys included, and belongs to nobody.
template <class Entity>
Copies<Entity> copy_rows(weft::Session& from, weft::Session& to) {
  Copies<Entity> copies;
  for (const auto& entity : from.scalars(weft::select<Entity>().order_by(col<&Entity::id>)))
    copies.emplace(entity->id, to.add(Entity(*entity)));
  return copies;
}

/// Which track is on which playlist is no column of either.
void copy_tracks(weft::Session& from, const Copies<Playlist>& playlists, const Copies<Track>& tracks) {
  auto with_tracks = weft::select<Playlist>().options(weft::selectinload<&Playlist::tracks>());
  for (const auto& playlist : from.scalars(with_tracks)) {
    Playlist& copy = *playlists.at(playlist->id).modify();
    for (const auto& track : playlist->tracks)
      copy.tracks.push_back(tracks.at(track->id));
  }
}

void copy_all(weft::Session& from, weft::Session& to) {
  copy_rows<Genre>(from, to);
  copy_rows<MediaType>(from, to);
  copy_rows<Artist>(from, to);
  copy_rows<Album>(from, to);
  copy_tracks(from, copy_rows<Playlist>(from, to), copy_rows<Track>(from, to));
  copy_rows<Employee>(from, to);
  copy_rows<Customer>(from, to);
  copy_rows<Invoice>(from, to);
  copy_rows<InvoiceLine>(from, to);
}

bool compare(weft::Session& from, weft::Session& to) {
  const std::vector<TableContents> before = contents(from);
  const std::vector<TableContents> after = contents(to);
  for (std::size_t i = 0; i < before.size(); ++i) {
    fmt::print("  {:<13} {:>5} rows, checksum {:016x}", before[i].table, before[i].rows, before[i].checksum);
    if (after[i] == before[i])
      fmt::print(" on both sides\n");
    else
      fmt::print(", and {} rows, checksum {:016x} in the copy\n", after[i].rows, after[i].checksum);
  }
  return before == after;
}

} // namespace

bool copy(weft::Engine& from, weft::Engine& to) {
  if (!is_empty(to))
    throw std::runtime_error("cannot copy to \"" + to.url() +
                             "\": there is something already\n  name an empty database");
  create_tables(to);
  // What is read in several statements has to be of one moment.
  weft::Session source(from, {.isolation = weft::Isolation::repeatable_read, .read_only = true});
  {
    weft::Session target(to);
    copy_all(source, target);
    target.flush();
    if (to.dialect() == "postgresql")
      continue_keys(target);
    target.commit();
  }
  fmt::print("{} to {}\n", from.url(), to.url());
  weft::Session target(to);
  return compare(source, target);
}

} // namespace chinook
