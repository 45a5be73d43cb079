// SPDX-License-Identifier: MIT
//
// The one instance for each key of a session.
#pragma once

#include <tsl/robin_map.h>
#include <tsl/robin_set.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>

#include "session/graph.hpp"

namespace weft::detail {

/// The value of an integer column whatever its width.
[[nodiscard]] std::int64_t other_integer_of(const MappedColumn& column, const void* object);
[[nodiscard]] inline std::int64_t integer_of(const MappedColumn& column, const void* object) {
  if (column.ops->fast == FastType::int64) return *static_cast<const std::int64_t*>(column.in(object));
  return other_integer_of(column, object);
}

/// Appends one part of a key in a form that is equal exactly for equal values.
void append_key(const Cell& cell, std::string& key);
/// The same for a value of that column: decimals are equal as numbers, 1.5 and 1.50.
void append_key(const MappedColumn& column, const Cell& cell, std::string& key);
/// The key of an object as bytes; false when a part of it is null.
bool key_of(const std::vector<const MappedColumn*>& columns, const void* object, std::string& key);

/// All instances of one entity type, and of what is derived from it, by their keys. Integer keys are read out of the instances, so an entry
/// is a pointer and no more.
class EntityIdentities {
 public:
  explicit EntityIdentities(const MappedEntity& entity);

  [[nodiscard]] Instance* find(std::int64_t key) const {
    auto found = by_integer_.find(key);
    return found == by_integer_.end() ? nullptr : *found;
  }
  [[nodiscard]] Instance* find(const std::string& key) const;
  /// The instance with the key that `object` (of this entity type) holds.
  [[nodiscard]] Instance* find_like(const void* object) const;
  /// False when another instance has that key.
  bool insert(Instance& instance) {
    if (!entity_.integer_key) return insert_bytes(instance);
    auto [place, inserted] = by_integer_.insert(&instance);
    return inserted || *place == &instance;
  }
  /// False when the instance is not there under the key that it has now.
  bool erase(Instance& instance);
  [[nodiscard]] const MappedEntity& entity() const noexcept { return entity_; }

 private:
  bool insert_bytes(Instance& instance);

  struct KeyHash {
    using is_transparent = void;
    const MappedColumn* column;
    /// Neighbouring keys stay neighbours, as rows come in the order of their keys more often than not; keys
    /// in steps of a power of two are still spread.
    static std::size_t mix(std::int64_t key) noexcept {
      auto bits = static_cast<std::uint64_t>(key);
      return static_cast<std::size_t>(bits ^ (bits >> 7) ^ (bits >> 19) ^ (bits >> 41));
    }
    std::size_t operator()(std::int64_t key) const noexcept { return mix(key); }
    std::size_t operator()(Instance* instance) const { return mix(integer_of(*column, identity_object(*instance))); }
  };
  struct KeyEqual {
    using is_transparent = void;
    const MappedColumn* column;
    bool operator()(Instance* left, Instance* right) const { return left == right || key(left) == key(right); }
    bool operator()(std::int64_t left, Instance* right) const { return left == key(right); }
    bool operator()(Instance* left, std::int64_t right) const { return key(left) == right; }
    [[nodiscard]] std::int64_t key(Instance* instance) const { return integer_of(*column, identity_object(*instance)); }
  };
  using ByInteger = tsl::robin_set<Instance*, KeyHash, KeyEqual, std::allocator<Instance*>, true>;

  const MappedEntity& entity_;
  ByInteger by_integer_;
  tsl::robin_map<std::string, Instance*> by_bytes_{};
};

class IdentityMap {
 public:
  /// Those of the root of the entity.
  EntityIdentities& of(const MappedEntity& kind) {
    const MappedEntity& entity = kind.root();
    return last_ && &last_->entity() == &entity ? *last_ : of_root(entity);
  }
  void clear() noexcept;

 private:
  EntityIdentities& of_root(const MappedEntity& entity);

  std::unordered_map<const MappedEntity*, std::unique_ptr<EntityIdentities>> entities_{};
  EntityIdentities* last_ = nullptr;
};

}  // namespace weft::detail
