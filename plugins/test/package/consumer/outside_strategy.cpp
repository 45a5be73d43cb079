// SPDX-License-Identifier: MIT
//
// A strategy built outside weft's tree, named in a mapping and in a query: N+1 statements become 2.
#include "model.hpp"

int main() {
  weft::Engine engine("sqlite://");
  fill(engine);
  weft::StatementCounter counter(engine);

  {
    weft::Session session(engine);
    auto departments = session.scalars(
        weft::select<Department>().options(weft::load<&Department::employees>("peers", {{"batch", "200"}}))).all();
    std::size_t employees = 0;
    for (const auto& department : departments) employees += department->employees.size();
    require(employees == 20, "every department has its employees");
    require(counter.count() == 2, "collections: one statement for the owners, one for all they own");
  }
  {
    weft::Session session(engine);
    counter.reset();
    std::size_t letters = 0;
    for (const auto& employee : session.scalars(weft::select<Employee>())) letters += employee->department->name.size();
    require(letters == 40, "every employee has its department");
    require(counter.count() == 2, "to-ones: one statement for the owners, one for all they refer to");
  }
  {
    weft::Session session(engine);
    counter.reset();
    auto departments = session.scalars(weft::select<Department>().options(
        weft::load<&Department::employees>("peers").raiseload<&Employee::department>())).all();
    bool refused = false;
    try {
      (void)departments.front()->employees.front()->department->name;
    } catch (const weft::UnloadedAccessError&) {
      refused = true;
    }
    require(refused, "the options of the path go on below what the strategy loads");
  }
  return 0;
}
