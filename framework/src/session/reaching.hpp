// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "session/graph.hpp"
#include "weft/mapping/cascade.hpp"

namespace weft::detail {

/// The instance, and what it reaches in memory through relationships with that cascade, nearest first.
/// Loads nothing.
[[nodiscard]] std::vector<Instance*> reached_by(Instance& first, Cascade cascade);

}  // namespace weft::detail
