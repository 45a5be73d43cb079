// SPDX-License-Identifier: MIT
//
// Two entities that have what their base has in tables of their own. The parts of a drone refer to it by another column
// than those of a craft.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "support/database.hpp"

namespace weft::test {

struct Squad;
struct Fitting;
struct Drone;

struct Craft {
  std::int64_t id{};
  std::string name{};
  std::int64_t weight{};
  std::optional<std::int64_t> crew_id{};
  Ref<Squad> crew{};
  List<Fitting> parts{};
  List<Drone> escorts{};
};
struct Drone : Craft {
  std::string remote{};
  std::optional<std::int64_t> leader_id{};
  std::optional<std::int64_t> escorted_id{};
  Ref<Drone> leader{};
  List<Drone> followers{};
};
struct Glider : Craft {
  std::int64_t span{};
};
struct Squad {
  std::int64_t id{};
  std::string name{};
  List<Drone> drones{};
};
struct Fitting {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> craft_id{};
  std::optional<std::int64_t> drone_id{};
};

inline void map(Mapper<Craft>& m) {
  m.column<&Craft::id>().primary_key();
  m.column<&Craft::name>();
  m.column<&Craft::weight>();
  m.column<&Craft::crew_id>().references<&Squad::id>();
  m.relationship<&Craft::crew>();
  m.relationship<&Craft::parts>().order_by(col<&Fitting::name>);
  m.relationship<&Craft::escorts>().order_by(col<&Drone::name>);
}
inline void map(Mapper<Drone>& m) {
  m.inherits<Craft>().concrete().table("drone");
  m.column<&Drone::remote>();
  m.column<&Drone::leader_id>();
  m.column<&Drone::escorted_id>().references<&Craft::id>();
  m.relationship<&Drone::crew>().back_populates<&Squad::drones>();
  m.relationship<&Drone::parts>()
      .primaryjoin(weft::foreign(col<&Fitting::drone_id>) == col<&Drone::id>)
      .order_by(col<&Fitting::name>);
  m.relationship<&Drone::leader>().primaryjoin(weft::foreign(col<&Drone::leader_id>) == weft::remote(col<&Drone::id>));
  m.relationship<&Drone::followers>()
      .primaryjoin(weft::remote(weft::foreign(col<&Drone::leader_id>)) == col<&Drone::id>)
      .back_populates<&Drone::leader>()
      .order_by(col<&Drone::name>);
}
inline void map(Mapper<Glider>& m) {
  m.inherits<Craft>().concrete().table("glider");
  m.column<&Glider::span>();
}
inline void map(Mapper<Squad>& m) {
  m.column<&Squad::id>().primary_key();
  m.column<&Squad::name>();
  m.relationship<&Squad::drones>().back_populates<&Drone::crew>().order_by(col<&Drone::name>);
}
inline void map(Mapper<Fitting>& m) {
  m.column<&Fitting::id>().primary_key();
  m.column<&Fitting::name>();
  m.column<&Fitting::craft_id>().references<&Craft::id>();
  m.column<&Fitting::drone_id>();
}

/// A craft "one", drones "Bee", "Fly" and "Gnat", a glider "Kite". Keys of drones are those of crafts, too.
struct Hangar {
  TemporaryFile file{};
  Engine engine{"sqlite:///" + file.path()};

  Hangar() {
    create_all<Craft, Drone, Glider, Squad, Fitting>(engine);
    run({"INSERT INTO squad (id, name) VALUES (1, 'North'), (2, 'South')",
         "INSERT INTO craft (id, name, weight, crew_id) VALUES (1, 'one', 100, 2)",
         "INSERT INTO drone (id, name, weight, crew_id, remote, leader_id) VALUES "
         "(1, 'Bee', 3, 1, 'r1', NULL), (2, 'Fly', 1, 1, 'r2', 1), (3, 'Gnat', 1, NULL, 'r3', 1)",
         "UPDATE drone SET escorted_id = 1 WHERE id = 2",
         "INSERT INTO glider (id, name, weight, span) VALUES (1, 'Kite', 2, 20)",
         "INSERT INTO fitting (id, name, craft_id, drone_id) VALUES (1, 'wing', 1, NULL), (2, 'rotor', NULL, 1), "
         "(3, 'eye', NULL, 1), (4, 'leg', 1, 2)"});
  }
  void run(std::initializer_list<std::string_view> statements) {
    Session session(engine);
    for (const std::string_view sql : statements) session.execute(text(std::string(sql)));
    session.commit();
  }
  std::int64_t number(std::string sql) {
    Session session(engine);
    return std::get<0>(session.execute(text(std::move(sql)).columns<std::int64_t>()).one());
  }
};

template <class Range>
std::vector<std::string> names(const Range& range) {
  std::vector<std::string> names;
  for (const auto& one : range) names.push_back(one->name);
  return names;
}

}  // namespace weft::test
