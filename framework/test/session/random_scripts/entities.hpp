// SPDX-License-Identifier: MIT
//
// The entities of random scripts. Each has a name and a number, so that one piece of code changes all of them;
// between them they have every shape of relationship once:
//
//   Label    1 - n  Band     a label that goes leaves its bands without one
//   Band     1 - n  Song     a song belongs to its band, and goes when it leaves it
//   Band     n - m  Fan      a list on one side, a set on the other
//   Band     1 - 1  Website  the website has the foreign key
//   Country  1 - n  Fan      the country has a key of text that the program gives, and may change
//   Genre    1 - n  Genre    a tree
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "weft/weft.hpp"

namespace weft::test::scripts {

struct Band;
struct Fan;
struct Song;
struct Website;

struct Label {
  std::int64_t id{};
  std::string name{};
  std::int64_t number{};
  List<Band> bands{};
};

struct Band {
  std::int64_t id{};
  std::string name{};
  std::int64_t number{};
  std::int64_t version{};
  std::optional<std::int64_t> label_id{};
  Ref<Label> label{};
  List<Song> songs{};
  List<Fan> fans{};
  Ref<Website> website{};
};

struct Song {
  std::int64_t id{};
  std::string name{};
  std::int64_t number{};
  std::optional<std::int64_t> band_id{};
  Ref<Band> band{};
};

struct Country {
  std::string code{};
  std::string name{};
  std::int64_t number{};
  List<Fan> fans{};
};

struct Fan {
  std::int64_t id{};
  std::string name{};
  std::int64_t number{};
  std::string nick{};
  std::optional<std::string> country_code{};
  Ref<Country> country{};
  Set<Band> bands{};
};

struct Genre {
  std::int64_t id{};
  std::string name{};
  std::int64_t number{};
  std::optional<std::int64_t> parent_id{};
  Ref<Genre> parent{};
  List<Genre> children{};
};

struct Website {
  std::int64_t id{};
  std::string name{};
  std::int64_t number{};
  std::optional<std::int64_t> band_id{};
  Ref<Band> band{};
};

inline const Table band_fan{"band_fan", Column{"band_id"}.references<&Band::id>().primary_key(),
                            Column{"fan_id"}.references<&Fan::id>().primary_key()};

inline void map(Mapper<Label>& m) {
  m.table("label");
  m.column<&Label::id>().primary_key();
  m.column<&Label::name>();
  m.column<&Label::number>();
  m.relationship<&Label::bands>().back_populates<&Band::label>().order_by(col<&Band::id>);
}

inline void map(Mapper<Band>& m) {
  m.table("band");
  m.column<&Band::id>().primary_key();
  m.column<&Band::name>();
  m.column<&Band::number>();
  m.column<&Band::version>().version();
  m.column<&Band::label_id>().references<&Label::id>();
  m.relationship<&Band::label>().back_populates<&Label::bands>();
  m.relationship<&Band::songs>().back_populates<&Song::band>().cascade(Cascade::all | Cascade::delete_orphan);
  m.relationship<&Band::fans>().secondary(band_fan).back_populates<&Fan::bands>();
  m.relationship<&Band::website>().back_populates<&Website::band>();
}

inline void map(Mapper<Song>& m) {
  m.table("song");
  m.column<&Song::id>().primary_key();
  m.column<&Song::name>();
  m.column<&Song::number>();
  m.column<&Song::band_id>().references<&Band::id>();
  m.relationship<&Song::band>().back_populates<&Band::songs>();
}

inline void map(Mapper<Country>& m) {
  m.table("country");
  m.column<&Country::code>().length(8).primary_key();
  m.column<&Country::name>();
  m.column<&Country::number>();
  m.relationship<&Country::fans>().back_populates<&Fan::country>();
}

inline void map(Mapper<Fan>& m) {
  m.table("fan");
  m.column<&Fan::id>().primary_key();
  m.column<&Fan::name>();
  m.column<&Fan::number>();
  m.column<&Fan::nick>().unique();
  m.column<&Fan::country_code>().length(8).references<&Country::code>({.on_update = "cascade"});
  m.relationship<&Fan::country>().back_populates<&Country::fans>();
  m.relationship<&Fan::bands>().secondary(band_fan).back_populates<&Band::fans>();
}

inline void map(Mapper<Genre>& m) {
  m.table("genre");
  m.column<&Genre::id>().primary_key();
  m.column<&Genre::name>();
  m.column<&Genre::number>();
  m.column<&Genre::parent_id>().references<&Genre::id>();
  m.relationship<&Genre::parent>().remote_side<&Genre::id>().back_populates<&Genre::children>();
  m.relationship<&Genre::children>().back_populates<&Genre::parent>();
}

inline void map(Mapper<Website>& m) {
  m.table("website");
  m.column<&Website::id>().primary_key();
  m.column<&Website::name>();
  m.column<&Website::number>();
  m.column<&Website::band_id>().references<&Band::id>();
  m.relationship<&Website::band>().back_populates<&Band::website>();
}

}  // namespace weft::test::scripts
