// SPDX-License-Identifier: MIT
// expect: weft: text is compared with a number
#include <weft/query/expression.hpp>

struct User {
  std::string username{};
};

auto wrong = weft::col<&User::username> == 3;
