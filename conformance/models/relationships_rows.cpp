// SPDX-License-Identifier: MIT
#include "models/concrete.hpp"
#include "models/relationships.hpp"

namespace weft::conformance {
namespace {

void run(Session& session, std::initializer_list<std::string_view> statements) {
  for (const auto sql : statements) session.execute(text(sql));
}

void fill(Session& session) {
  // Three, one and none; one who belongs to nobody.
  run(session, {"INSERT INTO conf_department (id, name) VALUES (1, 'Sales'), (2, 'Stock'), (3, 'Board')",
                "INSERT INTO conf_employee (id, name, department_id) VALUES (1, 'Ann', 1), (2, 'Bob', 1), (3, 'Cid', 2), "
                "(4, 'Dan', NULL), (5, 'Abe', 1)"});
  run(session, {"INSERT INTO conf_holder (id, name) VALUES (1, 'Ann'), (2, 'Bob'), (3, 'Cid')",
                "INSERT INTO conf_passport (id, name, holder_id) VALUES (1, 'P1', 2), (2, 'P2', 1), (3, 'P3', NULL)"});
  run(session, {"INSERT INTO conf_student (id, name) VALUES (1, 'Ann'), (2, 'Bob'), (3, 'Cid')",
                "INSERT INTO conf_course (id, name) VALUES (1, 'Music'), (2, 'Maths'), (3, 'Myths')",
                "INSERT INTO conf_student_course (student_id, course_id) VALUES (1, 1), (1, 2), (2, 2)"});
  // Two trees; the first is four levels deep.
  run(session, {"INSERT INTO conf_node (id, name, parent_id) VALUES (1, 'root', NULL), (2, 'other', NULL)",
                "INSERT INTO conf_node (id, name, parent_id) VALUES (3, 'b', 1), (4, 'a', 1), (5, 'z', 2)",
                "INSERT INTO conf_node (id, name, parent_id) VALUES (6, 'aa', 4), (7, 'ab', 4)",
                "INSERT INTO conf_node (id, name, parent_id) VALUES (8, 'aaa', 6)"});
  // Ann and Bob and Cid in a circle; Dan is nobody's friend and has none.
  run(session, {"INSERT INTO conf_person (id, name) VALUES (1, 'Ann'), (2, 'Bob'), (3, 'Cid'), (4, 'Dan')",
                "INSERT INTO conf_friendship (person_id, friend_id) VALUES (1, 2), (1, 3), (2, 3), (3, 1)"});
  run(session, {"INSERT INTO conf_folder (id, name) VALUES (1, 'docs'), (2, 'photos'), (3, 'empty')",
                "INSERT INTO conf_file (id, name, folder_id) VALUES (1, 'plan', 1), (2, 'list', 1), (3, 'sea', 2), "
                "(4, 'lost', NULL)"});
  // The number alone and the room alone tell nothing.
  run(session, {"INSERT INTO conf_shelf (room, number, name) VALUES ('attic', 1, 'attic 1'), ('attic', 2, 'attic 2'), "
                "('cellar', 1, 'cellar 1'), ('cellar', 2, 'cellar 2')",
                "INSERT INTO conf_volume (id, name, room, number) VALUES (1, 'Air', 'attic', 1), (2, 'Bees', 'attic', 2), "
                "(3, 'Cats', 'cellar', 1), (4, 'Dogs', 'cellar', 1), (5, 'Eels', NULL, NULL)",
                "INSERT INTO conf_label (id, name) VALUES (1, 'dry'), (2, 'old'), (3, 'new')",
                "INSERT INTO conf_shelf_label (room, number, label_id) VALUES ('attic', 1, 1), ('attic', 1, 2), "
                "('cellar', 1, 2), ('attic', 2, 1)"});
  // Keys with a quote, a comma, blanks, and letters that are not ASCII.
  run(session, {"INSERT INTO conf_country (code, name) VALUES ('c''d', 'Cote'), ('e, f', 'East'), "
                "('\xC3\xA5', 'Aland'), ('none', 'Nowhere')",
                "INSERT INTO conf_city (name, country_code) VALUES ('Abi''djan', 'c''d'), ('Bou ake', 'c''d'), "
                "('Dhaka', 'e, f'), ('Mari\xC3\xA9', '\xC3\xA5'), ('Atlantis', NULL)",
                "INSERT INTO conf_language (name) VALUES ('Fran\xC3\xA7" "ais'), ('Bengali'), ('Svenska')",
                "INSERT INTO conf_country_language (country_code, language) VALUES ('c''d', 'Fran\xC3\xA7" "ais'), "
                "('e, f', 'Bengali'), ('\xC3\xA5', 'Svenska'), ('\xC3\xA5', 'Fran\xC3\xA7" "ais')"});
  run(session, {"INSERT INTO conf_depot (id, name) VALUES (1, 'North'), (2, 'South'), (3, 'West')",
                "INSERT INTO conf_vehicle (id, kind, name, depot_id) VALUES (1, 'car', 'Mini', 1), (2, 'lorry', 'Max', 1), "
                "(3, 'vehicle', 'Cart', 2), (4, 'car', 'Moke', NULL), (5, 'car', 'Panda', NULL)",
                "INSERT INTO conf_car (id, doors) VALUES (1, 3), (4, 0), (5, 5)", "INSERT INTO conf_lorry (id, tons) VALUES (2, 40)",
                "INSERT INTO conf_wheel (id, name, car_id) VALUES (1, 'left', 1), (2, 'right', 1), (3, 'spare', 5), (4, 'lost', NULL)",
                "INSERT INTO conf_driver (id, name, car_id) VALUES (1, 'Ann', 1), (2, 'Bob', 1), (3, 'Cid', NULL)"});
  run(session, {"INSERT INTO conf_keeper (id, name) VALUES (1, 'Ann'), (2, 'Bob'), (3, 'Cid')",
                "INSERT INTO conf_animal (id, kind, name, keeper_id, lives, trick) VALUES (1, 'cat', 'Tom', 1, 9, NULL), "
                "(2, 'dog', 'Rex', 1, NULL, 'roll'), (3, 'cat', 'Kit', 2, 7, NULL), (4, 'dog', 'Zed', NULL, NULL, NULL), (5, 'cat', 'Mog', NULL, 1, NULL)",
                "INSERT INTO conf_toy (id, name, cat_id) VALUES (1, 'ball', 1), (2, 'wool', 1), (3, 'bone', NULL)"});
  // The keys of balloons are keys of flyers, too.
  run(session, {"INSERT INTO conf_field (id, name) VALUES (1, 'East'), (2, 'Meadow'), (3, 'Park')",
                "INSERT INTO conf_flyer (id, name, field_id) VALUES (1, 'Ann', 2), (2, 'Bob', 3)",
                "INSERT INTO conf_balloon (id, name, field_id, baskets) VALUES (1, 'Red', 1, 1), (2, 'Blue', 1, 2), (3, 'Green', 2, 1), "
                "(4, 'Amber', NULL, 0)",
                "INSERT INTO conf_kite (id, name, field_id, corners) VALUES (1, 'Red', 3, 4)",
                "INSERT INTO conf_rope (id, name, flyer_id, balloon_id) VALUES (1, 'thick', 1, NULL), (2, 'thin', 2, 1), "
                "(3, 'long', NULL, 1), (4, 'short', 1, 3)"});
}

void drop(Engine& engine) {
  drop_all<Department, Holder, Student, Node, Person, Folder, Shelf, Country, Depot, Car, Lorry, Wheel, Driver, Keeper, Cat, Dog,
           Toy, Balloon, Kite, Rope, Flyer, Field>(engine);
}

void make(Engine& engine) {
  drop(engine);
  create_all<Department, Holder, Student, Node, Person, Folder, Shelf, Country, Depot, Car, Lorry, Wheel, Driver, Keeper, Cat, Dog,
             Toy, Balloon, Kite, Rope, Flyer, Field>(engine);
  Session session(engine);
  fill(session);
  session.commit();
}

}  // namespace

const Dataset relationships{"relationships", &make, &drop};

}  // namespace weft::conformance
