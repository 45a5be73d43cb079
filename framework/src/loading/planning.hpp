// SPDX-License-Identifier: MIT
//
// Puts a statement together: asks the strategies, then writes down what they asked for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "loading/kind_plan.hpp"
#include "loading/query_plan.hpp"
#include "weft/loading/planner.hpp"

namespace weft::detail {

class Planning {
 public:
  Planning(EngineCore& engine, const SelectState& select, PlannedStatement& planned)
      : engine_(engine), select_(select), planned_(planned) {}

  /// `path` leads to the first selected entity, of whose relationships `node` tells.
  void run(const LoadNodePtr& node, const RelationshipPath& path);

 private:
  class Planner;

  struct EagerJoin {
    std::uint32_t parent = 0;
    std::uint32_t child = 0;
    const MappedRelationship* relationship = nullptr;
    bool inner = false;
    sql::NodePtr condition{};
    std::string alias{};
    std::string secondary_alias{};
  };

  void add_roots(const LoadNodePtr& node, const RelationshipPath& path);
  EntityPlan& add_entity(const MappedEntity& entity, const std::string& alias);
  [[nodiscard]] KindPlace place_of(std::size_t position);
  void ask_strategies(std::size_t index);
  /// Throws what finding the strategy throws, and `UsageError` for options that it does not take.
  void ask_strategy(std::uint32_t position, const LoadNodePtr& node, const MappedRelationship& relationship);
  void write_columns();

  // What is joined (planned_joins.cpp).
  /// Whether rows hold what the relationship starts from. Where they do not, a query that writes the path out makes them.
  bool reaches(std::uint32_t position, const MappedRelationship& relationship, bool written);
  void add_join(std::uint32_t parent, const MappedRelationship& relationship, const ResolvedStep& step,
                const RelationshipPath& path, bool inner);
  /// What the query joins itself is read out of its own rows.
  void add_contained(std::uint32_t parent, const MappedRelationship& relationship, const ResolvedStep& step,
                     const RelationshipPath& path);
  /// The position at which the query selects that entity; `roots_` when it does not.
  [[nodiscard]] std::uint32_t selected_at(const MappedEntity& entity, std::string_view alias) const;
  [[nodiscard]] bool joined_inner(std::uint32_t position) const;
  std::string next_alias(const std::string& table) { return table + '_' + std::to_string(++aliases_); }
  void join_eagerly();
  [[nodiscard]] sql::Join join_of(const EagerJoin& eager) const;

  // A limit below joined collections (planned_page.cpp).
  /// Rows of a joined collection multiply the owners' rows, so a limit has to be applied before the join.
  [[nodiscard]] bool needs_page() const;
  void wrap_in_page();
  /// True when the condition of a join takes that column of the owner.
  [[nodiscard]] bool is_joined_on(std::uint32_t position, const MappedColumn& column) const;
  /// A column of the derived table, and the node by which the outside names it.
  sql::NodePtr page_column(sql::SelectStatement& page, const sql::NodePtr& inner);
  /// How the outside names a term that is a column of a selected entity; null for anything else.
  [[nodiscard]] sql::NodePtr outside_name(const std::vector<std::vector<sql::NodePtr>>& inner,
                                          const sql::NodePtr& term) const;

  /// True where rows of the query itself hold the entity.
  [[nodiscard]] bool is_inside(std::uint32_t position) const;
  [[nodiscard]] bool is_deferred(std::uint32_t position, const MappedColumn& column) const {
    return column.ops->deferrable && planned_.plan.entities[position].node->loading(column) != ColumnLoading::load;
  }

  EngineCore& engine_;
  const SelectState& select_;
  PlannedStatement& planned_;
  std::uint32_t roots_ = 0;
  std::vector<std::string> aliases_of_{};  ///< the entities
  std::vector<std::uint32_t> inside_{};  ///< entities that rows of the query itself hold: selected or contained
  bool joins_collections_ = false;
  std::size_t aliases_ = 0;
  bool wrapped_ = false;
  std::vector<EagerJoin> joins_{};
  std::vector<sql::NodePtr> expressions_{};
};

/// The strategy of a step. Errors name the relationship, and who asked for the strategy.
[[nodiscard]] const LoaderStrategy& strategy_for(EngineCore& engine, const MappedRelationship& relationship,
                                                 const ResolvedStep& step);

}  // namespace weft::detail
