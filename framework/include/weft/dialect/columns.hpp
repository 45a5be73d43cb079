// SPDX-License-Identifier: MIT
//
// What a compiler may ask about the columns and tables of a statement, where its database must be told more than names.
//
//   write_type(sql::column_type(*node.children[0]), out);
#pragma once

#include <string>

#include "weft/mapping/sql_type.hpp"
#include "weft/sql/node.hpp"

namespace weft::sql {

/// The declared type of a column node. Throws `UsageError` for a node that is no column, `MappingError` for a member
/// that is not mapped to one.
[[nodiscard]] SqlType column_type(const Node& column);

/// The name by which the rest of a statement knows one of its sources: its alias, or its own; empty when it has none.
[[nodiscard]] std::string source_name(const Source& source);

}  // namespace weft::sql
