// SPDX-License-Identifier: MIT
#include "inheritance/models.hpp"

namespace weft::test {

void map(Mapper<Firm>& m) {
  m.column<&Firm::id>().primary_key();
  m.column<&Firm::name>();
  m.relationship<&Firm::people>().back_populates<&Person::firm>().order_by(col<&Person::id>);
  m.relationship<&Firm::managers>().back_populates<&Manager::managed>().foreign_keys<&Manager::managed_id>();
}

void map(Mapper<Person>& m) {
  m.table("person");
  m.polymorphic_on<&Person::kind>("person");
  m.column<&Person::id>().primary_key();
  m.column<&Person::kind>().length(20);
  m.column<&Person::name>();
  m.column<&Person::revision>().version();
  m.column<&Person::firm_id>().references<&Firm::id>();
  m.relationship<&Person::firm>().back_populates<&Firm::people>();
}

void map(Mapper<Engineer>& m) {
  m.inherits<Person>("engineer").table("engineer");
  m.column<&Engineer::language>();
  m.relationship<&Engineer::tools>().back_populates<&Tool::engineer>().order_by(col<&Tool::id>);
}

void map(Mapper<Architect>& m) {
  m.inherits<Engineer>("architect").table("architect");
  m.column<&Architect::style>();
}

void map(Mapper<Manager>& m) {
  m.inherits<Person>("manager").table("manager");
  m.column<&Manager::title>();
  m.column<&Manager::managed_id>().references<&Firm::id>();
  m.relationship<&Manager::managed>().foreign_keys<&Manager::managed_id>().back_populates<&Firm::managers>();
}

void map(Mapper<Tool>& m) {
  m.column<&Tool::id>().primary_key();
  m.column<&Tool::name>();
  m.column<&Tool::engineer_id>().references<&Engineer::id>();
  m.relationship<&Tool::engineer>().back_populates<&Engineer::tools>();
}

void map(Mapper<Garage>& m) {
  m.column<&Garage::id>().primary_key();
  m.relationship<&Garage::cars>().back_populates<&Car::garage>().order_by(col<&Vehicle::id>);
}

void map(Mapper<Vehicle>& m) {
  m.polymorphic_on<&Vehicle::wheels>();
  m.column<&Vehicle::id>().primary_key();
  m.column<&Vehicle::wheels>().as_text({{Wheels::none, "0"}, {Wheels::two, "2"}, {Wheels::four, "4"}});
  m.column<&Vehicle::name>();
}

void map(Mapper<Car>& m) {
  m.inherits<Vehicle>(Wheels::four);
  m.column<&Car::engine>();
  m.column<&Car::garage_id>().references<&Garage::id>();
  m.relationship<&Car::garage>().back_populates<&Garage::cars>();
}

void map(Mapper<Lorry>& m) {
  m.inherits<Car>(Wheels::none);
  m.column<&Lorry::load>();
}

void map(Mapper<Bicycle>& m) {
  m.inherits<Vehicle>(Wheels::two);
  m.column<&Bicycle::gears>();
}

People::People() {
  register_types<Person, Engineer, Architect, Manager, Vehicle, Car, Lorry, Bicycle>();
  create_all<Firm, Tool, Garage, Vehicle>(engine);
}

std::int64_t People::number(std::string_view sql) { return numbers(sql).front(); }

void People::fill() {
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

}  // namespace weft::test

template const weft::MappedEntity& weft::entity_of<weft::test::Firm>();
template const weft::MappedEntity& weft::entity_of<weft::test::Person>();
template const weft::MappedEntity& weft::entity_of<weft::test::Engineer>();
template const weft::MappedEntity& weft::entity_of<weft::test::Architect>();
template const weft::MappedEntity& weft::entity_of<weft::test::Manager>();
template const weft::MappedEntity& weft::entity_of<weft::test::Tool>();
template const weft::MappedEntity& weft::entity_of<weft::test::Garage>();
template const weft::MappedEntity& weft::entity_of<weft::test::Vehicle>();
template const weft::MappedEntity& weft::entity_of<weft::test::Car>();
template const weft::MappedEntity& weft::entity_of<weft::test::Lorry>();
template const weft::MappedEntity& weft::entity_of<weft::test::Bicycle>();
