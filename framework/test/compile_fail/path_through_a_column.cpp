// SPDX-License-Identifier: MIT
// expect: weft: the path does not fit: Member is a column
#include <weft/query/options.hpp>

struct User {
  int id{};
};

auto wrong = weft::selectinload<&User::id>();
