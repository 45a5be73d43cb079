// SPDX-License-Identifier: MIT
//
// How a select is executed: its final text, and what becomes of each column of its rows. Made once for
// each shape of statement and options.
#pragma once

#include <algorithm>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "loading/load_node.hpp"
#include "session/engine_core.hpp"
#include "sql/shape.hpp"
#include "weft/query/select_builder.hpp"

namespace weft::detail {

/// One place at which rows hold an entity: its columns, side by side in the order of its mapping, but for those that
/// are deferred.
struct EntityPlan {
  struct Joined {
    const MappedRelationship* relationship = nullptr;
    std::uint32_t position = 0;  ///< of the related entity, in `QueryPlan::entities`
    bool partial = false;        ///< rows may hold only some of what is related
  };
  struct After {
    const MappedRelationship* relationship = nullptr;
    const LoaderStrategy* strategy = nullptr;
    StrategyOptions options{};
    sql::NodePtr condition{};
    LoadNodePtr below{};
  };

  const MappedEntity* entity = nullptr;
  std::uint32_t first_column = 0;
  std::vector<const MappedColumn*> deferred{};  ///< columns that rows do not hold
  LoadNodePtr node{};
  RelationshipPath path;
  std::vector<Joined> joined{};
  std::vector<After> after{};
  std::vector<const MappedEntity*> kinds{};  ///< what rows may be by the discriminator; empty where nothing tells

  explicit EntityPlan(const MappedEntity& mapped) : entity(&mapped), path(mapped) {}

  [[nodiscard]] bool defers(const MappedColumn& column) const noexcept {
    return std::find(deferred.begin(), deferred.end(), &column) != deferred.end();
  }
  /// Where rows hold a column that is not deferred.
  [[nodiscard]] std::uint32_t cell_of(const MappedColumn& column) const noexcept {
    auto before = [&](const MappedColumn* left_out) { return left_out->index < column.index; };
    return first_column + column.index -
           static_cast<std::uint32_t>(std::count_if(deferred.begin(), deferred.end(), before));
  }
};

struct ItemPlan {
  const TypeOps* ops = nullptr;  ///< of an expression; null for an entity
  std::uint32_t place = 0;       ///< column of the expression, or position of the entity
};

struct QueryPlan {
  std::vector<EntityPlan> entities{};
  std::vector<ItemPlan> items{};
  std::vector<ColumnShape> columns{};
  bool joined_collections = false;
  std::string sql{};
  std::uint64_t statement_id = 0;
  std::vector<sql::SlotPlace> slots{};

  [[nodiscard]] Statement statement() const noexcept { return {sql, statement_id}; }
};

/// A planned statement before it is compiled, with the nodes of each entity's columns.
struct PlannedStatement {
  sql::SelectStatement statement{};
  std::vector<std::vector<sql::NodePtr>> column_nodes{};  ///< as `QueryPlan::entities`
  QueryPlan plan{};
};

/// Lets the strategies shape the statement. `path` leads to the first selected entity.
[[nodiscard]] std::shared_ptr<PlannedStatement> plan_statement(EngineCore& engine, const SelectState& select,
                                                               const LoadNodePtr& node, const RelationshipPath& path);

/// The plan for a select, from the cache or made now; `shape` receives the parameters of `select`.
[[nodiscard]] std::shared_ptr<const QueryPlan> plan_of(EngineCore& engine, const SelectState& select,
                                                       const LoadNodePtr& node, const RelationshipPath& path,
                                                       sql::Shape& shape);

/// Parameter values in the order of the text.
void collect_parameters(const sql::Compiler& compiler, const std::vector<sql::SlotPlace>& slots,
                        const sql::Shape& shape, std::deque<Value>& made, std::vector<Cell>& cells);

}  // namespace weft::detail
