// SPDX-License-Identifier: MIT
#include "weft/mapping/table_definition.hpp"

namespace weft {

const TableColumn* TableDefinition::find(std::string_view column) const noexcept {
  for (const TableColumn& candidate : columns) {
    if (candidate.name == column) return &candidate;
  }
  return nullptr;
}

}  // namespace weft
