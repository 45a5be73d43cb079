// SPDX-License-Identifier: MIT
#include "weft/dialect/catalogue_inspector.hpp"

#include <initializer_list>
#include <span>

namespace weft {
namespace {

constexpr ColumnShape text_column{.expected = CellKind::text, .type = TypeKind::text, .nullable = true};
constexpr ColumnShape boolean_column{.expected = CellKind::integer, .type = TypeKind::int64, .nullable = false};

/// Calls `take` with each row, whose texts are good as long as that lasts.
template <class Take>
void read(Connection& connection, std::string_view sql, std::span<const Cell> parameters,
          std::initializer_list<ColumnShape> shape, Take take) {
  const auto cursor = connection.query({.sql = sql, .id = 0}, parameters, {shape.begin(), shape.size()});
  std::vector<Cell> row(shape.size());
  while (cursor->fetch(row) != 0)
    take(row);
}

std::string text_of(const Cell& cell) {
  return cell.is_null() ? std::string() : std::string(cell.view());
}
bool is_yes(const Cell& cell) {
  return !cell.is_null() && cell.integer != 0;
}

std::vector<std::string> names(Connection& connection, std::string_view sql, std::span<const Cell> parameters) {
  std::vector<std::string> found;
  read(connection, sql, parameters, {text_column}, [&](const auto& row) { found.push_back(text_of(row[0])); });
  return found;
}

} // namespace

std::vector<std::string> CatalogueInspector::tables() {
  return names(connection_, queries_.tables, {});
}

std::vector<std::string> CatalogueInspector::primary_key(std::string_view table) {
  const Cell name = Cell::text(table);
  return names(connection_, queries_.primary_key, {&name, 1});
}

std::vector<InspectedColumn> CatalogueInspector::columns(std::string_view table) {
  const Cell name = Cell::text(table);
  std::vector<InspectedColumn> columns;
  read(connection_, queries_.columns, {&name, 1}, {text_column, text_column, boolean_column, boolean_column, text_column}, [&](const auto& row) {
    InspectedColumn& column = columns.emplace_back();
    column.name = text_of(row[0]);
    column.type = text_of(row[1]);
    column.nullable = is_yes(row[2]);
    column.primary_key = is_yes(row[3]);
    if (!row[4].is_null())
      column.server_default = text_of(row[4]);
  });
  return columns;
}

std::vector<InspectedForeignKey> CatalogueInspector::foreign_keys(std::string_view table) {
  const Cell name = Cell::text(table);
  std::vector<InspectedForeignKey> keys;
  std::string current;
  read(connection_, queries_.foreign_keys, {&name, 1}, {text_column, text_column, text_column, text_column, text_column, text_column},
       [&](const auto& row) {
    if (keys.empty() || current != row[0].view()) {
      current = text_of(row[0]);
      InspectedForeignKey& key = keys.emplace_back();
      key.target_table = text_of(row[2]);
      key.on_delete = text_of(row[4]);
      key.on_update = text_of(row[5]);
    }
    keys.back().columns.push_back(text_of(row[1]));
    if (!row[3].is_null())
      keys.back().target_columns.push_back(text_of(row[3]));
  });
  for (InspectedForeignKey& key : keys)
    if (key.target_columns.empty())
      key.target_columns = primary_key(key.target_table);
  return keys;
}

std::vector<InspectedIndex> CatalogueInspector::indexes(std::string_view table) {
  const Cell name = Cell::text(table);
  std::vector<InspectedIndex> indexes;
  read(connection_, queries_.indexes, {&name, 1}, {text_column, boolean_column, text_column}, [&](const auto& row) {
    if (indexes.empty() || indexes.back().name != row[0].view()) {
      InspectedIndex& index = indexes.emplace_back();
      index.name = text_of(row[0]);
      index.unique = is_yes(row[1]);
    }
    indexes.back().columns.push_back(text_of(row[2]));
  });
  return indexes;
}

} // namespace weft
