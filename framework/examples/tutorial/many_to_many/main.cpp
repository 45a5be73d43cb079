// SPDX-License-Identifier: MIT
//
// Many-to-many: the rows of the association table come and go with what is in the collections.
#include "model.hpp"
#include "tutorial.hpp"

using namespace many_to_many;
using weft::col;

namespace {

void print_courses(weft::Session& session) {
  for (const weft::Ptr<Course>& course : session.scalars(weft::select<Course>().order_by(col<&Course::title>))) {
    fmt::print("  {}:", course->title);
    for (const weft::Ptr<Student>& student : course->students)
      fmt::print(" {}", student->name);
    fmt::print("\n");
  }
}

void enrol(weft::Session& session) {
  auto algebra = session.add(Course{.title = "Algebra"});
  auto music = session.add(Course{.title = "Music"});
  session.add(Student{.name = "Ann", .courses = {algebra, music}});
  session.add(Student{.name = "Bob", .courses = {music}});
  auto cy = session.add(Student{.name = "Cy"});

  // From the other side it is the same pair, so inserting Cy here shows among his courses.
  algebra.modify()->students.insert(cy);
  fmt::print("Cy takes {}\n", cy->courses.front()->title);
  session.commit();
}

void change(weft::Session& session) {
  auto ann = session.scalars(weft::select<Student>().where(col<&Student::name> == "Ann")).one();
  auto music = session.scalars(weft::select<Course>().where(col<&Course::title> == "Music")).one();

  // Taking her out of the course removes the pair. The student and the course stay.
  music.modify()->students.erase(ann);
  fmt::print("Ann takes {} course\n", ann->courses.size());

  // A whole list can be assigned: what she has already stays untouched, and one pair is written.
  auto chess = session.add(Course{.title = "Chess"});
  ann.modify()->courses = {ann->courses.front(), chess};
  session.commit();
}

void leave(weft::Session& session) {
  // Deleting a student deletes the pairs, whatever the cascade says: they could lead nowhere.
  session.remove(session.scalars(weft::select<Student>().where(col<&Student::name> == "Cy")).one());
  session.commit();
}

void chapter(weft::Engine& engine) {
  weft::Session session(engine);
  enrol(session);
  fmt::print("enrolled:\n");
  print_courses(session);

  change(session);
  fmt::print("after Ann's change of mind:\n");
  print_courses(session);

  leave(session);
  fmt::print("without Cy:\n");
  print_courses(session);

  // A condition on the other end needs no join, and no student comes twice.
  auto busy =
      weft::select<Student>().where(weft::rel<&Student::courses>.any(col<&Course::title>.in({"Algebra", "Chess"})));
  for (const weft::Ptr<Student>& student : session.scalars(busy))
    fmt::print("{} takes Algebra or Chess\n", student->name);
}

} // namespace

int main(int argc, char** argv) {
  return tutorial::run<Student, Course>(argc, argv, chapter);
}
