// SPDX-License-Identifier: MIT
#include <utility>

#include "sql/inherited_source.hpp"
#include "weft/dialect/compiler.hpp"
#include "weft/dialect/writer.hpp"
#include "weft/error.hpp"
#include "weft/query/build.hpp"

namespace weft::sql {
namespace {

bool has_source(const Source& source) {
  return source.entity != nullptr || source.table != nullptr || source.select != nullptr || !source.cte.empty();
}

// An operand of UNION with clauses of its own; not every database takes parentheses there.
bool must_be_wrapped(const SelectStatement& operand) {
  return !operand.ctes.empty() || !operand.set_operands.empty() || !operand.order_by.empty() ||
         operand.limit != nullptr || operand.offset != nullptr || operand.for_update;
}

std::string_view set_word(SetOperator op) {
  switch (op) {
  case SetOperator::union_distinct: return " UNION ";
  case SetOperator::union_all: return " UNION ALL ";
  case SetOperator::intersect: return " INTERSECT ";
  case SetOperator::except: return " EXCEPT ";
  }
  return " UNION ";
}

}  // namespace

void Compiler::write_select(const SelectStatement& statement, Writer& out) const {
  write_ctes(statement.ctes, out);
  out.scopes_.push_back({&statement.from, &statement.joins, &statement.columns, true});
  const bool was_bare = std::exchange(out.bare_columns_, false);
  write_core(statement, out);
  write_set_operands(statement, out);
  out.bare_columns_ = !statement.set_operands.empty();
  write_order_by(statement.order_by, out);
  out.bare_columns_ = was_bare;
  write_limit(statement, out);
  if (statement.for_update) write_locking(statement, out);
  out.scopes_.pop_back();
}

void Compiler::write_core(const SelectStatement& statement, Writer& out) const {
  out << (statement.distinct ? "SELECT DISTINCT " : "SELECT ");
  if (statement.columns.empty()) {
    out << '1';  // EXISTS asks for rows and not for what is in them
  } else {
    write_result_columns(statement.columns, out);
  }
  if (has_source(statement.from)) {
    out << " FROM ";
    write_source(statement.from, out);
    write_kind_tables(statement.from, out);
    for (const Join& join : statement.joins)
      write_join(join, out);
  }
  if (const NodePtr where = detail::both(kinds_of(statement.from), statement.where)) out << " WHERE " << *where;
  if (!statement.group_by.empty()) {
    out << " GROUP BY ";
    write_list(statement.group_by, ", ", out);
  }
  if (statement.having != nullptr) out << " HAVING " << *statement.having;
}

void Compiler::write_result_columns(const std::vector<NodePtr>& columns, Writer& out) const {
  std::string_view before;
  for (const NodePtr& column : columns) {
    out << before << *column;
    if (column->kind == NodeKind::label) {
      out << " AS ";
      out.identifier(column->text);
    }
    before = ", ";
  }
}

void Compiler::write_join(const Join& join, Writer& out) const {
  const NodePtr on = detail::both(join.on, kinds_of(join.source));
  const bool conditional = on != nullptr;
  if (join.kind == JoinKind::left) {
    if (!conditional) throw UsageError("a left join cannot be written without a condition: give it one");
    out << " LEFT JOIN ";
  } else {
    out << (join.kind == JoinKind::cross || !conditional ? " CROSS JOIN " : " JOIN ");
  }
  // The tables of derived entities stand behind the condition: in parentheses before it, SQLite would not look their rows
  // up by key. A condition that reads them leaves no choice.
  const bool kinds_first = conditional && reads_kinds(*on, join.source);
  const bool several = !join.nested.empty() || spans_tables(join.source) || kinds_first;
  if (several) out << '(';
  write_source(join.source, out);
  if (kinds_first) write_kind_tables(join.source, out);
  for (const Join& nested : join.nested)
    write_join(nested, out);
  if (several) out << ')';
  if (conditional) out << " ON " << *on;
  if (!kinds_first) write_kind_tables(join.source, out);
}

void Compiler::write_subselect(const std::shared_ptr<const SelectStatement>& statement, Writer& out) const {
  out << '(';
  write_select(*statement, out);
  out << ')';
}

void Compiler::write_ctes(const std::vector<CommonTableExpression>& ctes, Writer& out) const {
  if (ctes.empty()) return;
  if (!capabilities_.common_table_expressions) {
    throw UsageError("common table expression \"" + ctes[0].name + "\" cannot be written: this database has none");
  }
  bool recursive = false;
  for (const CommonTableExpression& cte : ctes)
    recursive = recursive || cte.recursive;
  out << (recursive ? "WITH RECURSIVE " : "WITH ");
  std::vector<Writer::Scope> outer;
  outer.swap(out.scopes_);
  std::string_view before;
  for (const CommonTableExpression& cte : ctes) {
    out << before;
    out.identifier(cte.name);
    std::string_view before_column = " (";
    for (const std::string& column : cte.columns) {
      out << before_column;
      out.identifier(column);
      before_column = ", ";
    }
    if (!cte.columns.empty()) out << ')';
    out << " AS ";
    write_subselect(cte.select, out);
    before = ", ";
  }
  outer.swap(out.scopes_);
  out << ' ';
}

void Compiler::write_set_operands(const SelectStatement& statement, Writer& out) const {
  std::size_t wrapped = 0;
  for (const SetOperand& operand : statement.set_operands) {
    out << set_word(operand.op);
    if (!must_be_wrapped(*operand.select)) {
      write_select(*operand.select, out);
      continue;
    }
    out << "SELECT * FROM ";
    write_subselect(operand.select, out);
    out << " AS operand_" << ++wrapped;
  }
}

void Compiler::write_order_by(const std::vector<NodePtr>& terms, Writer& out) const {
  std::string_view before = " ORDER BY ";
  for (const NodePtr& term : terms) {
    out << before;
    write_order_term(*term, out);
    before = ", ";
  }
}

// A label is written by its name only where it is the whole term: elsewhere, and in the ORDER BY of a window,
// databases look for a column.
void Compiler::write_order_term(const Node& node, Writer& out) const {
  if (out.in_window_) return write(node, out);
  if (node.kind == NodeKind::label || node.kind == NodeKind::label_ref) return out.identifier(node.text);
  write(node, out);
}

// In conditions, groups and inside expressions the standard knows no labels: what they stand for is written.
void Compiler::write_label_ref(const Node& node, Writer& out) const {
  if (!out.scopes_.empty() && out.scopes_.back().columns != nullptr && !out.bare_columns_) {
    for (const NodePtr& column : *out.scopes_.back().columns) {
      if (column->kind != NodeKind::label || column->text != node.text) continue;
      const Node& expression = *column->children[0];
      const bool tight =
          expression.kind != NodeKind::binary && expression.kind != NodeKind::unary && expression.kind != NodeKind::raw;
      if (tight) return write(expression, out);
      out << '(' << expression << ')';
      return;
    }
  }
  out.identifier(node.text);
}

void Compiler::write_limit(const SelectStatement& statement, Writer& out) const {
  if (statement.limit != nullptr) out << " LIMIT " << *statement.limit;
  if (statement.offset != nullptr) out << " OFFSET " << *statement.offset;
}

void Compiler::write_locking(const SelectStatement& statement, Writer& out) const {
  if (!capabilities_.for_update || (statement.skip_locked && !capabilities_.skip_locked)) {
    throw UsageError(std::string(capabilities_.for_update ? "SKIP LOCKED" : "FOR UPDATE") +
                     " cannot be written: this database does not have it\n"
                     "  leave it out, or guard the entity with a version() column");
  }
  out << " FOR UPDATE";
  if (statement.skip_locked) out << " SKIP LOCKED";
}

}  // namespace weft::sql
