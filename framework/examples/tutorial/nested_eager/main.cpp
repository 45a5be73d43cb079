// SPDX-License-Identifier: MIT
//
// Nested eager loading: an option is a path, and each step of it has its own strategy.
#include "model.hpp"
#include "tutorial.hpp"

using namespace nested_eager;
using weft::col;

namespace {

void fill(weft::Engine& engine) {
  weft::Session session(engine);
  auto tea = session.add(Product{.name = "tea"});
  auto cup = session.add(Product{.name = "cup"});
  session.add(Customer{
      .name = "Ann",
      .purchases = {Purchase{.number = "A1", .lines = {Line{.quantity = 2, .product = tea}}},
                    Purchase{.number = "A2",
                             .lines = {Line{.quantity = 1, .product = tea}, Line{.quantity = 4, .product = cup}}}}});
  session.add(
      Customer{.name = "Bob", .purchases = {Purchase{.number = "B1", .lines = {Line{.quantity = 6, .product = cup}}}}});
  session.commit();
}

void print(const weft::Ptr<Customer>& customer) {
  fmt::print("{}\n", customer->name);
  for (const weft::Ptr<Purchase>& purchase : customer->purchases) {
    fmt::print("  {}:", purchase->number);
    for (const weft::Ptr<Line>& line : purchase->lines)
      fmt::print(" {} {}", line->quantity, line->product->name);
    fmt::print("\n");
  }
}

void whole_path(weft::Engine& engine) {
  weft::Session session(engine);
  weft::StatementCounter counter(engine);
  // Purchases by one statement, lines by another one; the products of the lines are joined into that. A path that does
  // not fit its entities, as selectinload<&Customer::purchases>().joinedload<&Line::product>(), does not compile.
  auto customers =
      weft::select<Customer>()
          .options(
              weft::selectinload<&Customer::purchases>().selectinload<&Purchase::lines>().joinedload<&Line::product>())
          .order_by(col<&Customer::name>);
  for (const weft::Ptr<Customer>& customer : session.scalars(customers))
    print(customer);
  fmt::print("four levels in {} statements\n", counter.count());
}

void all_joined(weft::Engine& engine) {
  weft::Session session(engine);
  weft::StatementCounter counter(engine);
  auto bob =
      weft::select<Customer>()
          .where(col<&Customer::name> == "Bob")
          .options(
              weft::joinedload<&Customer::purchases>().joinedload<&Purchase::lines>().joinedload<&Line::product>());
  print(session.scalars(bob).one());
  fmt::print("four levels of one customer in {} statement\n", counter.count());
}

void part_of_a_path(weft::Engine& engine) {
  weft::Session session(engine);
  weft::StatementCounter counter(engine);
  // defaultload leaves a step as the mapping has it, here lazy, and speaks of what lies below: the purchases are read
  // when they are touched, and then at once with their lines and products.
  auto ann = session
                 .scalars(weft::select<Customer>()
                              .where(col<&Customer::name> == "Ann")
                              .options(weft::defaultload<&Customer::purchases>()
                                           .selectinload<&Purchase::lines>()
                                           .joinedload<&Line::product>()))
                 .one();
  fmt::print("before touching: {} statement\n", counter.count());
  print(ann);
  fmt::print("after touching: {} statements\n", counter.count());
}

void chapter(weft::Engine& engine) {
  fill(engine);
  whole_path(engine);
  all_joined(engine);
  part_of_a_path(engine);
}

} // namespace

int main(int argc, char** argv) {
  return tutorial::run<Customer, Purchase, Line, Product>(argc, argv, chapter);
}
