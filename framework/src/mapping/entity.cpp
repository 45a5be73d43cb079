// SPDX-License-Identifier: MIT
#include "weft/mapping/entity.hpp"

#include <algorithm>

#include "configurator.hpp"
#include "weft/error.hpp"

namespace weft {
namespace {

std::string_view kind_name(CellKind kind) noexcept {
  switch (kind) {
  case CellKind::null:
    return "NULL";
  case CellKind::integer:
    return "an integer";
  case CellKind::real:
    return "a floating-point number";
  case CellKind::text:
    return "a text";
  case CellKind::blob:
    return "a blob";
  }
  return "a cell";
}

std::string display(const MappedColumn& column) {
  return '"' + column.entity->name + "::" + column.member + '"';
}

[[noreturn]] void throw_misfit(const MappedColumn& column, const Cell& cell) {
  StatementFailure failure;
  if (cell.is_null()) {
    failure.message = "the column is NULL and the member is no std::optional";
    failure.remedy = "make the member a std::optional, or the column NOT NULL";
  } else if (!column.names.empty()) {
    failure.message = "the column holds " + std::string(kind_name(cell.kind)) + " that as_text() does not name";
    failure.remedy = "name every value that the column may hold in as_text()";
  } else {
    failure.message = "the column holds " + std::string(kind_name(cell.kind)) + " that is no " +
                      std::string(column.ops->type_name) + " of the member's size";
    failure.remedy = "give the member the type of column \"" + column.column->name + "\" of table \"" +
                     column.column->table->name + "\"";
  }
  throw OperationalError("cannot read " + display(column), std::move(failure));
}

} // namespace

namespace {

Cell bind_member(const MappedColumn& column, const void* object, Scratch& scratch) {
  try {
    return column.ops->bind(column.in(object), scratch);
  } catch (Error& error) {
    error.add_note("in " + display(column));
    throw;
  }
}

}  // namespace

Cell MappedColumn::bind(const void* object, Scratch& scratch) const {
  const Cell cell = bind_member(*this, object, scratch);
  if (names.empty() || cell.is_null())
    return cell;
  for (const auto& [number, name] : names) {
    if (number == cell.integer)
      return Cell::text(name);
  }
  throw UsageError("cannot store " + display(*this) + ": as_text() does not name the enumerator " +
                   std::to_string(cell.integer) + "\n  remedy  name it in as_text()");
}

void MappedColumn::read(const Cell& cell, void* object) const {
  if (names.empty() || cell.is_null()) {
    if (!ops->read(cell, in(object)))
      throw_misfit(*this, cell);
    return;
  }
  if (cell.kind == CellKind::text) {
    for (const auto& [number, name] : names) {
      if (name == cell.view() && ops->read(Cell::of(number), in(object)))
        return;
    }
  }
  throw_misfit(*this, cell);
}

std::string MappedRelationship::display() const {
  return owner->name + "::" + name;
}

const MappedColumn* MappedEntity::column_at(std::ptrdiff_t offset) const noexcept {
  for (const MappedColumn& column : columns) {
    if (column.offset == offset)
      return &column;
  }
  return nullptr;
}

const MappedColumn* MappedEntity::column_of(const TableColumn& column) const noexcept {
  for (const MappedColumn& candidate : columns) {
    if (candidate.column == &column)
      return &candidate;
  }
  return nullptr;
}

const MappedRelationship* MappedEntity::relationship_at(std::ptrdiff_t offset) const noexcept {
  for (const MappedRelationship& relationship : relationships) {
    if (relationship.offset == offset)
      return &relationship;
  }
  return nullptr;
}

const MappedRelationship* MappedEntity::relationship(std::string_view member) const noexcept {
  for (const MappedRelationship& relationship : relationships) {
    if (relationship.name == member)
      return &relationship;
  }
  return nullptr;
}

bool same_table(const TableDefinition& left, const TableDefinition& right) noexcept {
  return &left == &right || (left.name == right.name && left.schema == right.schema);
}

bool MappedEntity::stands_in(const TableDefinition& other) const noexcept {
  return std::any_of(tables.begin(), tables.end(),
                     [&](const MappedTable& part) { return same_table(*part.table, other); });
}

std::string MappedEntity::alias_in(const TableDefinition& part, std::string_view alias) const {
  std::string own(alias);
  if (!alias.empty() && !same_table(part, root().table))
    own.append("_").append(part.name);
  return own;
}

const MappedColumn* MappedEntity::column_named(const TableDefinition& in, std::string_view column) const noexcept {
  for (const MappedColumn& candidate : columns) {
    if (candidate.column->name == column && candidate.column->table && same_table(*candidate.column->table, in))
      return &candidate;
  }
  return nullptr;
}

void MappedEntity::configure() const {
  MappingConfigurator::configure(*this);
}

} // namespace weft
