// SPDX-License-Identifier: MIT
//
// Rows of one table that go together, named by lists of keys.
#pragma once

#include <cstdint>
#include <span>

#include "session/session_core.hpp"

namespace weft::detail {

/// Whether rows of the table may go in any order among themselves. Where they refer to each other they may not: databases
/// that check every row by itself would refuse the one that goes too early.
[[nodiscard]] bool rows_stand_alone(const TableDefinition& table) noexcept;

/// Deletes the rows of these instances, all of `entity`, from one of its tables, in as few statements as the dialect's
/// lists of keys allow. The number of rows that were there.
std::int64_t delete_by_keys(SessionCore& session, const MappedEntity& entity, std::size_t part,
                            std::span<Instance* const> doomed);

}  // namespace weft::detail
