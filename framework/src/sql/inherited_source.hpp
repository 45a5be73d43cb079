// SPDX-License-Identifier: MIT
//
// Derived entities in FROM and JOIN.
#pragma once

#include <string_view>
#include <vector>

#include "weft/sql/node.hpp"

namespace weft::sql {

/// True for an entity whose rows are in several tables, which are written as a join.
[[nodiscard]] bool spans_tables(const Source& source);
/// The condition that tells the rows of an entity from others of the same table; null where all rows are its own.
[[nodiscard]] NodePtr kinds_of(const Source& source);
/// The derived entities whose tables come with those of the entity, by outer joins; each behind its own base.
[[nodiscard]] std::vector<const MappedEntity*> kinds_with(const Source& source);
/// True where the condition of a join to the entity may read a table that comes with it by an outer join. One with a
/// select in it may.
[[nodiscard]] bool reads_kinds(const Node& condition, const Source& source);
/// Throws `UsageError` where the entity has several tables and the statement, an INSERT or a DELETE, would need all.
void require_one_table(const Source& source, std::string_view verb);
/// The statement on the entity's own table, of an entity that has several. Throws `UsageError` where it names columns of
/// the others; the key is in all of them.
[[nodiscard]] UpdateStatement of_one_table(const UpdateStatement& statement);

}  // namespace weft::sql
