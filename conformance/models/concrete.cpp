// SPDX-License-Identifier: MIT
#include "models/concrete.hpp"

namespace weft::conformance {

void map(Mapper<Flyer>& m) {
  m.table("conf_flyer");
  m.column<&Flyer::id>().primary_key();
  m.column<&Flyer::name>().length(60);
  m.column<&Flyer::field_id>().references<&Field::id>();
  m.relationship<&Flyer::field>();
  m.relationship<&Flyer::ropes>().order_by(col<&Rope::name>);
}
void map(Mapper<Balloon>& m) {
  m.inherits<Flyer>().concrete().table("conf_balloon");
  m.column<&Balloon::baskets>();
  m.relationship<&Balloon::field>().back_populates<&Field::balloons>();
  m.relationship<&Balloon::ropes>()
      .primaryjoin(weft::foreign(col<&Rope::balloon_id>) == col<&Balloon::id>)
      .order_by(col<&Rope::name>);
}
void map(Mapper<Kite>& m) {
  m.inherits<Flyer>().concrete().table("conf_kite");
  m.column<&Kite::corners>();
}
void map(Mapper<Field>& m) {
  m.table("conf_field");
  m.column<&Field::id>().primary_key();
  m.column<&Field::name>().length(60);
  m.relationship<&Field::balloons>().back_populates<&Balloon::field>().order_by(col<&Balloon::name>);
}
void map(Mapper<Rope>& m) {
  m.table("conf_rope");
  m.column<&Rope::id>().primary_key();
  m.column<&Rope::name>().length(60);
  m.column<&Rope::flyer_id>().references<&Flyer::id>();
  m.column<&Rope::balloon_id>();
}

}  // namespace weft::conformance
