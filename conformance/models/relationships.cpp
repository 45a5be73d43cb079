// SPDX-License-Identifier: MIT
#include "models/relationships.hpp"

namespace weft::conformance {
namespace {

const Table student_course{"conf_student_course", Column{"student_id"}.references<&Student::id>().primary_key(),
                           Column{"course_id"}.references<&Course::id>().primary_key()};
const Table friendship{"conf_friendship", Column{"person_id"}.references<&Person::id>().primary_key(),
                       Column{"friend_id"}.references<&Person::id>().primary_key()};
const Table shelf_label{"conf_shelf_label", Column{"room"}.references<&Shelf::room>().primary_key(),
                        Column{"number"}.references<&Shelf::number>().primary_key(),
                        Column{"label_id"}.references<&Label::id>().primary_key()};
const Table country_language{"conf_country_language", Column{"country_code"}.references<&Country::code>().primary_key(),
                             Column{"language"}.references<&Language::name>().primary_key()};

constexpr std::uint32_t name_length = 60;

}  // namespace

void map(Mapper<Department>& m) {
  m.table("conf_department");
  m.column<&Department::id>().primary_key();
  m.column<&Department::name>().length(name_length);
  m.relationship<&Department::employees>().back_populates<&Employee::department>().order_by(col<&Employee::name>);
}
void map(Mapper<Employee>& m) {
  m.table("conf_employee");
  m.column<&Employee::id>().primary_key();
  m.column<&Employee::name>().length(name_length);
  m.column<&Employee::department_id>().references<&Department::id>();
  m.relationship<&Employee::department>();
}

void map(Mapper<Holder>& m) {
  m.table("conf_holder");
  m.column<&Holder::id>().primary_key();
  m.column<&Holder::name>().length(name_length);
  m.relationship<&Holder::passport>().back_populates<&Passport::holder>();
}
void map(Mapper<Passport>& m) {
  m.table("conf_passport");
  m.column<&Passport::id>().primary_key();
  m.column<&Passport::name>().length(name_length);
  m.column<&Passport::holder_id>().references<&Holder::id>().unique();
  m.relationship<&Passport::holder>();
}

void map(Mapper<Student>& m) {
  m.table("conf_student");
  m.column<&Student::id>().primary_key();
  m.column<&Student::name>().length(name_length);
  m.relationship<&Student::courses>()
      .secondary(student_course)
      .back_populates<&Course::students>()
      .order_by(col<&Course::name>);
}
void map(Mapper<Course>& m) {
  m.table("conf_course");
  m.column<&Course::id>().primary_key();
  m.column<&Course::name>().length(name_length);
  m.relationship<&Course::students>().secondary(student_course);
}

void map(Mapper<Node>& m) {
  m.table("conf_node");
  m.column<&Node::id>().primary_key();
  m.column<&Node::name>().length(name_length);
  m.column<&Node::parent_id>().references<&Node::id>();
  m.relationship<&Node::parent>().remote_side<&Node::id>().back_populates<&Node::children>();
  m.relationship<&Node::children>().order_by(col<&Node::name>);
}

void map(Mapper<Person>& m) {
  m.table("conf_person");
  m.column<&Person::id>().primary_key();
  m.column<&Person::name>().length(name_length);
  m.relationship<&Person::friends>().secondary(friendship).order_by(col<&Person::name>);
}

void map(Mapper<Folder>& m) {
  m.table("conf_folder");
  m.column<&Folder::id>().primary_key();
  m.column<&Folder::name>().length(name_length);
  m.relationship<&Folder::files>().keyed_by<&File::name>().back_populates<&File::folder>();
}
void map(Mapper<File>& m) {
  m.table("conf_file");
  m.column<&File::id>().primary_key();
  m.column<&File::name>().length(name_length);
  m.column<&File::folder_id>().references<&Folder::id>();
  m.relationship<&File::folder>();
}

void map(Mapper<Shelf>& m) {
  m.table("conf_shelf");
  m.column<&Shelf::room>().primary_key().length(20);
  m.column<&Shelf::number>().primary_key();
  m.column<&Shelf::name>().length(name_length);
  m.relationship<&Shelf::volumes>().back_populates<&Volume::shelf>().order_by(col<&Volume::name>);
  m.relationship<&Shelf::labels>().secondary(shelf_label).back_populates<&Label::shelves>().order_by(col<&Label::name>);
}
void map(Mapper<Volume>& m) {
  m.table("conf_volume");
  m.column<&Volume::id>().primary_key();
  m.column<&Volume::name>().length(name_length);
  m.column<&Volume::room>().length(20);
  m.column<&Volume::number>();
  m.foreign_key<&Volume::room, &Volume::number>().references<&Shelf::room, &Shelf::number>();
  m.relationship<&Volume::shelf>();
}
void map(Mapper<Label>& m) {
  m.table("conf_label");
  m.column<&Label::id>().primary_key();
  m.column<&Label::name>().length(name_length);
  m.relationship<&Label::shelves>().secondary(shelf_label).order_by(col<&Shelf::name>);
}

void map(Mapper<Country>& m) {
  m.table("conf_country");
  m.column<&Country::code>().primary_key().length(40);
  m.column<&Country::name>().length(name_length);
  m.relationship<&Country::cities>().back_populates<&City::country>().order_by(col<&City::name>);
  m.relationship<&Country::languages>()
      .secondary(country_language)
      .back_populates<&Language::countries>()
      .order_by(col<&Language::name>);
}
void map(Mapper<City>& m) {
  m.table("conf_city");
  m.column<&City::name>().primary_key().length(name_length);
  m.column<&City::country_code>().length(40).references<&Country::code>();
  m.relationship<&City::country>();
}
void map(Mapper<Language>& m) {
  m.table("conf_language");
  m.column<&Language::name>().primary_key().length(40);
  m.relationship<&Language::countries>().secondary(country_language).order_by(col<&Country::name>);
}

}  // namespace weft::conformance
