// SPDX-License-Identifier: MIT
#include "models/sample.hpp"

#include "trial.hpp"

namespace weft::conformance {
namespace {

void drop(Engine& engine) { drop_all<Sample>(engine); }
void make(Engine& engine) {
  drop(engine);
  create_all<Sample>(engine);
}
const Dataset table{"sample", &make, &drop};

}  // namespace

void map(Mapper<Sample>& m) {
  m.table("conf_sample");
  m.column<&Sample::id>().primary_key();
  m.column<&Sample::flag>();
  m.column<&Sample::int16>("small_number");
  m.column<&Sample::int32>("medium_number");
  m.column<&Sample::int64>("large_number");
  m.column<&Sample::uint32>("unsigned_number");
  m.column<&Sample::uint64>("huge_number");
  m.column<&Sample::real32>("single_real");
  m.column<&Sample::real64>("double_real");
  m.column<&Sample::text>("long_text");
  m.column<&Sample::brief>().length(40);
  m.column<&Sample::blob>("bytes");
  m.column<&Sample::amount>().type(types::Decimal{20, 4});
  m.column<&Sample::moment>();
  m.column<&Sample::second>("whole_second");
  m.column<&Sample::day>("calendar_day");
  m.column<&Sample::clock>("time_of_day");
  m.column<&Sample::uuid>("identifier");
  m.column<&Sample::json>("document");
  m.column<&Sample::number_colour>();
  m.column<&Sample::text_colour>().as_text({{Colour::red, "red"}, {Colour::green, "green"}, {Colour::blue, "blue"}}).length(20);
}

void empty_samples(Trial& trial) {
  trial.target().provide(table);
  Session session(trial.engine());
  session.execute(delete_from<Sample>());
  session.commit();
  trial.restart();
}

}  // namespace weft::conformance
