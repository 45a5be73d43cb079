// SPDX-License-Identifier: MIT
// expect: weft: two expressions of types that do not convert to one another
#include <weft/query/expression.hpp>

struct User {
  std::int64_t id{};
  std::string name{};
};

auto wrong = weft::col<&User::id> == weft::col<&User::name>;
