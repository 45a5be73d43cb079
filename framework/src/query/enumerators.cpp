// SPDX-License-Identifier: MIT
//
// Enumerators in queries. A column with as_text holds names, and a value that is compared with it, or stored in it, has to
// be written as it writes them: values are numbers until a statement is compiled, and know their column.
#include "query/enumerators.hpp"

#include <algorithm>

#include "weft/mapping/entity.hpp"
#include "weft/query/build.hpp"

namespace weft::detail {
namespace {

using sql::Node;
using sql::NodeKind;
using sql::NodePtr;

/// Calls `visit(index)` for each child whose value may be the value of the node.
template <class Visit>
void for_each_value(const Node& node, Visit visit) {
  const std::size_t size = node.children.size();
  switch (node.kind) {
    case NodeKind::label: return visit(0);
    case NodeKind::window: return visit(0);
    case NodeKind::function:
      // What counts or measures its argument has no enumerator as its value, and is not read as one.
      for (std::size_t index = 0; index < size; ++index) visit(index);
      return;
    case NodeKind::case_when:  // condition, value, condition, value, .., perhaps a last value
      for (std::size_t index = 1; index < size; index += 2) visit(index);
      if (size % 2 == 1) visit(size - 1);
      return;
    default: return;
  }
}

/// The column whose values the expression has, or null.
const Node* column_within(const Node& node) {
  if (node.kind == NodeKind::entity_column) return &node;
  if (node.kind == NodeKind::scalar_select && node.select && !node.select->columns.empty())
    return column_within(*node.select->columns.front());
  const Node* found = nullptr;
  for_each_value(node, [&](std::size_t index) {
    if (!found) found = column_within(*node.children[index]);
  });
  return found;
}

/// Other functions than these may take numbers beside an enumerator.
bool gives_an_argument(const Node& function) { return function.text == "coalesce" || function.text == "nullif"; }

NodePtr written_as(const NodePtr& node, const Node& column) {
  if (node->kind == NodeKind::function && !gives_an_argument(*node)) return node;
  const bool loose = node->kind == NodeKind::parameter && !node->entity;
  std::shared_ptr<Node> copy;
  if (loose) {
    copy = std::make_shared<Node>(*node);
    copy->entity = column.entity;
    copy->offset = column.offset;
    return copy;
  }
  for_each_value(*node, [&](std::size_t index) {
    NodePtr child = written_as(node->children[index], column);
    if (child == node->children[index]) return;
    if (!copy) copy = std::make_shared<Node>(*node);
    copy->children[index] = std::move(child);
  });
  return copy ? NodePtr(std::move(copy)) : node;
}

}  // namespace

NodePtr enum_parameter(const TypeOps& ops, const void* value, const Node* like) {
  Scratch scratch;
  auto node = std::make_shared<Node>();
  node->kind = NodeKind::parameter;
  node->value = Value(ops.bind(value, scratch));
  node->type = ops.sql_type;
  if (const Node* column = like ? column_within(*like) : nullptr) {
    node->entity = column->entity;
    node->offset = column->offset;
  }
  return node;
}

NodePtr enum_expression(const NodePtr& expression, const Node& like) {
  const Node* column = column_within(like);
  return column ? written_as(expression, *column) : expression;
}

const MappedColumn* naming_column(const Node* expression, const TypeOps& ops) {
  if (!expression || ops.cell != CellKind::integer) return nullptr;
  const Node* column = column_within(*expression);
  const MappedColumn* mapped = column ? column->entity().configured().column_at(column->offset) : nullptr;
  return mapped && !mapped->names.empty() ? mapped : nullptr;
}

Cell number_of(const MappedColumn& column, const Cell& cell) noexcept {
  if (cell.kind != CellKind::text) return cell;
  const auto named = std::find_if(column.names.begin(), column.names.end(),
                                  [&](const auto& name) { return name.second == cell.view(); });
  return named == column.names.end() ? cell : Cell::of(named->first);
}

}  // namespace weft::detail
