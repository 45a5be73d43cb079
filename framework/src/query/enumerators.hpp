// SPDX-License-Identifier: MIT
//
// Values of expressions whose column calls enumerators by name (as_text).
#pragma once

#include "weft/mapping/entity.hpp"
#include "weft/sql/node.hpp"

namespace weft::detail {

/// The column that says what the value of an expression is called in the database; null where nobody does. `ops` are those
/// of the type that the program reads it as; the expression may be null.
[[nodiscard]] const MappedColumn* naming_column(const sql::Node* expression, const TypeOps& ops);
/// The enumerator with the name in the cell as its number; other cells as they are.
[[nodiscard]] Cell number_of(const MappedColumn& column, const Cell& cell) noexcept;

}  // namespace weft::detail
