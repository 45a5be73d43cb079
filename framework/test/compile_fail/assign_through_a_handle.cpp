// expect: read-only object|returns a const value
// SPDX-License-Identifier: MIT
#include <weft/weft.hpp>

struct Item {
  std::int64_t id{};
  int stock{};
};
inline void map(weft::Mapper<Item>& m) {
  m.column<&Item::id>().primary_key();
  m.column<&Item::stock>();
}

// Changing goes through modify(): item.modify()->stock = 3;
void sell(const weft::Ptr<Item>& item) { item->stock = 3; }
