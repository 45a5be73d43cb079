// SPDX-License-Identifier: MIT
#include <ostream>

#include "report.hpp"

namespace weft::conformance {
namespace {

void write_table(const Matrix& matrix, std::ostream& out) {
  out << "\n## " << matrix.title << "\n\n| " << matrix.rows_are << " |";
  for (const auto& column : matrix.columns) out << ' ' << column << " |";
  out << "\n|---|";
  for (std::size_t column = 0; column < matrix.columns.size(); ++column) out << "---|";
  out << '\n';
  for (const auto& [row, cells] : matrix.rows) {
    out << "| `" << row << "` |";
    for (const auto& column : matrix.columns) {
      const auto cell = cells.find(column);
      out << ' ' << (cell == cells.end() ? "-" : cell->second.text()) << " |";
    }
    out << '\n';
  }
}

void write_claims(const Report& report, std::ostream& out) {
  std::vector<const ReportedDatabase*> reached;
  for (const auto& database : report.databases)
    if (!database.claims.empty()) reached.push_back(&database);
  if (reached.empty()) return;
  out << "\n## What the dialects claim\n\n| capability |";
  for (const auto* database : reached) out << ' ' << database->label << " |";
  out << "\n|---|";
  for (std::size_t column = 0; column < reached.size(); ++column) out << "---|";
  out << '\n';
  for (const auto& [claim, claimed] : reached.front()->claims) {
    out << "| `" << claim << "` |";
    for (const auto* database : reached) out << ' ' << (database->claims.at(claim) ? "yes" : "no") << " |";
    out << '\n';
  }
}

}  // namespace

// No times and no paths: the page is kept under version control, and changes when a result does.
void write_markdown(const Report& report, std::ostream& out) {
  out << "# Conformance\n\nWritten by `weft-conformance --markdown`; level " << report.level << ", "
      << report.distinct_cases << " cases before they are crossed with databases and strategies, " << report.records.size()
      << " results: " << report.count(Outcome::pass) << " passed, " << report.count(Outcome::fail) << " failed, "
      << report.count(Outcome::deviates) << " deviate, " << report.count(Outcome::not_claimed) << " not claimed, "
      << report.count(Outcome::no_database) << " without a database.\n\nA number is that of the cases which passed.\n";
  for (const auto& matrix : matrices(report)) write_table(matrix, out);
  write_claims(report, out);

  if (report.count(Outcome::fail) != 0) out << "\n## Failed\n\n";
  for (const auto& record : report.records)
    if (record.outcome == Outcome::fail) out << "- `" << record.display() << "`\n";
  if (report.count(Outcome::deviates) != 0) out << "\n## Known deviations\n\n";
  for (const auto& record : report.records)
    if (record.outcome == Outcome::deviates) out << "- `" << record.display() << "`: " << record.reason << '\n';
  if (!report.incomplete.empty()) out << "\n## Incomplete\n\n";
  for (const auto& missing : report.incomplete) out << "- " << missing << '\n';
}

}  // namespace weft::conformance
