// SPDX-License-Identifier: MIT
//
// The entities that the tests of sessions and of loading use: every shape of relationship once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "weft/weft.hpp"

namespace weft::test {

// One-to-many and many-to-one, with a foreign key that may be NULL.

struct Employee;

struct Department {
  std::int64_t id{};
  std::string name{};
  List<Employee> employees{};
};

struct Employee {
  std::int64_t id{};
  std::string name{};
  std::int64_t age{};
  std::optional<std::int64_t> department_id{};
  Ref<Department> department{};
};

void map(Mapper<Department>&);
void map(Mapper<Employee>&);

// Many-to-many, as a list and as a set.

struct Course;

struct Student {
  std::int64_t id{};
  std::string name{};
  List<Course> courses{};
};

struct Course {
  std::int64_t id{};
  std::string title{};
  Set<Student> students{};
};

extern const Table student_course;

void map(Mapper<Student>&);
void map(Mapper<Course>&);

// An entity that leads to itself, and a collection with keys.

struct TreeNode {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> parent_id{};
  Ref<TreeNode> parent{};
  Dict<std::string, TreeNode> children{};
};

void map(Mapper<TreeNode>&);

// An association object with a composite key.

struct OrderItem;

struct Item {
  std::int64_t id{};
  std::string name{};
  double price{};
};

struct Order {
  std::int64_t id{};
  std::string customer_name{};
  List<OrderItem> order_items{};
  [[nodiscard]] auto items() const;
};

struct OrderItem {
  std::int64_t order_id{};
  std::int64_t item_id{};
  std::int64_t quantity{};
  double price_paid{};
  Ref<Order> order{};
  Ref<Item> item{};
};

inline auto Order::items() const { return proxy<&Order::order_items, &OrderItem::item>(*this); }

void map(Mapper<Item>&);
void map(Mapper<Order>&);
void map(Mapper<OrderItem>&);

// Children that belong to their parent.

struct Book;

struct Author {
  std::int64_t id{};
  std::string name{};
  List<Book> books{};
};

struct Book {
  std::int64_t id{};
  std::string title{};
  std::int64_t author_id{};
  Ref<Author> author{};
};

void map(Mapper<Author>&);
void map(Mapper<Book>&);

// A key that is text, and that the program gives.

struct City;

struct Country {
  std::string code{};
  std::string name{};
  List<City> cities{};
};

struct City {
  std::int64_t id{};
  std::string name{};
  std::optional<std::string> country_code{};
  Ref<Country> country{};
};

void map(Mapper<Country>&);
void map(Mapper<City>&);

// A foreign key of two columns, the first of which is a number and the second text.

struct Volume;

struct Shelf {
  std::int64_t room{};
  std::string letter{};
  List<Volume> volumes{};
};

struct Volume {
  std::int64_t id{};
  std::string title{};
  std::optional<std::int64_t> shelf_room{};
  std::optional<std::string> shelf_letter{};
  Ref<Shelf> shelf{};
};

void map(Mapper<Shelf>&);
void map(Mapper<Volume>&);

// One-to-one.

struct Passport;

struct Traveller {
  std::int64_t id{};
  std::string name{};
  Ref<Passport> passport{};
};

struct Passport {
  std::int64_t id{};
  std::string number{};
  std::optional<std::int64_t> traveller_id{};
  Ref<Traveller> traveller{};
};

void map(Mapper<Traveller>&);
void map(Mapper<Passport>&);

// Two tables that point at each other.

struct Player;

struct Team {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> captain_id{};
  Ref<Player> captain{};
  List<Player> players{};
};

struct Player {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> team_id{};
  Ref<Team> team{};
};

void map(Mapper<Team>&);
void map(Mapper<Player>&);

}  // namespace weft::test

// Instantiated once, with the mappings, and not in every test.
extern template const weft::MappedEntity& weft::entity_of<weft::test::Department>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Employee>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Student>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Course>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::TreeNode>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Item>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Order>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::OrderItem>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Author>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Book>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Country>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::City>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Shelf>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Volume>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Traveller>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Passport>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Team>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Player>();
