// SPDX-License-Identifier: MIT
// expect: weft: with_polymorphic<>\(\) names types derived from an entity that is selected
#include <weft/weft.hpp>

struct Person {
  int id{};
};
struct Tool {
  int id{};
};

auto wrong = weft::select<Person>().with_polymorphic<Tool>();
