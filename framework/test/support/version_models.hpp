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
void map(Mapper<Note>&);
void map(Mapper<Page>&);

template <class Revision>
struct Dated {
  std::int64_t id{};
  std::string text{};
  Revision revision{};
};
struct ByMoment : Dated<Moment> {};
void map(Mapper<ByMoment>&);
struct ByHour : Dated<Hour> {};
void map(Mapper<ByHour>&);
struct ByUuid : Dated<Uuid> {};
void map(Mapper<ByUuid>&);
struct ByText : Dated<std::string> {};
void map(Mapper<ByText>&);
struct ByProgram : Dated<std::string> {};
void map(Mapper<ByProgram>&);

struct Peer;
/// Two of these refer to each other, and the database begins their versions.
struct Peer {
  std::int64_t id{};
  std::string text{};
  std::string revision{};
  std::optional<std::int64_t> other_id{};
  Ref<Peer> other{};
};
void map(Mapper<Peer>&);

struct Versions {
  Versions();

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

// Instantiated once, with the mappings, and not in every test.
extern template const weft::MappedEntity& weft::entity_of<weft::test::versions::Note>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::versions::Page>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::versions::ByMoment>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::versions::ByHour>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::versions::ByUuid>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::versions::ByText>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::versions::ByProgram>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::versions::Peer>();
