// SPDX-License-Identifier: MIT
//
// Tables whose rows stand in each other's way when they are written.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "support/database.hpp"

namespace weft::test::writes {

// Two that need each other, of which one can wait.

struct Member;

struct Club {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> head_id{};
  Ref<Member> head{};
};

struct Member {
  std::int64_t id{};
  std::string name{};
  std::int64_t club_id{};
  Ref<Club> club{};
};

void map(Mapper<Club>&);
void map(Mapper<Member>&);

// Three in a circle.

struct Paper;
struct Scissors;

struct Rock {
  std::int64_t id{};
  std::optional<std::int64_t> beats_id{};
  Ref<Scissors> beats{};
};

struct Scissors {
  std::int64_t id{};
  std::optional<std::int64_t> beats_id{};
  Ref<Paper> beats{};
};

struct Paper {
  std::int64_t id{};
  std::optional<std::int64_t> beats_id{};
  Ref<Rock> beats{};
};

void map(Mapper<Rock>&);
void map(Mapper<Scissors>&);
void map(Mapper<Paper>&);

// A value that no two rows have, and children of both kinds: those that stay and those that go.

struct Guest;
struct Meal;

struct Seat {
  std::int64_t id{};
  std::int64_t number{};
  List<Guest> guests{};
  List<Meal> meals{};
};

struct Guest {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> seat_id{};
  Ref<Seat> seat{};
};

struct Meal {
  std::int64_t id{};
  std::int64_t seat_id{};
  Ref<Seat> seat{};
};

void map(Mapper<Seat>&);
void map(Mapper<Guest>&);
void map(Mapper<Meal>&);

// One-to-one by a key that no two rows have.

struct Lens;

struct Camera {
  std::int64_t id{};
  std::string name{};
  Ref<Lens> lens{};
};

struct Lens {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> camera_id{};
  Ref<Camera> camera{};
};

void map(Mapper<Camera>&);
void map(Mapper<Lens>&);

// Keys that change, and that children have in their own keys.

struct Town;
struct Street;

struct Region {
  std::string code{};
  std::string name{};
  List<Town> towns{};
};

struct Town {
  std::string region_code{};
  std::string name{};
  std::int64_t people{};
  Ref<Region> region{};
  List<Street> streets{};
};

struct Street {
  std::int64_t id{};
  std::string name{};
  std::optional<std::string> region_code{};
  std::optional<std::string> town_name{};
  Ref<Town> town{};
};

void map(Mapper<Region>&);
void map(Mapper<Town>&);
void map(Mapper<Street>&);

struct WritesDatabase : Database {
  WritesDatabase();
  /// Three seats: a guest and a meal on the first, a guest on the second.
  void fill_seats();
  void fill_regions();
};

}  // namespace weft::test::writes

// Instantiated once, with the mappings, and not in every test.
extern template const weft::MappedEntity& weft::entity_of<weft::test::writes::Club>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::writes::Member>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::writes::Rock>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::writes::Scissors>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::writes::Paper>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::writes::Seat>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::writes::Guest>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::writes::Meal>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::writes::Camera>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::writes::Lens>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::writes::Region>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::writes::Town>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::writes::Street>();
