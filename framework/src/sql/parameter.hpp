// SPDX-License-Identifier: MIT
//
// Values of parameters as they are sent. An enumerator compared with a column is kept as its number, since
// a query may be built before the column's mapping is read; here it becomes what the column holds.
#pragma once

#include "weft/sql/node.hpp"

namespace weft {
struct MappedColumn;
}

namespace weft::sql {

/// What to bind for a `parameter` node; good as long as the node and, for enumerations, the mappings are. Throws
/// `UsageError` for a number that `as_text` has no name for.
[[nodiscard]] Cell parameter_cell(const Node& parameter);
/// The same where the column that the value is compared with is at hand; null for none.
[[nodiscard]] Cell parameter_cell(const Node& parameter, const MappedColumn* column);

/// The type of what `parameter_cell` gives.
[[nodiscard]] SqlType parameter_type(const Node& parameter);

}  // namespace weft::sql
