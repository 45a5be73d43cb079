// SPDX-License-Identifier: MIT
// expect: weft: this column does not belong to the entity of the statement
#include <weft/query/dml.hpp>

struct User {
  std::int64_t id{};
};
struct Post {
  std::int64_t id{};
};

auto wrong = weft::update<User>().set(weft::col<&Post::id>, 3);
