// SPDX-License-Identifier: MIT
#include "sql/parameter.hpp"

#include "weft/error.hpp"
#include "weft/mapping/entity.hpp"

namespace weft::sql {

namespace {

/// The column that decides how the value is written, or null.
const MappedColumn* deciding_column(const Node& parameter) {
  return parameter.entity == nullptr ? nullptr : parameter.entity().configured().column_at(parameter.offset);
}

}  // namespace

Cell parameter_cell(const Node& parameter) { return parameter_cell(parameter, deciding_column(parameter)); }

Cell parameter_cell(const Node& parameter, const MappedColumn* column) {
  const Cell cell = parameter.value.cell();
  if (column == nullptr || column->names.empty() || cell.kind != CellKind::integer) return cell;
  for (const auto& [value, name] : column->names)
    if (value == cell.integer) return Cell::text(name);
  throw UsageError("query cannot compare \"" + column->entity->name + "::" + column->member +
                   "\" with the enumerator " + std::to_string(cell.integer) + ": as_text has no name for it\n  add it to the names in the mapping");
}

SqlType parameter_type(const Node& parameter) {
  const MappedColumn* column = deciding_column(parameter);
  return column != nullptr && column->column != nullptr ? column->column->type : parameter.type;
}

}  // namespace weft::sql
