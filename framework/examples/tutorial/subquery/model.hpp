// SPDX-License-Identifier: MIT
//
// Weather stations and their readings.
#pragma once

#include <cstdint>
#include <string>

#include <weft/weft.hpp>

namespace subquery {

struct Reading {
  std::int64_t id{};
  std::int64_t hour{};
  std::int64_t degrees{};
  std::int64_t station_id{};
};

struct Station {
  std::int64_t id{};
  std::string name{};
  std::int64_t altitude{};
  weft::List<Reading> readings{};
};

inline void map(weft::Mapper<Station>& m) {
  m.table("station");
  m.column<&Station::id>().primary_key();
  m.column<&Station::name>().length(50);
  m.column<&Station::altitude>();
  m.relationship<&Station::readings>().order_by(weft::col<&Reading::hour>);
}

inline void map(weft::Mapper<Reading>& m) {
  m.table("reading");
  m.column<&Reading::id>().primary_key();
  m.column<&Reading::hour>();
  m.column<&Reading::degrees>();
  m.column<&Reading::station_id>().references<&Station::id>().index();
}

} // namespace subquery
