// SPDX-License-Identifier: MIT
#include "compiler.hpp"

#include "types.hpp"

namespace weft::sqlite {

void Compiler::write_type(const SqlType& type, sql::Writer& out) const {
  sqlite::write_type(type, out);
}

// A foreign key stays for as long as its table; DROP TABLE deletes the rows, which another one's key may refuse. That key
// is looked at when the transaction ends, when its table is gone as well, and still refuses where it is not.
std::string Compiler::drop_foreign_key(const TableDefinition&, const ForeignKey&) const {
  return "PRAGMA defer_foreign_keys = ON";
}

// INTEGER PRIMARY KEY, word for word, is the row number itself. AUTOINCREMENT would cost a second table, only
// to never give the number of a deleted row again.
void Compiler::write_autoincrement_type(const TableColumn&, sql::Writer& out) const {
  out << "INTEGER";
}

// Literals and CURRENT_TIMESTAMP may stand as they are, anything else needs parentheses; those of the
// program's own are not doubled.
void Compiler::write_server_default(std::string_view expression, sql::Writer& out) const {
  const bool quoted = expression.size() > 1 && expression.front() == '\'' && expression.back() == '\'' &&
                      expression.find('\'', 1) == expression.size() - 1;
  const bool word = expression.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.") ==
                    std::string_view::npos;
  if (quoted || word) {
    out << expression;
  } else {
    out << '(' << expression << ')';
  }
}

void Compiler::write_binary(const sql::Node& node, sql::Writer& out) const {
  if (node.op == sql::Op::null_safe_equal) return write_infix(node, "IS", out);
  sql::Compiler::write_binary(node, out);
  const bool pattern = node.op == sql::Op::like || node.op == sql::Op::not_like || node.op == sql::Op::ilike;
  if (pattern) out << " ESCAPE '\\'";
}

// DATE and its kin are numbers to CAST: of '2026-11-23' nothing but 2026 would be left.
void Compiler::write_cast(const sql::Node& node, sql::Writer& out) const {
  switch (node.type.kind) {
  case TypeKind::date:
  case TypeKind::time:
  case TypeKind::timestamp: out << "CAST(" << *node.children[0] << " AS TEXT)"; return;
  default: sql::Compiler::write_cast(node, out);
  }
}

void Compiler::write_key_rows(const sql::Node& node, sql::Writer& out) const {
  const std::size_t width = node.children.size();
  out << "(VALUES ";
  for (std::size_t value = 0; value < node.values.size(); ++value) {
    if (value % width == 0) {
      out << (value == 0 ? "(" : "), (");
    } else {
      out << ", ";
    }
    out.placeholder(node, static_cast<std::int32_t>(value));
  }
  out << "))";
}

// OFFSET cannot stand alone; a negative LIMIT is none.
void Compiler::write_limit(const sql::SelectStatement& statement, sql::Writer& out) const {
  if (statement.limit == nullptr && statement.offset != nullptr) out << " LIMIT -1";
  sql::Compiler::write_limit(statement, out);
}

// After a FROM, SQLite takes the ON of ON CONFLICT for that of a join; a WHERE tells it otherwise.
void Compiler::write_on_conflict(const sql::InsertStatement& statement, sql::Writer& out) const {
  if (const sql::SelectStatement* select = statement.select.get()) {
    const sql::SelectStatement& last = select->set_operands.empty() ? *select : *select->set_operands.back().select;
    const bool ends_in_from = last.where == nullptr && last.group_by.empty() && last.having == nullptr &&
                              select->order_by.empty() && select->limit == nullptr && select->offset == nullptr;
    if (ends_in_from) out << " WHERE TRUE";
  }
  sql::Compiler::write_on_conflict(statement, out);
}

}  // namespace weft::sqlite
