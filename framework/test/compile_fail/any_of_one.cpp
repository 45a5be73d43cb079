// SPDX-License-Identifier: MIT
// expect: weft: any\(\) is for relationships to many: use has\(\)
#include <weft/query/relation.hpp>
#include <weft/session/ref.hpp>

struct User {
  weft::Ref<User> boss{};
};

auto wrong = weft::rel<&User::boss>.any();
