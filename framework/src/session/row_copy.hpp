// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include "session/graph.hpp"

namespace weft::detail {

/// A copy of an instance's object, as its row was at some moment.
class RowCopy {
 public:
  RowCopy(const MappedEntity& entity, const void* object) : entity_(&entity), object_(copy_object(entity, object)) {}
  RowCopy(RowCopy&& other) noexcept : entity_(other.entity_), object_(std::exchange(other.object_, nullptr)) {}
  RowCopy& operator=(RowCopy&& other) noexcept {
    std::swap(entity_, other.entity_);
    std::swap(object_, other.object_);
    return *this;
  }
  ~RowCopy() {
    if (object_) destroy_copy(*entity_, object_);
  }
  [[nodiscard]] const void* object() const noexcept { return object_; }

 private:
  const MappedEntity* entity_;
  void* object_;
};

/// Every column of `from` into `to`, both of that entity type.
inline void assign_columns(const MappedEntity& entity, void* to, const void* from) {
  for (const auto& column : entity.columns) column.ops->assign(column.in(to), column.in(from));
}

}  // namespace weft::detail
