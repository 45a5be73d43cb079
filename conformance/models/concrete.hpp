// SPDX-License-Identifier: MIT
//
// Concrete inheritance: a kite and a balloon have what a flyer has in tables of their own, and relationships of their own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <weft/weft.hpp>

namespace weft::conformance {

struct Field;
struct Balloon;
struct Rope;
struct Flyer {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> field_id{};
  Ref<Field> field{};
  List<Rope> ropes{};
};
struct Balloon : Flyer {
  std::int64_t baskets{};
};
struct Kite : Flyer {
  std::int64_t corners{};
};
struct Field {
  std::int64_t id{};
  std::string name{};
  List<Balloon> balloons{};
};
/// What holds a flyer, or a balloon: by columns of their own.
struct Rope {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> flyer_id{};
  std::optional<std::int64_t> balloon_id{};
};

void map(Mapper<Flyer>& m);
void map(Mapper<Balloon>& m);
void map(Mapper<Kite>& m);
void map(Mapper<Field>& m);
void map(Mapper<Rope>& m);

}  // namespace weft::conformance
