// expect: discards qualifiers|not marked const
// SPDX-License-Identifier: MIT
#include <weft/weft.hpp>

struct Item {
  std::int64_t id{};
};
struct Box {
  std::int64_t id{};
  weft::List<Item> items{};
};
inline void map(weft::Mapper<Item>& m) { m.column<&Item::id>().primary_key(); }
inline void map(weft::Mapper<Box>& m) { m.column<&Box::id>().primary_key(); }

// Collections are changed the same way: box.modify()->items.push_back(Item{});
void fill(const weft::Ptr<Box>& box) { box->items.push_back(Item{}); }
