// SPDX-License-Identifier: MIT
//
// A company's people in one table (Vehicle) and in several (Person), three levels deep.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "support/database.hpp"

namespace weft::test {

struct Person;
struct Manager;
struct Tool;

struct Firm {
  std::int64_t id{};
  std::string name{};
  List<Person> people{};
  List<Manager> managers{};
};

struct Person {
  std::int64_t id{};
  std::string kind{};
  std::string name{};
  std::int64_t revision{};
  std::optional<std::int64_t> firm_id{};
  Ref<Firm> firm{};
};
struct Engineer : Person {
  std::string language{};
  List<Tool> tools{};
};
struct Architect : Engineer {
  std::string style{};
};
struct Manager : Person {
  std::string title{};
  std::optional<std::int64_t> managed_id{};
  Ref<Firm> managed{};
};
struct Tool {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> engineer_id{};
  Ref<Engineer> engineer{};
};

void map(Mapper<Firm>&);
void map(Mapper<Person>&);
void map(Mapper<Engineer>&);
void map(Mapper<Architect>&);
void map(Mapper<Manager>&);
void map(Mapper<Tool>&);

enum class Wheels : std::int32_t { none = 1, two = 2, four = 4 };

struct Car;
struct Garage {
  std::int64_t id{};
  List<Car> cars{};
};
struct Vehicle {
  std::int64_t id{};
  Wheels wheels{};
  std::string name{};
};
struct Car : Vehicle {
  std::string engine{};
  std::optional<std::int64_t> garage_id{};
  Ref<Garage> garage{};
};
struct Lorry : Car {
  std::int64_t load{};
};
struct Bicycle : Vehicle {
  std::int64_t gears{};
};

void map(Mapper<Garage>&);
void map(Mapper<Vehicle>&);
void map(Mapper<Car>&);
void map(Mapper<Lorry>&);
void map(Mapper<Bicycle>&);

/// The tables of both.
struct People : Database {
  People();
  [[nodiscard]] std::int64_t number(std::string_view sql);
  /// One of each kind of person, with the keys 1 to 4; the engineers have two tools each.
  void fill();
};

}  // namespace weft::test

// Instantiated once, with the mappings, and not in every test.
extern template const weft::MappedEntity& weft::entity_of<weft::test::Firm>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Person>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Engineer>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Architect>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Manager>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Tool>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Garage>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Vehicle>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Car>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Lorry>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Bicycle>();
