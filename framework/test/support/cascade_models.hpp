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

inline void map(Mapper<Part>& m) {
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

inline void map(Mapper<Owner>& m) {
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

inline void map(Mapper<Box>& m) {
  m.table("box");
  m.column<&Box::id>().primary_key();
  m.column<&Box::rack_id>().references<&Rack::id>();
}

inline void map(Mapper<Rack>& m) {
  m.table("rack");
  m.column<&Rack::id>().primary_key();
  m.column<&Rack::hall_id>().references<&Hall::id>();
  m.relationship<&Rack::boxes>().cascade(Cascade::all | Cascade::delete_orphan).order_by(col<&Box::id>);
}

inline void map(Mapper<Hall>& m) {
  m.table("hall");
  m.column<&Hall::id>().primary_key();
  m.column<&Hall::site_id>().references<&Site::id>();
  m.relationship<&Hall::racks>().cascade(Cascade::all).lazy("noload");
}

inline void map(Mapper<Site>& m) {
  m.table("site");
  m.column<&Site::id>().primary_key();
  m.column<&Site::name>();
  m.relationship<&Site::halls>().cascade(Cascade::all).lazy("raise");
}

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

inline void map(Mapper<Visit>& m) {
  m.table("visit");
  m.column<&Visit::id>().primary_key();
  m.column<&Visit::shop_id>().references<&Shop::id>({.on_delete = "cascade"});
}

inline void map(Mapper<Sale>& m) {
  m.table("sale");
  m.column<&Sale::id>().primary_key();
  m.column<&Sale::shop_id>().references<&Shop::id>({.on_delete = "set null"});
}

inline void map(Mapper<Shop>& m) {
  m.table("shop");
  m.column<&Shop::id>().primary_key();
  m.relationship<&Shop::visits>().cascade(Cascade::all).passive_deletes().order_by(col<&Visit::id>);
  m.relationship<&Shop::sales>().passive_deletes("all").order_by(col<&Sale::id>);
}

// Children that cannot be without an owner, and that nobody deletes with it.

struct Bed {
  std::int64_t id{};
  std::int64_t ward_id{};
};

struct Ward {
  std::int64_t id{};
  List<Bed> beds{};
};

inline void map(Mapper<Bed>& m) {
  m.table("bed");
  m.column<&Bed::id>().primary_key();
  m.column<&Bed::ward_id>().references<&Ward::id>();
}

inline void map(Mapper<Ward>& m) {
  m.table("ward");
  m.column<&Ward::id>().primary_key();
  m.relationship<&Ward::beds>();
}

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

inline const Table album_stamp{"album_stamp", Column{"album_id"}.references<&Album::id>().primary_key(),
                               Column{"stamp_id"}.references<&Stamp::id>().primary_key()};

inline void map(Mapper<Badge>& m) {
  m.table("badge");
  m.column<&Badge::id>().primary_key();
}

inline void map(Mapper<Stamp>& m) {
  m.table("stamp");
  m.column<&Stamp::id>().primary_key();
}

inline void map(Mapper<Album>& m) {
  m.table("album");
  m.column<&Album::id>().primary_key();
  m.column<&Album::badge_id>().references<&Badge::id>();
  m.relationship<&Album::badge>().cascade(Cascade::all).passive_deletes();
  m.relationship<&Album::stamps>().secondary(album_stamp).cascade(Cascade::all).passive_deletes().order_by(col<&Stamp::id>);
}

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

inline const Table reader_topic{"reader_topic", Column{"reader_id"}.references<&Reader::id>().primary_key(),
                                Column{"topic_id"}.references<&Topic::id>().primary_key()};

inline void map(Mapper<Topic>& m) {
  m.table("topic");
  m.column<&Topic::id>().primary_key();
  m.column<&Topic::name>();
}

inline void map(Mapper<Reader>& m) {
  m.table("reader");
  m.column<&Reader::id>().primary_key();
  m.column<&Reader::name>();
  m.relationship<&Reader::topics>().secondary(reader_topic).order_by(col<&Topic::id>);
}

struct CascadesDatabase : Database {
  CascadesDatabase() { create_all<Part, Site, Shop, Ward, Reader, Album>(engine); }
  /// Two sites of two halls of two racks of two boxes.
  void fill_sites() {
    run({"INSERT INTO site (id, name) VALUES (1, 'north'), (2, 'south')",
         "INSERT INTO hall (id, site_id) VALUES (1, 1), (2, 1), (3, 2), (4, 2)",
         "INSERT INTO rack (id, hall_id) VALUES (1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (6, 3), (7, 4), (8, 4)",
         "INSERT INTO box (id, rack_id) SELECT 2 * id - 1, id FROM rack UNION ALL SELECT 2 * id, id FROM rack"});
  }
  /// One owner with one part in each of its relationships.
  void fill_owner() {
    run({"INSERT INTO owner (id) VALUES (1)", "INSERT INTO part (id, name, plain_id) VALUES (1, 'plain', 1)",
         "INSERT INTO part (id, name, none_id) VALUES (2, 'none', 1)",
         "INSERT INTO part (id, name, saved_id) VALUES (3, 'saved', 1)",
         "INSERT INTO part (id, name, removed_id) VALUES (4, 'removed', 1)",
         "INSERT INTO part (id, name, refreshed_id) VALUES (5, 'refreshed', 1)",
         "INSERT INTO part (id, name, expunged_id) VALUES (6, 'expunged', 1)",
         "INSERT INTO part (id, name, all_id) VALUES (7, 'all', 1)"});
  }
};

}  // namespace weft::test::cascades
