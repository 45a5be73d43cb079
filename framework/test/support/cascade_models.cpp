// SPDX-License-Identifier: MIT
#include "support/cascade_models.hpp"

namespace weft::test::cascades {

const Table album_stamp{"album_stamp", Column{"album_id"}.references<&Album::id>().primary_key(),
                               Column{"stamp_id"}.references<&Stamp::id>().primary_key()};

const Table reader_topic{"reader_topic", Column{"reader_id"}.references<&Reader::id>().primary_key(),
                                Column{"topic_id"}.references<&Topic::id>().primary_key()};

void map(Mapper<Part>& m) {
  m.table("part");
  m.column<&Part::id>().primary_key();
  m.column<&Part::name>();
  m.column<&Part::plain_id>().references<&Owner::id>();
  m.column<&Part::none_id>().references<&Owner::id>();
  m.column<&Part::saved_id>().references<&Owner::id>();
  m.column<&Part::removed_id>().references<&Owner::id>();
  m.column<&Part::refreshed_id>().references<&Owner::id>();
  m.column<&Part::expunged_id>().references<&Owner::id>();
  m.column<&Part::all_id>().references<&Owner::id>();
}

void map(Mapper<Owner>& m) {
  m.table("owner");
  m.column<&Owner::id>().primary_key();
  m.relationship<&Owner::plain>().foreign_keys<&Part::plain_id>();
  m.relationship<&Owner::none>().foreign_keys<&Part::none_id>().cascade(Cascade::none);
  m.relationship<&Owner::saved>().foreign_keys<&Part::saved_id>().cascade(Cascade::save_update);
  m.relationship<&Owner::removed>().foreign_keys<&Part::removed_id>().cascade(Cascade::remove);
  m.relationship<&Owner::refreshed>().foreign_keys<&Part::refreshed_id>().cascade(Cascade::refresh_expire);
  m.relationship<&Owner::expunged>().foreign_keys<&Part::expunged_id>().cascade(Cascade::expunge);
  m.relationship<&Owner::all>().foreign_keys<&Part::all_id>().cascade(Cascade::all);
}

void map(Mapper<Box>& m) {
  m.table("box");
  m.column<&Box::id>().primary_key();
  m.column<&Box::rack_id>().references<&Rack::id>();
}

void map(Mapper<Rack>& m) {
  m.table("rack");
  m.column<&Rack::id>().primary_key();
  m.column<&Rack::hall_id>().references<&Hall::id>();
  m.relationship<&Rack::boxes>().cascade(Cascade::all | Cascade::delete_orphan).order_by(col<&Box::id>);
}

void map(Mapper<Hall>& m) {
  m.table("hall");
  m.column<&Hall::id>().primary_key();
  m.column<&Hall::site_id>().references<&Site::id>();
  m.relationship<&Hall::racks>().cascade(Cascade::all).lazy("noload");
}

void map(Mapper<Site>& m) {
  m.table("site");
  m.column<&Site::id>().primary_key();
  m.column<&Site::name>();
  m.relationship<&Site::halls>().cascade(Cascade::all).lazy("raise");
}

void map(Mapper<Visit>& m) {
  m.table("visit");
  m.column<&Visit::id>().primary_key();
  m.column<&Visit::shop_id>().references<&Shop::id>({.on_delete = "cascade"});
}

void map(Mapper<Sale>& m) {
  m.table("sale");
  m.column<&Sale::id>().primary_key();
  m.column<&Sale::shop_id>().references<&Shop::id>({.on_delete = "set null"});
}

void map(Mapper<Shop>& m) {
  m.table("shop");
  m.column<&Shop::id>().primary_key();
  m.relationship<&Shop::visits>().cascade(Cascade::all).passive_deletes().order_by(col<&Visit::id>);
  m.relationship<&Shop::sales>().passive_deletes("all").order_by(col<&Sale::id>);
}

void map(Mapper<Bed>& m) {
  m.table("bed");
  m.column<&Bed::id>().primary_key();
  m.column<&Bed::ward_id>().references<&Ward::id>();
}

void map(Mapper<Ward>& m) {
  m.table("ward");
  m.column<&Ward::id>().primary_key();
  m.relationship<&Ward::beds>();
}

void map(Mapper<Badge>& m) {
  m.table("badge");
  m.column<&Badge::id>().primary_key();
}

void map(Mapper<Stamp>& m) {
  m.table("stamp");
  m.column<&Stamp::id>().primary_key();
}

void map(Mapper<Album>& m) {
  m.table("album");
  m.column<&Album::id>().primary_key();
  m.column<&Album::badge_id>().references<&Badge::id>();
  m.relationship<&Album::badge>().cascade(Cascade::all).passive_deletes();
  m.relationship<&Album::stamps>().secondary(album_stamp).cascade(Cascade::all).passive_deletes().order_by(col<&Stamp::id>);
}

void map(Mapper<Topic>& m) {
  m.table("topic");
  m.column<&Topic::id>().primary_key();
  m.column<&Topic::name>();
}

void map(Mapper<Reader>& m) {
  m.table("reader");
  m.column<&Reader::id>().primary_key();
  m.column<&Reader::name>();
  m.relationship<&Reader::topics>().secondary(reader_topic).order_by(col<&Topic::id>);
}

CascadesDatabase::CascadesDatabase() { create_all<Part, Site, Shop, Ward, Reader, Album>(engine); }

void CascadesDatabase::fill_sites() {
  run({"INSERT INTO site (id, name) VALUES (1, 'north'), (2, 'south')",
       "INSERT INTO hall (id, site_id) VALUES (1, 1), (2, 1), (3, 2), (4, 2)",
       "INSERT INTO rack (id, hall_id) VALUES (1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (6, 3), (7, 4), (8, 4)",
       "INSERT INTO box (id, rack_id) SELECT 2 * id - 1, id FROM rack UNION ALL SELECT 2 * id, id FROM rack"});
}

void CascadesDatabase::fill_owner() {
  run({"INSERT INTO owner (id) VALUES (1)", "INSERT INTO part (id, name, plain_id) VALUES (1, 'plain', 1)",
       "INSERT INTO part (id, name, none_id) VALUES (2, 'none', 1)",
       "INSERT INTO part (id, name, saved_id) VALUES (3, 'saved', 1)",
       "INSERT INTO part (id, name, removed_id) VALUES (4, 'removed', 1)",
       "INSERT INTO part (id, name, refreshed_id) VALUES (5, 'refreshed', 1)",
       "INSERT INTO part (id, name, expunged_id) VALUES (6, 'expunged', 1)",
       "INSERT INTO part (id, name, all_id) VALUES (7, 'all', 1)"});
}

}  // namespace weft::test::cascades

template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Part>();
template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Owner>();
template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Box>();
template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Rack>();
template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Hall>();
template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Site>();
template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Visit>();
template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Sale>();
template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Shop>();
template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Bed>();
template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Ward>();
template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Badge>();
template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Stamp>();
template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Album>();
template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Topic>();
template const weft::MappedEntity& weft::entity_of<weft::test::cascades::Reader>();
