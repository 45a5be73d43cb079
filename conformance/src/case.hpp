// SPDX-License-Identifier: MIT
//
// What the suite is made of: cases in groups. A group stands at the end of its file and registers itself:
//
//   const Group limits{"dialect.limits", {
//       {"limit", &limit, Level::core},
//       {"skip_locked", &skips, Level::standard, &Capabilities::skip_locked, &refuses},
//   }};
//
// The first word of a group's name is its suite. Cases are crossed with the databases under test, those of the suite
// "strategy" with the loading strategies, too: dialect.limits.limit/sqlite, strategy.one_to_many.limit/selectin/sqlite.
#pragma once

#include <cstdint>
#include <functional>
#include <source_location>
#include <string>
#include <string_view>
#include <vector>

#include <weft/dialect.hpp>

namespace weft::conformance {

class Trial;

/// How much of the suite runs: each level holds the ones before it.
enum class Level : std::uint8_t {
  core,      ///< without this nothing works: what an author makes pass first
  standard,  ///< what programs rely on
  full,      ///< limits, rare forms, and everything crossed with everything
};

enum class Suite : std::uint8_t { dialect, strategy, session };

/// What a case does: expectations of GoogleTest on a database of its own for the moment.
using Check = std::function<void(Trial&)>;

/// A capability that a case is about.
using Claim = bool Capabilities::*;

struct Case {
  Case(std::string_view called, Check does, Level at = Level::standard, Claim about = nullptr, Check without = {},
       std::source_location written = std::source_location::current());

  std::string name;
  Check check;
  Level level;
  Claim claim;      ///< null: every dialect has to pass
  Check otherwise;  ///< what holds where it is not claimed: the framework does it another way, or refuses
  std::source_location place;
};

class Group {
 public:
  Group(std::string_view name, std::vector<Case> cases);
  Group(const Group&) = delete;
  Group& operator=(const Group&) = delete;

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] Suite suite() const noexcept { return suite_; }
  [[nodiscard]] const std::vector<Case>& cases() const noexcept { return cases_; }

 private:
  std::string name_;
  Suite suite_;
  std::vector<Case> cases_;
};

/// All groups by name. Good once `main` has begun.
[[nodiscard]] const std::vector<const Group*>& groups();

[[nodiscard]] std::string_view name_of(Suite suite) noexcept;
[[nodiscard]] std::string_view name_of(Level level) noexcept;

}  // namespace weft::conformance
