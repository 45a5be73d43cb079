// SPDX-License-Identifier: MIT
//
// What a loading strategy says of itself; conformance holds it to it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace weft {

/// Options as they were written: load<...>("peers", {{"batch", "200"}}).
using StrategyOptions = std::map<std::string, std::string, std::less<>>;

/// How many statements a strategy issues beyond the one that reads the owners, chunks apart.
enum class StatementBudget : std::uint8_t {
  none,       ///< the owners' statement brings everything, or nothing is loaded
  per_level,  ///< one more for each relationship on a path
  per_owner,  ///< one more for each owner, when touched
};

struct StrategyTraits {
  std::vector<std::string> options{};  ///< names of the options it takes; any other is an error
  bool recursion = false;              ///< can follow a self-referential relationship `recursion_depth` deep
  bool loads = true;                   ///< false: nothing is ever loaded (raise, noload)
  bool on_access = false;              ///< what it loads is loaded when touched, not with the owners
  bool statement_while_streaming = false;  ///< issues statements while the owners' cursor is still open
  StatementBudget budget = StatementBudget::per_level;
};

}  // namespace weft
