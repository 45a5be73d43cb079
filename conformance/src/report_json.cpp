// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>
#include <ostream>

#include "report.hpp"

namespace weft::conformance {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const Record& record) {
  Json json{{"case", record.group + "." + record.name}, {"database", record.database},
            {"outcome", name_of(record.outcome)},       {"seconds", record.seconds}};
  if (!record.strategy.empty()) json["strategy"] = record.strategy;
  if (!record.reason.empty()) json["reason"] = record.reason;
  for (const auto& failure : record.failures)
    json["failures"].push_back({{"file", failure.file}, {"line", failure.line}, {"message", failure.message}});
  if (!record.statements.empty()) json["statements"] = record.statements;
  return json;
}

}  // namespace

void write_json(const Report& report, std::ostream& out) {
  Json json{{"level", report.level},
            {"filter", report.filter},
            {"seconds", report.seconds},
            {"distinct_cases", report.distinct_cases},
            {"outcomes", Json::object()},
            {"incomplete", report.incomplete},
            {"plugins", Json::array()},
            {"databases", Json::array()},
            {"strategies", report.strategies},
            {"records", Json::array()}};
  for (Outcome outcome : {Outcome::pass, Outcome::fail, Outcome::deviates, Outcome::not_claimed, Outcome::no_database})
    json["outcomes"][std::string(name_of(outcome))] = report.count(outcome);
  for (const auto& plugin : report.plugins)
    json["plugins"].push_back(
        {{"kind", plugin.kind}, {"name", plugin.name}, {"version", plugin.version}, {"file", plugin.file}});
  for (const auto& database : report.databases) {
    Json one{{"name", database.label}, {"url", database.url}};
    if (database.unreachable.empty()) one["capabilities"] = database.claims;
    else one["unreachable"] = database.unreachable;
    json["databases"].push_back(std::move(one));
  }
  for (const auto& record : report.records) json["records"].push_back(json_of(record));
  // What a database says in an error may be text of any kind.
  out << json.dump(1, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace weft::conformance
