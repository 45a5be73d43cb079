// SPDX-License-Identifier: MIT
// expect: weft: version\(\) is for an integer that is no std::optional
#include <weft/mapping/mapper.hpp>

struct Item {
  std::string revision{};
};

void map(weft::Mapper<Item>& m) { m.column<&Item::revision>().version(); }
