// SPDX-License-Identifier: MIT
#include "support/write_models.hpp"

namespace weft::test::writes {

void map(Mapper<Club>& m) {
  m.table("club");
  m.column<&Club::id>().primary_key();
  m.column<&Club::name>();
  m.column<&Club::head_id>().references<&Member::id>();
  m.relationship<&Club::head>().foreign_keys<&Club::head_id>();
}

void map(Mapper<Member>& m) {
  m.table("member");
  m.column<&Member::id>().primary_key();
  m.column<&Member::name>();
  m.column<&Member::club_id>().references<&Club::id>();
  m.relationship<&Member::club>().foreign_keys<&Member::club_id>();
}

void map(Mapper<Rock>& m) {
  m.table("rock");
  m.column<&Rock::id>().primary_key();
  m.column<&Rock::beats_id>().references<&Scissors::id>();
  m.relationship<&Rock::beats>();
}

void map(Mapper<Scissors>& m) {
  m.table("scissors");
  m.column<&Scissors::id>().primary_key();
  m.column<&Scissors::beats_id>().references<&Paper::id>();
  m.relationship<&Scissors::beats>();
}

void map(Mapper<Paper>& m) {
  m.table("paper");
  m.column<&Paper::id>().primary_key();
  m.column<&Paper::beats_id>().references<&Rock::id>();
  m.relationship<&Paper::beats>();
}

void map(Mapper<Seat>& m) {
  m.table("seat");
  m.column<&Seat::id>().primary_key();
  m.column<&Seat::number>().unique();
  m.relationship<&Seat::guests>().back_populates<&Guest::seat>().order_by(col<&Guest::id>);
  m.relationship<&Seat::meals>()
      .back_populates<&Meal::seat>()
      .cascade(Cascade::all | Cascade::delete_orphan)
      .order_by(col<&Meal::id>);
}

void map(Mapper<Guest>& m) {
  m.table("guest");
  m.column<&Guest::id>().primary_key();
  m.column<&Guest::name>();
  m.column<&Guest::seat_id>().references<&Seat::id>();
  m.relationship<&Guest::seat>().back_populates<&Seat::guests>();
}

void map(Mapper<Meal>& m) {
  m.table("meal");
  m.column<&Meal::id>().primary_key();
  m.column<&Meal::seat_id>().references<&Seat::id>();
  m.relationship<&Meal::seat>().back_populates<&Seat::meals>();
}

void map(Mapper<Camera>& m) {
  m.table("camera");
  m.column<&Camera::id>().primary_key();
  m.column<&Camera::name>();
  m.relationship<&Camera::lens>().back_populates<&Lens::camera>();
}

void map(Mapper<Lens>& m) {
  m.table("lens");
  m.column<&Lens::id>().primary_key();
  m.column<&Lens::name>();
  m.column<&Lens::camera_id>().unique().references<&Camera::id>();
  m.relationship<&Lens::camera>().back_populates<&Camera::lens>();
}

void map(Mapper<Region>& m) {
  m.table("region");
  m.column<&Region::code>().length(2).primary_key();
  m.column<&Region::name>();
  m.relationship<&Region::towns>().back_populates<&Town::region>().order_by(col<&Town::name>);
}

void map(Mapper<Town>& m) {
  m.table("town");
  m.column<&Town::region_code>().length(2).primary_key().references<&Region::code>({.on_update = "cascade"});
  m.column<&Town::name>().length(50).primary_key();
  m.column<&Town::people>();
  m.relationship<&Town::region>().back_populates<&Region::towns>();
  m.relationship<&Town::streets>().back_populates<&Street::town>().order_by(col<&Street::id>);
}

void map(Mapper<Street>& m) {
  m.table("street");
  m.column<&Street::id>().primary_key();
  m.column<&Street::name>();
  m.column<&Street::region_code>().length(2);
  m.column<&Street::town_name>().length(50);
  m.foreign_key<&Street::region_code, &Street::town_name>().references<&Town::region_code, &Town::name>(
      {.on_update = "cascade"});
  m.relationship<&Street::town>().back_populates<&Town::streets>();
}

WritesDatabase::WritesDatabase() { create_all<Club, Rock, Seat, Camera, Region>(engine); }

void WritesDatabase::fill_seats() {
  run({"INSERT INTO seat (id, number) VALUES (1, 10), (2, 20), (3, 30)",
       "INSERT INTO guest (id, name, seat_id) VALUES (1, 'Ann', 1), (2, 'Bob', 2)",
       "INSERT INTO meal (id, seat_id) VALUES (1, 1)"});
}

void WritesDatabase::fill_regions() {
  run({"INSERT INTO region (code, name) VALUES ('NO', 'North'), ('SO', 'South')",
       "INSERT INTO town (region_code, name, people) VALUES ('NO', 'Aby', 1), ('NO', 'Bro', 2), ('SO', 'Aby', 3)",
       "INSERT INTO street (id, name, region_code, town_name) VALUES (1, 'High', 'NO', 'Aby'), (2, 'Low', 'SO', 'Aby')"});
}

}  // namespace weft::test::writes

template const weft::MappedEntity& weft::entity_of<weft::test::writes::Club>();
template const weft::MappedEntity& weft::entity_of<weft::test::writes::Member>();
template const weft::MappedEntity& weft::entity_of<weft::test::writes::Rock>();
template const weft::MappedEntity& weft::entity_of<weft::test::writes::Scissors>();
template const weft::MappedEntity& weft::entity_of<weft::test::writes::Paper>();
template const weft::MappedEntity& weft::entity_of<weft::test::writes::Seat>();
template const weft::MappedEntity& weft::entity_of<weft::test::writes::Guest>();
template const weft::MappedEntity& weft::entity_of<weft::test::writes::Meal>();
template const weft::MappedEntity& weft::entity_of<weft::test::writes::Camera>();
template const weft::MappedEntity& weft::entity_of<weft::test::writes::Lens>();
template const weft::MappedEntity& weft::entity_of<weft::test::writes::Region>();
template const weft::MappedEntity& weft::entity_of<weft::test::writes::Town>();
template const weft::MappedEntity& weft::entity_of<weft::test::writes::Street>();
