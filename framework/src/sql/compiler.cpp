// SPDX-License-Identifier: MIT
#include "weft/dialect/compiler.hpp"

#include <utility>

#include "weft/dialect/writer.hpp"
#include "weft/error.hpp"

namespace weft::sql {

Compiler::~Compiler() = default;

CompiledSql Compiler::select(const SelectStatement& statement) const {
  Writer out(*this);
  write_select(statement, out);
  return std::move(out).take();
}

CompiledSql Compiler::raw(const Node& node) const {
  Writer out(*this);
  write_raw(node, out);
  return std::move(out).take();
}

Value Compiler::array_parameter(const std::vector<Value>&, std::size_t) const {
  throw UsageError("a list of keys cannot travel as one parameter: this dialect does not claim KeyListForm::array");
}

void Compiler::write_placeholder(std::size_t, Writer& out) const {
  out << '?';
}

void Compiler::write_parameter(const Node& node, Writer& out) const {
  out.placeholder(node);
}

void Compiler::write_list(const std::vector<NodePtr>& nodes, std::string_view separator, Writer& out) const {
  std::string_view before;
  for (const NodePtr& node : nodes) {
    out << before << *node;
    before = separator;
  }
}

}  // namespace weft::sql
