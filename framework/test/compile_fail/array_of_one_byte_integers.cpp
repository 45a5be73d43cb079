// SPDX-License-Identifier: MIT
// expect: weft: a member of this type cannot be a column
#include <cstdint>
#include <vector>
#include <weft/mapping/mapper.hpp>

struct Item {
  std::vector<std::uint8_t> bytes{};
};

void map(weft::Mapper<Item>& m) { m.column<&Item::bytes>(); }
