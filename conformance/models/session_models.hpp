// SPDX-License-Identifier: MIT
//
// Entities that the cases of the suite "session" write. Each case begins with empty tables: `empty(trial)`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <weft/weft.hpp>

#include "target.hpp"

namespace weft::conformance {

// The default cascade.
struct Book;
struct Tag;
struct Author {
  std::int64_t id{};
  std::string name{};
  List<Book> books{};
};
struct Book {
  std::int64_t id{};
  std::string name{};
  std::int64_t pages{};
  std::optional<std::int64_t> author_id{};
  Ref<Author> author{};
  List<Tag> tags{};
};
struct Tag {
  std::int64_t id{};
  std::string name{};
  List<Book> books{};
};

// Tracks belong to their album.
struct Track;
struct Album {
  std::int64_t id{};
  std::string name{};
  List<Track> tracks{};
};
struct Track {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> album_id{};
  Ref<Album> album{};
};

// A tree that is removed with its root.
struct Branch {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> parent_id{};
  Ref<Branch> parent{};
  List<Branch> children{};
};

// A version.
struct Account {
  std::int64_t id{};
  std::string name{};
  std::int64_t balance{};
  std::int64_t version{};
};

// A key that the program gives, and a value that is unique.
struct Stamp {
  std::string code{};
  std::string name{};
};

// A key of two columns.
struct Seat {
  std::string row{};
  std::int64_t number{};
  std::string guest{};
};

// Two that refer to each other.
struct Captain;
struct Ship {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> captain_id{};
  Ref<Captain> captain{};
};
struct Captain {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> ship_id{};
  Ref<Ship> ship{};
};

void map(Mapper<Author>& m);
void map(Mapper<Book>& m);
void map(Mapper<Tag>& m);
void map(Mapper<Album>& m);
void map(Mapper<Track>& m);
void map(Mapper<Branch>& m);
void map(Mapper<Account>& m);
void map(Mapper<Stamp>& m);
void map(Mapper<Seat>& m);
void map(Mapper<Ship>& m);
void map(Mapper<Captain>& m);

class Trial;

/// Provides the tables, without any rows.
void empty(Trial& trial);

}  // namespace weft::conformance
