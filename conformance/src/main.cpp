// SPDX-License-Identifier: MIT
//
// weft-conformance: proves dialects and loading strategies against live databases. See conformance/docs.
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>

#include <gtest/gtest.h>
#include <weft/strategy.hpp>

#include "capability_list.hpp"
#include "run.hpp"

namespace weft::conformance {
namespace {

using Writer = void (*)(const Report& report, std::ostream& out);

void write(const std::string& file, const Report& report, Writer writer) {
  if (file.empty()) return;
  std::ofstream out(file);
  writer(report, out);
  if (!out) throw UsageError("cannot write \"" + file + "\"");
}

Report begin_report(const Plan& plan, const Options& options) {
  Report report;
  report.level = name_of(options.level);
  for (const auto& filter : options.filters) report.filter += (report.filter.empty() ? "" : " ") + filter;
  report.plugins = plan.plugins;
  report.distinct_cases = plan.distinct_cases;
  for (const auto* strategy : plan.strategies) report.strategies.emplace_back(strategy->name());
  for (const auto& target : plan.targets) {
    ReportedDatabase database{target->label(), target->display(), target->unreachable(), {}};
    if (target->reachable())
      for (const auto& named : named_claims())
        database.claims[std::string(named.name)] = target->capabilities().*named.claim;
    report.databases.push_back(std::move(database));
  }
  return report;
}

void print_sum(const Report& report) {
  std::printf("\n%zu distinct cases, %zu results in %.1f s\n", report.distinct_cases, report.records.size(), report.seconds);
  for (Outcome outcome : {Outcome::pass, Outcome::fail, Outcome::deviates, Outcome::not_claimed, Outcome::no_database})
    if (const std::size_t number = report.count(outcome); number != 0 || outcome == Outcome::pass)
      std::printf("  %-12s %zu\n", std::string(name_of(outcome)).c_str(), number);
  for (const auto& missing : report.incomplete) std::printf("INCOMPLETE  %s\n", missing.c_str());
}

/// Only of a run that left nothing out: whoever tries one case need not bother.
std::vector<std::string> outdated(const Deviations& deviations, const Plan& plan, const Options& options) {
  std::vector<std::string> lines;
  if (options.level != Level::full || !options.filters.empty()) return lines;
  for (const auto& line : deviations.outdated(existing(plan)))
    lines.push_back("no case fits the deviation \"" + line.pattern + "\": " + deviations.file() + ":" +
                    std::to_string(line.line));
  return lines;
}

int conform(const Options& options) {
  const auto began = std::chrono::steady_clock::now();
  Plan plan = make_plan(options);
  if (options.list) {
    for (const auto& planned : plan.cases) std::printf("%s\n", planned.display().c_str());
    return 0;
  }
  Deviations deviations;
  if (!options.deviations.empty()) deviations = Deviations(options.deviations);

  Report report = begin_report(plan, options);
  report.records = run(plan, deviations, options.quiet);
  for (const auto& target : plan.targets) target->clean_up();
  report.incomplete = incomplete(plan, options, report);
  for (auto& line : outdated(deviations, plan, options)) report.incomplete.push_back(std::move(line));
  report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();

  write(options.junit, report, &write_junit);
  write(options.json, report, &write_json);
  write(options.html, report, &write_html);
  write(options.markdown, report, &write_markdown);
  print_sum(report);
  if (report.count(Outcome::fail) != 0 || !report.incomplete.empty()) return 1;
  return report.count(Outcome::no_database) != 0 && !options.allow_missing ? 1 : 0;
}

}  // namespace
}  // namespace weft::conformance

int main(int count, char** arguments) {
  int status = 0;
  // GoogleTest gets a command line of its own: what it knows of filters is less than the suite does.
  int none = 1;
  testing::InitGoogleTest(&none, arguments);
  try {
    if (const auto options = weft::conformance::read_options(count, arguments, status)) return weft::conformance::conform(*options);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "weft-conformance: %s\n", error.what());
    return 2;
  }
  return status;
}
