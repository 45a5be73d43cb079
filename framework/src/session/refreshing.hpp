// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <vector>

#include "session/graph.hpp"
#include "weft/query/select_builder.hpp"

namespace weft::detail {

/// Reads the row of an expired instance again, and with it those of its expired siblings: one statement for
/// a whole load instead of one for each. Throws `StaleDataError` when its row is gone.
void refresh_now(SessionCore& session, Instance& instance);

/// Reads these instances, which are expired, again in as few statements as it takes. Throws `StaleDataError` when the
/// row of the first one is gone; others without a row stay expired.
void refresh_all(SessionCore& session, const std::vector<Instance*>& instances);

/// SELECT the entity WHERE its key is in `keys` (rows of as many values as the key has columns).
std::shared_ptr<const SelectState> select_by_primary_key(const MappedEntity& entity, std::vector<Value> keys);

}  // namespace weft::detail
