// SPDX-License-Identifier: MIT
#include "session/write_plan.hpp"

#include <unordered_map>

#include "weft/query/build.hpp"

namespace weft::detail {
namespace {

using TableColumns = std::vector<const TableColumn*>;

/// The parameters of a statement, numbered in the order in which they are made.
class Parameters {
 public:
  sql::NodePtr next(const TableColumn& column) {
    auto node = value_parameter({}, column.type);
    nodes_.emplace(node.get(), static_cast<std::uint32_t>(nodes_.size()));
    return node;
  }

  [[nodiscard]] std::vector<std::uint32_t> order(const sql::CompiledSql& compiled) const {
    std::vector<std::uint32_t> order;
    order.reserve(compiled.slots.size());
    for (const auto& slot : compiled.slots) order.push_back(nodes_.at(slot.node));
    return order;
  }

 private:
  std::unordered_map<const sql::Node*, std::uint32_t> nodes_{};
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

std::shared_ptr<WritePlan> made(sql::CompiledSql compiled, const Parameters& parameters) {
  auto plan = std::make_shared<WritePlan>();
  plan->order = parameters.order(compiled);
  plan->sql = std::move(compiled.text);
  return plan;
}

std::shared_ptr<const WritePlan> keep(EngineCore& engine, std::string key, std::shared_ptr<WritePlan> plan) {
  plan->statement_id = engine.statement_id(plan->sql);
  engine.writes().insert(std::move(key), plan);
  return plan;
}

/// Numbers of rows for which it is worth keeping a statement.
bool is_round(std::size_t rows) {
  for (std::size_t one = 1; one <= rows; one *= 10)
    if (rows == one || rows == 2 * one || rows == 5 * one) return true;
  return false;
}

std::shared_ptr<const WritePlan> insert_rows(EngineCore& engine, const TableDefinition& table,
                                             std::span<const TableColumn* const> columns,
                                             const TableColumn* returning, std::size_t rows) {
  std::string key = key_of('i', &table, columns, {&returning, returning ? 1U : 0U});
  key += std::to_string(rows);
  if (auto known = engine.writes().find(key)) return known;
  Parameters parameters;
  sql::InsertStatement insert;
  insert.into.table = &table;
  for (const auto* column : columns) insert.columns.push_back(table_column(*column));
  for (std::size_t row = 0; row < rows; ++row) {
    auto& values = insert.rows.emplace_back();
    for (const auto* column : columns) values.push_back(parameters.next(*column));
  }
  if (returning) insert.returning.push_back(table_column(*returning));
  auto plan = made(engine.compiler().insert(insert), parameters);
  return is_round(rows) ? keep(engine, std::move(key), std::move(plan)) : plan;
}

std::shared_ptr<const WritePlan> update_rows(EngineCore& engine, const TableDefinition& table,
                                             std::span<const TableColumn* const> changed,
                                             std::span<const TableColumn* const> where) {
  std::string key = key_of('u', &table, changed, where);
  if (auto known = engine.writes().find(key)) return known;
  Parameters parameters;
  sql::UpdateStatement update;
  update.target.table = &table;
  for (const auto* column : changed) update.assignments.push_back({table_column(*column), parameters.next(*column)});
  update.where = all_equal(where, parameters);
  return keep(engine, std::move(key), made(engine.compiler().update(update), parameters));
}

std::shared_ptr<const WritePlan> delete_rows(EngineCore& engine, const TableDefinition& table,
                                             std::span<const TableColumn* const> columns) {
  std::string key = key_of('d', &table, columns);
  if (auto known = engine.writes().find(key)) return known;
  Parameters parameters;
  sql::DeleteStatement remove;
  remove.target.table = &table;
  remove.where = all_equal(columns, parameters);
  return keep(engine, std::move(key), made(engine.compiler().remove(remove), parameters));
}

}  // namespace

std::shared_ptr<const WritePlan> insert_plan(EngineCore& engine, const MappedEntity& entity, Columns columns,
                                             const MappedColumn* returning, std::size_t rows, std::size_t part) {
  const MappedTable& into = entity.tables[part];
  TableColumns all = part == 0 ? TableColumns{} : into.key;
  for (const auto* column : columns) all.push_back(column->column);
  return insert_rows(engine, *into.table, all, returning ? returning->column : nullptr, rows);
}

std::shared_ptr<const WritePlan> update_plan(EngineCore& engine, const MappedEntity& entity, Columns columns,
                                             Columns keys, std::size_t part) {
  const TableColumns where = part == 0 ? table_columns(keys) : entity.tables[part].key;
  return update_rows(engine, *entity.tables[part].table, table_columns(columns), where);
}

std::shared_ptr<const WritePlan> delete_plan(EngineCore& engine, const MappedEntity& entity, Columns keys,
                                             std::size_t part) {
  return delete_rows(engine, *entity.tables[part].table, part == 0 ? table_columns(keys) : entity.tables[part].key);
}

std::shared_ptr<const WritePlan> insert_association_plan(EngineCore& engine, const TableDefinition& table,
                                                         std::span<const TableColumn* const> columns,
                                                         std::size_t rows) {
  return insert_rows(engine, table, columns, nullptr, rows);
}

std::shared_ptr<const WritePlan> update_association_plan(EngineCore& engine, const TableDefinition& table,
                                                         std::span<const TableColumn* const> columns) {
  return update_rows(engine, table, columns, columns);
}

std::shared_ptr<const WritePlan> delete_association_plan(EngineCore& engine, const TableDefinition& table,
                                                         std::span<const TableColumn* const> columns) {
  return delete_rows(engine, table, columns);
}

}  // namespace weft::detail
