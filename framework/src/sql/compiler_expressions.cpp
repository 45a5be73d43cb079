// SPDX-License-Identifier: MIT
#include <utility>

#include "query/concrete_relation.hpp"
#include "sql/concrete_source.hpp"
#include "sql/precedence.hpp"
#include "weft/dialect/compiler.hpp"
#include "weft/dialect/writer.hpp"
#include "weft/error.hpp"

namespace weft::sql {
namespace {

std::string_view sign_of(Op op) {
  switch (op) {
  case Op::equal: return "=";
  case Op::not_equal: return "<>";
  case Op::less: return "<";
  case Op::less_equal: return "<=";
  case Op::greater: return ">";
  case Op::greater_equal: return ">=";
  case Op::null_safe_equal: return "IS NOT DISTINCT FROM";
  case Op::logical_and: return "AND";
  case Op::logical_or: return "OR";
  case Op::add: return "+";
  case Op::subtract: return "-";
  case Op::multiply: return "*";
  case Op::divide: return "/";
  case Op::modulo: return "%";
  case Op::concat: return "||";
  case Op::like: return "LIKE";
  case Op::not_like: return "NOT LIKE";
  default: throw UsageError("expression cannot be written: its operator does not stand between two operands");
  }
}

// A name that reaches the text without quotes must not be able to carry anything else along.
void check_function_name(std::string_view name) {
  bool start = true;
  bool good = !name.empty();
  for (char c : name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    const bool follows = !start && ((c >= '0' && c <= '9') || c == '.');
    good = good && (letter || follows);
    start = c == '.';
  }
  if (!good || start) {
    throw UsageError("function \"" + std::string(name) +
                     "\" cannot be called: the name of a function is letters, digits and _\n"
                     "  write other expressions as text");
  }
}

}  // namespace

void Compiler::write(const Node& node, Writer& out) const {
  if (detail::is_related(node)) {
    const MappedEntity& owner = node.entity().configured();
    if (const NodePtr other = detail::related_of(node, owner, concrete_source(owner, out.scopes_))) return write(*other, out);
  }
  switch (node.kind) {
  case NodeKind::entity_column:
  case NodeKind::table_column: return write_column(node, out);
  case NodeKind::parameter: return write_parameter(node, out);
  case NodeKind::key_list: return write_key_list(node, out);
  case NodeKind::unary: return write_unary(node, out);
  case NodeKind::binary: return write_binary(node, out);
  case NodeKind::between:
    write_operand(node, 0, out);
    out << " BETWEEN ";
    write_operand(node, 1, out);
    out << " AND ";
    return write_operand(node, 2, out);
  case NodeKind::in_list:
  case NodeKind::in_select: return write_in(node, out);
  case NodeKind::exists: out << "EXISTS "; return write_subselect(node.select, out);
  case NodeKind::scalar_select: return write_subselect(node.select, out);
  case NodeKind::function: return write_function(node, out);
  case NodeKind::count_all: out << "count(*)"; return;
  case NodeKind::cast: return write_cast(node, out);
  case NodeKind::case_when: return write_case(node, out);
  case NodeKind::label: return write(*node.children[0], out);
  case NodeKind::label_ref: return write_label_ref(node, out);
  case NodeKind::ordering: return write_ordering(node, out);
  case NodeKind::tuple:
    out << '(';
    write_list(node.children, ", ", out);
    out << ')';
    return;
  case NodeKind::null_literal: out << "NULL"; return;
  case NodeKind::true_literal: out << "TRUE"; return;
  case NodeKind::false_literal: out << "FALSE"; return;
  case NodeKind::star: out << '*'; return;
  case NodeKind::raw: return write_raw(node, out);
  case NodeKind::window: return write_window(node, out);
  }
}

void Compiler::write_operand(const Node& parent, std::size_t child, Writer& out) const {
  if (!needs_parentheses(parent, child)) return write(*parent.children[child], out);
  out << '(' << *parent.children[child] << ')';
}

void Compiler::write_infix(const Node& node, std::string_view sign, Writer& out) const {
  write_operand(node, 0, out);
  out << ' ' << sign << ' ';
  write_operand(node, 1, out);
}

void Compiler::write_binary(const Node& node, Writer& out) const {
  if (node.op == Op::any_of || node.op == Op::contains) {
    throw UsageError("expression cannot be written: it looks into an array, and this database has none");
  }
  if (node.op != Op::ilike) return write_infix(node, sign_of(node.op), out);
  out << "lower(" << *node.children[0] << ") LIKE lower(" << *node.children[1] << ')';
}

void Compiler::write_unary(const Node& node, Writer& out) const {
  switch (node.op) {
  case Op::logical_not: out << "NOT "; return write_operand(node, 0, out);
  case Op::negate: out << '-'; return write_operand(node, 0, out);
  case Op::is_null:
    write_operand(node, 0, out);
    out << " IS NULL";
    return;
  case Op::is_not_null:
    write_operand(node, 0, out);
    out << " IS NOT NULL";
    return;
  default: throw UsageError("expression cannot be written: its operator does not take one operand");
  }
}

void Compiler::write_in(const Node& node, Writer& out) const {
  const bool negated = node.op == Op::not_in;
  if (node.kind == NodeKind::in_list && node.children.size() == 1) {
    out << (negated ? "1 = 1" : "1 = 0");  // nothing is in an empty list, and SQL has no spelling for one
    return;
  }
  write_operand(node, 0, out);
  out << (negated ? " NOT IN " : " IN ");
  if (node.kind == NodeKind::in_select) return write_in_select(*node.select, out);
  std::string_view before = "(";
  for (std::size_t index = 1; index < node.children.size(); ++index) {
    out << before << *node.children[index];
    before = ", ";
  }
  out << ')';
}

void Compiler::write_in_select(const SelectStatement& select, Writer& out) const {
  out << '(';
  write_select(select, out);
  out << ')';
}

void Compiler::write_function(const Node& node, Writer& out) const {
  if (node.text == "current_timestamp") {
    out << "CURRENT_TIMESTAMP";  // the only one without parentheses
    return;
  }
  check_function_name(node.text);
  out << node.text << (node.distinct ? "(DISTINCT " : "(");
  write_list(node.children, ", ", out);
  out << ')';
}

void Compiler::write_cast(const Node& node, Writer& out) const {
  out << "CAST(" << *node.children[0] << " AS ";
  write_type(node.type, out);
  out << ')';
}

void Compiler::write_case(const Node& node, Writer& out) const {
  out << "CASE";
  std::size_t index = 0;
  for (; index + 1 < node.children.size(); index += 2) {
    out << " WHEN " << *node.children[index] << " THEN " << *node.children[index + 1];
  }
  if (index < node.children.size()) out << " ELSE " << *node.children[index];
  out << " END";
}

void Compiler::write_window(const Node& node, Writer& out) const {
  if (!capabilities_.window_functions) {
    throw UsageError("window function cannot be written: this database has none");
  }
  out << *node.children[0] << " OVER (";
  const bool was_in_window = std::exchange(out.in_window_, true);
  const std::size_t partitions_end = 1 + node.partition;
  std::string_view before = "PARTITION BY ";
  for (std::size_t index = 1; index < partitions_end; ++index) {
    out << before << *node.children[index];
    before = ", ";
  }
  before = node.partition > 0 ? " ORDER BY " : "ORDER BY ";
  for (std::size_t index = partitions_end; index < node.children.size(); ++index) {
    out << before << *node.children[index];
    before = ", ";
  }
  out.in_window_ = was_in_window;
  out << ')';
}

void Compiler::write_ordering(const Node& node, Writer& out) const {
  const Node& term = *node.children[0];
  const bool emulated = node.nulls != Nulls::database_default && !capabilities_.null_ordering;
  if (emulated) {
    const bool first = node.nulls == Nulls::first;
    out << "CASE WHEN " << term << " IS NULL THEN " << (first ? '0' : '1') << " ELSE " << (first ? '1' : '0')
        << " END, ";
  }
  write_order_term(term, out);
  if (node.op == Op::descending) out << " DESC";
  if (node.nulls == Nulls::database_default || emulated) return;
  out << (node.nulls == Nulls::first ? " NULLS FIRST" : " NULLS LAST");
}

}  // namespace weft::sql
