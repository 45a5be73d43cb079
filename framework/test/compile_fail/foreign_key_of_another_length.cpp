// SPDX-License-Identifier: MIT
// expect: weft: a foreign key refers to as many columns as it has
#include <weft/mapping/mapper.hpp>

struct Order {
  int shop{};
  int number{};
};

void map(weft::Mapper<Order>& m) { m.foreign_key<&Order::shop, &Order::number>().references<&Order::shop>(); }
