// SPDX-License-Identifier: MIT
// expect: weft: && \|\| ! take conditions
#include <weft/query/expression.hpp>

struct User {
  std::int64_t id{};
};

auto wrong = weft::col<&User::id> && weft::col<&User::id> == 3;
