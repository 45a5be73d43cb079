// SPDX-License-Identifier: MIT
#include "weft/query/dml_builder.hpp"

#include <utility>

#include "weft/error.hpp"
#include "weft/mapping/entity.hpp"

namespace weft::detail {

namespace {

NodePtr parameter_of(const MappedColumn& column, const void* object) {
  Scratch scratch;
  auto node = std::make_shared<sql::Node>();
  node->kind = sql::NodeKind::parameter;
  node->value = Value(column.bind(object, scratch));
  node->type = column.column->type;
  return node;
}

bool lacks_key(const MappedColumn& key, const void* object) {
  Scratch scratch;
  const Cell cell = key.bind(object, scratch);
  return cell.is_null() || (cell.kind == CellKind::integer && cell.integer == 0);
}

bool writes(const InsertState& insert, const MappedColumn& column) {
  for (const auto& node : insert.statement.columns)
    if (node->offset == column.offset) return true;
  return false;
}

[[noreturn]] void refuse_both_forms() {
  throw UsageError("insert cannot take both values(...) and set(...): they name the columns in two ways\n"
                   "  use values(...) for whole rows, or set(...) for some columns of one row");
}

}  // namespace

void add_rows(InsertState& insert, sql::EntityFunction entity, const void* first, std::size_t count,
              std::size_t stride) {
  if (!insert.from_values && !insert.statement.rows.empty()) refuse_both_forms();
  const auto& mapping = entity().configured();
  const auto* key = mapping.generated_key;
  auto& statement = insert.statement;

  if (!insert.from_values) {
    insert.from_values = true;
    for (const auto& column : mapping.columns)
      if (&column != key || (count > 0 && !lacks_key(column, first)))
        statement.columns.push_back(column_node(entity, column.offset));
  }
  const bool keyed = key != nullptr && writes(insert, *key);

  statement.rows.reserve(statement.rows.size() + count);
  for (std::size_t i = 0; i < count; ++i) {
    const void* object = static_cast<const std::byte*>(first) + i * stride;
    if (key != nullptr && lacks_key(*key, object) == keyed)
      throw UsageError("insert cannot mix rows with and without their key: \"" + mapping.name + "::" + key->member +
                       "\" is 0 in some of them\n  insert them with two statements");
    auto& row = statement.rows.emplace_back();
    row.reserve(statement.columns.size());
    for (const auto& column : mapping.columns)
      if (&column != key || keyed) row.push_back(parameter_of(column, object));
  }
}

void add_value(InsertState& insert, const NodePtr& column, const NodePtr& value) {
  if (insert.from_values) refuse_both_forms();
  auto& statement = insert.statement;
  if (statement.rows.empty()) statement.rows.emplace_back();
  statement.columns.push_back(column);
  statement.rows.front().push_back(value);
}

void add_conflict_column(InsertState& insert, const NodePtr& column) {
  insert.statement.conflict_columns.push_back(column);
}

void add_conflict_update(InsertState& insert, const NodePtr& column) {
  insert.statement.conflict_updates.push_back({column, column_node(column->entity, column->offset, "excluded")});
}

}  // namespace weft::detail
