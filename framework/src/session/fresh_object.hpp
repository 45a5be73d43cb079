// SPDX-License-Identifier: MIT
#pragma once

#include <new>

#include "session/graph.hpp"

namespace weft::detail {

/// A new object of the entity, to compare with.
class FreshObject {
 public:
  explicit FreshObject(const MappedEntity& entity)
      : entity_(entity), place_(::operator new(entity.object.size, object_alignment)) {
    entity.object.construct(place_);
  }
  FreshObject(const FreshObject&) = delete;
  FreshObject& operator=(const FreshObject&) = delete;
  ~FreshObject() { destroy_copy(entity_, place_); }
  [[nodiscard]] void* get() noexcept { return place_; }
  [[nodiscard]] const void* get() const noexcept { return place_; }

 private:
  const MappedEntity& entity_;
  void* place_;
};

}  // namespace weft::detail
