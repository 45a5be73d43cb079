// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "weft/mapping/table_definition.hpp"

namespace weft::detail {

/// A column of a derived table, which has a name and nothing else. The same name gives the same object for
/// as long as the process lives, so that statements naming it have equal shapes.
[[nodiscard]] const TableColumn& derived_column(const std::string& name);

}  // namespace weft::detail
