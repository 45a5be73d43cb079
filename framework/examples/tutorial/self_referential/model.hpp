// SPDX-License-Identifier: MIT
//
// A tree of folders: parent and children are rows of the same table.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <weft/weft.hpp>

namespace self_referential {

struct Folder {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> parent_id{}; // a root has none
  weft::Ref<Folder> parent{};
  weft::Dict<std::string, Folder> children{};
};

inline void map(weft::Mapper<Folder>& m) {
  m.table("folder");
  m.column<&Folder::id>().primary_key();
  m.column<&Folder::name>().length(50);
  m.column<&Folder::parent_id>().references<&Folder::id>();
  // Both ends are folders, so the foreign key does not tell which end is which. The remote side of `parent` is the key
  // of the other row: that makes it the to-one end.
  m.relationship<&Folder::parent>().remote_side<&Folder::id>().back_populates<&Folder::children>();
  m.relationship<&Folder::children>().keyed_by<&Folder::name>().back_populates<&Folder::parent>().order_by(
      weft::col<&Folder::name>);
}

} // namespace self_referential
