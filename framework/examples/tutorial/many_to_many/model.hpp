// SPDX-License-Identifier: MIT
//
// Students take courses, courses have students: a table of pairs stands between the two.
#pragma once

#include <cstdint>
#include <string>

#include <weft/weft.hpp>

namespace many_to_many {

struct Course;

struct Student {
  std::int64_t id{};
  std::string name{};
  weft::List<Course> courses{};
};

struct Course {
  std::int64_t id{};
  std::string title{};
  weft::Set<Student> students{}; // a set: nobody is in a course twice
};

// The table has no entity: a row says that the two belong together, and nothing else.
inline const weft::Table student_course{"student_course",
                                        weft::Column{"student_id"}.references<&Student::id>().primary_key(),
                                        weft::Column{"course_id"}.references<&Course::id>().primary_key()};

inline void map(weft::Mapper<Student>& m) {
  m.table("student");
  m.column<&Student::id>().primary_key();
  m.column<&Student::name>().length(50);
  m.relationship<&Student::courses>()
      .secondary(student_course)
      .back_populates<&Course::students>()
      .order_by(weft::col<&Course::title>);
}

inline void map(weft::Mapper<Course>& m) {
  m.table("course");
  m.column<&Course::id>().primary_key();
  m.column<&Course::title>().length(50);
  m.relationship<&Course::students>()
      .secondary(student_course)
      .back_populates<&Student::courses>()
      .order_by(weft::col<&Student::name>);
}

} // namespace many_to_many
