// SPDX-License-Identifier: MIT
// expect: weft: of_type<>\(\) names a type derived from the entity that the relationship leads to
#include <weft/weft.hpp>

struct Person {
  int id{};
};
struct Firm {
  weft::List<Person> people{};
};

auto wrong = weft::rel<&Firm::people>.of_type<Firm>();
