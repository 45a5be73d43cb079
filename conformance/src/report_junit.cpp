// SPDX-License-Identifier: MIT
#include <map>
#include <ostream>
#include <vector>

#include "report.hpp"

namespace weft::conformance {
namespace {

void write_case(const Record& record, std::ostream& out) {
  const std::string name = record.name + (record.strategy.empty() ? "" : "/" + record.strategy) + "/" + record.database;
  out << "    <testcase classname=\"" << escaped(record.group) << "\" name=\"" << escaped(name) << "\" time=\""
      << record.seconds << '"';
  switch (record.outcome) {
    case Outcome::pass: out << "/>\n"; return;
    case Outcome::fail: {
      out << ">\n";
      for (const auto& failure : record.failures)
        out << "      <failure message=\"" << escaped(failure.place()) << "\">"
            << escaped(failure.message) << "</failure>\n";
      out << "      <system-out>";
      for (const auto& statement : record.statements) out << escaped(statement) << '\n';
      out << "</system-out>\n    </testcase>\n";
      return;
    }
    case Outcome::deviates:
    case Outcome::not_claimed:
    case Outcome::no_database:
      out << ">\n      <skipped message=\"" << escaped(std::string(name_of(record.outcome)) + ": " + record.reason)
          << "\"/>\n    </testcase>\n";
  }
}

}  // namespace

void write_junit(const Report& report, std::ostream& out) {
  std::map<std::string, std::vector<const Record*>> by_group;
  for (const auto& record : report.records) by_group[record.group].push_back(&record);

  const std::size_t failed = report.count(Outcome::fail);
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"weft-conformance\" tests=\""
      << report.records.size() << "\" failures=\"" << failed << "\" time=\"" << report.seconds << "\">\n";
  for (const auto& [group, records] : by_group) {
    std::size_t group_failed = 0;
    std::size_t skipped = 0;
    double seconds = 0;
    for (const Record* record : records) {
      seconds += record->seconds;
      if (record->outcome == Outcome::fail) ++group_failed;
      else if (record->outcome != Outcome::pass) ++skipped;
    }
    out << "  <testsuite name=\"" << escaped(group) << "\" tests=\"" << records.size() << "\" failures=\"" << group_failed
        << "\" skipped=\"" << skipped << "\" time=\"" << seconds << "\">\n";
    for (const Record* record : records) write_case(*record, out);
    out << "  </testsuite>\n";
  }
  out << "</testsuites>\n";
}

}  // namespace weft::conformance
