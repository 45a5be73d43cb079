// SPDX-License-Identifier: MIT
// expect: weft: an optional value may be empty.*is_null\(\)
#include <weft/query/expression.hpp>

struct User {
  std::optional<std::string> email{};
};

auto wrong(const std::optional<std::string>& email) { return weft::col<&User::email> == email; }
