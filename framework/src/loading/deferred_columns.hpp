// SPDX-License-Identifier: MIT
//
// Columns in `Deferred` members: what is there, and reading what is not.
#pragma once

#include "session/graph.hpp"
#include "weft/mapping/deferred.hpp"

namespace weft::detail {

/// The member of a deferrable column.
inline DeferredMember& deferred_member(const MappedColumn& column, void* object) noexcept {
  return *static_cast<DeferredMember*>(column.in(object));
}
inline bool is_missing(const MappedColumn& column, const void* object) noexcept {
  return column.ops->deferrable && !static_cast<const DeferredMember*>(column.in(object))->loaded();
}
/// The value has to be read when it is used.
inline void forget_value(const MappedColumn& column, void* object) noexcept {
  DeferredAccess::forget(deferred_member(column, object), column);
}

/// Makes the deferred members of an object belong to its instance.
void bind_deferred(Instance& instance) noexcept;
/// The value that the row has, where the object or its copy of the row lacks it. False when neither does.
bool read_missing(Instance& instance, const MappedColumn& column, const Cell& cell);

}  // namespace weft::detail
