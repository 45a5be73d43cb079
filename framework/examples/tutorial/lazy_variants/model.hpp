// SPDX-License-Identifier: MIT
//
// A conference with five relationships, and for each the strategy that suits it, said once in the mapping.
#pragma once

#include <cstdint>
#include <string>

#include <weft/weft.hpp>

namespace lazy_variants {

struct Venue {
  std::int64_t id{};
  std::string name{};
};

struct Talk {
  std::int64_t id{};
  std::string title{};
  std::int64_t conference_id{};
};

struct Sponsor {
  std::int64_t id{};
  std::string name{};
  std::int64_t conference_id{};
};

struct Review {
  std::int64_t id{};
  std::string text{};
  std::int64_t conference_id{};
};

struct Visitor {
  std::int64_t id{};
  std::string name{};
  std::int64_t conference_id{};
};

struct Conference {
  std::int64_t id{};
  std::string name{};
  std::int64_t venue_id{};
  weft::Ref<Venue> venue{};
  weft::List<Talk> talks{};
  weft::List<Sponsor> sponsors{};
  weft::List<Review> reviews{};
  weft::List<Visitor> visitors{};
};

inline void map(weft::Mapper<Conference>& m) {
  m.table("conference");
  m.column<&Conference::id>().primary_key();
  m.column<&Conference::name>().length(50);
  m.column<&Conference::venue_id>().references<&Venue::id>();
  // There always is one, and it is always shown: it comes in the same statement.
  m.relationship<&Conference::venue>().lazy("joined").inner_join();
  // Nearly always shown: one statement more for all conferences.
  m.relationship<&Conference::talks>().lazy("selectin").order_by(weft::col<&Talk::title>);
  // As often shown, and the conferences are found cheaply: the same, without lists of keys.
  m.relationship<&Conference::sponsors>().lazy("subquery").order_by(weft::col<&Sponsor::name>);
  // Shown for one conference at a time: read when touched. That is the default.
  m.relationship<&Conference::reviews>().lazy("select").order_by(weft::col<&Review::id>);
  // Thousands of them: whoever wants them all has to say so in the query.
  m.relationship<&Conference::visitors>().lazy("raise");
}

inline void map(weft::Mapper<Venue>& m) {
  m.table("venue");
  m.column<&Venue::id>().primary_key();
  m.column<&Venue::name>().length(50);
}

inline void map(weft::Mapper<Talk>& m) {
  m.table("talk");
  m.column<&Talk::id>().primary_key();
  m.column<&Talk::title>().length(100);
  m.column<&Talk::conference_id>().references<&Conference::id>().index();
}

inline void map(weft::Mapper<Sponsor>& m) {
  m.table("sponsor");
  m.column<&Sponsor::id>().primary_key();
  m.column<&Sponsor::name>().length(50);
  m.column<&Sponsor::conference_id>().references<&Conference::id>().index();
}

inline void map(weft::Mapper<Review>& m) {
  m.table("review");
  m.column<&Review::id>().primary_key();
  m.column<&Review::text>().length(200);
  m.column<&Review::conference_id>().references<&Conference::id>().index();
}

inline void map(weft::Mapper<Visitor>& m) {
  m.table("visitor");
  m.column<&Visitor::id>().primary_key();
  m.column<&Visitor::name>().length(50);
  m.column<&Visitor::conference_id>().references<&Conference::id>().index();
}

} // namespace lazy_variants
