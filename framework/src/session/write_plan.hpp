// SPDX-License-Identifier: MIT
//
// INSERT, UPDATE and DELETE of whole rows, compiled once for each set of columns.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "session/engine_core.hpp"
#include "weft/mapping/entity.hpp"

namespace weft::detail {

struct WritePlan {
  std::string sql{};
  std::uint64_t statement_id = 0;
  std::vector<std::uint32_t> order{};  ///< for each placeholder: which of the parameters given

  [[nodiscard]] Statement statement() const noexcept { return {sql, statement_id}; }
};

using Columns = std::span<const MappedColumn* const>;

// `part` says which of the entity's tables is written: the columns are of that one, and its key stands in front of them
// where it is not the root's.
/// INSERT INTO .. (columns) VALUES (?..), (?..), with RETURNING of a column when one is given. Statements of odd
/// numbers of rows are not kept: there would be too many.
std::shared_ptr<const WritePlan> insert_plan(EngineCore& engine, const MappedEntity& entity, Columns columns,
                                             const MappedColumn* returning, std::size_t rows, std::size_t part = 0);
/// UPDATE .. SET columns WHERE keys; parameters: columns, then keys.
std::shared_ptr<const WritePlan> update_plan(EngineCore& engine, const MappedEntity& entity, Columns columns,
                                             Columns keys, std::size_t part = 0);
/// DELETE .. WHERE keys.
std::shared_ptr<const WritePlan> delete_plan(EngineCore& engine, const MappedEntity& entity, Columns keys,
                                             std::size_t part = 0);
/// The same for rows of an association table. An UPDATE is of the columns by which it finds them.
std::shared_ptr<const WritePlan> insert_association_plan(EngineCore& engine, const TableDefinition& table,
                                                         std::span<const TableColumn* const> columns,
                                                         std::size_t rows);
std::shared_ptr<const WritePlan> update_association_plan(EngineCore& engine, const TableDefinition& table,
                                                         std::span<const TableColumn* const> columns);
std::shared_ptr<const WritePlan> delete_association_plan(EngineCore& engine, const TableDefinition& table,
                                                         std::span<const TableColumn* const> columns);

}  // namespace weft::detail
