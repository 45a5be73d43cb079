// SPDX-License-Identifier: MIT
// expect: weft: this member is a relationship, not a column: use weft::rel
#include <weft/query/expression.hpp>
#include <weft/session/list.hpp>

struct User {
  weft::List<User> friends{};
};

auto wrong = weft::col<&User::friends>.is_null();
