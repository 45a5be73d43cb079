// SPDX-License-Identifier: MIT
// expect: weft: of_type<>\(\) names a type derived from the entity that the path has reached
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

auto wrong = weft::selectinload<&Firm::people>().of_type<Tool>();
