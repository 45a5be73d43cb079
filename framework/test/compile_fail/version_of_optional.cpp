// SPDX-License-Identifier: MIT
// expect: weft: a version is no std::optional, because NULL equals nothing
#include <weft/mapping/mapper.hpp>

struct Item {
  std::int64_t id{};
  std::optional<std::string> revision{};
};

void map(weft::Mapper<Item>& m) { m.column<&Item::revision>().version_by_program(); }
