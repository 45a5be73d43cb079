// SPDX-License-Identifier: MIT
//
// Association object: a many-to-many whose pairs say something of their own is two relationships to an entity between.
#include "model.hpp"
#include "tutorial.hpp"

using namespace association_object;
using weft::col;

namespace {

void print(const weft::Ptr<Order>& order) {
  fmt::print("{}:\n", order->customer_name);
  for (const weft::Ptr<OrderItem>& line : order->order_items)
    fmt::print("  {} x {} at {}\n", line->quantity, line->item->name, line->cents_paid);
}

void sell(weft::Engine& engine) {
  weft::Session session(engine);
  auto shirt = session.add(Item{.name = "shirt", .cents = 1999});
  auto mug = session.add(Item{.name = "mug", .cents = 1250});
  session.flush();

  // The line is made where the two meet, with what it says about them.
  auto order = session.add(Order{.customer_name = "John Smith",
                                 .order_items = {OrderItem{.quantity = 2, .cents_paid = 1999, .item = shirt},
                                                 OrderItem{.quantity = 1, .cents_paid = 1250, .item = mug}}});
  session.commit();
  print(order);

  // A line is found by the keys of both ends.
  auto line = session.get<OrderItem>(order->id, mug->id);
  line.modify()->quantity = 3;

  // The price of today changes no line: what was paid belongs to the pair.
  mug.modify()->cents = 1400;

  // A line that leaves its order is an orphan, and deleted. The item stays.
  order.modify()->order_items.erase(0);
  session.commit();
  print(order);
}

void report(weft::Engine& engine) {
  weft::Session session(engine);
  auto revenue =
      weft::select(col<&OrderItem::quantity> * col<&OrderItem::cents_paid>, col<&Item::name>).join<&OrderItem::item>();
  for (auto [cents, name] : session.execute(revenue))
    fmt::print("{} brought {}\n", name, cents);

  // Two steps from order to item, as in the model.
  auto with_mugs = weft::select<Order>().where(
      weft::rel<&Order::order_items>.any(weft::rel<&OrderItem::item>.has(col<&Item::name> == "mug")));
  fmt::print("mugs went to {}\n", session.scalars(with_mugs).one()->customer_name);

  fmt::print("items: {}\n", session.scalars(weft::select<Item>()).size());
}

void chapter(weft::Engine& engine) {
  sell(engine);
  report(engine);
}

} // namespace

int main(int argc, char** argv) {
  return tutorial::run<Order, OrderItem, Item>(argc, argv, chapter);
}
