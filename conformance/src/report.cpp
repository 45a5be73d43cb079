// SPDX-License-Identifier: MIT
#include "report.hpp"

#include <algorithm>

namespace weft::conformance {

std::string_view name_of(Outcome outcome) noexcept {
  switch (outcome) {
    case Outcome::pass: return "pass";
    case Outcome::fail: return "fail";
    case Outcome::deviates: return "deviates";
    case Outcome::not_claimed: return "not-claimed";
    case Outcome::no_database: break;
  }
  return "no-database";
}

std::string Record::display() const {
  return group + "." + name + (strategy.empty() ? "" : "/" + strategy) + "/" + database;
}

std::size_t Report::count(Outcome outcome) const {
  return static_cast<std::size_t>(std::count_if(records.begin(), records.end(),
                                                [&](const Record& record) { return record.outcome == outcome; }));
}

void Cell::add(Outcome outcome) {
  switch (outcome) {
    case Outcome::pass: ++passed; break;
    case Outcome::fail: ++failed; break;
    case Outcome::deviates: ++deviates; break;
    case Outcome::not_claimed: ++not_claimed; break;
    case Outcome::no_database: ++no_database; break;
  }
}

std::string Cell::text() const {
  if (all() == 0) return "-";
  if (no_database == all()) return "no database";
  std::string text = std::to_string(passed);
  if (failed != 0) text += " of " + std::to_string(passed + failed);
  if (deviates != 0) text += ", " + std::to_string(deviates) + " deviating";
  if (not_claimed != 0) text += ", " + std::to_string(not_claimed) + " not claimed";
  return text;
}

std::vector<Matrix> matrices(const Report& report) {
  std::vector<std::string> databases;
  for (const auto& database : report.databases) databases.push_back(database.label);
  std::vector<Matrix> all{{"Loading strategies", "strategy", databases, {}},
                          {"Relationships and loading", "group", databases, {}},
                          {"Dialects", "group", databases, {}},
                          {"Sessions", "group", databases, {}}};
  for (const auto& record : report.records) {
    if (record.suite == Suite::strategy) all[0].rows[record.strategy][record.database].add(record.outcome);
    const std::size_t place = record.suite == Suite::strategy ? 1 : record.suite == Suite::dialect ? 2 : 3;
    all[place].rows[record.group][record.database].add(record.outcome);
  }
  std::erase_if(all, [](const Matrix& matrix) { return matrix.rows.empty(); });
  return all;
}

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char character : text) {
    switch (character) {
      case '&': safe += "&amp;"; break;
      case '<': safe += "&lt;"; break;
      case '>': safe += "&gt;"; break;
      case '"': safe += "&quot;"; break;
      default:
        if (static_cast<unsigned char>(character) >= 0x20 || character == '\n' || character == '\t') safe += character;
    }
  }
  return safe;
}

}  // namespace weft::conformance
