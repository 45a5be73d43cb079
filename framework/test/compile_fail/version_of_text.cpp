// SPDX-License-Identifier: MIT
// expect: weft: version\(\) is for an integer or a std::chrono::sys_time that is no std::optional; other types take version_with\(function\) or version_by_program\(\)
#include <weft/mapping/mapper.hpp>

struct Item {
  std::string revision{};
};

void map(weft::Mapper<Item>& m) { m.column<&Item::revision>().version(); }
