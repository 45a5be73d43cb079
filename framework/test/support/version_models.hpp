// SPDX-License-Identifier: MIT
//
// Entities with versions of every kind, and a database of them.
#pragma once

#include <chrono>
#include <string>
#include <utility>

#include "support/database.hpp"

namespace weft::test::versions {

using Moment = std::chrono::sys_time<std::chrono::microseconds>;
using Hour = std::chrono::sys_time<std::chrono::hours>;

struct Page;

struct Note {
  std::int64_t id{};
  std::string text{};
  std::int64_t revision{};
  List<Page> pages{};
};

struct Page {
  std::int64_t id{};
  std::string text{};
  std::int64_t revision{};
  std::optional<std::int64_t> note_id{};
  Ref<Note> note{};
};
inline void map(Mapper<Note>& m) {
  m.column<&Note::id>().primary_key();
  m.column<&Note::text>();
  m.column<&Note::revision>().version();
  m.relationship<&Note::pages>().back_populates<&Page::note>();
}
inline void map(Mapper<Page>& m) {
  m.column<&Page::id>().primary_key();
  m.column<&Page::text>();
  m.column<&Page::revision>().version();
  m.column<&Page::note_id>().references<&Note::id>();
  m.relationship<&Page::note>().back_populates<&Note::pages>();
}

template <class Revision>
struct Dated {
  std::int64_t id{};
  std::string text{};
  Revision revision{};
};
struct ByMoment : Dated<Moment> {};
inline void map(Mapper<ByMoment>& m) {
  m.column<&ByMoment::id>().primary_key();
  m.column<&ByMoment::text>();
  m.column<&ByMoment::revision>().version();
}
struct ByHour : Dated<Hour> {};
inline void map(Mapper<ByHour>& m) {
  m.column<&ByHour::id>().primary_key();
  m.column<&ByHour::text>();
  m.column<&ByHour::revision>().version();
}
struct ByUuid : Dated<Uuid> {};
inline void map(Mapper<ByUuid>& m) {
  m.column<&ByUuid::id>().primary_key();
  m.column<&ByUuid::text>();
  m.column<&ByUuid::revision>().version_with(&Uuid::random);
}
struct ByText : Dated<std::string> {};
inline void map(Mapper<ByText>& m) {
  m.column<&ByText::id>().primary_key();
  m.column<&ByText::text>();
  m.column<&ByText::revision>().version_with([](const std::string& before) { return before + "x"; });
}
struct ByProgram : Dated<std::string> {};
inline void map(Mapper<ByProgram>& m) {
  m.column<&ByProgram::id>().primary_key();
  m.column<&ByProgram::text>();
  m.column<&ByProgram::revision>().version_by_program();
}

struct Peer;
/// Two of these refer to each other, and the database begins their versions.
struct Peer {
  std::int64_t id{};
  std::string text{};
  std::string revision{};
  std::optional<std::int64_t> other_id{};
  Ref<Peer> other{};
};
inline void map(Mapper<Peer>& m) {
  m.column<&Peer::id>().primary_key();
  m.column<&Peer::text>();
  m.column<&Peer::revision>().version_by_program().server_default("'first'");
  m.column<&Peer::other_id>().references<&Peer::id>();
  m.relationship<&Peer::other>().remote_side<&Peer::id>();
}

struct Versions {
  Versions() { create_all<Note, Page, ByMoment, ByHour, ByUuid, ByText, ByProgram, Peer>(engine); }

  template <class Entity>
  std::int64_t added(Entity entity) {
    Session session(engine);
    auto made = session.add(std::move(entity));
    session.commit();
    return made->id;
  }
  /// Somebody else changes the text.
  template <class Entity>
  void change(std::int64_t id) {
    Session session(engine);
    session.get<Entity>(id).modify()->text += '!';
    session.commit();
  }

  TemporaryFile file{};
  Engine engine{"sqlite:///" + file.path()};
};

inline Note note(std::string text) {
  Note made;
  made.text = std::move(text);
  return made;
}

}  // namespace weft::test::versions
