// SPDX-License-Identifier: MIT
#include "weft/query/build.hpp"

#include <utility>

#include "weft/mapping/table_definition.hpp"

namespace weft::detail {

using sql::Node;
using sql::NodeKind;
using sql::Op;

namespace {

std::shared_ptr<Node> make(NodeKind kind, Op op = Op::none) {
  auto node = std::make_shared<Node>();
  node->kind = kind;
  node->op = op;
  return node;
}

NodePtr make_parameter(Value value, SqlType type) {
  auto node = make(NodeKind::parameter);
  node->value = std::move(value);
  node->type = type;
  return node;
}

bool in_range(std::int64_t value, TypeKind kind) {
  switch (kind) {
  case TypeKind::int16: return static_cast<std::int16_t>(value) == value;
  case TypeKind::int32: return static_cast<std::int32_t>(value) == value;
  case TypeKind::uint64: return value >= 0;
  default: return true;
  }
}

}  // namespace

NodePtr column_node(sql::EntityFunction entity, std::ptrdiff_t offset, std::string_view alias) {
  auto node = make(NodeKind::entity_column);
  node->entity = entity;
  node->offset = offset;
  node->text = alias;
  return node;
}

NodePtr table_column(const TableColumn& column, std::string_view alias) {
  auto node = std::make_shared<Node>();
  node->kind = NodeKind::table_column;
  node->column = &column;
  node->text = alias;
  return node;
}

NodePtr named_column(std::string_view name, std::string_view source) {
  struct NamedColumn {
    TableColumn column{};
    Node node{};
  };
  auto named = std::make_shared<NamedColumn>();
  named->column.name = name;
  named->node.kind = NodeKind::table_column;
  named->node.column = &named->column;
  named->node.text = source;
  return {named, &named->node};
}

NodePtr value_parameter(Value value, SqlType type) {
  auto node = std::make_shared<Node>();
  node->kind = NodeKind::parameter;
  node->type = type;
  node->value = std::move(value);
  return node;
}

NodePtr integer_parameter(std::int64_t value, SqlType type) {
  if (!in_range(value, type.kind)) type = {.kind = TypeKind::int64};
  return make_parameter(Value(value), type);
}

NodePtr real_parameter(double value, SqlType type) { return make_parameter(Value(value), type); }

NodePtr text_parameter(std::string_view value, SqlType type) {
  return make_parameter(Value::text(std::string(value)), type);
}

NodePtr bound_parameter(const TypeOps& ops, const void* value) {
  Scratch scratch;
  return make_parameter(Value(ops.bind(value, scratch)), ops.sql_type);
}

NodePtr null_parameter(SqlType type) { return make_parameter(Value(), type); }

NodePtr truth(bool value) { return make(value ? NodeKind::true_literal : NodeKind::false_literal); }

const NodePtr& unlabelled(const NodePtr& node) {
  return node && node->kind == NodeKind::label ? node->children.front() : node;
}

NodePtr unary(Op op, const NodePtr& operand) {
  auto node = make(NodeKind::unary, op);
  node->children = {unlabelled(operand)};
  return node;
}

NodePtr binary(Op op, const NodePtr& left, const NodePtr& right) {
  auto node = make(NodeKind::binary, op);
  node->children = {unlabelled(left), unlabelled(right)};
  return node;
}

NodePtr between(const NodePtr& what, const NodePtr& low, const NodePtr& high) {
  auto node = make(NodeKind::between);
  node->children = {unlabelled(what), unlabelled(low), unlabelled(high)};
  return node;
}

NodePtr in_list(const NodePtr& what, std::vector<NodePtr> items, bool negated) {
  auto node = make(NodeKind::in_list, negated ? Op::not_in : Op::none);
  node->children = std::move(items);
  node->children.insert(node->children.begin(), unlabelled(what));
  return node;
}

std::string pattern_of(std::string_view before, std::string_view text, std::string_view after) {
  std::string pattern(before);
  for (const char character : text) {
    if (character == '%' || character == '_' || character == '\\') pattern += '\\';
    pattern += character;
  }
  return pattern.append(after);
}

NodePtr key_list(std::vector<NodePtr> columns, const std::vector<NodePtr>& parameters, bool negated) {
  if (parameters.empty()) return truth(negated);
  auto node = make(NodeKind::key_list, negated ? Op::not_in : Op::none);
  node->type = parameters.front()->type;
  node->children = std::move(columns);
  node->values.reserve(parameters.size());
  for (const auto& parameter : parameters) node->values.push_back(parameter->value);
  return node;
}

NodePtr in_select(const NodePtr& what, std::shared_ptr<const sql::SelectStatement> select, bool negated) {
  auto node = make(NodeKind::in_select, negated ? Op::not_in : Op::none);
  node->children = {unlabelled(what)};
  node->select = std::move(select);
  return node;
}

NodePtr exists(std::shared_ptr<const sql::SelectStatement> select) {
  auto node = make(NodeKind::exists);
  node->select = std::move(select);
  return node;
}

NodePtr scalar_select(std::shared_ptr<const sql::SelectStatement> select) {
  auto node = make(NodeKind::scalar_select);
  node->select = std::move(select);
  return node;
}

NodePtr function(std::string_view name, std::vector<NodePtr> arguments, SqlType result) {
  auto node = make(NodeKind::function);
  node->text = name;
  node->type = result;
  node->children = std::move(arguments);
  return node;
}

NodePtr count_all() { return make(NodeKind::count_all); }

NodePtr count_distinct(const NodePtr& operand) {
  auto node = make(NodeKind::function);
  node->text = "count";
  node->distinct = true;
  node->type = {.kind = TypeKind::int64};
  node->children = {unlabelled(operand)};
  return node;
}

NodePtr cast(const NodePtr& operand, SqlType type) {
  auto node = make(NodeKind::cast);
  node->type = type;
  node->children = {unlabelled(operand)};
  return node;
}

NodePtr case_when(std::vector<NodePtr> branches) {
  auto node = make(NodeKind::case_when);
  node->children = std::move(branches);
  return node;
}

NodePtr tuple(std::vector<NodePtr> items) {
  auto node = make(NodeKind::tuple);
  node->children = std::move(items);
  return node;
}

NodePtr label(const NodePtr& operand, std::string_view name) {
  auto node = make(NodeKind::label);
  node->text = name;
  node->children = {unlabelled(operand)};
  return node;
}

NodePtr label_ref(std::string_view name) {
  auto node = make(NodeKind::label_ref);
  node->text = name;
  return node;
}

NodePtr ordering(const NodePtr& operand, Op direction, sql::Nulls nulls) {
  auto node = make(NodeKind::ordering, direction);
  node->nulls = nulls;
  // A labelled expression is sorted by its label: the expression itself is written once.
  node->children = {operand->kind == NodeKind::label ? label_ref(operand->text) : operand};
  return node;
}

NodePtr raw(std::string_view text) {
  auto node = make(NodeKind::raw);
  node->text = text;
  return node;
}

NodePtr window(const NodePtr& function, std::vector<NodePtr> partition, std::vector<NodePtr> order) {
  auto node = make(NodeKind::window);
  node->partition = static_cast<std::uint32_t>(partition.size());
  node->children = std::move(partition);
  node->children.insert(node->children.begin(), unlabelled(function));
  node->children.insert(node->children.end(), order.begin(), order.end());
  return node;
}

NodePtr both(const NodePtr& left, const NodePtr& right) {
  if (!left) return right;
  if (!right) return left;
  return binary(Op::logical_and, left, right);
}

}  // namespace weft::detail
