// SPDX-License-Identifier: MIT
//
// A playlist holds tracks, with the stars that each has there, and a note for each of its listeners.
#pragma once

#include <cstdint>
#include <string>

#include <weft/weft.hpp>

namespace association_proxy {

struct Playlist;

struct Track {
  std::int64_t id{};
  std::string title{};
};

struct Entry {
  std::int64_t id{};
  std::int64_t stars{};
  std::int64_t playlist_id{};
  std::int64_t track_id{};
  weft::Ref<Playlist> playlist{};
  weft::Ref<Track> track{};
};

struct Note {
  std::int64_t id{};
  std::string listener{};
  std::string text{};
  std::int64_t playlist_id{};
};

struct Playlist {
  std::int64_t id{};
  std::string name{};
  weft::List<Entry> entries{};
  weft::Dict<std::string, Note> notes{};

  // The tracks, without the entries that stand between, for reading and for changing.
  auto tracks() const { return weft::proxy<&Playlist::entries, &Entry::track>(*this); }
  auto tracks() { return weft::proxy<&Playlist::entries, &Entry::track>(*this); }
  // A proxy may end with a column, too: texts by the names of the listeners.
  auto texts() const { return weft::proxy<&Playlist::notes, &Note::text>(*this); }
  auto texts() { return weft::proxy<&Playlist::notes, &Note::text>(*this); }
};

inline void map(weft::Mapper<Track>& m) {
  m.table("track");
  m.column<&Track::id>().primary_key();
  m.column<&Track::title>().length(100);
}

inline void map(weft::Mapper<Entry>& m) {
  m.table("playlist_entry");
  m.column<&Entry::id>().primary_key();
  m.column<&Entry::stars>();
  m.column<&Entry::playlist_id>().references<&Playlist::id>().index();
  m.column<&Entry::track_id>().references<&Track::id>();
  m.relationship<&Entry::playlist>().back_populates<&Playlist::entries>();
  m.relationship<&Entry::track>();
}

inline void map(weft::Mapper<Note>& m) {
  m.table("playlist_note");
  m.column<&Note::id>().primary_key();
  m.column<&Note::listener>().length(50);
  m.column<&Note::text>().length(200);
  m.column<&Note::playlist_id>().references<&Playlist::id>().index();
}

inline void map(weft::Mapper<Playlist>& m) {
  constexpr auto parts = weft::Cascade::all | weft::Cascade::delete_orphan;
  m.table("playlist");
  m.column<&Playlist::id>().primary_key();
  m.column<&Playlist::name>().length(50);
  m.relationship<&Playlist::entries>().cascade(parts).back_populates<&Entry::playlist>().order_by(
      weft::col<&Entry::id>);
  m.relationship<&Playlist::notes>().cascade(parts).keyed_by<&Note::listener>().order_by(weft::col<&Note::listener>);
}

} // namespace association_proxy
