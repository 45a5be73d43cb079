// SPDX-License-Identifier: MIT
#include "models/stock.hpp"

#include "trial.hpp"

namespace weft::conformance {
namespace {

void drop(Engine& engine) { drop_all<Item>(engine); }

// Keys far from those that the database makes itself.
void make(Engine& engine) {
  drop(engine);
  create_all<Item>(engine);
  Session session(engine);
  session.execute(
      text("INSERT INTO conf_item (id, name, quantity, price, note) VALUES (9001, 'Mug', 3, 12.5, 'blue'), "
           "(9002, 'Cap', 0, 8, NULL), (9003, 'Pen', 10, 1.25, 'Blue'), (9004, 'Bag', 3, 40, NULL), "
           "(9005, 'Ink', 7, 5, '50% off_')"));
  session.execute(
      text("INSERT INTO conf_part (id, item_id, place) VALUES (9001, 9001, 1), (9002, 9001, 2), (9003, 9003, 1)"));
  session.commit();
}

const Dataset tables{"stock", &make, &drop};

}  // namespace

void map(Mapper<Item>& m) {
  m.table("conf_item");
  m.column<&Item::id>().primary_key();
  m.column<&Item::name>().length(60).unique();
  m.column<&Item::quantity>();
  m.column<&Item::price>();
  m.column<&Item::note>().length(60);
  m.check("quantity >= 0");
  m.relationship<&Item::parts>().back_populates<&Part::item>().order_by(col<&Part::place>);
}
void map(Mapper<Part>& m) {
  m.table("conf_part");
  m.column<&Part::id>().primary_key();
  m.column<&Part::item_id>().references<&Item::id>();
  m.column<&Part::place>();
  m.relationship<&Part::item>();
}

void stock(Trial& trial) {
  trial.target().provide(tables);
  trial.restart();
}

}  // namespace weft::conformance
