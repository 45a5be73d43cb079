// SPDX-License-Identifier: MIT
// expect: weft: this member is a column, not a relationship: use weft::col
#include <weft/query/relation.hpp>

struct User {
  std::int64_t id{};
};

auto wrong = weft::rel<&User::id>;
