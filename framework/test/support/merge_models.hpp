// SPDX-License-Identifier: MIT
//
// For tests of merging: an entity with a version, one whose relationship does not cascade merge, and entities of
// sessions that are over.
#pragma once

#include "support/database.hpp"

namespace weft::test {

struct Page {
  std::int64_t id{};
  std::string title{};
  std::int64_t revision{};
  int unmapped{};
};

inline void map(Mapper<Page>& m) {
  m.table("page");
  m.column<&Page::id>().primary_key();
  m.column<&Page::title>();
  m.column<&Page::revision>().version();
}

struct Note;

struct Folder {
  std::int64_t id{};
  std::string name{};
  List<Note> notes{};
};

struct Note {
  std::int64_t id{};
  std::string text{};
  std::optional<std::int64_t> folder_id{};
};

inline void map(Mapper<Folder>& m) {
  m.table("folder");
  m.column<&Folder::id>().primary_key();
  m.column<&Folder::name>();
  m.relationship<&Folder::notes>().cascade(Cascade::save_update);
}

inline void map(Mapper<Note>& m) {
  m.table("note");
  m.column<&Note::id>().primary_key();
  m.column<&Note::text>();
  m.column<&Note::folder_id>().references<&Folder::id>();
}

struct MergeDatabase : Database {
  MergeDatabase() { create_all<Page, Folder>(engine); }
};

/// What a session read, for use in another one.
template <class T, class... Touch>
Ptr<T> detached(Database& database, std::int64_t key, Touch... touch) {
  Session session(database.engine);
  auto found = session.get<T>(key);
  (touch(found), ...);
  return found;
}

}  // namespace weft::test
