// SPDX-License-Identifier: MIT
#include "inspector.hpp"

#include <utility>

namespace weft::postgresql {
namespace {

using Row = std::vector<Value>;

std::vector<Row> rows(weft::Connection& connection, std::string_view sql, std::string_view table = {}) {
  const Cell parameter = Cell::text(table);
  const std::span<const Cell> parameters(&parameter, table.data() == nullptr ? 0 : 1);
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
bool yes(const Value& value) {
  return !value.is_null() && value.cell().integer != 0;
}

// pg_constraint has a letter for each.
std::string action(const Value& value) {
  switch (text(value).at(0)) {
  case 'c': return "cascade";
  case 'n': return "set null";
  case 'd': return "set default";
  case 'r': return "restrict";
  default: return {};
  }
}

}  // namespace

std::vector<std::string> Inspector::tables() {
  std::vector<std::string> names;
  for (const Row& row : rows(connection_, "SELECT relname::text FROM pg_class WHERE relkind IN ('r', 'p') "
                                          "AND pg_table_is_visible(oid) AND relnamespace NOT IN "
                                          "('pg_catalog'::regnamespace, 'information_schema'::regnamespace) "
                                          "ORDER BY relname")) {
    names.push_back(text(row[0]));
  }
  return names;
}

std::vector<InspectedColumn> Inspector::columns(std::string_view table) {
  const std::vector<Row> found =
      rows(connection_,
           "SELECT a.attname::text, format_type(a.atttypid, a.atttypmod), a.attnotnull, "
           "EXISTS (SELECT FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisprimary AND a.attnum = ANY (i.indkey)), "
           "pg_get_expr(d.adbin, d.adrelid) FROM pg_attribute a "
           "LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum "
           "WHERE a.attrelid = to_regclass(quote_ident($1)) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum",
           table);
  std::vector<InspectedColumn> columns;
  for (const Row& row : found) {
    InspectedColumn& column = columns.emplace_back();
    column.name = text(row[0]);
    column.type = text(row[1]);
    column.nullable = !yes(row[2]);
    column.primary_key = yes(row[3]);
    if (!row[4].is_null()) column.server_default = text(row[4]);
  }
  return columns;
}

std::vector<std::string> Inspector::primary_key(std::string_view table) {
  std::vector<std::string> names;
  for (const Row& row :
       rows(connection_,
            "SELECT a.attname::text FROM pg_index i CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k(number, place) "
            "JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number "
            "WHERE i.indrelid = to_regclass(quote_ident($1)) AND i.indisprimary ORDER BY k.place",
            table)) {
    names.push_back(text(row[0]));
  }
  return names;
}

std::vector<InspectedForeignKey> Inspector::foreign_keys(std::string_view table) {
  const std::vector<Row> found =
      rows(connection_,
           "SELECT c.conname::text, t.relname::text, a.attname::text, b.attname::text, c.confdeltype::text, "
           "c.confupdtype::text FROM pg_constraint c JOIN pg_class t ON t.oid = c.confrelid "
           "CROSS JOIN unnest(c.conkey, c.confkey) WITH ORDINALITY AS k(here, there, place) "
           "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.here "
           "JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = k.there "
           "WHERE c.conrelid = to_regclass(quote_ident($1)) AND c.contype = 'f' ORDER BY c.oid, k.place",
           table);
  std::vector<InspectedForeignKey> keys;
  std::string current;
  for (const Row& row : found) {
    if (keys.empty() || current != text(row[0])) {
      current = text(row[0]);
      InspectedForeignKey& key = keys.emplace_back();
      key.target_table = text(row[1]);
      key.on_delete = action(row[4]);
      key.on_update = action(row[5]);
    }
    keys.back().columns.push_back(text(row[2]));
    keys.back().target_columns.push_back(text(row[3]));
  }
  return keys;
}

std::vector<InspectedIndex> Inspector::indexes(std::string_view table) {
  // Columns that an index only carries along (INCLUDE) are behind its keys; an expression has the number 0.
  const std::vector<Row> found =
      rows(connection_,
           "SELECT c.relname::text, i.indisunique, a.attname::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
           "CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k(number, place) "
           "LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number AND k.number > 0 "
           "WHERE i.indrelid = to_regclass(quote_ident($1)) AND NOT i.indisprimary AND k.place <= i.indnkeyatts "
           "ORDER BY c.relname, k.place",
           table);
  std::vector<InspectedIndex> indexes;
  for (const Row& row : found) {
    if (indexes.empty() || indexes.back().name != text(row[0])) {
      InspectedIndex& index = indexes.emplace_back();
      index.name = text(row[0]);
      index.unique = yes(row[1]);
    }
    indexes.back().columns.push_back(text(row[2]));
  }
  return indexes;
}

}  // namespace weft::postgresql
