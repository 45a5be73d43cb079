// SPDX-License-Identifier: MIT
//
// Single-table inheritance: one table for all kinds, and the right type for each row.
#include "polymorphic_single/model.hpp"
#include "tutorial.hpp"

using namespace polymorphic_single;
using weft::col;

namespace {

void fill(weft::Engine& engine) {
  weft::Session session(engine);
  auto garage = session.add(Garage{.city = "Basel"});
  session.flush();
  session.add(Car{{.name = "Beetle", .garage = garage}, "petrol"});
  session.flush();
  session.add(Bicycle{{.name = "Tandem", .garage = garage}, 3});
  session.flush();
  weft::StatementCounter counter(engine);
  session.add(Lorry{{{.name = "Truck", .garage = garage}, "diesel"}, 7});
  session.flush();
  fmt::print("a lorry: {} statement\n", counter.count());
  session.commit();
}

void read_garage(weft::Engine& engine) {
  weft::Session session(engine);
  auto garage = session.scalars(weft::select<Garage>().options(weft::selectinload<&Garage::vehicles>())).one();
  for (const auto& vehicle : garage->vehicles) {
    fmt::print("{} {}", vehicle->kind, vehicle->name);
    if (auto car = vehicle.as<Car>())
      fmt::print(", {}", car->fuel);
    if (auto lorry = vehicle.as<Lorry>())
      fmt::print(", {} tons", lorry->tons);
    if (auto bicycle = vehicle.as<Bicycle>())
      fmt::print(", {} gears", bicycle->gears);
    fmt::print("\n");
  }
}

template <class Kind>
std::size_t count(weft::Session& session) {
  return session.scalars(weft::select<Kind>()).all().size();
}

void query_kinds(weft::Engine& engine) {
  weft::Session session(engine);
  weft::StatementCounter counter(engine);
  // A lorry is a car, too.
  fmt::print("{} vehicles, {} cars, {} lorries, {} bicycles\n", count<Vehicle>(session), count<Car>(session),
             count<Lorry>(session), count<Bicycle>(session));
  fmt::print("{} statements\n", counter.count());
  auto diesel = session.scalars(weft::select<Car>().where(col<&Car::fuel> == "diesel" && col<&Car::name> != "Beetle"));
  fmt::print("{}\n", diesel.one()->name);
}

void change(weft::Engine& engine) {
  weft::Session session(engine);
  auto lorry = session.scalars(weft::select<Lorry>()).one();
  weft::StatementCounter counter(engine);
  lorry.modify()->tons = 9;
  lorry.modify()->name = "Giant";
  session.commit();
  fmt::print("name and tons: {} statement\n", counter.count());
  fmt::print("{} {}\n", lorry->name, lorry->tons);
}

void chapter(weft::Engine& engine) {
  fill(engine);
  read_garage(engine);
  query_kinds(engine);
  change(engine);
}

} // namespace

int main(int argc, char** argv) {
  return tutorial::run<Garage, Vehicle, Car, Lorry, Bicycle>(argc, argv, chapter);
}
