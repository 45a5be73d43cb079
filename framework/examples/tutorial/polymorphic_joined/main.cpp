// SPDX-License-Identifier: MIT
//
// Joined-table inheritance: a relationship to the base gives objects of the type that each row is.
#include "polymorphic_joined/model.hpp"
#include "tutorial.hpp"

using namespace polymorphic_joined;
using weft::col;

namespace {

void fill(weft::Engine& engine) {
  weft::Session session(engine);
  auto company = session.add(Company{.name = "Weft"});
  session.flush();
  weft::StatementCounter counter(engine);
  session.add(Person{.name = "Ann", .company = company});
  session.flush();
  fmt::print("a person: {} statement\n", counter.count());
  counter.reset();
  session.add(Engineer{{.name = "Ben", .company = company}, "C++"});
  session.flush();
  fmt::print("an engineer: {} statements\n", counter.count());
  session.add(Engineer{{.name = "Cid", .company = company}, "Ada"});
  session.flush();
  session.add(Manager{{.name = "Dot", .company = company}, "chief"});
  session.commit();
}

void read_people(weft::Engine& engine) {
  weft::Session session(engine);
  auto company = session.scalars(weft::select<Company>()).one();
  weft::StatementCounter counter(engine);
  for (const auto& person : company->employees) {
    fmt::print("{}", person->name);
    // What engineers have beyond a person is read for both at once.
    if (auto engineer = person.as<Engineer>())
      fmt::print(" writes {}", engineer->language);
    if (auto manager = person.as<Manager>())
      fmt::print(" is the {}", manager->title);
    fmt::print("\n");
  }
  fmt::print("people, engineers, managers: {} statements\n", counter.count());
}

void read_at_once(weft::Engine& engine) {
  weft::Session session(engine);
  weft::StatementCounter counter(engine);
  // In the same statement: conditions may name columns of the derived types.
  auto query = weft::select<Person>()
                   .with_polymorphic<Engineer, Manager>()
                   .where(col<&Engineer::language> == "Ada" || col<&Manager::title> == "chief")
                   .order_by(col<&Person::id>);
  for (const auto& person : session.scalars(query)) {
    auto engineer = person.as<Engineer>();
    fmt::print("{}: {}\n", person->name, engineer ? engineer->language : person.as<Manager>()->title);
  }
  fmt::print("inline: {} statement\n", counter.count());
}

void read_in_batches(weft::Engine& engine) {
  weft::Session session(engine);
  weft::StatementCounter counter(engine);
  // One more statement for each type, below a relationship here.
  auto query = weft::select<Company>().options(
      weft::selectinload<&Company::employees>().selectin_polymorphic<Engineer, Manager>());
  auto company = session.scalars(query).one();
  fmt::print("in batches: {} statements\n", counter.count());
  counter.reset();
  for (const auto& person : company->employees)
    if (auto engineer = person.as<Engineer>())
      fmt::print("{} writes {}\n", engineer->name, engineer->language);
  fmt::print("later: {} statements\n", counter.count());
}

void narrow(weft::Engine& engine) {
  weft::Session session(engine);
  using weft::rel;
  auto with_ada = weft::select<Company>().where(
      rel<&Company::employees>.of_type<Engineer>().any(col<&Engineer::language> == "Ada"));
  fmt::print("companies with Ada: {}\n", session.scalars(with_ada).all().size());
  // Only engineers are loaded, so this collection is not for writing.
  auto company =
      session.scalars(weft::select<Company>().options(weft::selectinload<&Company::employees>().of_type<Engineer>())).one();
  fmt::print("its engineers: {}\n", company->employees.size());
}

void query_engineers(weft::Engine& engine) {
  weft::Session session(engine);
  weft::StatementCounter counter(engine);
  // Members of the base are named through the derived type as well.
  auto found = weft::select<Engineer>().where(col<&Engineer::language> == "C++" && col<&Engineer::name> == "Ben");
  auto ben = session.scalars(found).one();
  fmt::print("{} is {} {}\n", ben->name, ben->type, ben->id);
  fmt::print("the same object: {}\n", session.get<Person>(ben->id) == ben);
  fmt::print("a manager: {}\n", static_cast<bool>(session.get<Manager>(ben->id)));
  fmt::print("engineers: {} statement\n", counter.count());
}

void change(weft::Engine& engine) {
  weft::Session session(engine);
  auto engineers = session.scalars(weft::select<Engineer>().order_by(col<&Engineer::name>)).all();
  weft::StatementCounter counter(engine);
  engineers[0].modify()->language = "Rust";
  session.flush();
  fmt::print("only the table that changed: {} statement\n", counter.count());
  counter.reset();
  session.remove(engineers[1]);
  session.flush();
  fmt::print("removed from both tables: {} statements\n", counter.count());
  session.commit();
  fmt::print("left: {}\n", session.scalars(weft::select<Person>()).all().size());
}

void chapter(weft::Engine& engine) {
  fill(engine);
  read_people(engine);
  read_at_once(engine);
  read_in_batches(engine);
  narrow(engine);
  query_engineers(engine);
  change(engine);
}

} // namespace

int main(int argc, char** argv) {
  return tutorial::run<Company, Person, Engineer, Manager>(argc, argv, chapter);
}
