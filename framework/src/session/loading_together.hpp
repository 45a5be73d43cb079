// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "session/graph.hpp"

namespace weft::detail {

/// Loads a relationship, whole and whatever its strategy, for all persistent ones of these owners that lack it.
void load_for(SessionCore& session, const MappedRelationship& relationship, const std::vector<Instance*>& owners);

}  // namespace weft::detail
