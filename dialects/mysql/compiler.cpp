// SPDX-License-Identifier: MIT
#include "compiler.hpp"

#include <algorithm>
#include <utility>
#include <weft/mapping/entity.hpp>

#include "types.hpp"

namespace weft::mysql {
namespace {

/// As fine as the columns that weft makes: one that is coarser is refused as their default.
constexpr std::string_view now = "CURRENT_TIMESTAMP(6)";

bool contains(const std::vector<const TableColumn*>& columns, const TableColumn& column) {
  return std::find(columns.begin(), columns.end(), &column) != columns.end();
}

bool is_in_key(const TableDefinition& table, const TableColumn& column) {
  const auto has = [&](const auto& key) { return contains(key.columns, column); };
  return column.primary_key || column.unique || column.indexed || contains(table.primary_key, column) ||
         std::any_of(table.indexes.begin(), table.indexes.end(), has) ||
         std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(), has);
}

bool is_integer(TypeKind kind) {
  return kind == TypeKind::int16 || kind == TypeKind::int32 || kind == TypeKind::int64 || kind == TypeKind::uint64;
}

/// True for expressions that are certain to be whole numbers.
bool is_integer(const sql::Node& node) {
  switch (node.kind) {
  case sql::NodeKind::entity_column: {
    const MappedColumn* mapped = node.entity().configured().column_at(node.offset);
    return mapped != nullptr && mapped->column != nullptr && is_integer(mapped->column->type.kind);
  }
  case sql::NodeKind::table_column: return is_integer(node.column->type.kind);
  case sql::NodeKind::parameter: return node.value.kind() == CellKind::integer;
  case sql::NodeKind::cast: return is_integer(node.type.kind);
  case sql::NodeKind::count_all: return true;
  case sql::NodeKind::label:
  case sql::NodeKind::unary: return is_integer(*node.children[0]);
  case sql::NodeKind::binary: return is_integer(*node.children[0]) && is_integer(*node.children[1]);
  default: return false;
  }
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return result;
}

// Letters beyond ASCII have cases, too.
bool has_upper_case(std::string_view name) {
  return std::any_of(name.begin(), name.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80U; });
}

}  // namespace

void Compiler::write_identifier(std::string_view name, sql::Writer& out) const {
  if (plain_identifier(name)) {
    out << name;
  } else {
    write_quoted(name, '`', out);
  }
}

void Compiler::write_type(const SqlType& type, sql::Writer& out) const {
  mysql::write_type(type, out);
}

void Compiler::write_column_type(const TableDefinition& table, const TableColumn& column, sql::Writer& out) const {
  if (is_in_key(table, column)) {
    write_key_type(column.type, out);
  } else {
    mysql::write_type(column.type, out);
  }
}

void Compiler::write_autoincrement_type(const TableColumn& column, sql::Writer& out) const {
  mysql::write_type(column.type, out);
  out << " NOT NULL AUTO_INCREMENT";
}

// Numbers and NULL may stand as they are. Texts need parentheses where the column has no length, expressions always.
void Compiler::write_server_default(std::string_view expression, sql::Writer& out) const {
  const std::string word = upper(expression);
  const bool moment = word == "CURRENT_TIMESTAMP" || word == "CURRENT_TIMESTAMP()" || word == "NOW()";
  const bool number = expression.find_first_not_of("0123456789.+-") == std::string_view::npos;
  if (moment) {
    out << now;
  } else if (number || word == "NULL" || word == "TRUE" || word == "FALSE") {
    out << expression;
  } else {
    out << '(' << expression << ')';
  }
}

// MySQL has no CREATE INDEX IF NOT EXISTS.
// Tables are told apart by case, names of foreign keys are not, and are one space for the whole database: those that
// InnoDB makes for "album" and "Album" would be the same.
void Compiler::write_foreign_key_name(const TableDefinition& table, const ForeignKey& key, sql::Writer& out) const {
  if (!has_upper_case(table.name)) return;
  out << "CONSTRAINT ";
  out.identifier(foreign_key_name(table, key));
  out << ' ';
}

std::string Compiler::foreign_key_name(const TableDefinition& table, const ForeignKey& key) const {
  const std::string name = sql::Compiler::foreign_key_name(table, key);
  return has_upper_case(table.name) ? numbered(name) : name;
}

void Compiler::write_table_extras(const TableDefinition& table, sql::Writer& out) const {
  for (const TableColumn& column : table.columns) {
    if (column.type.kind != TypeKind::json) continue;
    out << ",\n  CHECK (json_valid(";
    out.identifier(column.name);
    out << "))";
  }
  for (const TableIndex& index : indexes_of(table)) {
    out << ",\n  " << (index.unique ? "UNIQUE INDEX " : "INDEX ");
    out.identifier(index_name(table, index));
    out << ' ';
    write_column_names(index.columns, out);
  }
}

std::vector<std::string> Compiler::create_indexes(const TableDefinition&) const {
  return {};
}

// Texts are equal when their characters are: the server's own rules take no heed of case and accents.
void Compiler::write_table_options(const TableDefinition&, sql::Writer& out) const {
  out << " ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
}

void Compiler::write_binary(const sql::Node& node, sql::Writer& out) const {
  switch (node.op) {
  case sql::Op::null_safe_equal: return write_infix(node, "<=>", out);
  case sql::Op::concat:
    // || joins texts only in connections that are set up so; checks and defaults stay when a connection ends.
    out << "concat(" << *node.children[0] << ", " << *node.children[1] << ')';
    return;
  case sql::Op::divide:
    // A whole number divided by one is a whole number everywhere else.
    return write_infix(node, is_integer(node) ? "DIV" : "/", out);
  default: return sql::Compiler::write_binary(node, out);
  }
}

// length() counts bytes, and the time has whole seconds unless it is told otherwise.
void Compiler::write_function(const sql::Node& node, sql::Writer& out) const {
  if (node.text == "current_timestamp") {
    out << now;
    return;
  }
  if (node.text != "length") return sql::Compiler::write_function(node, out);
  out << "char_length(";
  write_list(node.children, ", ", out);
  out << ')';
}

void Compiler::write_cast(const sql::Node& node, sql::Writer& out) const {
  out << "CAST(" << *node.children[0] << " AS ";
  write_cast_type(node.type, out);
  out << ')';
}

// A select with a limit cannot stand behind IN, but one around it can.
void Compiler::write_in_select(const sql::SelectStatement& select, sql::Writer& out) const {
  if (select.limit == nullptr && select.offset == nullptr) return sql::Compiler::write_in_select(select, out);
  out << "(SELECT * FROM ";
  sql::Compiler::write_in_select(select, out);
  out << " AS limited)";
}

// OFFSET cannot stand alone; the manual names this number for "all".
void Compiler::write_limit(const sql::SelectStatement& statement, sql::Writer& out) const {
  if (statement.limit == nullptr && statement.offset != nullptr) out << " LIMIT 18446744073709551615";
  sql::Compiler::write_limit(statement, out);
}

void Compiler::write_default_values(sql::Writer& out) const {
  out << " () VALUES ()";
}

// Any unique key counts: MySQL cannot be told which. INSERT IGNORE would ignore other errors as well, so a column is
// set to what it is.
void Compiler::write_on_conflict(const sql::InsertStatement& statement, sql::Writer& out) const {
  out << " ON DUPLICATE KEY UPDATE ";
  if (!statement.conflict_updates.empty()) return write_assignments(statement.conflict_updates, out);
  const std::vector<sql::NodePtr>& columns =
      statement.conflict_columns.empty() ? statement.columns : statement.conflict_columns;
  if (!statement.returning.empty()) {
    throw UsageError("INSERT .. ON CONFLICT DO NOTHING cannot be written with RETURNING: MariaDB would return the rows that were "
                     "there already, too\n  read the rows afterwards, or insert them one by one and catch IntegrityError");
  }
  if (columns.empty()) {
    throw UsageError("INSERT .. ON CONFLICT cannot be written: it names no column\n  insert a value into one");
  }
  write_column_name(*columns[0], out);
  out << " = " << *columns[0];
}

void Compiler::write_excluded(const TableColumn& column, sql::Writer& out) const {
  out << "VALUES(";
  out.identifier(column.name);
  out << ')';
}

}  // namespace weft::mysql
