// SPDX-License-Identifier: MIT
#include "models/several.hpp"

namespace weft::conformance {
namespace {

void drop_several(Engine& engine) { drop_all<Rider, Horse>(engine); }

void make_several(Engine& engine) {
  drop_several(engine);
  create_all<Rider, Horse>(engine);
  Session session(engine);
  session.execute(text("INSERT INTO conf_rider (id, name) VALUES (1, 'Ann'), (2, 'Bob'), (3, 'Cid'), (4, 'Dan')"));
  session.execute(text("INSERT INTO conf_horse (id, name, rider_id) VALUES (1, 'Elk', 1), (2, 'Ace', 1), (3, 'Bay', 3), "
                       "(4, 'Dun', 4), (5, 'Cob', 4), (6, 'Fox', 1)"));
  session.commit();
}

}  // namespace

void map(Mapper<Rider>& m) {
  m.table("conf_rider");
  m.column<&Rider::id>().primary_key();
  m.column<&Rider::name>().length(60);
  m.relationship<&Rider::horse>().order_by(col<&Horse::name>);
}
void map(Mapper<Horse>& m) {
  m.table("conf_horse");
  m.column<&Horse::id>().primary_key();
  m.column<&Horse::name>().length(60);
  m.column<&Horse::rider_id>().references<&Rider::id>();
}

const Dataset several{"several", &make_several, &drop_several};

}  // namespace weft::conformance
