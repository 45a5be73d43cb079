// SPDX-License-Identifier: MIT
#include "sql/array_columns.hpp"

#include <string>

#include "mapping/configurator.hpp"
#include "weft/error.hpp"
#include "weft/mapping/entity.hpp"

namespace weft::sql {
namespace {

std::string member_of(const TableColumn& column) {
  for (const MappedEntity* entity : mapped_entities()) {
    if (!MappingConfigurator::done(*entity)) continue;
    const MappedColumn* mapped = entity->column_of(column);
    if (mapped != nullptr) return mapped->entity->name + "::" + mapped->member;
  }
  return {};
}

}  // namespace

void require_arrays(const Capabilities& can, const TableColumn& column) {
  if (column.type.kind != TypeKind::array || can.arrays) return;
  const std::string member = member_of(column);
  throw UsageError("column \"" + (column.table != nullptr ? column.table->name + '.' : std::string()) + column.name +
                   "\" cannot be used: it is an array, and this database has none\n" +
                   (member.empty() ? std::string() : "  member  \"" + member + "\"\n") +
                   "  make it a weft::Json, or keep the elements in rows of their own: PostgreSQL has arrays");
}

}  // namespace weft::sql
