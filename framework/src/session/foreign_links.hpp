// SPDX-License-Identifier: MIT
//
// Foreign keys of a table as pairs of mapped columns.
#pragma once

#include <vector>

#include "weft/mapping/entity.hpp"

namespace weft::detail {

struct ForeignLink {
  const ForeignKey* key = nullptr;
  std::vector<ColumnPair> pairs{};  ///< of the row that refers, and of the one it refers to
};

/// The foreign keys of `child` that refer to a table of `owner`, as far as both have members for all their columns.
[[nodiscard]] std::vector<ForeignLink> foreign_links(const MappedEntity& child, const MappedEntity& owner);

}  // namespace weft::detail
