// SPDX-License-Identifier: MIT
//
// Entities derived from one that a query names.
#pragma once

#include <string>
#include <vector>

#include "weft/mapping/entity.hpp"

namespace weft::detail {

/// Throws `UsageError`, "cannot <attempt>: ...", for an entity whose rows are none of `base`: one that is derived from it
/// in C++ only, or not at all.
void require_kind(const MappedEntity& kind, const MappedEntity& base, const std::string& attempt);

/// Whether the entity has what `base` has in a table of its own, by concrete inheritance, or is derived from one that does.
[[nodiscard]] bool copies(const MappedEntity& entity, const MappedEntity& base) noexcept;

/// Of `kinds` those derived from `base`, and what stands between them and it; each behind its own base.
[[nodiscard]] std::vector<const MappedEntity*> kinds_below(const MappedEntity& base,
                                                           const std::vector<const MappedEntity*>& kinds);

/// Whether one is derived from the other, so that one source of a statement may read both.
[[nodiscard]] inline bool are_related(const MappedEntity& one, const MappedEntity& other) {
  return one.is(other) || other.is(one);
}

}  // namespace weft::detail
