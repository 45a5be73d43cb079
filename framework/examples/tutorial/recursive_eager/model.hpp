// SPDX-License-Identifier: MIT
//
// A tree of categories, and a graph of stops in which lines run in circles.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <weft/weft.hpp>

namespace recursive_eager {

struct Category {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> parent_id{};
  weft::Ref<Category> parent{};
  weft::List<Category> children{};
};

struct Stop {
  std::int64_t id{};
  std::string name{};
  weft::List<Stop> next{};
};

// Many-to-many of an entity with itself: the first foreign key is that of the owner.
inline const weft::Table stop_link{"stop_link", weft::Column{"from_id"}.references<&Stop::id>().primary_key(),
                                   weft::Column{"to_id"}.references<&Stop::id>().primary_key()};

inline void map(weft::Mapper<Category>& m) {
  m.table("category");
  m.column<&Category::id>().primary_key();
  m.column<&Category::name>().length(50);
  m.column<&Category::parent_id>().references<&Category::id>().index();
  m.relationship<&Category::parent>().remote_side<&Category::id>().back_populates<&Category::children>();
  m.relationship<&Category::children>().back_populates<&Category::parent>().order_by(weft::col<&Category::name>);
}

inline void map(weft::Mapper<Stop>& m) {
  m.table("stop");
  m.column<&Stop::id>().primary_key();
  m.column<&Stop::name>().length(50);
  m.relationship<&Stop::next>().secondary(stop_link).order_by(weft::col<&Stop::name>);
}

} // namespace recursive_eager
