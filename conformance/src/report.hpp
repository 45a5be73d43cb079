// SPDX-License-Identifier: MIT
//
// What came of a run, for people and for machines.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "case.hpp"

namespace weft::conformance {

enum class Outcome : std::uint8_t {
  pass,
  fail,
  deviates,     ///< it fails as is known, with a reason; passing would be the failure
  not_claimed,  ///< a capability that the dialect does not claim: the framework did without, or refused clearly
  no_database,
};
[[nodiscard]] std::string_view name_of(Outcome outcome) noexcept;

struct Failure {
  std::string file{};
  int line = 0;
  std::string message{};

  /// "file:line"
  [[nodiscard]] std::string place() const { return file + ":" + std::to_string(line); }
};

/// One case on one database, with one strategy.
struct Record {
  Suite suite = Suite::dialect;
  std::string group{};
  std::string name{};  ///< of the case
  std::string strategy{};
  std::string database{};
  Outcome outcome = Outcome::pass;
  std::string reason{};  ///< of what is neither passed nor failed
  double seconds = 0;
  std::vector<Failure> failures{};
  std::vector<std::string> statements{};  ///< of a case that failed

  /// "strategy.one_to_many.limit/selectin/sqlite"
  [[nodiscard]] std::string display() const;
};

struct ReportedPlugin {
  std::string kind{};
  std::string name{};
  std::string version{};
  std::string file{};
};

struct ReportedDatabase {
  std::string label{};
  std::string url{};         ///< without the password
  std::string unreachable{};
  std::map<std::string, bool> claims{};  ///< none of a database that was not reached: nobody asked it
};

struct Report {
  std::string level{};
  std::string filter{};
  std::vector<ReportedPlugin> plugins{};
  std::vector<ReportedDatabase> databases{};
  std::vector<std::string> strategies{};
  std::size_t distinct_cases = 0;  ///< before they were crossed with anything
  std::vector<Record> records{};
  std::vector<std::string> incomplete{};  ///< what the completeness check found
  double seconds = 0;

  [[nodiscard]] std::size_t count(Outcome outcome) const;
};

/// How the records of one cell of the matrix came out: "12", "11 of 12", "12 (2 not claimed)".
struct Cell {
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t deviates = 0;
  std::size_t not_claimed = 0;
  std::size_t no_database = 0;

  void add(Outcome outcome);
  [[nodiscard]] std::size_t all() const noexcept { return passed + failed + deviates + not_claimed + no_database; }
  [[nodiscard]] std::string text() const;
};

/// A table of the report: groups against databases, or strategies against databases.
struct Matrix {
  std::string title{};
  std::string rows_are{};
  std::vector<std::string> columns{};
  std::map<std::string, std::map<std::string, Cell>> rows{};
};
[[nodiscard]] std::vector<Matrix> matrices(const Report& report);

void write_json(const Report& report, std::ostream& out);
void write_junit(const Report& report, std::ostream& out);
void write_markdown(const Report& report, std::ostream& out);
void write_html(const Report& report, std::ostream& out);

/// `text` with what HTML and XML take for markup written as entities; control characters that XML has not are dropped.
[[nodiscard]] std::string escaped(std::string_view text);

}  // namespace weft::conformance
