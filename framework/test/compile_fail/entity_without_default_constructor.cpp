// SPDX-License-Identifier: MIT
// expect: weft: an entity needs a default constructor
#include <weft/mapping/mapper.hpp>

struct Item {
  explicit Item(int given) : id(given) {}
  int id;
};

const weft::MappedEntity& item = weft::entity_of<Item>();
