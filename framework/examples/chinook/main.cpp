// SPDX-License-Identifier: MIT
//
// The Chinook database, an online music shop, read with every loading strategy:
//
//   chinook --report                                    all of them, on SQLite in memory
//   chinook --url sqlite:///chinook.db --strategy joined
//   chinook copy sqlite:///chinook.db postgresql://user@localhost/chinook
//
// Every strategy walks the same objects in a session of its own. What differs is how many statements that takes and how
// many rows they bring; what must not differ is what was seen.
#include <algorithm>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "copy.hpp"
#include "load_script.hpp"
#include "model.hpp"
#include "report.hpp"
#include "tables.hpp"
#include "walk.hpp"

namespace {

using chinook::Result;

constexpr int runs = 3; // the fastest counts: the first one also prepares the statements

Result measure(weft::Engine& engine, const chinook::Walk& walk, const std::string& strategy) {
  Result result{.strategy = strategy, .time = std::chrono::nanoseconds::max()};
  weft::StatementCounter counter(engine);
  std::int64_t rows_of_query = -1;
  auto watch = engine.on_statement([&](const weft::StatementEvent& event) {
    if (event.kind == weft::StatementKind::statement && rows_of_query < 0)
      rows_of_query = event.rows;
  });

  for (int run = 0; run < runs; ++run) {
    chinook::Visitor visitor;
    counter.reset();
    rows_of_query = -1;
    const auto begin = std::chrono::steady_clock::now();
    weft::Session session(engine);
    try {
      walk.run(session, strategy, visitor);
    } catch (const weft::UnloadedAccessError& error) {
      const std::string text = error.what();
      result.refused = text.substr(0, text.find('\n'));
    }
    result.time = std::min<std::chrono::nanoseconds>(result.time, std::chrono::steady_clock::now() - begin);
    result.statements = counter.count();
    result.rows = counter.rows();
    result.objects = visitor.objects();
    result.repeated = rows_of_query - static_cast<std::int64_t>(visitor.owners());
    result.checksum = visitor.checksum();
  }
  return result;
}

/// Those that load see the same; "raise" sees nothing, and "noload" no children.
bool agree(const std::vector<Result>& results) {
  const Result* first = nullptr;
  for (const Result& result : results) {
    if (result.strategy == "noload" || !result.refused.empty())
      continue;
    if (first && result.checksum != first->checksum) {
      fmt::print(stderr, "\"{}\" and \"{}\" saw different objects\n", first->strategy, result.strategy);
      return false;
    }
    if (!first)
      first = &result;
  }
  return true;
}

bool found(weft::Engine& engine, const std::string& strategy) {
  try {
    weft::Session session(engine);
    (void)session
        .scalars(weft::select<chinook::Artist>().options(weft::load<&chinook::Artist::albums>(strategy)).limit(1))
        .first();
    return true;
  } catch (const weft::PluginError&) {
    return false;
  }
}

void fill(weft::Engine& engine, const std::string& script) {
  if (chinook::is_empty(engine))
    chinook::load_script(engine, script);
}

int copy(const std::string& from_url, const std::string& to_url, const std::string& script) {
  weft::Engine from(from_url);
  weft::Engine to(to_url);
  fill(from, script);
  return chinook::copy(from, to) ? 0 : 1;
}

int run(const std::string& url, const std::string& strategy, const std::string& script, bool report) {
  weft::Engine engine(url);
  fill(engine, script);

  std::vector<std::string> strategies{strategy};
  if (strategy == "all") {
    strategies = {"select", "joined", "selectin", "subquery", "noload", "raise"};
    if (found(engine, "peers"))
      strategies.emplace_back("peers");
    else
      fmt::print(stderr,
                 "no plugin \"peers\": it is an example, plugins/examples/peers, and reached by WEFT_PLUGIN_PATH\n");
  }

  bool all_agree = true;
  for (const chinook::Walk& walk : chinook::walks()) {
    std::vector<Result> results;
    for (const auto& name : strategies)
      results.push_back(measure(engine, walk, name));
    report ? print_table(walk, results) : print_lines(walk, results);
    all_agree = agree(results) && all_agree;
  }
  if (report)
    fmt::print(
        "\nrows: of all statements; repeated: rows of the query that bring an owner again; time: the fastest of {}\n",
        runs);
  return all_agree ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
  std::string url = "sqlite://";
  std::string strategy = "all";
  std::string script = CHINOOK_SCRIPT;
  bool report = false;
  CLI::App app("Reads the Chinook database with every loading strategy.");
  app.add_option("--url", url, "the database, filled when it is empty")->capture_default_str();
  app.add_option("--strategy", strategy, "a strategy's name, or all")->capture_default_str();
  app.add_option("--script", script, "the SQL script that an empty database is filled from")->capture_default_str();
  app.add_flag("--report", report, "print tables, with times");
  std::string from;
  std::string to;
  CLI::App* copying = app.add_subcommand("copy", "Copies every object from one database to an empty one.");
  copying->add_option("FROM_URL", from, "filled from the script when it is empty")->required();
  copying->add_option("TO_URL", to)->required();
  CLI11_PARSE(app, argc, argv);

  try {
    if (copying->parsed())
      return copy(from, to, script);
    return run(url, strategy, script, report);
  } catch (const std::exception& error) {
    fmt::print(stderr, "chinook: {}\n", error.what());
    return 2;
  }
}
