// SPDX-License-Identifier: MIT
//
// Lists of keys: how the rows that belong to many owners are asked for at once.
#include "weft/dialect/compiler.hpp"
#include "weft/dialect/writer.hpp"
#include "weft/error.hpp"

namespace weft::sql {
namespace {

std::size_t key_count(const Node& node) {
  return node.values.size() / node.children.size();
}

std::int32_t element(const Node& node, std::size_t key, std::size_t column) {
  return static_cast<std::int32_t>(key * node.children.size() + column);
}

}  // namespace

void Compiler::write_key_list(const Node& node, Writer& out) const {
  if (capabilities_.key_list == KeyListForm::array) {
    throw UsageError("list of keys cannot be written: the dialect claims KeyListForm::array and does not override "
                     "write_key_list");
  }
  const bool negated = node.op == Op::not_in;
  if (node.values.empty()) {
    out << (negated ? "1 = 1" : "1 = 0");
    return;
  }
  if (node.children.size() == 1) {
    out << *node.children[0] << (negated ? " NOT IN " : " IN ");
    std::string_view before = "(";
    for (std::size_t key = 0; key < node.values.size(); ++key) {
      out << before;
      out.placeholder(node, element(node, key, 0));
      before = ", ";
    }
    out << ')';
    return;
  }
  if (capabilities_.row_values) {
    out << '(';
    write_list(node.children, ", ", out);
    out << (negated ? ") NOT IN " : ") IN ");
    return write_key_rows(node, out);
  }
  if (negated) out << "NOT ";
  out << '(';
  std::string_view before_key;
  for (std::size_t key = 0; key < key_count(node); ++key) {
    out << before_key;
    std::string_view before_column;
    for (std::size_t column = 0; column < node.children.size(); ++column) {
      out << before_column << *node.children[column] << " = ";
      out.placeholder(node, element(node, key, column));
      before_column = " AND ";
    }
    before_key = " OR ";
  }
  out << ')';
}

void Compiler::write_key_rows(const Node& node, Writer& out) const {
  out << '(';
  for (std::size_t key = 0; key < key_count(node); ++key) {
    if (key > 0) out << ", ";
    for (std::size_t column = 0; column < node.children.size(); ++column) {
      out << (column == 0 ? "(" : ", ");
      out.placeholder(node, element(node, key, column));
    }
    out << ')';
  }
  out << ')';
}

}  // namespace weft::sql
