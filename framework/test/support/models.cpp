// SPDX-License-Identifier: MIT
#include "support/models.hpp"

namespace weft::test {

const Table student_course{"student_course", Column{"student_id"}.references<&Student::id>().primary_key(),
                                  Column{"course_id"}.references<&Course::id>().primary_key()};

void map(Mapper<Department>& m) {
  m.table("department");
  m.column<&Department::id>().primary_key();
  m.column<&Department::name>().length(50);
  m.relationship<&Department::employees>().back_populates<&Employee::department>().order_by(col<&Employee::id>);
}

void map(Mapper<Employee>& m) {
  m.table("employee");
  m.column<&Employee::id>().primary_key();
  m.column<&Employee::name>("full_name").length(100);
  m.column<&Employee::age>();
  m.column<&Employee::department_id>().references<&Department::id>();
  m.relationship<&Employee::department>().back_populates<&Department::employees>();
}

void map(Mapper<Student>& m) {
  m.table("student");
  m.column<&Student::id>().primary_key();
  m.column<&Student::name>();
  m.relationship<&Student::courses>()
      .secondary(student_course)
      .back_populates<&Course::students>()
      .order_by(col<&Course::id>);
}

void map(Mapper<Course>& m) {
  m.table("course");
  m.column<&Course::id>().primary_key();
  m.column<&Course::title>();
  m.relationship<&Course::students>().secondary(student_course).back_populates<&Student::courses>();
}

void map(Mapper<TreeNode>& m) {
  m.table("tree_node");
  m.column<&TreeNode::id>().primary_key();
  m.column<&TreeNode::name>();
  m.column<&TreeNode::parent_id>().references<&TreeNode::id>();
  m.relationship<&TreeNode::parent>().remote_side<&TreeNode::id>().back_populates<&TreeNode::children>();
  m.relationship<&TreeNode::children>().keyed_by<&TreeNode::name>().back_populates<&TreeNode::parent>();
}

void map(Mapper<Item>& m) {
  m.table("item");
  m.column<&Item::id>().primary_key();
  m.column<&Item::name>().unique();
  m.column<&Item::price>();
}

void map(Mapper<Order>& m) {
  m.table("order");  // a reserved word
  m.column<&Order::id>().primary_key();
  m.column<&Order::customer_name>();
  m.relationship<&Order::order_items>()
      .back_populates<&OrderItem::order>()
      .order_by(col<&OrderItem::item_id>)
      .cascade(Cascade::all | Cascade::delete_orphan);
}

void map(Mapper<OrderItem>& m) {
  m.table("order_item");
  m.column<&OrderItem::order_id>().primary_key().references<&Order::id>();
  m.column<&OrderItem::item_id>().primary_key().references<&Item::id>();
  m.column<&OrderItem::quantity>();
  m.column<&OrderItem::price_paid>();
  m.relationship<&OrderItem::order>().back_populates<&Order::order_items>();
  m.relationship<&OrderItem::item>();
}

void map(Mapper<Author>& m) {
  m.table("author");
  m.column<&Author::id>().primary_key();
  m.column<&Author::name>();
  m.relationship<&Author::books>()
      .back_populates<&Book::author>()
      .order_by(col<&Book::id>)
      .cascade(Cascade::all | Cascade::delete_orphan);
}

void map(Mapper<Book>& m) {
  m.table("book");
  m.column<&Book::id>().primary_key();
  m.column<&Book::title>();
  m.column<&Book::author_id>().references<&Author::id>();
  m.relationship<&Book::author>().back_populates<&Author::books>();
}

void map(Mapper<Country>& m) {
  m.table("country");
  m.column<&Country::code>().length(2).primary_key();
  m.column<&Country::name>();
  m.relationship<&Country::cities>().back_populates<&City::country>().order_by(col<&City::id>);
}

void map(Mapper<City>& m) {
  m.table("city");
  m.column<&City::id>().primary_key();
  m.column<&City::name>();
  m.column<&City::country_code>().references<&Country::code>();
  m.relationship<&City::country>().back_populates<&Country::cities>();
}

void map(Mapper<Shelf>& m) {
  m.table("shelf");
  m.column<&Shelf::room>().primary_key();
  m.column<&Shelf::letter>().length(1).primary_key();
  m.relationship<&Shelf::volumes>().back_populates<&Volume::shelf>().order_by(col<&Volume::id>);
}

void map(Mapper<Volume>& m) {
  m.table("volume");
  m.column<&Volume::id>().primary_key();
  m.column<&Volume::title>();
  m.column<&Volume::shelf_room>();
  m.column<&Volume::shelf_letter>().length(1);
  m.foreign_key<&Volume::shelf_room, &Volume::shelf_letter>().references<&Shelf::room, &Shelf::letter>();
  m.relationship<&Volume::shelf>().back_populates<&Shelf::volumes>();
}

void map(Mapper<Traveller>& m) {
  m.table("traveller");
  m.column<&Traveller::id>().primary_key();
  m.column<&Traveller::name>();
  m.relationship<&Traveller::passport>().back_populates<&Passport::traveller>();
}

void map(Mapper<Passport>& m) {
  m.table("passport");
  m.column<&Passport::id>().primary_key();
  m.column<&Passport::number>();
  m.column<&Passport::traveller_id>().references<&Traveller::id>();
  m.relationship<&Passport::traveller>().back_populates<&Traveller::passport>();
}

void map(Mapper<Team>& m) {
  m.table("team");
  m.column<&Team::id>().primary_key();
  m.column<&Team::name>();
  m.column<&Team::captain_id>().references<&Player::id>();
  m.relationship<&Team::captain>().foreign_keys<&Team::captain_id>();
  m.relationship<&Team::players>()
      .foreign_keys<&Player::team_id>()
      .back_populates<&Player::team>()
      .order_by(col<&Player::id>);
}

void map(Mapper<Player>& m) {
  m.table("player");
  m.column<&Player::id>().primary_key();
  m.column<&Player::name>();
  m.column<&Player::team_id>().references<&Team::id>();
  m.relationship<&Player::team>().foreign_keys<&Player::team_id>().back_populates<&Team::players>();
}

}  // namespace weft::test

template const weft::MappedEntity& weft::entity_of<weft::test::Department>();
template const weft::MappedEntity& weft::entity_of<weft::test::Employee>();
template const weft::MappedEntity& weft::entity_of<weft::test::Student>();
template const weft::MappedEntity& weft::entity_of<weft::test::Course>();
template const weft::MappedEntity& weft::entity_of<weft::test::TreeNode>();
template const weft::MappedEntity& weft::entity_of<weft::test::Item>();
template const weft::MappedEntity& weft::entity_of<weft::test::Order>();
template const weft::MappedEntity& weft::entity_of<weft::test::OrderItem>();
template const weft::MappedEntity& weft::entity_of<weft::test::Author>();
template const weft::MappedEntity& weft::entity_of<weft::test::Book>();
template const weft::MappedEntity& weft::entity_of<weft::test::Country>();
template const weft::MappedEntity& weft::entity_of<weft::test::City>();
template const weft::MappedEntity& weft::entity_of<weft::test::Shelf>();
template const weft::MappedEntity& weft::entity_of<weft::test::Volume>();
template const weft::MappedEntity& weft::entity_of<weft::test::Traveller>();
template const weft::MappedEntity& weft::entity_of<weft::test::Passport>();
template const weft::MappedEntity& weft::entity_of<weft::test::Team>();
template const weft::MappedEntity& weft::entity_of<weft::test::Player>();
