// SPDX-License-Identifier: MIT
#include "loading/query_plan.hpp"

#include "loading/planning.hpp"

namespace weft::detail {

std::shared_ptr<PlannedStatement> plan_statement(EngineCore& engine, const SelectState& select,
                                                 const LoadNodePtr& node, const RelationshipPath& path) {
  auto planned = std::make_shared<PlannedStatement>();
  Planning(engine, select, *planned).run(node, path);
  return planned;
}

}  // namespace weft::detail
