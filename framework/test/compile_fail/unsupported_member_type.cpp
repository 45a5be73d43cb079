// SPDX-License-Identifier: MIT
// expect: weft: a member of this type cannot be a column: use an integer
#include <weft/mapping/mapper.hpp>

struct Point {
  double x{};
  double y{};
};
struct Place {
  Point point{};
};

void map(weft::Mapper<Place>& m) { m.column<&Place::point>(); }
