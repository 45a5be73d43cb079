// SPDX-License-Identifier: MIT
// expect: weft: column\(\) names a member of another type than the one that is mapped
#include <weft/mapping/mapper.hpp>

struct Item {
  int id{};
};
struct Other {
  int id{};
};

void map(weft::Mapper<Item>& m) { m.column<&Other::id>(); }
