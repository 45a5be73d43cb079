// SPDX-License-Identifier: MIT
//
// A one-to-one that the database does not keep: Ann has three horses, Dan two.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <weft/weft.hpp>

#include "target.hpp"

namespace weft::conformance {

struct Horse;
struct Rider {
  std::int64_t id{};
  std::string name{};
  Ref<Horse> horse{};
};
struct Horse {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> rider_id{};
};

void map(Mapper<Rider>& m);
void map(Mapper<Horse>& m);

extern const Dataset several;

}  // namespace weft::conformance
