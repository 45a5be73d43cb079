// SPDX-License-Identifier: MIT
// expect: weft: a comparison with NULL is never true in SQL: use is_null\(\)
#include <weft/query/expression.hpp>

struct User {
  std::optional<std::string> email{};
};

auto wrong = weft::col<&User::email> == std::nullopt;
