// SPDX-License-Identifier: MIT
#include <cstdio>
#include <ostream>

#include "report.hpp"

namespace weft::conformance {
namespace {

constexpr std::string_view style = R"css(
body { font: 15px/1.5 system-ui, sans-serif; color: #1b1f24; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin-bottom: 0; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
p.sum { font-size: 1.05rem; } .quiet { color: #59636e; }
table { border-collapse: collapse; } td, th { border: 1px solid #d1d9e0; padding: .25rem .7rem; text-align: left; }
th { background: #f6f8fa; font-weight: 600; } td { font-variant-numeric: tabular-nums; }
td.good { background: #e6f4e8; } td.bad { background: #fbe3e4; font-weight: 600; } td.some { background: #fdf6dc; }
code, pre { font: 13px/1.45 ui-monospace, monospace; } pre { background: #f6f8fa; padding: .6rem .8rem; overflow-x: auto;
white-space: pre-wrap; margin: .4rem 0; } details { border: 1px solid #d1d9e0; padding: .4rem .8rem; margin: .4rem 0; }
summary { cursor: pointer; }
)css";

std::string_view colour(const Cell& cell) {
  if (cell.failed != 0) return "bad";
  return cell.no_database != 0 || cell.deviates != 0 ? "some" : "good";
}

void write_table(const Matrix& matrix, std::ostream& out) {
  out << "<h2>" << escaped(matrix.title) << "</h2>\n<table><tr><th>" << escaped(matrix.rows_are) << "</th>";
  for (const auto& column : matrix.columns) out << "<th>" << escaped(column) << "</th>";
  out << "</tr>\n";
  for (const auto& [row, cells] : matrix.rows) {
    out << "<tr><td><code>" << escaped(row) << "</code></td>";
    for (const auto& column : matrix.columns) {
      const auto cell = cells.find(column);
      if (cell == cells.end()) out << "<td>-</td>";
      else out << "<td class=\"" << colour(cell->second) << "\">" << escaped(cell->second.text()) << "</td>";
    }
    out << "</tr>\n";
  }
  out << "</table>\n";
}

void write_failure(const Record& record, bool open, std::ostream& out) {
  out << (open ? "<details open>" : "<details>") << "<summary><code>" << escaped(record.display()) << "</code></summary>\n";
  for (const auto& failure : record.failures)
    out << "<p class=\"quiet\">" << escaped(failure.place()) << "</p><pre>" << escaped(failure.message) << "</pre>\n";
  if (!record.statements.empty()) {
    out << "<p class=\"quiet\">statements of the case</p><pre>";
    for (const auto& statement : record.statements) out << escaped(statement) << '\n';
    out << "</pre>\n";
  }
  out << "</details>\n";
}

void write_reasons(const Report& report, Outcome outcome, std::string_view title, std::ostream& out) {
  if (report.count(outcome) == 0) return;
  out << "<h2>" << title << "</h2>\n<details><summary>" << report.count(outcome) << " cases</summary><table>\n";
  for (const auto& record : report.records)
    if (record.outcome == outcome)
      out << "<tr><td><code>" << escaped(record.display()) << "</code></td><td>" << escaped(record.reason)
          << "</td></tr>\n";
  out << "</table></details>\n";
}

std::string rounded(double seconds) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", seconds);
  return text;
}

}  // namespace

void write_html(const Report& report, std::ostream& out) {
  out << "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>weft conformance</title>\n<style>" << style
      << "</style></head><body>\n<h1>weft conformance</h1>\n<p class=\"sum\"><b>" << report.count(Outcome::pass)
      << "</b> passed, <b>" << report.count(Outcome::fail) << "</b> failed, " << report.count(Outcome::deviates)
      << " deviate, " << report.count(Outcome::not_claimed) << " not claimed, " << report.count(Outcome::no_database)
      << " without a database</p>\n<p class=\"quiet\">level " << escaped(report.level) << ", " << report.distinct_cases
      << " distinct cases, " << rounded(report.seconds) << " s</p>\n";
  if (!report.incomplete.empty()) {
    out << "<h2>Incomplete</h2>\n<ul>";
    for (const auto& missing : report.incomplete) out << "<li>" << escaped(missing) << "</li>\n";
    out << "</ul>\n";
  }
  if (report.count(Outcome::fail) != 0) out << "<h2>Failed</h2>\n";
  constexpr std::size_t opened = 10;  // of hundreds, the names are enough to begin with
  std::size_t failure = 0;
  for (const auto& record : report.records)
    if (record.outcome == Outcome::fail) write_failure(record, failure++ < opened, out);
  for (const auto& matrix : matrices(report)) write_table(matrix, out);
  write_reasons(report, Outcome::deviates, "Known deviations", out);
  write_reasons(report, Outcome::not_claimed, "Not claimed", out);

  out << "<h2>Databases and plugins</h2>\n<table><tr><th>database</th><th>URL</th></tr>\n";
  for (const auto& database : report.databases)
    out << "<tr><td>" << escaped(database.label) << "</td><td><code>" << escaped(database.url) << "</code> "
        << escaped(database.unreachable) << "</td></tr>\n";
  out << "</table>\n<p></p>\n<table><tr><th>plugin</th><th>version</th><th>file</th></tr>\n";
  for (const auto& plugin : report.plugins)
    out << "<tr><td>" << escaped(plugin.kind + " " + plugin.name) << "</td><td>" << escaped(plugin.version)
        << "</td><td><code>" << escaped(plugin.file.empty() ? "linked" : plugin.file) << "</code></td></tr>\n";
  out << "</table>\n</body></html>\n";
}

}  // namespace weft::conformance
