// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <span>
#include <string_view>
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

/// Reads the rows with these keys (each as many values as the key has columns) into the session, in as few statements as
/// it takes. What the session holds and is not expired stays as it is.
void read_by_key(SessionCore& session, const MappedEntity& entity, std::span<const Value> keys);

/// Reads one column of these instances' rows, whatever was changed of it: all of one entity type, and not more than
/// `most_at_once`. Throws `StaleDataError` when the row of the first one is gone.
void read_column(SessionCore& session, std::span<Instance* const> instances, const MappedColumn& column);
/// The key under which the session knows the instance: as many values as the key has columns.
void append_key_values(Instance& instance, std::vector<Value>& keys);
/// How many rows one statement can name by their keys.
std::size_t most_at_once(SessionCore& session, const MappedEntity& entity);

/// Throws `StaleDataError`: cannot `attempt` the instance.
[[noreturn]] void throw_row_gone(std::string_view attempt, Instance& instance);

}  // namespace weft::detail
