// SPDX-License-Identifier: MIT
#include "mapping/models.hpp"

namespace mapping_test {

const weft::Table student_course{
    "student_course", weft::Column{"student_id"}.references<&Student::id>({.on_delete = "cascade"}).primary_key(),
    weft::Column{"course_code"}.references<&Course::code>().primary_key(),
    weft::Column{"position"}.type(weft::types::Integer{})};

const weft::Table follow{"follow", weft::Column{"follower_id"}.references<&Person::id>().primary_key(),
                                weft::Column{"followed_id"}.references<&Person::id>().primary_key()};

void map(weft::Mapper<Department>& m) {
  m.column<&Department::id>().primary_key();
  m.column<&Department::name>().length(50);
  m.relationship<&Department::employees>().back_populates<&Employee::department>().order_by(
      weft::col<&Employee::name>, weft::col<&Employee::id>.desc());
}

void map(weft::Mapper<Employee>& m) {
  m.table("staff", {.schema = "hr"});
  m.column<&Employee::id>().primary_key();
  m.column<&Employee::name>("full_name");
  m.column<&Employee::department_id>().references<&Department::id>({.on_delete = "set null"});
  m.relationship<&Employee::department>().lazy("peers", {{"batch", "200"}}).inner_join();
}

void map(weft::Mapper<Student>& m) {
  m.column<&Student::id>().primary_key();
  m.relationship<&Student::courses>().secondary(student_course).back_populates<&Course::students>();
}

void map(weft::Mapper<Course>& m) {
  m.column<&Course::code>().primary_key().length(8);
  m.relationship<&Course::students>()
      .secondary(student_course)
      .back_populates<&Student::courses>()
      .order_by(student_course.column("position").asc());
}

void map(weft::Mapper<TreeNode>& m) {
  m.column<&TreeNode::id>().primary_key();
  m.column<&TreeNode::name>();
  m.column<&TreeNode::parent_id>().references<&TreeNode::id>();
  m.relationship<&TreeNode::parent>().remote_side<&TreeNode::id>().back_populates<&TreeNode::children>();
  m.relationship<&TreeNode::children>().keyed_by<&TreeNode::name>().back_populates<&TreeNode::parent>();
}

void map(weft::Mapper<Person>& m) {
  m.column<&Person::id>().primary_key();
  m.relationship<&Person::follows>().secondary(follow).back_populates<&Person::followers>();
  m.relationship<&Person::followers>().secondary(follow);
}

void map(weft::Mapper<Address>& m) {
  m.column<&Address::id>().primary_key();
}

void map(weft::Mapper<Order>& m) {
  m.column<&Order::shop_id>().primary_key();
  m.column<&Order::number>().primary_key();
  m.column<&Order::billing_id>().references<&Address::id>();
  m.column<&Order::shipping_id>().references<&Address::id>();
  m.relationship<&Order::billing>().foreign_keys<&Order::billing_id>();
  m.relationship<&Order::shipping>().foreign_keys<&Order::shipping_id>();
}

void map(weft::Mapper<Invoice>& m) {
  m.column<&Invoice::shop_id>().primary_key();
  m.column<&Invoice::order_number>().primary_key();
  m.foreign_key<&Invoice::order_number, &Invoice::shop_id>().references<&Order::number, &Order::shop_id>(
      {.on_delete = "cascade"});
  m.relationship<&Invoice::order>();
}

void map(weft::Mapper<Citizen>& m) {
  m.column<&Citizen::id>().primary_key();
  m.relationship<&Citizen::passport>().back_populates<&Passport::citizen>().cascade(weft::Cascade::all |
                                                                                    weft::Cascade::delete_orphan);
}

void map(weft::Mapper<Passport>& m) {
  m.column<&Passport::citizen_id>().primary_key().references<&Citizen::id>();
  m.relationship<&Passport::citizen>();
}

}  // namespace mapping_test

template const weft::MappedEntity& weft::entity_of<mapping_test::Department>();
template const weft::MappedEntity& weft::entity_of<mapping_test::Employee>();
template const weft::MappedEntity& weft::entity_of<mapping_test::Student>();
template const weft::MappedEntity& weft::entity_of<mapping_test::Course>();
template const weft::MappedEntity& weft::entity_of<mapping_test::TreeNode>();
template const weft::MappedEntity& weft::entity_of<mapping_test::Person>();
template const weft::MappedEntity& weft::entity_of<mapping_test::Address>();
template const weft::MappedEntity& weft::entity_of<mapping_test::Order>();
template const weft::MappedEntity& weft::entity_of<mapping_test::Invoice>();
template const weft::MappedEntity& weft::entity_of<mapping_test::Citizen>();
template const weft::MappedEntity& weft::entity_of<mapping_test::Passport>();
