// SPDX-License-Identifier: MIT
// expect: weft: the function returns something that the member cannot hold
#include <weft/mapping/mapper.hpp>

struct Item {
  int number{};
};

void map(weft::Mapper<Item>& m) { m.column<&Item::number>().default_with([] { return "one"; }); }
