// SPDX-License-Identifier: MIT
#include "weft/query/dml_builder.hpp"

#include <algorithm>
#include <utility>

#include "weft/error.hpp"
#include "weft/mapping/entity.hpp"

namespace weft::detail {

namespace {

NodePtr parameter_of(const MappedColumn& column, Value value) {
  auto node = std::make_shared<sql::Node>();
  node->kind = sql::NodeKind::parameter;
  node->value = std::move(value);
  node->type = column.column->type;
  return node;
}

/// What a new row says it is, whatever the member holds; null where rows do not say it.
const MappedColumn* identity_column(const MappedEntity& entity) noexcept {
  return entity.identity.is_null() ? nullptr : entity.discriminator;
}

NodePtr parameter_of(const MappedEntity& entity, const MappedColumn& column, const void* object) {
  if (&column == identity_column(entity)) return parameter_of(column, entity.identity);
  Scratch scratch;
  return parameter_of(column, Value(column.bind(object, scratch)));
}

bool lacks_key(const MappedColumn& key, const void* object) {
  Scratch scratch;
  const Cell cell = key.bind(object, scratch);
  return cell.is_null() || (cell.kind == CellKind::integer && cell.integer == 0);
}

/// Where an insert names a column; behind all that it names where it does not.
std::size_t place_of(const sql::InsertStatement& insert, const MappedColumn& column) {
  const auto place = std::find_if(insert.columns.begin(), insert.columns.end(),
                                  [&](const NodePtr& node) { return node->offset == column.offset; });
  return static_cast<std::size_t>(place - insert.columns.begin());
}

bool writes(const sql::InsertStatement& insert, const MappedColumn& column) {
  return place_of(insert, column) < insert.columns.size();
}

/// The state, for this handle alone.
template <class State>
State& own(std::shared_ptr<State>& state) {
  if (state.use_count() != 1) state = std::make_shared<State>(*state);
  return *state;
}

template <class State>
void return_also(State& state, const NodePtr& node, const TypeOps& ops) {
  state.statement.returning.push_back(node);
  state.returned.push_back({.node = node, .ops = &ops});
}

[[noreturn]] void refuse_both_forms() {
  throw UsageError("insert cannot take both values(...) and set(...): they name the columns in two ways\n"
                   "  use values(...) for whole rows, or set(...) for some columns of one row");
}

}  // namespace

InsertBuilder::InsertBuilder(sql::EntityFunction entity) : state_(std::make_shared<InsertState>()) {
  state_->statement.into.entity = entity;
}

InsertState& InsertBuilder::change() { return own(state_); }

void InsertBuilder::add_rows(const void* first, std::size_t count, std::size_t stride) {
  auto& state = change();
  auto& statement = state.statement;
  if (!state.from_values && !statement.rows.empty()) refuse_both_forms();

  const auto entity = statement.into.entity;
  const auto& mapping = entity().configured();
  const auto* key = mapping.generated_key;
  if (!state.from_values) {
    state.from_values = true;
    for (const auto& column : mapping.columns)
      if (&column != key || (count > 0 && !lacks_key(column, first)))
        statement.columns.push_back(column_node(entity, column.offset));
  }
  const bool keyed = key != nullptr && writes(statement, *key);

  statement.rows.reserve(statement.rows.size() + count);
  for (std::size_t i = 0; i < count; ++i) {
    const void* object = static_cast<const std::byte*>(first) + i * stride;
    if (key != nullptr && lacks_key(*key, object) == keyed)
      throw UsageError("insert cannot mix rows with and without their key: \"" + mapping.name + "::" + key->member +
                       "\" is 0 in some of them\n  insert them with two statements");
    auto& row = statement.rows.emplace_back();
    row.reserve(statement.columns.size());
    for (const auto& column : mapping.columns)
      if (&column != key || keyed) row.push_back(parameter_of(mapping, column, object));
  }
}

void InsertBuilder::set(const NodePtr& column, const NodePtr& value) {
  auto& state = change();
  if (state.from_values) refuse_both_forms();
  auto& statement = state.statement;
  if (statement.rows.empty()) {
    statement.rows.emplace_back();
    const auto entity = statement.into.entity;
    const MappedEntity& mapping = entity().configured();
    if (const MappedColumn* identity = identity_column(mapping); identity && identity->offset != column->offset) {
      statement.columns.push_back(column_node(entity, identity->offset));
      statement.rows.front().push_back(parameter_of(*identity, mapping.identity));
    }
  }
  // The program may say itself what the row is.
  if (const MappedColumn* said = identity_column(statement.into.entity()); said && said->offset == column->offset)
    if (const std::size_t place = place_of(statement, *said); place < statement.columns.size()) {
      statement.rows.front()[place] = value;
      return;
    }
  statement.columns.push_back(column);
  statement.rows.front().push_back(value);
}

void InsertBuilder::conflict_column(const NodePtr& column) { change().statement.conflict_columns.push_back(column); }

void InsertBuilder::conflict_update(const NodePtr& column) {
  conflict_update(column, column_node(column->entity, column->offset, "excluded"));
}

void InsertBuilder::conflict_update(const NodePtr& column, const NodePtr& value) {
  change().statement.conflict_updates.push_back({column, value});
}

void InsertBuilder::do_nothing() { change().statement.on_conflict_do_nothing = true; }

void InsertBuilder::returning(const NodePtr& node, const TypeOps& ops) { return_also(change(), node, ops); }

UpdateBuilder::UpdateBuilder(sql::EntityFunction entity) : state_(std::make_shared<UpdateState>()) {
  state_->statement.target.entity = entity;
}

UpdateState& UpdateBuilder::change() { return own(state_); }

void UpdateBuilder::set(const NodePtr& column, const NodePtr& value) {
  change().statement.assignments.push_back({column, value});
}

void UpdateBuilder::where(const NodePtr& condition) {
  auto& statement = change().statement;
  statement.where = both(statement.where, condition);
}

void UpdateBuilder::returning(const NodePtr& node, const TypeOps& ops) { return_also(change(), node, ops); }

DeleteBuilder::DeleteBuilder(sql::EntityFunction entity) : state_(std::make_shared<DeleteState>()) {
  state_->statement.target.entity = entity;
}

DeleteState& DeleteBuilder::change() { return own(state_); }

void DeleteBuilder::where(const NodePtr& condition) {
  auto& statement = change().statement;
  statement.where = both(statement.where, condition);
}

void DeleteBuilder::returning(const NodePtr& node, const TypeOps& ops) { return_also(change(), node, ops); }

}  // namespace weft::detail
