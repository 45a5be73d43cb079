// SPDX-License-Identifier: MIT
#include "session/row_text.hpp"

#include "session/graph.hpp"

namespace weft::detail {

std::string row_text(const MappedEntity& entity, const void* object) {
  std::string text = '"' + entity.name + "\" with key ";
  Scratch scratch;
  for (const auto* column : entity.primary_key) {
    if (column != entity.primary_key.front()) text += ", ";
    const Cell cell = column->bind(object, scratch);
    switch (cell.kind) {
      case CellKind::null: text += "NULL"; break;
      case CellKind::integer: text += std::to_string(cell.integer); break;
      case CellKind::real: text += std::to_string(cell.real); break;
      case CellKind::text: text += '"' + std::string(cell.view()) + '"'; break;
      case CellKind::blob: text += "of " + std::to_string(cell.size) + " bytes"; break;
    }
  }
  return text;
}

std::string row_text(Instance& instance) { return row_text(instance.entity(), identity_object(instance)); }

}  // namespace weft::detail
