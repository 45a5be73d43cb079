// SPDX-License-Identifier: MIT
#include "case.hpp"

#include <algorithm>
#include <stdexcept>

namespace weft::conformance {
namespace {

std::vector<const Group*>& registered() {
  static std::vector<const Group*> all;
  return all;
}

Suite suite_of(std::string_view group) {
  for (Suite suite : {Suite::dialect, Suite::strategy, Suite::session})
    if (group.starts_with(std::string(name_of(suite)) + ".")) return suite;
  throw std::logic_error("the group \"" + std::string(group) + "\" is in no suite: begin its name with \"dialect.\", "
                         "\"strategy.\" or \"session.\"");
}

}  // namespace

Case::Case(std::string_view called, Check does, Level at, Claim about, Check without, std::source_location written)
    : name(called), check(std::move(does)), level(at), claim(about), otherwise(std::move(without)), place(written) {}

Group::Group(std::string_view name, std::vector<Case> cases)
    : name_(name), suite_(suite_of(name)), cases_(std::move(cases)) {
  registered().push_back(this);
}

const std::vector<const Group*>& groups() {
  auto& all = registered();
  if (!std::is_sorted(all.begin(), all.end(), [](auto* left, auto* right) { return left->name() < right->name(); }))
    std::sort(all.begin(), all.end(), [](auto* left, auto* right) { return left->name() < right->name(); });
  return all;
}

std::string_view name_of(Suite suite) noexcept {
  switch (suite) {
    case Suite::dialect: return "dialect";
    case Suite::strategy: return "strategy";
    case Suite::session: break;
  }
  return "session";
}

std::string_view name_of(Level level) noexcept {
  switch (level) {
    case Level::core: return "core";
    case Level::standard: return "standard";
    case Level::full: break;
  }
  return "full";
}

}  // namespace weft::conformance
