// SPDX-License-Identifier: MIT
#include "inspector.hpp"

#include <utility>

namespace weft::sqlite {
namespace {

using Row = std::vector<Value>;

std::vector<Row> rows(weft::Connection& connection, std::string_view sql, std::string_view name = {}) {
  const Cell parameter = Cell::text(name);
  const std::span<const Cell> parameters(&parameter, name.data() == nullptr ? 0 : 1);
  const auto cursor = connection.query({.sql = sql, .id = 0}, parameters, {});
  std::vector<Cell> cells(cursor->columns());
  std::vector<Row> result;
  while (cursor->fetch(cells) != 0)
    result.emplace_back(cells.begin(), cells.end());
  return result;
}

std::string text(const Value& value) {
  return value.is_null() ? std::string() : std::string(value.cell().view());
}
std::int64_t number(const Value& value) {
  return value.is_null() ? 0 : value.cell().integer;
}

// The words of a mapping: lower case, and nothing for what happens anyway.
std::string action(const Value& value) {
  std::string word = text(value);
  for (char& c : word)
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return word == "no action" ? std::string() : word;
}

}  // namespace

std::vector<std::string> Inspector::tables() {
  std::vector<std::string> names;
  for (const Row& row : rows(connection_, "SELECT name FROM sqlite_schema WHERE type = 'table' AND "
                                          "name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")) {
    names.push_back(text(row[0]));
  }
  return names;
}

std::vector<InspectedColumn> Inspector::columns(std::string_view table) {
  // Generated columns (hidden 2 and 3) are columns; those of virtual tables (1) are not shown by SELECT *.
  const std::vector<Row> found = rows(connection_,
                                      "SELECT name, type, \"notnull\", dflt_value, pk, count(*) FILTER (WHERE pk > 0) "
                                      "OVER () FROM pragma_table_xinfo(?) WHERE hidden <> 1 ORDER BY cid",
                                      table);
  std::vector<InspectedColumn> columns;
  for (const Row& row : found) {
    InspectedColumn& column = columns.emplace_back();
    column.name = text(row[0]);
    column.type = text(row[1]);
    column.primary_key = number(row[4]) > 0;
    // SQLite lets keys be null, except for the one that is the row number.
    const bool row_number = column.primary_key && number(row[5]) == 1 && column.type == "INTEGER";
    column.nullable = number(row[2]) == 0 && !row_number;
    if (!row[3].is_null()) column.server_default = text(row[3]);
  }
  return columns;
}

std::vector<std::string> Inspector::primary_key(std::string_view table) {
  std::vector<std::string> names;
  for (const Row& row : rows(connection_, "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", table)) {
    names.push_back(text(row[0]));
  }
  return names;
}

std::vector<InspectedForeignKey> Inspector::foreign_keys(std::string_view table) {
  // The numbers count backwards: the key declared last is 0.
  const std::vector<Row> found = rows(connection_,
                                      "SELECT id, \"table\", \"from\", \"to\", on_delete, on_update "
                                      "FROM pragma_foreign_key_list(?) ORDER BY id DESC, seq",
                                      table);
  std::vector<InspectedForeignKey> keys;
  std::int64_t current = -1;
  bool implicit = false;
  for (const Row& row : found) {
    if (keys.empty() || number(row[0]) != current) {
      current = number(row[0]);
      InspectedForeignKey& key = keys.emplace_back();
      key.target_table = text(row[1]);
      key.on_delete = action(row[4]);
      key.on_update = action(row[5]);
      implicit = row[3].is_null();  // REFERENCES parent, without columns, means its primary key
      if (implicit) key.target_columns = primary_key(key.target_table);
    }
    keys.back().columns.push_back(text(row[2]));
    if (!implicit) keys.back().target_columns.push_back(text(row[3]));
  }
  return keys;
}

std::vector<InspectedIndex> Inspector::indexes(std::string_view table) {
  const std::vector<Row> found = rows(connection_,
                                      "SELECT list.name, list.\"unique\", info.name FROM pragma_index_list(?) AS list "
                                      "JOIN pragma_index_info(list.name) AS info WHERE list.origin <> 'pk' "
                                      "ORDER BY list.name, info.seqno",
                                      table);
  std::vector<InspectedIndex> indexes;
  for (const Row& row : found) {
    if (indexes.empty() || indexes.back().name != text(row[0])) {
      InspectedIndex& index = indexes.emplace_back();
      index.name = text(row[0]);
      index.unique = number(row[1]) != 0;
    }
    indexes.back().columns.push_back(text(row[2]));  // empty for an expression
  }
  return indexes;
}

}  // namespace weft::sqlite
