// SPDX-License-Identifier: MIT
// expect: weft: a column references one that is stored in another way
#include <weft/mapping/mapper.hpp>

struct Country {
  std::string code{};
};
struct City {
  int country{};
};

void map(weft::Mapper<City>& m) { m.column<&City::country>().references<&Country::code>(); }
