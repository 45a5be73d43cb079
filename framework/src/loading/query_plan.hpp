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
/// are deferred; behind them those that the kinds in `inlined` add.
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
    const MappedEntity* of_type = nullptr;
    LoadNodePtr below{};
  };
  /// What reading a column takes, in little memory: the mapping's own description of it is many times as long.
  struct Held {
    const MappedColumn* column = nullptr;
    std::ptrdiff_t offset = 0;
    FastType fast = FastType::other;
  };
  /// A column that a derived entity adds.
  struct Added {
    const MappedColumn* column = nullptr;
    std::uint32_t cell = nowhere;  ///< nowhere: it is deferred
  };
  /// What rows may be by the discriminator.
  struct Kind {
    const MappedEntity* entity = nullptr;
    const MappedEntity* read = nullptr;   ///< how far rows hold it: itself, or a base of it
    const MappedEntity* after = nullptr;  ///< how far it is read right after the statement; null: no further
    std::vector<Added> added{};           ///< beyond the columns of the place's entity
  };
  static constexpr std::uint32_t nowhere = static_cast<std::uint32_t>(-1);

  const MappedEntity* entity = nullptr;
  std::uint32_t first_column = 0;
  std::vector<Held> held{};                     ///< the entity's own columns, as rows hold them side by side
  std::vector<const MappedColumn*> deferred{};  ///< and those that rows do not hold
  LoadNodePtr node{};
  RelationshipPath path;
  std::vector<Joined> joined{};
  std::vector<After> after{};
  std::vector<const MappedEntity*> inlined{};  ///< derived entities whose columns rows hold, each behind its base
  std::vector<Added> added{};                  ///< those columns
  std::vector<Kind> kinds{};                   ///< empty where nothing tells what a row is

  explicit EntityPlan(const MappedEntity& mapped) : entity(&mapped), path(mapped) {}

  /// Those of the entity, then those that are added.
  [[nodiscard]] std::vector<const MappedColumn*> columns() const;
  /// Where that list has a column; at its end for one that it does not have.
  [[nodiscard]] std::size_t index_of(const MappedColumn& column) const noexcept;
  [[nodiscard]] bool knows(const MappedColumn& column) const noexcept {
    return index_of(column) < entity->columns.size() + added.size();
  }
  [[nodiscard]] bool defers(const MappedColumn& column) const noexcept {
    return std::find(deferred.begin(), deferred.end(), &column) != deferred.end();
  }
  /// Whether it is one of the entity itself; others are in `added`, if anywhere.
  [[nodiscard]] bool has(const MappedColumn& column) const noexcept {
    return column.index < entity->columns.size() && &entity->columns[column.index] == &column;
  }
  /// Where rows hold a column that is not deferred.
  [[nodiscard]] std::uint32_t cell_of(const MappedColumn& column) const noexcept {
    if (!has(column)) return added[index_of(column) - entity->columns.size()].cell;
    auto before = [&](const MappedColumn* left_out) { return left_out->index < column.index; };
    return first_column + column.index -
           static_cast<std::uint32_t>(std::count_if(deferred.begin(), deferred.end(), before));
  }
};

struct ItemPlan {
  const TypeOps* ops = nullptr;         ///< of an expression; null for an entity
  std::uint32_t place = 0;              ///< column of the expression, or position of the entity
  const MappedColumn* names = nullptr;  ///< whose names the values of the expression are; null where they are none
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
  std::vector<std::vector<sql::NodePtr>> column_nodes{};  ///< as `QueryPlan::entities`; those added come last
  QueryPlan plan{};

  /// Null for a column that rows do not hold.
  [[nodiscard]] sql::NodePtr node_of(std::size_t position, const MappedColumn& column) const;
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
