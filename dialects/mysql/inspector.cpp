// SPDX-License-Identifier: MIT
#include "inspector.hpp"

#include <array>
#include <utility>

namespace weft::mysql {
namespace {

using Row = std::vector<std::optional<std::string>>;

/// All of them as text, whatever the versions of the servers make of the types of information_schema.
std::vector<Row> rows(weft::Connection& connection, std::string_view sql, std::string_view name = {}) {
  const Cell parameter = Cell::text(name);
  const std::span<const Cell> parameters(&parameter, name.data() == nullptr ? 0 : 1);
  constexpr std::array<ColumnShape, 8> shape{{{CellKind::text}, {CellKind::text}, {CellKind::text}, {CellKind::text},
                                              {CellKind::text}, {CellKind::text}, {CellKind::text}, {CellKind::text}}};
  const auto cursor = connection.query({.sql = sql, .id = 0}, parameters, shape);
  std::vector<Cell> cells(cursor->columns());
  std::vector<Row> result;
  while (cursor->fetch(cells) != 0) {
    Row& row = result.emplace_back();
    for (const Cell& cell : cells)
      row.push_back(cell.is_null() ? std::nullopt : std::optional<std::string>(cell.view()));
  }
  return result;
}

std::string text(const std::optional<std::string>& value) {
  return value.value_or(std::string());
}

// The words of a mapping: lower case, and nothing for what happens anyway. To InnoDB NO ACTION and RESTRICT are one,
// and MariaDB says RESTRICT for keys that say nothing.
std::string action(const std::optional<std::string>& value) {
  std::string word = text(value);
  for (char& c : word)
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return word == "no action" || word == "restrict" ? std::string() : word;
}

}  // namespace

std::vector<std::string> Inspector::tables() {
  std::vector<std::string> names;
  for (const Row& row : rows(connection_, "SELECT table_name FROM information_schema.tables WHERE table_schema = "
                                          "database() AND table_type = 'BASE TABLE' ORDER BY table_name")) {
    names.push_back(text(row[0]));
  }
  return names;
}

std::vector<InspectedColumn> Inspector::columns(std::string_view table) {
  const std::vector<Row> found =
      rows(connection_,
           "SELECT column_name, column_type, is_nullable, column_key, column_default FROM information_schema.columns "
           "WHERE table_schema = database() AND table_name = ? ORDER BY ordinal_position",
           table);
  std::vector<InspectedColumn> columns;
  for (const Row& row : found) {
    InspectedColumn& column = columns.emplace_back();
    column.name = text(row[0]);
    column.type = text(row[1]);
    column.nullable = text(row[2]) == "YES";
    column.primary_key = text(row[3]) == "PRI";
    // MariaDB writes out the default that every column has.
    if (row[4] && *row[4] != "NULL") column.server_default = *row[4];
  }
  return columns;
}

std::vector<std::string> Inspector::primary_key(std::string_view table) {
  std::vector<std::string> names;
  for (const Row& row :
       rows(connection_,
            "SELECT column_name FROM information_schema.statistics WHERE table_schema = database() AND table_name = ? "
            "AND index_name = 'PRIMARY' ORDER BY seq_in_index",
            table)) {
    names.push_back(text(row[0]));
  }
  return names;
}

std::vector<InspectedForeignKey> Inspector::foreign_keys(std::string_view table) {
  const std::vector<Row> found =
      rows(connection_,
           "SELECT used.constraint_name, used.column_name, used.referenced_table_name, used.referenced_column_name, "
           "rules.delete_rule, rules.update_rule FROM information_schema.key_column_usage AS used "
           "JOIN information_schema.referential_constraints AS rules "
           "ON rules.constraint_schema = used.constraint_schema AND rules.constraint_name = used.constraint_name "
           "AND rules.table_name = used.table_name "
           "WHERE used.table_schema = database() AND used.table_name = ? AND used.referenced_table_name IS NOT NULL "
           "ORDER BY used.constraint_name, used.ordinal_position",
           table);
  std::vector<InspectedForeignKey> keys;
  std::string current;
  for (const Row& row : found) {
    if (keys.empty() || text(row[0]) != current) {
      current = text(row[0]);
      InspectedForeignKey& key = keys.emplace_back();
      key.target_table = text(row[2]);
      key.on_delete = action(row[4]);
      key.on_update = action(row[5]);
    }
    keys.back().columns.push_back(text(row[1]));
    keys.back().target_columns.push_back(text(row[3]));
  }
  return keys;
}

std::vector<InspectedIndex> Inspector::indexes(std::string_view table) {
  const std::vector<Row> found =
      rows(connection_,
           "SELECT index_name, non_unique, column_name FROM information_schema.statistics WHERE table_schema = "
           "database() AND table_name = ? AND index_name <> 'PRIMARY' ORDER BY index_name, seq_in_index",
           table);
  std::vector<InspectedIndex> indexes;
  for (const Row& row : found) {
    if (indexes.empty() || indexes.back().name != text(row[0])) {
      InspectedIndex& index = indexes.emplace_back();
      index.name = text(row[0]);
      index.unique = text(row[1]) == "0";
    }
    indexes.back().columns.push_back(text(row[2]));  // empty for an expression
  }
  return indexes;
}

}  // namespace weft::mysql
