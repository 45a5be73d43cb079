// SPDX-License-Identifier: MIT
//
// New rows that others refer to by the value of a foreign key, without a relationship.
#pragma once

#include <tsl/robin_map.h>

#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "session/foreign_links.hpp"
#include "session/graph.hpp"

namespace weft::detail {

/// Finds new rows by the keys that the program gave them. Looks at all of them only when the first one is asked for.
class ForeignKeyOwners {
 public:
  /// Among which rows to look. They stay where they are while this is used.
  void look_among(std::span<Instance* const> inserts) noexcept { inserts_ = inserts; }
  /// The foreign keys of `child` to rows of `owner`. The answer stays good as long as this object.
  [[nodiscard]] const std::vector<ForeignLink>& links(const MappedEntity& child, const MappedEntity& owner);
  /// The new row of `entity` that the foreign key of `child` names; null when there is none, or the key is empty.
  [[nodiscard]] Instance* find(Instance& child, const ForeignLink& link, const MappedEntity& entity);

 private:
  using Rows = tsl::robin_map<std::string, Instance*>;

  std::span<Instance* const> inserts_{};
  std::map<std::pair<const MappedEntity*, const MappedEntity*>, std::vector<ForeignLink>> links_{};
  std::map<std::pair<const ForeignLink*, const MappedEntity*>, Rows> rows_{};
};

}  // namespace weft::detail
