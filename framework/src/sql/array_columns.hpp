// SPDX-License-Identifier: MIT
//
// Columns of arrays in statements for databases that have none.
#pragma once

#include "weft/dialect/capabilities.hpp"
#include "weft/mapping/table_definition.hpp"

namespace weft::sql {

/// Throws `UsageError` that names the column and the member when it is an array and the database has none.
void require_arrays(const Capabilities& can, const TableColumn& column);

}  // namespace weft::sql
