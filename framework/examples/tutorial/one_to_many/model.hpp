// SPDX-License-Identifier: MIT
//
// A department has many employees, an employee belongs to one department.
#pragma once

#include <cstdint>
#include <string>

#include <weft/weft.hpp>

namespace one_to_many {

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
  // Both members show the same relationship: a change of one is a change of the other, at once.
  m.relationship<&Department::employees>().back_populates<&Employee::department>().order_by(weft::col<&Employee::name>);
}

inline void map(weft::Mapper<Employee>& m) {
  m.table("employee");
  m.column<&Employee::id>().primary_key();
  m.column<&Employee::name>("full_name").length(100);
  // The foreign key is here, and makes this the side of the many.
  m.column<&Employee::department_id>().references<&Department::id>();
  m.relationship<&Employee::department>().back_populates<&Department::employees>();
}

} // namespace one_to_many
