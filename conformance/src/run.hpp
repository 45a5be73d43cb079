// SPDX-License-Identifier: MIT
//
// Runs a plan through GoogleTest and notes what comes of each case.
#pragma once

#include "deviations.hpp"
#include "plan.hpp"
#include "report.hpp"

namespace weft::conformance {

/// Registers every planned case with GoogleTest and runs all of them. To be called once in a process, after
/// `testing::InitGoogleTest`. The records are in the order of the plan.
[[nodiscard]] std::vector<Record> run(const Plan& plan, const Deviations& deviations, bool quiet);

}  // namespace weft::conformance
