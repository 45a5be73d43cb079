// SPDX-License-Identifier: MIT
// expect: weft: an enumeration is compared with a number: use the enumerator
#include <weft/query/expression.hpp>

enum class Role { reader, writer };
struct User {
  Role role{};
};

auto wrong = weft::col<&User::role>.in({Role::reader}) || weft::col<&User::role> == 1;
