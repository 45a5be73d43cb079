// SPDX-License-Identifier: MIT
// expect: weft: NULL is assigned to a column that cannot be NULL
#include <weft/query/dml.hpp>

struct User {
  std::int64_t id{};
};

auto wrong = weft::update<User>().set(weft::col<&User::id>, std::nullopt);
