// SPDX-License-Identifier: MIT
//
// Walks over parts of the object graph. What is loaded how is the strategy's choice; what is seen must not be.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>

#include <weft/weft.hpp>

#include "checksum.hpp"

namespace chinook {

/// Adds up what a walk sees, in the order in which it sees it.
class Visitor {
public:
  template <class Entity>
  void see(const weft::Ptr<Entity>& entity, const std::optional<std::string>& name) {
    objects_.insert(&*entity);
    checksum_.add(entity->id);
    checksum_.add(name);
  }

  /// How many entities the query itself asked for.
  void asked_for(std::size_t owners) { owners_ = owners; }

  std::size_t owners() const { return owners_; }
  /// Different ones, however often they were seen.
  std::size_t objects() const { return objects_.size(); }
  std::uint64_t checksum() const { return checksum_.value(); }

private:
  std::size_t owners_ = 0;
  std::unordered_set<const void*> objects_{};
  Checksum checksum_{};
};

struct Walk {
  std::string_view name;
  std::string_view path;
  void (*run)(weft::Session& session, std::string_view strategy, Visitor& visitor);
};

std::span<const Walk> walks();

} // namespace chinook
