// SPDX-License-Identifier: MIT
#include "models/relationships.hpp"

namespace weft::conformance {

void map(Mapper<Depot>& m) {
  m.table("conf_depot");
  m.column<&Depot::id>().primary_key();
  m.column<&Depot::name>().length(60);
  m.relationship<&Depot::vehicles>().back_populates<&Vehicle::depot>().order_by(col<&Vehicle::name>);
}
void map(Mapper<Vehicle>& m) {
  m.table("conf_vehicle");
  m.polymorphic_on<&Vehicle::kind>("vehicle");
  m.column<&Vehicle::id>().primary_key();
  m.column<&Vehicle::kind>().length(20);
  m.column<&Vehicle::name>().length(60);
  m.column<&Vehicle::depot_id>().references<&Depot::id>();
  m.relationship<&Vehicle::depot>();
}
void map(Mapper<Car>& m) {
  m.inherits<Vehicle>("car").table("conf_car");
  m.column<&Car::doors>();
  m.relationship<&Car::wheels>().back_populates<&Wheel::car>().order_by(col<&Wheel::name>);
  m.relationship<&Car::drivers>().back_populates<&Driver::car>().order_by(col<&Driver::name>);
}
void map(Mapper<Lorry>& m) {
  m.inherits<Vehicle>("lorry").table("conf_lorry");
  m.column<&Lorry::tons>();
}
void map(Mapper<Wheel>& m) {
  m.table("conf_wheel");
  m.column<&Wheel::id>().primary_key();
  m.column<&Wheel::name>().length(60);
  m.column<&Wheel::car_id>().references<&Car::id>();
  m.relationship<&Wheel::car>();
}
void map(Mapper<Driver>& m) {
  m.table("conf_driver");
  m.column<&Driver::id>().primary_key();
  m.column<&Driver::name>().length(60);
  m.column<&Driver::car_id>().references<&Car::id>();
  m.relationship<&Driver::car>();
}

void map(Mapper<Keeper>& m) {
  m.table("conf_keeper");
  m.column<&Keeper::id>().primary_key();
  m.column<&Keeper::name>().length(60);
  m.relationship<&Keeper::animals>().back_populates<&Animal::keeper>().order_by(col<&Animal::name>);
}
void map(Mapper<Animal>& m) {
  m.table("conf_animal");
  m.polymorphic_on<&Animal::kind>("animal");
  m.column<&Animal::id>().primary_key();
  m.column<&Animal::kind>().length(20);
  m.column<&Animal::name>().length(60);
  m.column<&Animal::keeper_id>().references<&Keeper::id>();
  m.relationship<&Animal::keeper>();
}
void map(Mapper<Cat>& m) {
  m.inherits<Animal>("cat");
  m.column<&Cat::lives>();
  m.relationship<&Cat::toys>().back_populates<&Toy::cat>().order_by(col<&Toy::name>);
}
void map(Mapper<Dog>& m) {
  m.inherits<Animal>("dog");
  m.column<&Dog::trick>().length(60);
}
void map(Mapper<Toy>& m) {
  m.table("conf_toy");
  m.column<&Toy::id>().primary_key();
  m.column<&Toy::name>().length(60);
  m.column<&Toy::cat_id>().references<&Cat::id>();
  m.relationship<&Toy::cat>();
}

}  // namespace weft::conformance
