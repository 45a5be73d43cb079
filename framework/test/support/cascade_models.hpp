// SPDX-License-Identifier: MIT
//
// Owners and what goes with them, a relationship for each way in which it can.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "support/database.hpp"

namespace weft::test::cascades {

// Each cascade alone, none and all of them, on the same two tables.

struct Part {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> plain_id{};
  std::optional<std::int64_t> none_id{};
  std::optional<std::int64_t> saved_id{};
  std::optional<std::int64_t> removed_id{};
  std::optional<std::int64_t> refreshed_id{};
  std::optional<std::int64_t> expunged_id{};
  std::optional<std::int64_t> all_id{};
};

struct Owner {
  std::int64_t id{};
  List<Part> plain{};
  List<Part> none{};
  List<Part> saved{};
  List<Part> removed{};
  List<Part> refreshed{};
  List<Part> expunged{};
  List<Part> all{};
};

void map(Mapper<Part>&);
void map(Mapper<Owner>&);

// Four levels, the upper ones mapped so that the program itself cannot load them.

struct Box {
  std::int64_t id{};
  std::int64_t rack_id{};
};

struct Rack {
  std::int64_t id{};
  std::int64_t hall_id{};
  List<Box> boxes{};
};

struct Hall {
  std::int64_t id{};
  std::int64_t site_id{};
  List<Rack> racks{};
};

struct Site {
  std::int64_t id{};
  std::string name{};
  List<Hall> halls{};
};

void map(Mapper<Box>&);
void map(Mapper<Rack>&);
void map(Mapper<Hall>&);
void map(Mapper<Site>&);

// Children that the database can delete or let go by itself.

struct Visit {
  std::int64_t id{};
  std::optional<std::int64_t> shop_id{};
};

struct Sale {
  std::int64_t id{};
  std::optional<std::int64_t> shop_id{};
};

struct Shop {
  std::int64_t id{};
  List<Visit> visits{};
  List<Sale> sales{};
};

void map(Mapper<Visit>&);
void map(Mapper<Sale>&);
void map(Mapper<Shop>&);

// Children that cannot be without an owner, and that nobody deletes with it.

struct Bed {
  std::int64_t id{};
  std::int64_t ward_id{};
};

struct Ward {
  std::int64_t id{};
  List<Bed> beds{};
};

void map(Mapper<Bed>&);
void map(Mapper<Ward>&);

// Targets of a many-to-many and of a to-one that go with their owner as far as they are loaded.

struct Badge {
  std::int64_t id{};
};

struct Stamp {
  std::int64_t id{};
};

struct Album {
  std::int64_t id{};
  std::optional<std::int64_t> badge_id{};
  Ref<Badge> badge{};
  List<Stamp> stamps{};
};

extern const Table album_stamp;

void map(Mapper<Badge>&);
void map(Mapper<Stamp>&);
void map(Mapper<Album>&);

// A many-to-many of which one side is mapped.

struct Topic {
  std::int64_t id{};
  std::string name{};
};

struct Reader {
  std::int64_t id{};
  std::string name{};
  List<Topic> topics{};
};

extern const Table reader_topic;

void map(Mapper<Topic>&);
void map(Mapper<Reader>&);

struct CascadesDatabase : Database {
  CascadesDatabase();
  /// Two sites of two halls of two racks of two boxes.
  void fill_sites();
  /// One owner with one part in each of its relationships.
  void fill_owner();
};

}  // namespace weft::test::cascades

// Instantiated once, with the mappings, and not in every test.
extern template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Part>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Owner>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Box>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Rack>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Hall>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Site>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Visit>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Sale>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Shop>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Bed>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Ward>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Badge>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Stamp>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Album>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Topic>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Reader>();
