// SPDX-License-Identifier: MIT
#include "models/lists.hpp"

#include "trial.hpp"

namespace weft::conformance {
namespace {

void drop(Engine& engine) { drop_all<Lists>(engine); }
void make(Engine& engine) {
  drop(engine);
  create_all<Lists>(engine);
}
const Dataset table{"lists", &make, &drop};

}  // namespace

void map(Mapper<Lists>& m) {
  m.table("conf_lists");
  m.column<&Lists::id>().primary_key();
  m.column<&Lists::texts>();
  m.column<&Lists::numbers>();
  m.column<&Lists::gaps>();
  m.column<&Lists::flags>();
  m.column<&Lists::reals>();
  m.column<&Lists::uuids>();
  m.column<&Lists::moments>();
  m.column<&Lists::blobs>();
  m.column<&Lists::maybe>();
}

void empty_lists(Trial& trial) {
  trial.target().provide(table);
  Session session(trial.engine());
  session.execute(delete_from<Lists>());
  session.commit();
  trial.restart();
}

}  // namespace weft::conformance
