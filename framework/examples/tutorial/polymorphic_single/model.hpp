// SPDX-License-Identifier: MIT
//
// A garage and its vehicles, all of them in one table.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <weft/weft.hpp>

namespace polymorphic_single {

struct Vehicle;
struct Car;

struct Garage {
  std::int64_t id{};
  std::string city{};
  weft::List<Vehicle> vehicles{};
};

struct Vehicle {
  std::int64_t id{};
  std::string kind{};
  std::string name{};
  std::int64_t garage_id{};
  weft::Ref<Garage> garage{};
};

struct Car : Vehicle {
  std::string fuel{};
};

struct Lorry : Car {
  std::int64_t tons{};
};

struct Bicycle : Vehicle {
  std::int64_t gears{};
};

inline void map(weft::Mapper<Garage>& m) {
  m.table("garage");
  m.column<&Garage::id>().primary_key();
  m.column<&Garage::city>().length(50);
  m.relationship<&Garage::vehicles>().back_populates<&Vehicle::garage>().order_by(weft::col<&Vehicle::id>);
}

inline void map(weft::Mapper<Vehicle>& m) {
  m.table("vehicle");
  m.polymorphic_on<&Vehicle::kind>(); // there is no vehicle that is nothing else
  m.column<&Vehicle::id>().primary_key();
  m.column<&Vehicle::kind>().length(20);
  m.column<&Vehicle::name>().length(50);
  m.column<&Vehicle::garage_id>().references<&Garage::id>();
  m.relationship<&Vehicle::garage>().back_populates<&Garage::vehicles>();
}

inline void map(weft::Mapper<Car>& m) {
  m.inherits<Vehicle>("car"); // no table(): the one of the base
  m.column<&Car::fuel>().length(20);
}

inline void map(weft::Mapper<Lorry>& m) {
  m.inherits<Car>("lorry");
  m.column<&Lorry::tons>();
}

inline void map(weft::Mapper<Bicycle>& m) {
  m.inherits<Vehicle>("bicycle");
  m.column<&Bicycle::gears>();
}

} // namespace polymorphic_single
