// SPDX-License-Identifier: MIT
//
// Many rows where nothing has to come back, by the way that a database has for them beside INSERT.
#pragma once

#include <functional>
#include <span>

#include "session/session_core.hpp"
#include "weft/mapping/table_definition.hpp"
#include "weft/sql/node.hpp"

namespace weft::detail {

/// Puts `rows` rows of these columns into the table; `bind` appends the values of one of them. False, with nothing done,
/// where they are too few for it to pay, or where the database cannot: they are to be inserted.
[[nodiscard]] bool insert_in_bulk(SessionCore& session, const TableDefinition& table,
                                  std::span<const TableColumn* const> columns, std::size_t rows,
                                  const std::function<void(std::size_t row, std::vector<Cell>& cells, Scratch& scratch)>& bind);

/// The same for a statement of the program's. False as well for one that is more than rows of values.
[[nodiscard]] bool insert_in_bulk(SessionCore& session, const sql::InsertStatement& insert);

}  // namespace weft::detail
