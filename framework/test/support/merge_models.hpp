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

void map(Mapper<Page>&);

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

void map(Mapper<Folder>&);
void map(Mapper<Note>&);

struct MergeDatabase : Database {
  MergeDatabase();
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

// Instantiated once, with the mappings, and not in every test.
extern template const weft::MappedEntity& weft::entity_of<weft::test::Page>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Folder>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Note>();
