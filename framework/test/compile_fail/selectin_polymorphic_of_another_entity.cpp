// SPDX-License-Identifier: MIT
// expect: weft: with_polymorphic<>\(\) and selectin_polymorphic<>\(\) name types derived from the entity that the path has reached
#include <weft/query/options.hpp>
#include <weft/session/list.hpp>

struct Person {
  int id{};
};
struct Tool {
  int id{};
};
struct Firm {
  weft::List<Person> people{};
};

auto wrong = weft::selectinload<&Firm::people>().selectin_polymorphic<Tool>();
