// SPDX-License-Identifier: MIT
//
// Items and their parts, for statements without a unit of work. Five items are there; who writes does not commit.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <weft/weft.hpp>

#include "target.hpp"

namespace weft::conformance {

struct Part;
struct Item {
  std::int64_t id{};
  std::string name{};      ///< unique
  std::int64_t quantity{}; ///< never negative: a check
  double price{};
  std::optional<std::string> note{};
  List<Part> parts{};
};
struct Part {
  std::int64_t id{};
  std::int64_t item_id{};
  std::int64_t place{};
  Ref<Item> item{};
};

void map(Mapper<Item>& m);
void map(Mapper<Part>& m);

class Trial;
/// Mug 3 12.5 blue, Cap 0 8, Pen 10 1.25 Blue, Bag 3 40, Ink 7 5 "50% off_"; the mug has two parts, the pen one.
void stock(Trial& trial);

}  // namespace weft::conformance
