// SPDX-License-Identifier: MIT
#include "session/write_plan.hpp"

#include <algorithm>

#include "weft/query/build.hpp"

namespace weft::detail {
namespace {

using TableColumns = std::vector<const TableColumn*>;

/// The parameters of a statement, numbered in the order in which they are made.
class Parameters {
 public:
  sql::NodePtr next(const TableColumn& column) {
    auto node = value_parameter({}, column.type);
    nodes_.push_back(node.get());
    return node;
  }

  [[nodiscard]] std::vector<std::uint32_t> order(const sql::CompiledSql& compiled) const {
    std::vector<std::uint32_t> order;
    for (const auto& slot : compiled.slots)
      order.push_back(static_cast<std::uint32_t>(std::find(nodes_.begin(), nodes_.end(), slot.node) - nodes_.begin()));
    return order;
  }

 private:
  std::vector<const sql::Node*> nodes_{};
};

std::string key_of(char kind, const void* table, std::span<const TableColumn* const> columns,
                   std::span<const TableColumn* const> more = {}) {
  std::string key(1, kind);
  auto append = [&](const void* address) { key.append(reinterpret_cast<const char*>(&address), sizeof address); };
  append(table);
  for (const auto* column : columns) append(column);
  append(nullptr);
  for (const auto* column : more) append(column);
  return key;
}

TableColumns table_columns(Columns columns) {
  TableColumns named;
  for (const auto* column : columns) named.push_back(column->column);
  return named;
}

sql::NodePtr all_equal(std::span<const TableColumn* const> columns, Parameters& parameters) {
  sql::NodePtr condition;
  for (const auto* column : columns)
    condition = both(condition, binary(sql::Op::equal, table_column(*column), parameters.next(*column)));
  return condition;
}

std::shared_ptr<const WritePlan> keep(EngineCore& engine, std::string key, sql::CompiledSql compiled,
                                      const Parameters& parameters) {
  auto plan = std::make_shared<WritePlan>();
  plan->order = parameters.order(compiled);
  plan->sql = std::move(compiled.text);
  plan->statement_id = engine.statement_id(plan->sql);
  engine.writes().insert(std::move(key), plan);
  return plan;
}

std::shared_ptr<const WritePlan> insert_rows(EngineCore& engine, const TableDefinition& table,
                                             std::span<const TableColumn* const> columns,
                                             const TableColumn* returning) {
  std::string key = key_of('i', &table, columns, {&returning, returning ? 1U : 0U});
  if (auto known = engine.writes().find(key)) return known;
  Parameters parameters;
  sql::InsertStatement insert;
  insert.into.table = &table;
  insert.rows.emplace_back();
  for (const auto* column : columns) {
    insert.columns.push_back(table_column(*column));
    insert.rows.front().push_back(parameters.next(*column));
  }
  if (returning) insert.returning.push_back(table_column(*returning));
  return keep(engine, std::move(key), engine.compiler().insert(insert), parameters);
}

std::shared_ptr<const WritePlan> delete_rows(EngineCore& engine, const TableDefinition& table,
                                             std::span<const TableColumn* const> columns) {
  std::string key = key_of('d', &table, columns);
  if (auto known = engine.writes().find(key)) return known;
  Parameters parameters;
  sql::DeleteStatement remove;
  remove.target.table = &table;
  remove.where = all_equal(columns, parameters);
  return keep(engine, std::move(key), engine.compiler().remove(remove), parameters);
}

}  // namespace

std::shared_ptr<const WritePlan> insert_plan(EngineCore& engine, const MappedEntity& entity, Columns columns,
                                             const MappedColumn* returning) {
  return insert_rows(engine, entity.table, table_columns(columns), returning ? returning->column : nullptr);
}

std::shared_ptr<const WritePlan> update_plan(EngineCore& engine, const MappedEntity& entity, Columns columns,
                                             Columns keys) {
  const TableColumns changed = table_columns(columns);
  const TableColumns where = table_columns(keys);
  std::string key = key_of('u', &entity.table, changed, where);
  if (auto known = engine.writes().find(key)) return known;
  Parameters parameters;
  sql::UpdateStatement update;
  update.target.table = &entity.table;
  for (const auto* column : changed) update.assignments.push_back({table_column(*column), parameters.next(*column)});
  update.where = all_equal(where, parameters);
  return keep(engine, std::move(key), engine.compiler().update(update), parameters);
}

std::shared_ptr<const WritePlan> delete_plan(EngineCore& engine, const MappedEntity& entity, Columns keys) {
  return delete_rows(engine, entity.table, table_columns(keys));
}

std::shared_ptr<const WritePlan> insert_association_plan(EngineCore& engine, const TableDefinition& table,
                                                         std::span<const TableColumn* const> columns) {
  return insert_rows(engine, table, columns, nullptr);
}

std::shared_ptr<const WritePlan> delete_association_plan(EngineCore& engine, const TableDefinition& table,
                                                         std::span<const TableColumn* const> columns) {
  return delete_rows(engine, table, columns);
}

}  // namespace weft::detail
