// SPDX-License-Identifier: MIT
//
// A band has members and concerts: two collections side by side, which is where strategies differ most.
#pragma once

#include <cstdint>
#include <string>

#include <weft/weft.hpp>

namespace comparison {

struct Musician {
  std::int64_t id{};
  std::string name{};
  std::int64_t band_id{};
};

struct Concert {
  std::int64_t id{};
  std::string city{};
  std::int64_t band_id{};
};

struct Band {
  std::int64_t id{};
  std::string name{};
  weft::List<Musician> members{};
  weft::List<Concert> concerts{};
};

inline void map(weft::Mapper<Band>& m) {
  m.table("band");
  m.column<&Band::id>().primary_key();
  m.column<&Band::name>().length(50);
  m.relationship<&Band::members>().order_by(weft::col<&Musician::id>);
  m.relationship<&Band::concerts>().order_by(weft::col<&Concert::id>);
}

inline void map(weft::Mapper<Musician>& m) {
  m.table("musician");
  m.column<&Musician::id>().primary_key();
  m.column<&Musician::name>().length(50);
  m.column<&Musician::band_id>().references<&Band::id>().index();
}

inline void map(weft::Mapper<Concert>& m) {
  m.table("concert");
  m.column<&Concert::id>().primary_key();
  m.column<&Concert::city>().length(50);
  m.column<&Concert::band_id>().references<&Band::id>().index();
}

} // namespace comparison
