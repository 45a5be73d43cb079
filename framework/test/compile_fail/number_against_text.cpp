// SPDX-License-Identifier: MIT
// expect: weft: a number is compared with text
#include <weft/query/expression.hpp>

struct User {
  std::int64_t id{};
};

auto wrong = "3" < weft::col<&User::id>;
