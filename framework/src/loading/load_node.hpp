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

namespace weft::detail {

struct LoadNode;
using LoadNodePtr = std::shared_ptr<const LoadNode>;

/// What was said of one relationship.
struct NodeStep {
  const MappedRelationship* relationship = nullptr;
  std::string strategy{};  ///< empty: as the mapping says
  StrategyOptions options{};
  int recursion_depth = 0;
  LoadNodePtr below{};
};

struct LoadNode {
  std::vector<NodeStep> steps{};
  std::string wildcard{};         ///< for relationships of this entity that no step names
  std::string wildcard_below{};   ///< the same for every level under this one
  std::string key{};              ///< bytes that are equal for equal trees

  [[nodiscard]] const NodeStep* find(const MappedRelationship& relationship) const noexcept;
};

/// How one relationship is to be loaded, all rules applied.
struct ResolvedStep {
  std::string_view strategy{};
  const StrategyOptions* options = nullptr;
  int recursion_depth = 0;
  bool written = false;  ///< by the query; otherwise the mapping chose
  LoadNodePtr below{};
};

[[nodiscard]] const LoadNodePtr& empty_node();
/// The options that concern paths from `root`. Throws `UsageError` for a path that starts at no entity of
/// the query (`roots`), and for a member that is not a mapped relationship.
[[nodiscard]] LoadNodePtr node_of(const std::vector<LoadOption>& options, const MappedEntity& root);
void check_roots(const std::vector<LoadOption>& options, const std::vector<const MappedEntity*>& roots);
[[nodiscard]] ResolvedStep resolve(const LoadNodePtr& node, const MappedRelationship& relationship);

}  // namespace weft::detail
