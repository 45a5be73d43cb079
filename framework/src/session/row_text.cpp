// SPDX-License-Identifier: MIT
#include "session/row_text.hpp"

#include "session/graph.hpp"

namespace weft::detail {

std::string cell_text(const Cell& cell) {
  switch (cell.kind) {
    case CellKind::null: return "NULL";
    case CellKind::integer: return std::to_string(cell.integer);
    case CellKind::real: return std::to_string(cell.real);
    case CellKind::text: return '"' + std::string(cell.view()) + '"';
    case CellKind::blob: return "of " + std::to_string(cell.size) + " bytes";
  }
  return {};
}

std::string row_text(const MappedEntity& entity, const void* object) {
  std::string text = '"' + entity.name + "\" with key ";
  Scratch scratch;
  for (const auto* column : entity.primary_key) {
    if (column != entity.primary_key.front()) text += ", ";
    text += cell_text(column->bind(object, scratch));
  }
  return text;
}

std::string row_text(Instance& instance) { return row_text(instance.entity(), identity_object(instance)); }

}  // namespace weft::detail
