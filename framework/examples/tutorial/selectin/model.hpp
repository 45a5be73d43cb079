// SPDX-License-Identifier: MIT
//
// Record labels, their albums, and the studios where some of the albums were recorded.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <weft/weft.hpp>

namespace selectin {

struct Album;

struct Label {
  std::int64_t id{};
  std::string name{};
  weft::List<Album> albums{};
};

struct Studio {
  std::int64_t id{};
  std::string name{};
};

struct Album {
  std::int64_t id{};
  std::string title{};
  std::int64_t label_id{};
  std::optional<std::int64_t> studio_id{};
  weft::Ref<Label> label{};
  weft::Ref<Studio> studio{};
};

inline void map(weft::Mapper<Label>& m) {
  m.table("label");
  m.column<&Label::id>().primary_key();
  m.column<&Label::name>().length(50);
  m.relationship<&Label::albums>().back_populates<&Album::label>().order_by(weft::col<&Album::title>);
}

inline void map(weft::Mapper<Studio>& m) {
  m.table("studio");
  m.column<&Studio::id>().primary_key();
  m.column<&Studio::name>().length(50);
}

inline void map(weft::Mapper<Album>& m) {
  m.table("album");
  m.column<&Album::id>().primary_key();
  m.column<&Album::title>().length(100);
  m.column<&Album::label_id>().references<&Label::id>().index();
  m.column<&Album::studio_id>().references<&Studio::id>();
  m.relationship<&Album::label>().back_populates<&Label::albums>();
  m.relationship<&Album::studio>();
}

} // namespace selectin
