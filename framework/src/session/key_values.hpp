// SPDX-License-Identifier: MIT
//
// Values of keys and of the foreign keys that refer to them, which may be members of other types.
#pragma once

#include <string>

#include "session/identity_map.hpp"
#include "weft/mapping/entity.hpp"

namespace weft::detail {

/// True for a foreign key that may be empty for a while.
inline bool may_be_null(const MappedColumn& column) noexcept {
  return column.ops->nullable && column.column->nullable && !column.column->primary_key;
}

inline void copy_column(const MappedColumn& from, const void* source, const MappedColumn& to, void* object) {
  if (from.ops == to.ops) return to.ops->assign(to.in(object), from.in(source));
  Scratch scratch;
  to.read(from.bind(source, scratch), object);
}

inline bool same_value(const MappedColumn& left, const void* left_object, const MappedColumn& right,
                       const void* right_object) {
  Scratch scratch;
  std::string first;
  std::string second;
  append_key(left, left.bind(left_object, scratch), first);
  append_key(right, right.bind(right_object, scratch), second);
  return first == second;
}

}  // namespace weft::detail
