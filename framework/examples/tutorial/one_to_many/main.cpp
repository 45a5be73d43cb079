// SPDX-License-Identifier: MIT
//
// One-to-many and many-to-one: two members, one relationship. It can be written and read from either side.
#include "model.hpp"
#include "tutorial.hpp"

using namespace one_to_many;
using weft::col;

namespace {

void print(const weft::Ptr<Department>& department) {
  fmt::print("{}:", department->name);
  for (const weft::Ptr<Employee>& employee : department->employees)
    fmt::print(" {}", employee->name);
  fmt::print("\n");
}

void hire(weft::Engine& engine) {
  weft::Session session(engine);
  // From the side of the one: a new department brings its employees along.
  session.add(Department{.name = "Research", .employees = {Employee{.name = "Ada"}, Employee{.name = "Grace"}}});

  // From the side of the many: the new employee names the department.
  auto sales = session.add(Department{.name = "Sales"});
  auto linus = session.add(Employee{.name = "Linus", .department = sales});

  // Nothing has been written yet, so there are no keys. The department knows its new employee all the same.
  fmt::print("keys {} and {}, employees in {}: {}\n", sales->id, linus->department_id, sales->name,
             sales->employees.size());

  // Departments are inserted first, and their keys become the foreign keys of the employees.
  session.commit();
  fmt::print("the foreign key is the key: {}\n", linus->department_id == sales->id);
}

void move(weft::Engine& engine) {
  weft::Session session(engine);
  auto grace = session.scalars(weft::select<Employee>().where(col<&Employee::name> == "Grace")).one();
  auto sales = session.scalars(weft::select<Department>().where(col<&Department::name> == "Sales")).one();
  const weft::Ptr<Department> research = grace->department;
  print(research);
  print(sales);

  // One assignment changes three things in memory: her department, the list that she leaves, the list that she joins.
  weft::StatementCounter counter(engine);
  grace.modify()->department = sales;
  fmt::print("after {} statements:\n", counter.count());
  print(research);
  print(sales);

  // In the database it is one column of one row.
  session.commit();
  fmt::print("written in {} statement\n", counter.count());
}

void look_up(weft::Engine& engine) {
  weft::Session session(engine);
  // Conditions cross the relationship in both directions: by a join, or by asking whether any employee fits.
  auto in_sales = weft::select<Employee>()
                      .join<&Employee::department>()
                      .where(col<&Department::name> == "Sales")
                      .order_by(col<&Employee::name>);
  for (const weft::Ptr<Employee>& employee : session.scalars(in_sales))
    fmt::print("{} works in {}\n", employee->name, employee->department->name);

  auto with_ada =
      weft::select<Department>().where(weft::rel<&Department::employees>.any(col<&Employee::name> == "Ada"));
  fmt::print("Ada works in {}\n", session.scalars(with_ada).one()->name);
}

void chapter(weft::Engine& engine) {
  hire(engine);
  move(engine);
  look_up(engine);
}

} // namespace

int main(int argc, char** argv) {
  return tutorial::run<Department, Employee>(argc, argv, chapter);
}
