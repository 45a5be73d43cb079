// SPDX-License-Identifier: MIT
//
// Keys that change where the database does not cascade: passive_updates(false).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test::carrying {
namespace {

using testing::ElementsAre;
using testing::StartsWith;

struct Ward;
struct Lamp;
struct Feast;

struct City {
  std::string code{};
  std::string name{};
  List<Ward> wards{};
  Set<Feast> feasts{};
};

struct Ward {
  std::string city_code{};
  std::int64_t number{};
  std::int64_t people{};
  Ref<City> city{};
  List<Lamp> lamps{};
};

struct Lamp {
  std::int64_t id{};
  std::optional<std::string> city_code{};
  std::optional<std::int64_t> ward_number{};
};

struct Feast {
  std::string name{};
  Set<City> cities{};
};

/// Knows its city, which does not know it.
struct Letter {
  std::int64_t id{};
  std::optional<std::string> city_code{};
  Ref<City> city{};
};

struct Clerk {
  std::string name{};
  std::optional<std::string> boss_name{};
  Ref<Clerk> boss{};
  List<Clerk> staff{};
};

const Table city_feast{"city_feast", Column{"city_code"}.references<&City::code>().primary_key(),
                       Column{"feast_name"}.references<&Feast::name>().primary_key()};

void map(Mapper<City>& m) {
  m.table("borough");
  m.column<&City::code>().primary_key();
  m.column<&City::name>();
  m.relationship<&City::wards>().back_populates<&Ward::city>().passive_updates(false).order_by(col<&Ward::number>);
  m.relationship<&City::feasts>().secondary(city_feast).back_populates<&Feast::cities>().passive_updates(false);
}
void map(Mapper<Ward>& m) {
  m.table("ward");
  m.column<&Ward::city_code>().primary_key().references<&City::code>();
  m.column<&Ward::number>().primary_key();
  m.column<&Ward::people>();
  m.relationship<&Ward::city>().back_populates<&City::wards>();
  m.relationship<&Ward::lamps>().passive_updates(false).order_by(col<&Lamp::id>);
}
void map(Mapper<Lamp>& m) {
  m.table("lamp");
  m.column<&Lamp::id>().primary_key();
  m.column<&Lamp::city_code>();
  m.column<&Lamp::ward_number>();
  m.foreign_key<&Lamp::city_code, &Lamp::ward_number>().references<&Ward::city_code, &Ward::number>();
}
void map(Mapper<Feast>& m) {
  m.table("feast");
  m.column<&Feast::name>().primary_key();
  m.relationship<&Feast::cities>().secondary(city_feast).back_populates<&City::feasts>();
}
void map(Mapper<Letter>& m) {
  m.table("letter");
  m.column<&Letter::id>().primary_key();
  m.column<&Letter::city_code>().references<&City::code>();
  m.relationship<&Letter::city>().passive_updates(false);
}
void map(Mapper<Clerk>& m) {
  m.table("clerk");
  m.column<&Clerk::name>().primary_key();
  m.column<&Clerk::boss_name>().references<&Clerk::name>();
  m.relationship<&Clerk::boss>().remote_side<&Clerk::name>().back_populates<&Clerk::staff>();
  m.relationship<&Clerk::staff>().back_populates<&Clerk::boss>().passive_updates(false).order_by(col<&Clerk::name>);
}

/// Foreign keys are checked at the commit, those of letters never, and cascade nothing.
struct KeyCarrying : testing::Test {
  KeyCarrying() {
    database.run(
        {"CREATE TABLE borough (code VARCHAR PRIMARY KEY, name VARCHAR)",
         "CREATE TABLE ward (city_code VARCHAR REFERENCES borough DEFERRABLE INITIALLY DEFERRED, number INTEGER, "
         "people INTEGER, PRIMARY KEY (city_code, number))",
         "CREATE TABLE lamp (id INTEGER PRIMARY KEY, city_code VARCHAR, ward_number INTEGER, "
         "FOREIGN KEY (city_code, ward_number) REFERENCES ward DEFERRABLE INITIALLY DEFERRED)",
         "CREATE TABLE feast (name VARCHAR PRIMARY KEY)",
         "CREATE TABLE city_feast (city_code VARCHAR REFERENCES borough DEFERRABLE INITIALLY DEFERRED, "
         "feast_name VARCHAR REFERENCES feast DEFERRABLE INITIALLY DEFERRED, PRIMARY KEY (city_code, feast_name))",
         "CREATE TABLE letter (id INTEGER PRIMARY KEY, city_code VARCHAR)",
         "CREATE TABLE clerk (name VARCHAR PRIMARY KEY, boss_name VARCHAR REFERENCES clerk DEFERRABLE INITIALLY DEFERRED)",
         "INSERT INTO borough (code, name) VALUES ('A', 'Aby'), ('B', 'Bro')",
         "INSERT INTO ward (city_code, number, people) VALUES ('A', 1, 10), ('A', 2, 20), ('B', 1, 30)",
         "INSERT INTO lamp (id, city_code, ward_number) VALUES (1, 'A', 1), (2, 'A', 1), (3, 'B', 1)",
         "INSERT INTO feast (name) VALUES ('May'), ('Yule')",
         "INSERT INTO city_feast (city_code, feast_name) VALUES ('A', 'May'), ('A', 'Yule'), ('B', 'May')",
         "INSERT INTO letter (id, city_code) VALUES (1, 'A'), (2, 'A'), (3, 'B')",
         "INSERT INTO clerk (name, boss_name) VALUES ('ann', NULL), ('bob', 'ann'), ('cid', 'ann'), ('dan', 'bob')"});
  }
  [[nodiscard]] Names wards() { return database.texts("SELECT city_code || number FROM ward ORDER BY 1"); }
  [[nodiscard]] Names lamps() { return database.texts("SELECT city_code || ward_number FROM lamp ORDER BY id"); }
  [[nodiscard]] Names feasts() { return database.texts("SELECT city_code || feast_name FROM city_feast ORDER BY 1"); }
  [[nodiscard]] Names letters() { return database.texts("SELECT city_code FROM letter ORDER BY id"); }

  Database database{};
  Session session{database.engine};
};

TEST_F(KeyCarrying, loads_the_children_of_a_changed_key_and_updates_them) {
  session.get<Clerk>("ann").modify()->name = "eve";
  StatementCounter counter(database.engine);

  session.commit();

  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("SELECT clerk."), "UPDATE clerk SET name = ? WHERE name = ?",
                                                "UPDATE clerk SET boss_name = ? WHERE name = ?"));
  EXPECT_THAT(database.texts("SELECT name || coalesce(boss_name, '-') FROM clerk ORDER BY name"),
              ElementsAre("bobeve", "cideve", "danbob", "eve-"));
}

TEST_F(KeyCarrying, updates_loaded_children_without_a_query) {
  auto ann = session.get<Clerk>("ann");
  ASSERT_EQ(ann->staff.size(), 2U);
  ann.modify()->name = "eve";
  StatementCounter counter(database.engine);

  session.flush();

  EXPECT_EQ(counter.count(), 2U);
  EXPECT_EQ(session.get<Clerk>("bob")->boss_name, "eve");
  EXPECT_EQ(session.get<Clerk>("bob")->boss, ann);
}

TEST_F(KeyCarrying, goes_on_where_children_have_the_key_in_their_own) {
  auto aby = session.get<City>("A");
  auto first = session.get<Ward>("A", 1);
  aby.modify()->code = "N";
  StatementCounter counter(database.engine);

  session.flush();

  // The wards and their lamps in one query each; city, wards, lamps and association rows in one UPDATE each.
  EXPECT_EQ(counter.count(), 6U);
  EXPECT_EQ(first->city_code, "N");
  EXPECT_EQ(session.get<Ward>("N", 1), first);
  EXPECT_FALSE(session.get<Ward>("A", 1));
  session.commit();
  EXPECT_THAT(wards(), ElementsAre("B1", "N1", "N2"));
  EXPECT_THAT(lamps(), ElementsAre("N1", "N1", "B1"));
}

TEST_F(KeyCarrying, changes_association_rows_without_loading_the_other_side) {
  session.get<City>("A").modify()->code = "N";
  StatementCounter counter(database.engine);

  session.commit();

  EXPECT_THAT(counter.statements(), testing::Contains("UPDATE city_feast SET city_code = ? WHERE city_code = ?"));
  EXPECT_THAT(counter.statements(), testing::Not(testing::Contains(testing::HasSubstr("feast.name"))));
  EXPECT_THAT(feasts(), ElementsAre("BMay", "NMay", "NYule"));
}

TEST_F(KeyCarrying, writes_changed_links_under_the_new_key) {
  auto aby = session.get<City>("A");
  auto may = session.get<Feast>("May");
  auto* changed = aby.modify();
  changed->code = "N";
  changed->feasts.erase(may);
  changed->feasts.insert(Feast{.name = "Lent"});
  changed->wards.push_back(Ward{.number = 3});

  session.commit();

  EXPECT_THAT(feasts(), ElementsAre("BMay", "NLent", "NYule"));
  EXPECT_THAT(wards(), ElementsAre("B1", "N1", "N2", "N3"));
}

TEST_F(KeyCarrying, leaves_children_alone_that_moved_to_another_owner) {
  auto aby = session.get<City>("A");
  auto second = session.get<Ward>("A", 2);
  second.modify()->city = session.get<City>("B");
  aby.modify()->code = "N";

  session.commit();

  EXPECT_THAT(wards(), ElementsAre("B1", "B2", "N1"));
}

TEST_F(KeyCarrying, leaves_children_alone_that_the_program_gave_a_foreign_key) {
  auto bob = session.get<Clerk>("bob");
  auto cid = session.get<Clerk>("cid");
  bob.modify()->boss_name = "dan";
  session.get<Clerk>("ann").modify()->name = "eve";

  session.commit();

  EXPECT_EQ(bob->boss_name, "dan");
  EXPECT_EQ(cid->boss_name, "eve");
}

TEST_F(KeyCarrying, hands_keys_over_with_all_that_hangs_on_them) {
  auto aby = session.get<City>("A");
  auto bro = session.get<City>("B");

  bro.modify()->code = "C";
  aby.modify()->code = "B";
  session.commit();

  EXPECT_THAT(wards(), ElementsAre("B1", "B2", "C1"));
  EXPECT_THAT(lamps(), ElementsAre("B1", "B1", "C1"));
  EXPECT_THAT(feasts(), ElementsAre("BMay", "BYule", "CMay"));
}

TEST_F(KeyCarrying, takes_along_what_is_in_memory_where_only_the_child_knows_its_owner) {
  auto first = session.get<Letter>(1);
  session.get<City>("A").modify()->code = "N";
  session.flush();

  EXPECT_EQ(first->city_code, "N");
  EXPECT_EQ(first->city->name, "Aby");
  session.commit();
  EXPECT_THAT(letters(), ElementsAre("N", "A", "B"));
}

TEST_F(KeyCarrying, takes_along_what_hangs_on_a_row_that_moves_to_another_owner) {
  auto first = session.get<Ward>("A", 1);
  first.modify()->number = 7;
  first.modify()->city = session.get<City>("B");

  session.commit();

  EXPECT_THAT(wards(), ElementsAre("A2", "B1", "B7"));
  EXPECT_THAT(lamps(), ElementsAre("B7", "B7", "B1"));
}

TEST_F(KeyCarrying, rereads_expired_children_together) {
  auto ann = session.get<Clerk>("ann");
  ASSERT_EQ(ann->staff.size(), 2U);
  for (const auto& one : ann->staff) session.expire(one);
  ann.modify()->name = "eve";
  StatementCounter counter(database.engine);

  session.flush();

  EXPECT_EQ(counter.count(), 3U);
  EXPECT_EQ(session.get<Clerk>("cid")->boss_name, "eve");
}

TEST_F(KeyCarrying, gives_everything_back_at_a_rollback) {
  auto aby = session.get<City>("A");
  auto first = session.get<Ward>("A", 1);
  auto savepoint = session.begin_nested();
  aby.modify()->code = "N";
  session.flush();

  savepoint.rollback();

  EXPECT_EQ(aby->code, "A");
  EXPECT_EQ(first->city_code, "A");
  EXPECT_EQ(session.get<Ward>("A", 1), first);
  session.commit();
  EXPECT_THAT(lamps(), ElementsAre("A1", "A1", "B1"));
  EXPECT_THAT(letters(), ElementsAre("A", "A", "B"));
}

TEST_F(KeyCarrying, loads_nothing_while_no_key_changes) {
  session.get<City>("A").modify()->name = "Ort";
  StatementCounter counter(database.engine);

  session.commit();

  EXPECT_THAT(counter.statements(), ElementsAre("UPDATE borough SET name = ? WHERE code = ?"));
}

TEST_F(KeyCarrying, leaves_the_children_of_a_removed_owner_to_its_removal) {
  auto ann = session.get<Clerk>("ann");
  ann.modify()->name = "eve";

  session.remove(ann);
  session.commit();

  EXPECT_THAT(database.texts("SELECT name FROM clerk WHERE boss_name IS NULL ORDER BY name"), ElementsAre("bob", "cid"));
}

}  // namespace
}  // namespace weft::test::carrying
