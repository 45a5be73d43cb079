// SPDX-License-Identifier: MIT
#include "session/bulk_inserting.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "weft/mapping/entity.hpp"

namespace weft::detail {
namespace {

using TableColumns = std::vector<const TableColumn*>;

bool pays(const Capabilities& can, std::size_t rows) {
  return can.bulk_rows != 0 && rows >= can.bulk_rows;
}

bool send(SessionCore& session, const TableDefinition& table, std::span<const TableColumn* const> columns,
          std::span<const Cell> cells, std::size_t rows) {
  const std::string sql = session.engine().compiler().bulk_insert(table, columns);
  return session.connection().bulk_insert({sql, &table, columns}, {cells, columns.size(), rows});
}

bool only_values(const sql::InsertStatement& insert) {
  return insert.into.entity != nullptr && insert.select == nullptr && insert.returning.empty() &&
         insert.conflict_columns.empty() && insert.conflict_updates.empty() && !insert.on_conflict_do_nothing &&
         !insert.columns.empty();
}

/// The columns of the statement where all of them are in one table, else none.
TableColumns columns_of(const MappedEntity& entity, const sql::InsertStatement& insert) {
  TableColumns columns;
  for (const auto& node : insert.columns) {
    const MappedColumn* mapped = node->kind == sql::NodeKind::entity_column ? entity.column_at(node->offset) : nullptr;
    if (mapped == nullptr) return {};
    columns.push_back(mapped->column);
  }
  return columns;
}

/// A value as the column has it: an enumeration's parameter still has to be given its name.
bool is_plain(const sql::Node& value) {
  return value.kind == sql::NodeKind::parameter && value.entity == nullptr;
}

}  // namespace

bool insert_in_bulk(SessionCore& session, const TableDefinition& table, std::span<const TableColumn* const> columns,
                    std::size_t rows,
                    const std::function<void(std::size_t, std::vector<Cell>&, Scratch&)>& bind) {
  if (columns.empty() || !pays(session.engine().capabilities(), rows)) return false;
  Scratch scratch;
  std::vector<Cell> cells;
  cells.reserve(rows * columns.size());
  for (std::size_t row = 0; row < rows; ++row) bind(row, cells, scratch);
  return send(session, table, columns, cells, rows);
}

bool insert_in_bulk(SessionCore& session, const sql::InsertStatement& insert) {
  if (!pays(session.engine().capabilities(), insert.rows.size()) || !only_values(insert)) return false;
  const MappedEntity& entity = insert.into.entity().configured();
  if (entity.tables.size() != 1) return false;
  const TableColumns columns = columns_of(entity, insert);
  if (columns.empty()) return false;
  std::vector<Cell> cells;
  cells.reserve(insert.rows.size() * columns.size());
  for (const auto& row : insert.rows) {
    if (row.size() != columns.size() || !std::all_of(row.begin(), row.end(), [](const auto& value) { return is_plain(*value); }))
      return false;
    for (const auto& value : row) cells.push_back(value->value.cell());
  }
  session.autoflush();
  session.note_statement();
  return send(session, *entity.tables.front().table, columns, cells, insert.rows.size());
}

}  // namespace weft::detail
