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

inline void map(Mapper<Firm>& m) {
  m.column<&Firm::id>().primary_key();
  m.column<&Firm::name>();
  m.relationship<&Firm::people>().back_populates<&Person::firm>().order_by(col<&Person::id>);
  m.relationship<&Firm::managers>().back_populates<&Manager::managed>().foreign_keys<&Manager::managed_id>();
}
inline void map(Mapper<Person>& m) {
  m.table("person");
  m.polymorphic_on<&Person::kind>("person");
  m.column<&Person::id>().primary_key();
  m.column<&Person::kind>().length(20);
  m.column<&Person::name>();
  m.column<&Person::revision>().version();
  m.column<&Person::firm_id>().references<&Firm::id>();
  m.relationship<&Person::firm>().back_populates<&Firm::people>();
}
inline void map(Mapper<Engineer>& m) {
  m.inherits<Person>("engineer").table("engineer");
  m.column<&Engineer::language>();
  m.relationship<&Engineer::tools>().back_populates<&Tool::engineer>().order_by(col<&Tool::id>);
}
inline void map(Mapper<Architect>& m) {
  m.inherits<Engineer>("architect").table("architect");
  m.column<&Architect::style>();
}
inline void map(Mapper<Manager>& m) {
  m.inherits<Person>("manager").table("manager");
  m.column<&Manager::title>();
  m.column<&Manager::managed_id>().references<&Firm::id>();
  m.relationship<&Manager::managed>().foreign_keys<&Manager::managed_id>().back_populates<&Firm::managers>();
}
inline void map(Mapper<Tool>& m) {
  m.column<&Tool::id>().primary_key();
  m.column<&Tool::name>();
  m.column<&Tool::engineer_id>().references<&Engineer::id>();
  m.relationship<&Tool::engineer>().back_populates<&Engineer::tools>();
}

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

inline void map(Mapper<Garage>& m) {
  m.column<&Garage::id>().primary_key();
  m.relationship<&Garage::cars>().back_populates<&Car::garage>().order_by(col<&Vehicle::id>);
}
inline void map(Mapper<Vehicle>& m) {
  m.polymorphic_on<&Vehicle::wheels>();
  m.column<&Vehicle::id>().primary_key();
  m.column<&Vehicle::wheels>().as_text({{Wheels::none, "0"}, {Wheels::two, "2"}, {Wheels::four, "4"}});
  m.column<&Vehicle::name>();
}
inline void map(Mapper<Car>& m) {
  m.inherits<Vehicle>(Wheels::four);
  m.column<&Car::engine>();
  m.column<&Car::garage_id>().references<&Garage::id>();
  m.relationship<&Car::garage>().back_populates<&Garage::cars>();
}
inline void map(Mapper<Lorry>& m) {
  m.inherits<Car>(Wheels::none);
  m.column<&Lorry::load>();
}
inline void map(Mapper<Bicycle>& m) {
  m.inherits<Vehicle>(Wheels::two);
  m.column<&Bicycle::gears>();
}

/// The tables of both.
struct People : Database {
  People() {
    register_types<Person, Engineer, Architect, Manager, Vehicle, Car, Lorry, Bicycle>();
    create_all<Firm, Tool, Garage, Vehicle>(engine);
  }
  [[nodiscard]] std::int64_t number(std::string_view sql) { return numbers(sql).front(); }
  /// One of each kind of person, with the keys 1 to 4; the engineers have two tools each.
  void fill() {
    Session session(engine);
    auto firm = session.add(Firm{.name = "Weft"});
    session.flush();
    session.add(Person{.name = "Ann", .firm = firm});
    session.flush();
    session.add(Engineer{{.name = "Ben", .firm = firm}, "C++", {Tool{.name = "vim"}, Tool{.name = "gdb"}}});
    session.flush();
    session.add(Architect{{{.name = "Cid", .firm = firm}, "UML", {Tool{.name = "pen"}, Tool{.name = "ruler"}}}, "plain"});
    session.flush();
    session.add(Manager{{.name = "Dot", .firm = firm}, "chief", {}, firm});
    session.commit();
  }
};

}  // namespace weft::test
