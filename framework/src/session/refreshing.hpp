// SPDX-License-Identifier: MIT
#pragma once

#include "session/graph.hpp"

namespace weft::detail {

/// Reads the row of an expired instance again, and with it those of its expired siblings: one statement for
/// a whole load instead of one for each. Throws `StaleDataError` when its row is gone.
void refresh_now(SessionCore& session, Instance& instance);

}  // namespace weft::detail
