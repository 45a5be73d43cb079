// SPDX-License-Identifier: MIT
#include "support/measure_models.hpp"

namespace weft::test {

void map(Mapper<Sensor>& m) {
  m.table("sensor");
  m.column<&Sensor::id>().primary_key();
  m.column<&Sensor::name>();
  m.relationship<&Sensor::measures>().back_populates<&Measure::sensor>().order_by(col<&Measure::id>);
}

void map(Mapper<Measure>& m) {
  m.table("measure");
  m.column<&Measure::id>().primary_key();
  m.column<&Measure::value>();
  m.column<&Measure::sensor_id>().references<&Sensor::id>();
  m.relationship<&Measure::sensor>().back_populates<&Sensor::measures>();
  m.relationship<&Measure::remarks>().back_populates<&Remark::measure>().order_by(col<&Remark::id>).cascade(Cascade::all);
}

void map(Mapper<Remark>& m) {
  m.table("remark");
  m.column<&Remark::id>().primary_key();
  m.column<&Remark::words>();
  m.column<&Remark::measure_id>().references<&Measure::id>();
  m.relationship<&Remark::measure>().back_populates<&Measure::remarks>();
}

void fill_measures(Database& database) {
  create_all<Sensor, Measure, Remark>(database.engine);
  database.run({"INSERT INTO sensor (id, name) VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd')",
                "INSERT INTO measure (id, value, sensor_id) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                "WHERE i < 200) SELECT i, i * 10, i % 4 + 1 FROM n",
                "INSERT INTO remark (id, words, measure_id) WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n "
                "WHERE i < 399) SELECT i + 1, 'r' || i, i / 2 + 1 FROM n"});
}

}  // namespace weft::test

template const weft::MappedEntity& weft::entity_of<weft::test::Sensor>();
template const weft::MappedEntity& weft::entity_of<weft::test::Measure>();
template const weft::MappedEntity& weft::entity_of<weft::test::Remark>();
