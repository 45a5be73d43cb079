// SPDX-License-Identifier: MIT
//
// The options of a query as a tree: what was said of the relationships of one entity on the path.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "weft/loading/path.hpp"
#include "weft/query/load_options.hpp"
#include "weft/query/select_builder.hpp"

namespace weft::detail {

struct LoadNode;
using LoadNodePtr = std::shared_ptr<const LoadNode>;

/// What was said of one relationship.
struct NodeStep {
  const MappedRelationship* relationship = nullptr;
  std::string strategy{};  ///< empty: as the mapping says
  StrategyOptions options{};
  int recursion_depth = 0;
  sql::NodePtr condition{};  ///< of what it leads to
  bool contained = false;    ///< the query joins it itself,
  std::string alias{};       ///< under this alias
  const MappedEntity* of_type = nullptr;  ///< only this derived entity is loaded; null for all
  LoadNodePtr below{};
};

/// What was said of one column in a `Deferred` member.
struct NodeColumn {
  const MappedColumn* column = nullptr;
  ColumnLoading loading = ColumnLoading::load;
};

/// What was said of an entity derived from that on the path.
struct NodeKind {
  const MappedEntity* entity = nullptr;
  PolymorphicLoad loading = PolymorphicLoad::on_access;
};

/// What holds at every level.
struct Everywhere {
  struct Criterion {
    const MappedEntity* entity = nullptr;
    sql::NodePtr condition{};
  };
  std::string wildcard{};
  std::vector<Criterion> criteria{};

  /// What with_loader_criteria says of an entity; null for nothing.
  [[nodiscard]] sql::NodePtr criteria_of(const MappedEntity& entity) const;
};

struct LoadNode {
  std::vector<NodeStep> steps{};
  std::vector<NodeColumn> columns{};
  std::vector<NodeKind> kinds{};
  std::string wildcard{};  ///< for relationships of this entity that no step names
  std::shared_ptr<const Everywhere> everywhere{};  ///< null for nothing
  std::string key{};  ///< bytes that are equal for equal trees, values in conditions included
  std::vector<const sql::Node*> parameters{};  ///< the values in all conditions of the tree

  [[nodiscard]] const NodeStep* find(const MappedRelationship& relationship) const noexcept;
  [[nodiscard]] ColumnLoading loading(const MappedColumn& column) const noexcept;
  /// Of an entity derived from that on the path.
  [[nodiscard]] PolymorphicLoad loading(const MappedEntity& kind) const noexcept;
  [[nodiscard]] sql::NodePtr criteria_of(const MappedEntity& entity) const;
};

/// How one relationship is to be loaded, all rules applied.
struct ResolvedStep {
  std::string_view strategy{};
  const StrategyOptions* options = nullptr;
  int recursion_depth = 0;
  bool written = false;  ///< by the query; otherwise the mapping chose
  sql::NodePtr condition{};  ///< of the step, and of the criteria for what it leads to
  bool contained = false;
  std::string_view alias{};
  const MappedEntity* of_type = nullptr;
  LoadNodePtr below{};
};

[[nodiscard]] const LoadNodePtr& empty_node();
/// The options that concern paths from `root`. Throws `UsageError` for a path that starts at no entity of
/// the query (`roots`), and for a member that is not a mapped relationship.
/// In C++ members of an entity that is concrete() may be those of its base: paths that start at the base are about it where
/// the query does not select the base, too.
[[nodiscard]] LoadNodePtr node_of(const std::vector<LoadOption>& options, const MappedEntity& root,
                                  const std::vector<SelectedItem>& selected = {});
void check_roots(const std::vector<LoadOption>& options, const std::vector<const MappedEntity*>& roots);
[[nodiscard]] ResolvedStep resolve(const LoadNodePtr& node, const MappedRelationship& relationship);

}  // namespace weft::detail
