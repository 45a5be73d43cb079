// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "sql/array_columns.hpp"
#include "weft/dialect/compiler.hpp"
#include "weft/dialect/writer.hpp"
#include "weft/error.hpp"

namespace weft::sql {
namespace {

// ON DELETE and ON UPDATE come from the program and are not quoted: only these words may pass.
std::string_view checked_action(std::string_view action) {
  constexpr std::array<std::string_view, 5> actions{"CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT", "NO ACTION"};
  std::string upper(action);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  const auto found = std::find(actions.begin(), actions.end(), upper);
  if (found != actions.end()) return *found;
  throw MappingError("foreign key cannot be created: \"" + std::string(action) +
                     "\" is no action\n  use one of  cascade, set null, set default, restrict, no action");
}

std::string made_name(std::string name, const TableDefinition& table, const std::vector<const TableColumn*>& columns) {
  name += table.name;
  for (const TableColumn* column : columns)
    name += '_' + column->name;
  return name;
}

std::string text_of(Writer&& out) {
  return std::move(out).take().text;
}

}  // namespace

std::string Compiler::shortened(std::string name) const {
  return name.size() <= capabilities_.identifier_length ? name : numbered(std::move(name));
}

std::string Compiler::numbered(std::string name) const {
  // FNV-1a of the whole: two long names that begin alike stay two names.
  std::uint32_t hash = 2166136261U;
  for (char c : name)
    hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  constexpr std::string_view digits = "0123456789abcdef";
  std::string suffix = "_";
  for (unsigned shift = 32; shift > 0; shift -= 4)
    suffix += digits[(hash >> (shift - 4)) & 15U];
  std::size_t kept = std::min(name.size(), capabilities_.identifier_length - suffix.size());
  while (kept > 0 && (static_cast<unsigned char>(name[kept]) & 0xC0U) == 0x80U)
    --kept;
  return name.substr(0, kept) + suffix;
}

std::vector<std::string> Compiler::create_table(const TableDefinition& table,
                                                std::span<const ForeignKey* const> later) const {
  if (table.columns.empty()) throw MappingError("table \"" + table.name + "\" cannot be created: it has no columns");
  std::vector<std::string> statements;
  Writer out(*this);
  out << "CREATE TABLE IF NOT EXISTS ";
  write_table_name(table, out);
  out << " (";
  std::string_view before = "\n  ";
  for (const TableColumn& column : table.columns) {
    out << before;
    write_column_definition(table, column, out);
    before = ",\n  ";
  }
  if (table.primary_key.size() > 1) {
    out << ",\n  PRIMARY KEY ";
    write_column_names(table.primary_key, out);
  }
  for (const ForeignKey& key : table.foreign_keys) {
    if (std::find(later.begin(), later.end(), &key) != later.end()) continue;
    out << ",\n  ";
    write_foreign_key_name(table, key, out);
    write_foreign_key(key, out);
  }
  for (const std::string& check : table.checks)
    out << ",\n  CHECK (" << check << ')';
  write_table_extras(table, out);
  out << "\n)";
  write_table_options(table, out);
  statements.push_back(text_of(std::move(out)));
  for (std::string& index : create_indexes(table))
    statements.push_back(std::move(index));
  return statements;
}

void Compiler::write_foreign_key_name(const TableDefinition&, const ForeignKey&, Writer&) const {}

void Compiler::write_table_extras(const TableDefinition&, Writer&) const {}

void Compiler::write_table_options(const TableDefinition&, Writer&) const {}

std::vector<std::string> Compiler::create_indexes(const TableDefinition& table) const {
  std::vector<std::string> statements;
  for (const TableIndex& index : indexes_of(table))
    statements.push_back(create_index(table, index));
  return statements;
}

std::vector<TableIndex> Compiler::indexes_of(const TableDefinition& table) {
  std::vector<TableIndex> indexes;
  for (const TableColumn& column : table.columns) {
    if (column.indexed) indexes.push_back({.name = {}, .columns = {&column}, .unique = false});
  }
  indexes.insert(indexes.end(), table.indexes.begin(), table.indexes.end());
  return indexes;
}

std::string Compiler::index_name(const TableDefinition& table, const TableIndex& index) const {
  return shortened(index.name.empty() ? made_name(index.unique ? "uq_" : "ix_", table, index.columns) : index.name);
}

std::string Compiler::foreign_key_name(const TableDefinition& table, const ForeignKey& key) const {
  return shortened(made_name("fk_", table, key.columns));
}

void Compiler::write_column_names(const std::vector<const TableColumn*>& columns, Writer& out) const {
  std::string_view before = "(";
  for (const TableColumn* column : columns) {
    out << before;
    out.identifier(column->name);
    before = ", ";
  }
  out << ')';
}

void Compiler::write_column_definition(const TableDefinition& table, const TableColumn& column, Writer& out) const {
  require_arrays(capabilities_, column);
  const bool whole_key = table.primary_key.size() == 1 && table.primary_key[0] == &column;
  out.identifier(column.name);
  out << ' ';
  if (column.autoincrement) {
    write_autoincrement_type(column, out);
  } else {
    write_column_type(table, column, out);
    if (!column.nullable) out << " NOT NULL";
    if (column.server_default) {
      out << " DEFAULT ";
      write_server_default(*column.server_default, out);
    }
  }
  if (whole_key) {
    out << " PRIMARY KEY";
  } else if (column.unique) {
    out << " UNIQUE";
  }
}

void Compiler::write_column_type(const TableDefinition&, const TableColumn& column, Writer& out) const {
  write_type(column.type, out);
}

void Compiler::write_server_default(std::string_view expression, Writer& out) const {
  out << expression;
}

void Compiler::write_foreign_key(const ForeignKey& key, Writer& out) const {
  if (key.columns.empty() || key.columns.size() != key.targets.size()) {
    throw MappingError("foreign key cannot be created: it has " + std::to_string(key.columns.size()) + " columns for " +
                       std::to_string(key.targets.size()) + " it refers to");
  }
  out << "FOREIGN KEY ";
  write_column_names(key.columns, out);
  out << " REFERENCES ";
  write_table_name(*key.targets[0]->table, out);
  out << ' ';
  write_column_names(key.targets, out);
  if (!key.on_delete.empty()) out << " ON DELETE " << checked_action(key.on_delete);
  if (!key.on_update.empty()) out << " ON UPDATE " << checked_action(key.on_update);
}

std::string Compiler::add_foreign_key(const TableDefinition& table, const ForeignKey& key) const {
  Writer out(*this);
  out << "ALTER TABLE ";
  write_table_name(table, out);
  out << " ADD CONSTRAINT ";
  out.identifier(foreign_key_name(table, key));
  out << ' ';
  write_foreign_key(key, out);
  return text_of(std::move(out));
}

std::string Compiler::drop_foreign_key(const TableDefinition& table, const ForeignKey& key) const {
  Writer out(*this);
  out << "ALTER TABLE ";
  write_table_name(table, out);
  out << " DROP CONSTRAINT ";
  out.identifier(foreign_key_name(table, key));
  return text_of(std::move(out));
}

std::string Compiler::create_index(const TableDefinition& table, const TableIndex& index) const {
  Writer out(*this);
  out << (index.unique ? "CREATE UNIQUE INDEX IF NOT EXISTS " : "CREATE INDEX IF NOT EXISTS ");
  out.identifier(index_name(table, index));
  out << " ON ";
  write_table_name(table, out);
  out << ' ';
  write_column_names(index.columns, out);
  return text_of(std::move(out));
}

std::string Compiler::drop_table(const TableDefinition& table) const {
  Writer out(*this);
  out << "DROP TABLE IF EXISTS ";
  write_table_name(table, out);
  return text_of(std::move(out));
}

}  // namespace weft::sql
