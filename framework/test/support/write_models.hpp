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

inline void map(Mapper<Club>& m) {
  m.table("club");
  m.column<&Club::id>().primary_key();
  m.column<&Club::name>();
  m.column<&Club::head_id>().references<&Member::id>();
  m.relationship<&Club::head>().foreign_keys<&Club::head_id>();
}

inline void map(Mapper<Member>& m) {
  m.table("member");
  m.column<&Member::id>().primary_key();
  m.column<&Member::name>();
  m.column<&Member::club_id>().references<&Club::id>();
  m.relationship<&Member::club>().foreign_keys<&Member::club_id>();
}

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

inline void map(Mapper<Rock>& m) {
  m.table("rock");
  m.column<&Rock::id>().primary_key();
  m.column<&Rock::beats_id>().references<&Scissors::id>();
  m.relationship<&Rock::beats>();
}

inline void map(Mapper<Scissors>& m) {
  m.table("scissors");
  m.column<&Scissors::id>().primary_key();
  m.column<&Scissors::beats_id>().references<&Paper::id>();
  m.relationship<&Scissors::beats>();
}

inline void map(Mapper<Paper>& m) {
  m.table("paper");
  m.column<&Paper::id>().primary_key();
  m.column<&Paper::beats_id>().references<&Rock::id>();
  m.relationship<&Paper::beats>();
}

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

inline void map(Mapper<Seat>& m) {
  m.table("seat");
  m.column<&Seat::id>().primary_key();
  m.column<&Seat::number>().unique();
  m.relationship<&Seat::guests>().back_populates<&Guest::seat>().order_by(col<&Guest::id>);
  m.relationship<&Seat::meals>()
      .back_populates<&Meal::seat>()
      .cascade(Cascade::all | Cascade::delete_orphan)
      .order_by(col<&Meal::id>);
}

inline void map(Mapper<Guest>& m) {
  m.table("guest");
  m.column<&Guest::id>().primary_key();
  m.column<&Guest::name>();
  m.column<&Guest::seat_id>().references<&Seat::id>();
  m.relationship<&Guest::seat>().back_populates<&Seat::guests>();
}

inline void map(Mapper<Meal>& m) {
  m.table("meal");
  m.column<&Meal::id>().primary_key();
  m.column<&Meal::seat_id>().references<&Seat::id>();
  m.relationship<&Meal::seat>().back_populates<&Seat::meals>();
}

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

inline void map(Mapper<Camera>& m) {
  m.table("camera");
  m.column<&Camera::id>().primary_key();
  m.column<&Camera::name>();
  m.relationship<&Camera::lens>().back_populates<&Lens::camera>();
}

inline void map(Mapper<Lens>& m) {
  m.table("lens");
  m.column<&Lens::id>().primary_key();
  m.column<&Lens::name>();
  m.column<&Lens::camera_id>().unique().references<&Camera::id>();
  m.relationship<&Lens::camera>().back_populates<&Camera::lens>();
}

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

inline void map(Mapper<Region>& m) {
  m.table("region");
  m.column<&Region::code>().length(2).primary_key();
  m.column<&Region::name>();
  m.relationship<&Region::towns>().back_populates<&Town::region>().order_by(col<&Town::name>);
}

inline void map(Mapper<Town>& m) {
  m.table("town");
  m.column<&Town::region_code>().length(2).primary_key().references<&Region::code>({.on_update = "cascade"});
  m.column<&Town::name>().length(50).primary_key();
  m.column<&Town::people>();
  m.relationship<&Town::region>().back_populates<&Region::towns>();
  m.relationship<&Town::streets>().back_populates<&Street::town>().order_by(col<&Street::id>);
}

inline void map(Mapper<Street>& m) {
  m.table("street");
  m.column<&Street::id>().primary_key();
  m.column<&Street::name>();
  m.column<&Street::region_code>().length(2);
  m.column<&Street::town_name>().length(50);
  m.foreign_key<&Street::region_code, &Street::town_name>().references<&Town::region_code, &Town::name>(
      {.on_update = "cascade"});
  m.relationship<&Street::town>().back_populates<&Town::streets>();
}

struct WritesDatabase : Database {
  WritesDatabase() { create_all<Club, Rock, Seat, Camera, Region>(engine); }
  /// Three seats: a guest and a meal on the first, a guest on the second.
  void fill_seats() {
    run({"INSERT INTO seat (id, number) VALUES (1, 10), (2, 20), (3, 30)",
         "INSERT INTO guest (id, name, seat_id) VALUES (1, 'Ann', 1), (2, 'Bob', 2)",
         "INSERT INTO meal (id, seat_id) VALUES (1, 1)"});
  }
  void fill_regions() {
    run({"INSERT INTO region (code, name) VALUES ('NO', 'North'), ('SO', 'South')",
         "INSERT INTO town (region_code, name, people) VALUES ('NO', 'Aby', 1), ('NO', 'Bro', 2), ('SO', 'Aby', 3)",
         "INSERT INTO street (id, name, region_code, town_name) VALUES (1, 'High', 'NO', 'Aby'), (2, 'Low', 'SO', 'Aby')"});
  }
};

}  // namespace weft::test::writes
