// SPDX-License-Identifier: MIT
//
// How a strategy is judged: by the graph that it gives, which has to be that of the rows, and by the statements that it
// declares to need. Its name plays no part.
#pragma once

#include <string>
#include <vector>

#include "cases/strategy/walk.hpp"
#include "trial.hpp"

namespace weft::conformance {

using Graph = std::vector<std::string>;

/// Statements at most, the owners' own included, where so many owners are touched at each level of the path.
[[nodiscard]] std::size_t budget(const Capabilities& can, const Strategies& strategies, const std::vector<std::size_t>& owners);

/// The graph that these strategies give where the rows are `graph`: nothing below the first that never loads.
[[nodiscard]] Graph expected_graph(const Strategies& strategies, const Graph& graph);

/// Judges one reading: the trial was restarted before the query, `before_touching` statements were sent by it, and all
/// was touched since.
void judge(Trial& trial, const Strategies& strategies, const Walk& walk, const Graph& actual, const Graph& rows,
           std::size_t before_touching);

}  // namespace weft::conformance
