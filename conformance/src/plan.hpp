// SPDX-License-Identifier: MIT
//
// What runs: every case that was asked for, crossed with the databases and strategies under test.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "deviations.hpp"
#include "options.hpp"
#include "report.hpp"
#include "target.hpp"

namespace weft::conformance {

struct PlannedCase {
  const Group* group = nullptr;
  const Case* one = nullptr;
  Target* target = nullptr;
  const LoaderStrategy* strategy = nullptr;  ///< of the suite "strategy" only

  /// As `Record::display`.
  [[nodiscard]] std::string display() const;
};

struct Plan {
  std::vector<std::unique_ptr<Target>> targets{};
  std::vector<const LoaderStrategy*> strategies{};  ///< under test
  std::vector<ReportedPlugin> plugins{};
  std::vector<PlannedCase> cases{};
  std::size_t distinct_cases = 0;
};

/// Loads the plugins, connects to the databases, and crosses. Throws `PluginError` for a plugin that cannot be used,
/// `UsageError` for a URL that makes no sense and for a plugin of which nothing would run.
[[nodiscard]] Plan make_plan(const Options& options);

/// All strategies there are, under test or not: nested pairs are made of them. Good after `make_plan`.
[[nodiscard]] const std::vector<const LoaderStrategy*>& known_strategies() noexcept;

/// What there is on these databases, planned or not.
[[nodiscard]] Existing existing(const Plan& plan);

/// What is missing from a run that asked for everything: a group without a result, a capability without a case.
[[nodiscard]] std::vector<std::string> incomplete(const Plan& plan, const Options& options, const Report& report);

}  // namespace weft::conformance
