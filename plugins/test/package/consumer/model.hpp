// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>
#include <cstdlib>

#include <weft/weft.hpp>

struct Employee;

struct Department {
  std::int64_t id{};
  std::string name{};
  weft::List<Employee> employees{};
};

struct Employee {
  std::int64_t id{};
  std::string name{};
  std::int64_t department_id{};
  weft::Ref<Department> department{};
};

inline void map(weft::Mapper<Department>& m) {
  m.table("department");
  m.column<&Department::id>().primary_key();
  m.column<&Department::name>().length(50);
  m.relationship<&Department::employees>().back_populates<&Employee::department>();
}

inline void map(weft::Mapper<Employee>& m) {
  m.table("employee");
  m.column<&Employee::id>().primary_key();
  m.column<&Employee::name>().length(100);
  m.column<&Employee::department_id>().references<&Department::id>();
  // A strategy that this package does not ship: it is found when the relationship is first touched.
  m.relationship<&Employee::department>().back_populates<&Department::employees>().lazy("peers");
}

/// Ten departments with two employees each.
inline void fill(weft::Engine& engine) {
  weft::create_all<Department, Employee>(engine);
  weft::Session session(engine);
  for (int number = 0; number < 10; ++number)
    session.add(Department{.name = "d" + std::to_string(number), .employees = {Employee{.name = "a"}, Employee{.name = "b"}}});
  session.commit();
}

/// Ends the program with a message unless `condition` holds.
inline void require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "not so: %s\n", what);
  std::exit(1);
}
