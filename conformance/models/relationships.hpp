// SPDX-License-Identifier: MIT
//
// One pair of entities for each shape that a relationship can have. Every entity has a name, by which the suite tells
// the graphs that strategies load. The rows are in relationships_rows.cpp.
//
// Mappings are declared here and written in a .cpp: they are compiled once, not in each file of cases.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <weft/weft.hpp>

#include "target.hpp"

namespace weft::conformance {

// One-to-many, and many-to-one behind it.

struct Employee;
struct Department {
  std::int64_t id{};
  std::string name{};
  List<Employee> employees{};
};
struct Employee {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> department_id{};
  Ref<Department> department{};
};

// One-to-one: the key is in the passport.

struct Passport;
struct Holder {
  std::int64_t id{};
  std::string name{};
  Ref<Passport> passport{};
};
struct Passport {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> holder_id{};
  Ref<Holder> holder{};
};

// Many-to-many: a list on one side, ordered, and a set on the other.

struct Course;
struct Student {
  std::int64_t id{};
  std::string name{};
  List<Course> courses{};
};
struct Course {
  std::int64_t id{};
  std::string name{};
  Set<Student> students{};
};

// An entity and itself.

struct Node {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> parent_id{};
  Ref<Node> parent{};
  List<Node> children{};
};

// Friends of friends: many-to-many of an entity with itself, in a circle.

struct Person {
  std::int64_t id{};
  std::string name{};
  List<Person> friends{};
};

// A dictionary.

struct File;
struct Folder {
  std::int64_t id{};
  std::string name{};
  Dict<std::string, File> files{};
};
struct File {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> folder_id{};
  Ref<Folder> folder{};
};

// Keys of two columns.

struct Volume;
struct Label;
struct Shelf {
  std::string room{};
  std::int64_t number{};
  std::string name{};
  List<Volume> volumes{};
  List<Label> labels{};
};
struct Volume {
  std::int64_t id{};
  std::string name{};
  std::optional<std::string> room{};
  std::optional<std::int64_t> number{};
  Ref<Shelf> shelf{};
};
struct Label {
  std::int64_t id{};
  std::string name{};
  List<Shelf> shelves{};
};

// Keys that are texts, with characters that need care.

struct City;
struct Language;
struct Country {
  std::string code{};
  std::string name{};
  List<City> cities{};
  List<Language> languages{};
};
struct City {
  std::string name{};
  std::optional<std::string> country_code{};
  Ref<Country> country{};
};
struct Language {
  std::string name{};
  List<Country> countries{};
};

// Joined-table inheritance.

struct Vehicle;
struct Wheel;
struct Driver;
struct Depot {
  std::int64_t id{};
  std::string name{};
  List<Vehicle> vehicles{};
};
struct Vehicle {
  std::int64_t id{};
  std::string kind{};
  std::string name{};
  std::optional<std::int64_t> depot_id{};
  Ref<Depot> depot{};
};
struct Car : Vehicle {
  std::int64_t doors{};
  List<Wheel> wheels{};
  List<Driver> drivers{};
};
struct Lorry : Vehicle {
  std::int64_t tons{};
};
struct Wheel {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> car_id{};
  Ref<Car> car{};
};
struct Driver {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> car_id{};
  Ref<Car> car{};
};

// Single-table inheritance.

struct Animal;
struct Toy;
struct Keeper {
  std::int64_t id{};
  std::string name{};
  List<Animal> animals{};
};
struct Animal {
  std::int64_t id{};
  std::string kind{};
  std::string name{};
  std::optional<std::int64_t> keeper_id{};
  Ref<Keeper> keeper{};
};
struct Cat : Animal {
  std::optional<std::int64_t> lives{};
  List<Toy> toys{};
};
struct Dog : Animal {
  std::optional<std::string> trick{};
};
struct Toy {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> cat_id{};
  Ref<Cat> cat{};
};

void map(Mapper<Department>& m);
void map(Mapper<Employee>& m);
void map(Mapper<Holder>& m);
void map(Mapper<Passport>& m);
void map(Mapper<Student>& m);
void map(Mapper<Course>& m);
void map(Mapper<Node>& m);
void map(Mapper<Person>& m);
void map(Mapper<Folder>& m);
void map(Mapper<File>& m);
void map(Mapper<Shelf>& m);
void map(Mapper<Volume>& m);
void map(Mapper<Label>& m);
void map(Mapper<Country>& m);
void map(Mapper<City>& m);
void map(Mapper<Language>& m);
void map(Mapper<Depot>& m);
void map(Mapper<Vehicle>& m);
void map(Mapper<Car>& m);
void map(Mapper<Lorry>& m);
void map(Mapper<Wheel>& m);
void map(Mapper<Driver>& m);
void map(Mapper<Keeper>& m);
void map(Mapper<Animal>& m);
void map(Mapper<Cat>& m);
void map(Mapper<Dog>& m);
void map(Mapper<Toy>& m);

/// All of the above with their rows.
extern const Dataset relationships;

}  // namespace weft::conformance
