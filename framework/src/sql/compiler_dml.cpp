// SPDX-License-Identifier: MIT
#include <utility>

#include "sql/inherited_source.hpp"
#include "weft/dialect/compiler.hpp"
#include "weft/dialect/writer.hpp"
#include "weft/error.hpp"
#include "weft/query/build.hpp"

namespace weft::sql {
namespace {

void require(bool claimed, const std::vector<NodePtr>& returning, std::string_view statement) {
  if (claimed || returning.empty()) return;
  throw UsageError(std::string(statement) + " .. RETURNING cannot be written: this database does not have it\n" +
                   "  leave .returning(...) out and read the rows with a select");
}

}  // namespace

CompiledSql Compiler::insert(const InsertStatement& statement) const {
  require(capabilities_.insert_returning, statement.returning, "INSERT");
  Writer out(*this);
  require_one_table(statement.into, "INSERT");
  out.scopes_.push_back({&statement.into, nullptr, nullptr, false});
  out << "INSERT INTO ";
  write_source(statement.into, out);
  std::string_view before = " (";
  for (const NodePtr& column : statement.columns) {
    out << before;
    write_column_name(*column, out);
    before = ", ";
  }
  if (!statement.columns.empty()) out << ')';
  write_insert_rows(statement, out);
  if (statement.on_conflict_do_nothing || !statement.conflict_updates.empty()) {
    if (!capabilities_.on_conflict) {
      throw UsageError("INSERT .. ON CONFLICT cannot be written: this database does not have it\n"
                       "  read the row first, or catch IntegrityError");
    }
    // The row that is there and the one that is not both have these columns: say which.
    out.scopes_.back().qualified = true;
    out.in_conflict_ = true;
    write_on_conflict(statement, out);
    out.in_conflict_ = false;
    out.scopes_.back().qualified = false;
  }
  if (!statement.returning.empty()) write_returning(statement.returning, out);
  return std::move(out).take();
}

void Compiler::write_insert_rows(const InsertStatement& statement, Writer& out) const {
  if (statement.select != nullptr) {
    out << ' ';
    return write_select(*statement.select, out);
  }
  if (statement.columns.empty()) return write_default_values(out);
  if (statement.rows.size() > 1 && capabilities_.insert_rows <= 1) {
    throw UsageError("INSERT of several rows cannot be written: this database takes one row in a statement");
  }
  out << " VALUES ";
  std::string_view before;
  for (const std::vector<NodePtr>& row : statement.rows) {
    if (row.size() != statement.columns.size()) {
      throw UsageError("INSERT cannot be written: " + std::to_string(statement.columns.size()) + " columns and " +
                       std::to_string(row.size()) + " values");
    }
    out << before << '(';
    write_list(row, ", ", out);
    out << ')';
    before = ", ";
  }
}

std::string Compiler::bulk_insert(const TableDefinition&, std::span<const TableColumn* const>) const {
  return {};
}

void Compiler::write_default_values(Writer& out) const {
  out << " DEFAULT VALUES";
}

void Compiler::write_on_conflict(const InsertStatement& statement, Writer& out) const {
  out << " ON CONFLICT";
  std::string_view before = " (";
  for (const NodePtr& column : statement.conflict_columns) {
    out << before;
    write_column_name(*column, out);
    before = ", ";
  }
  if (!statement.conflict_columns.empty()) out << ')';
  if (statement.conflict_updates.empty()) {
    out << " DO NOTHING";
    return;
  }
  out << " DO UPDATE SET ";
  write_assignments(statement.conflict_updates, out);
}

void Compiler::write_excluded(const TableColumn& column, Writer& out) const {
  out << "excluded.";
  out.identifier(column.name);
}

CompiledSql Compiler::update(const UpdateStatement& statement) const {
  require(capabilities_.update_returning, statement.returning, "UPDATE");
  if (statement.assignments.empty()) {
    throw UsageError("UPDATE cannot be written: it sets nothing\n  add  .set(column, value)");
  }
  if (spans_tables(statement.target)) return update(of_one_table(statement));
  Writer out(*this);
  out.scopes_.push_back({&statement.target, nullptr, nullptr, false});
  out << "UPDATE ";
  write_source(statement.target, out);
  out << " SET ";
  write_assignments(statement.assignments, out);
  if (const NodePtr where = detail::both(kinds_of(statement.target), statement.where)) out << " WHERE " << *where;
  if (!statement.returning.empty()) write_returning(statement.returning, out);
  return std::move(out).take();
}

CompiledSql Compiler::remove(const DeleteStatement& statement) const {
  require(capabilities_.delete_returning, statement.returning, "DELETE");
  Writer out(*this);
  require_one_table(statement.target, "DELETE");
  out.scopes_.push_back({&statement.target, nullptr, nullptr, false});
  out << "DELETE FROM ";
  write_source(statement.target, out);
  if (const NodePtr where = detail::both(kinds_of(statement.target), statement.where)) out << " WHERE " << *where;
  if (!statement.returning.empty()) write_returning(statement.returning, out);
  return std::move(out).take();
}

void Compiler::write_assignments(const std::vector<Assignment>& assignments, Writer& out) const {
  std::string_view before;
  for (const Assignment& assignment : assignments) {
    out << before;
    write_column_name(*assignment.target, out);
    out << " = " << *assignment.value;
    before = ", ";
  }
}

void Compiler::write_returning(const std::vector<NodePtr>& columns, Writer& out) const {
  out << " RETURNING ";
  write_result_columns(columns, out);
}

}  // namespace weft::sql
