// SPDX-License-Identifier: MIT
// expect: weft: any\(\) looks into an array
#include <weft/query/select.hpp>

struct Item {
  long id{};
  std::string name{};
};
void map(weft::Mapper<Item>& m);

auto condition() { return weft::col<&Item::name>.any("a"); }
