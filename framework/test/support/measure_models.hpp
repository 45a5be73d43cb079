// SPDX-License-Identifier: MIT
//
// Entities that are read in portions, and count their objects.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "support/database.hpp"

namespace weft::test {

/// Counts the objects it is a part of.
struct Counted {
  static inline int alive = 0;
  static inline int most = 0;
  Counted() noexcept { most = std::max(most, ++alive); }
  Counted(const Counted&) noexcept : Counted() {}
  Counted& operator=(const Counted&) = default;
  ~Counted() { --alive; }
};

struct Measure;
struct Remark;

struct Sensor {
  std::int64_t id{};
  std::string name{};
  List<Measure> measures{};
  Counted counted{};
};

struct Measure {
  std::int64_t id{};
  std::int64_t value{};
  std::optional<std::int64_t> sensor_id{};
  Ref<Sensor> sensor{};
  List<Remark> remarks{};
  Counted counted{};
};

struct Remark {
  std::int64_t id{};
  std::string words{};
  std::optional<std::int64_t> measure_id{};
  Ref<Measure> measure{};
  Counted counted{};
};

void map(Mapper<Sensor>&);
void map(Mapper<Measure>&);
void map(Mapper<Remark>&);

/// Two hundred measures, in turn of four sensors; two remarks on each.
void fill_measures(Database& database);

}  // namespace weft::test

// Instantiated once, with the mappings, and not in every test.
extern template const weft::MappedEntity& weft::entity_of<weft::test::Sensor>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Measure>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Remark>();
