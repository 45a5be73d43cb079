// SPDX-License-Identifier: MIT
//
// What a removed owner takes along, and what it lets go of.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/cascade_models.hpp"

namespace weft::test::cascades {
namespace {

using testing::ElementsAre;
using testing::StartsWith;

TEST(CascadedRemoval, loads_each_level_at_once_whatever_its_strategy_and_deletes_each_type_at_once) {
  CascadesDatabase database;
  database.fill_sites();
  Session session(database.engine);
  for (const auto& site : session.scalars(select<Site>())) session.remove(site);
  StatementCounter counter(database.engine);

  session.flush();

  EXPECT_THAT(counter.statements(),
              ElementsAre(StartsWith("SELECT hall."), StartsWith("SELECT rack."), StartsWith("SELECT box."),
                          StartsWith("DELETE FROM box"), StartsWith("DELETE FROM rack"), StartsWith("DELETE FROM hall"),
                          StartsWith("DELETE FROM site")));
  session.commit();
  EXPECT_THAT(database.numbers("SELECT count(*) FROM box"), ElementsAre(0));
}

TEST(CascadedRemoval, does_not_load_again_what_is_loaded) {
  CascadesDatabase database;
  database.fill_sites();
  Session session(database.engine);
  auto north = session.scalars(select<Site>()
                                   .where(col<&Site::id> == 1)
                                   .options(selectinload<&Site::halls>()
                                                .selectinload<&Hall::racks>()
                                                .selectinload<&Rack::boxes>()))
                   .one();
  session.remove(north);
  StatementCounter counter(database.engine);

  session.flush();

  EXPECT_EQ(counter.count(), 4U);
  session.commit();
  EXPECT_THAT(database.numbers("SELECT count(*) FROM box"), ElementsAre(8));
}

TEST(CascadedRemoval, reads_a_collection_that_noload_left_empty) {
  CascadesDatabase database;
  database.fill_sites();
  Session session(database.engine);
  auto hall = session.get<Hall>(1);
  ASSERT_TRUE(hall->racks.empty());

  session.remove(hall);
  session.commit();

  EXPECT_THAT(database.numbers("SELECT id FROM rack ORDER BY id"), ElementsAre(3, 4, 5, 6, 7, 8));
}

TEST(CascadedRemoval, takes_along_children_that_were_just_linked) {
  CascadesDatabase database;
  database.fill_sites();
  Session session(database.engine);
  auto rack = session.get<Rack>(1);
  auto fresh = make(Box{});
  rack.modify()->boxes.push_back(fresh);

  session.remove(rack);
  session.commit();

  EXPECT_EQ(state(fresh), State::transient);
  EXPECT_THAT(database.numbers("SELECT count(*) FROM box"), ElementsAre(14));
}

TEST(CascadedRemoval, takes_along_children_that_just_left) {
  CascadesDatabase database;
  database.fill_sites();
  Session session(database.engine);
  auto rack = session.get<Rack>(1);
  rack.modify()->boxes.clear();

  session.remove(rack);
  session.commit();

  EXPECT_THAT(database.numbers("SELECT count(*) FROM box WHERE rack_id = 1"), ElementsAre(0));
}

TEST(CascadedRemoval, lets_go_of_children_that_just_left) {
  CascadesDatabase database;
  database.fill_owner();
  Session session(database.engine);
  auto owner = session.get<Owner>(1);
  auto plain = owner->plain.front();
  owner.modify()->plain.clear();

  session.remove(owner);
  session.commit();

  EXPECT_EQ(plain->plain_id, std::nullopt);
}

TEST(CascadedRemoval, keeps_children_that_moved_on) {
  CascadesDatabase database;
  database.fill_owner();
  Session session(database.engine);
  auto owner = session.get<Owner>(1);
  auto part = owner->removed.front();
  auto other = session.add(Owner{});
  owner.modify()->removed.remove(part);
  other.modify()->removed.push_back(part);

  session.remove(owner);
  session.commit();

  EXPECT_EQ(state(part), State::persistent);
  EXPECT_EQ(part->removed_id, other->id);
}

TEST(CascadedRemoval, without_the_cascade_the_children_of_all_owners_lose_their_keys_in_one_statement) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto sales = session.get<Department>(1);
  auto stock = session.get<Department>(2);
  StatementCounter counter(database.engine);

  session.remove(sales);
  session.remove(stock);
  session.flush();

  EXPECT_THAT(counter.statements(),
              ElementsAre(StartsWith("SELECT employee."), "UPDATE employee SET department_id = ? WHERE id = ?",
                          "DELETE FROM department WHERE id IN (?, ?)"));
  auto ann = session.get<Employee>(1);
  EXPECT_EQ(ann->department_id, std::nullopt);
  EXPECT_EQ(ann->department, nullptr);
  session.commit();
  EXPECT_THAT(database.numbers("SELECT count(*) FROM employee WHERE department_id IS NULL"), ElementsAre(4));
}

TEST(CascadedRemoval, a_child_that_moved_to_another_owner_by_itself_keeps_that_one) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  ann.modify()->department = session.get<Department>(3);

  session.remove(session.get<Department>(1));
  session.commit();

  EXPECT_THAT(database.numbers("SELECT coalesce(department_id, 0) FROM employee ORDER BY id"), ElementsAre(3, 0, 2, 0));
}

TEST(CascadedRemoval, says_what_to_do_where_a_key_cannot_be_null) {
  CascadesDatabase database;
  database.run({"INSERT INTO ward (id) VALUES (1)", "INSERT INTO bed (id, ward_id) VALUES (1, 1)"});
  Session session(database.engine);
  session.remove(session.get<Ward>(1));

  try {
    session.flush();
    FAIL() << "no error";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(),
                 "cannot take \"Bed\" out of \"Ward::beds\": its column \"Bed::ward_id\" cannot be null\n"
                 "  give it another owner, remove it with session.remove(...), or map the relationship with "
                 "cascade(all | delete_orphan)");
  }
}

TEST(CascadedRemoval, passive_deletes_leaves_alone_what_is_not_loaded) {
  CascadesDatabase database;
  database.run({"INSERT INTO shop (id) VALUES (1)", "INSERT INTO visit (id, shop_id) VALUES (1, 1), (2, 1)"});
  Session session(database.engine);
  session.remove(session.get<Shop>(1));
  StatementCounter counter(database.engine);

  session.flush();

  EXPECT_THAT(counter.statements(), ElementsAre("DELETE FROM shop WHERE id = ?"));
  session.commit();
  EXPECT_THAT(database.numbers("SELECT count(*) FROM visit"), ElementsAre(0));
}

TEST(CascadedRemoval, passive_deletes_takes_along_what_is_loaded) {
  CascadesDatabase database;
  database.run({"INSERT INTO shop (id) VALUES (1)", "INSERT INTO visit (id, shop_id) VALUES (1, 1), (2, 1)"});
  Session session(database.engine);
  auto shop = session.get<Shop>(1);
  auto visit = shop->visits.front();
  session.remove(shop);
  StatementCounter counter(database.engine);

  session.flush();

  EXPECT_THAT(counter.statements(), ElementsAre("DELETE FROM visit WHERE id IN (?, ?)", "DELETE FROM shop WHERE id = ?"));
  EXPECT_EQ(state(visit), State::deleted);
}

TEST(CascadedRemoval, passive_deletes_takes_along_what_was_linked_to_a_collection_that_is_not_loaded) {
  CascadesDatabase database;
  database.run({"INSERT INTO shop (id) VALUES (1)", "INSERT INTO visit (id, shop_id) VALUES (1, 1), (2, NULL)"});
  Session session(database.engine);
  auto shop = session.get<Shop>(1);
  auto visit = session.get<Visit>(2);
  shop.modify()->visits.push_back(visit);
  session.remove(shop);
  StatementCounter counter(database.engine);

  session.flush();

  EXPECT_THAT(counter.statements(), ElementsAre("DELETE FROM visit WHERE id = ?", "DELETE FROM shop WHERE id = ?"));
  EXPECT_EQ(state(visit), State::deleted);
}

TEST(CascadedRemoval, passive_deletes_loads_no_targets_either) {
  CascadesDatabase database;
  database.run({"INSERT INTO badge (id) VALUES (1)", "INSERT INTO stamp (id) VALUES (1), (2)",
                "INSERT INTO album (id, badge_id) VALUES (1, 1)", "INSERT INTO album_stamp (album_id, stamp_id) VALUES (1, 1), (1, 2)"});
  Session session(database.engine);
  session.remove(session.get<Album>(1));
  StatementCounter counter(database.engine);

  session.flush();

  EXPECT_THAT(counter.statements(),
              ElementsAre("DELETE FROM album_stamp WHERE album_id = ?", "DELETE FROM album WHERE id = ?"));
  session.commit();
  EXPECT_THAT(database.numbers("SELECT count(*) FROM stamp"), ElementsAre(2));
  EXPECT_THAT(database.numbers("SELECT count(*) FROM badge"), ElementsAre(1));
}

TEST(CascadedRemoval, passive_deletes_takes_along_targets_that_are_loaded) {
  CascadesDatabase database;
  database.run({"INSERT INTO badge (id) VALUES (1)", "INSERT INTO stamp (id) VALUES (1), (2)",
                "INSERT INTO album (id, badge_id) VALUES (1, 1)", "INSERT INTO album_stamp (album_id, stamp_id) VALUES (1, 1), (1, 2)"});
  Session session(database.engine);
  auto album = session.get<Album>(1);
  ASSERT_EQ(album->stamps.size(), 2U);
  ASSERT_NE(album->badge, nullptr);

  session.remove(album);
  session.commit();

  EXPECT_THAT(database.numbers("SELECT count(*) FROM stamp"), ElementsAre(0));
  EXPECT_THAT(database.numbers("SELECT count(*) FROM badge"), ElementsAre(0));
}

TEST(CascadedRemoval, passive_deletes_all_leaves_alone_what_is_loaded_too) {
  CascadesDatabase database;
  database.run({"INSERT INTO shop (id) VALUES (1)", "INSERT INTO sale (id, shop_id) VALUES (1, 1), (2, 1)"});
  Session session(database.engine);
  auto shop = session.get<Shop>(1);
  ASSERT_EQ(shop->sales.size(), 2U);
  static_cast<void>(shop->visits.size());
  session.remove(shop);
  StatementCounter counter(database.engine);

  session.flush();

  EXPECT_THAT(counter.statements(), ElementsAre("DELETE FROM shop WHERE id = ?"));
  session.commit();
  EXPECT_THAT(database.numbers("SELECT count(*) FROM sale WHERE shop_id IS NULL"), ElementsAre(2));
}

TEST(CascadedRemoval, rows_of_an_association_go_with_either_side_and_nothing_is_loaded) {
  Database database;
  database.fill_school();
  Session session(database.engine);
  auto ann = session.get<Student>(1);
  auto music = session.get<Course>(2);
  StatementCounter counter(database.engine);

  session.remove(ann);
  session.flush();

  EXPECT_THAT(counter.statements(),
              ElementsAre("DELETE FROM student_course WHERE student_id = ?", "DELETE FROM student WHERE id = ?"));
  session.remove(music);
  session.commit();
  EXPECT_THAT(database.numbers("SELECT count(*) FROM student_course"), ElementsAre(0));
  EXPECT_THAT(database.texts("SELECT title FROM course"), ElementsAre("Maths"));
}

TEST(CascadedRemoval, rows_of_an_association_go_with_the_side_that_is_not_mapped) {
  CascadesDatabase database;
  database.run({"INSERT INTO reader (id, name) VALUES (1, 'Ann')", "INSERT INTO topic (id, name) VALUES (1, 'art'), (2, 'law')",
                "INSERT INTO reader_topic (reader_id, topic_id) VALUES (1, 1), (1, 2)"});
  Session session(database.engine);

  session.remove(session.get<Topic>(1));
  session.commit();

  EXPECT_THAT(database.numbers("SELECT topic_id FROM reader_topic"), ElementsAre(2));
  session.remove(session.get<Reader>(1));
  session.commit();
  EXPECT_THAT(database.numbers("SELECT count(*) FROM reader_topic"), ElementsAre(0));
  EXPECT_THAT(database.texts("SELECT name FROM topic"), ElementsAre("law"));
}

TEST(CascadedRemoval, the_target_of_a_to_one_without_the_other_side_goes_alone) {
  Database database;
  database.fill_shop();
  Session session(database.engine);
  session.remove(session.get<Item>(1));

  EXPECT_THROW(session.flush(), IntegrityError);

  session.rollback();
  EXPECT_EQ(session.get<Item>(1)->name, "Mug");
}

TEST(CascadedRemoval, a_removal_can_be_taken_back_before_the_flush) {
  CascadesDatabase database;
  database.fill_sites();
  Session session(database.engine);
  auto rack = session.get<Rack>(1);
  session.remove(rack);

  session.add(rack);
  session.commit();

  EXPECT_THAT(database.numbers("SELECT count(*) FROM box"), ElementsAre(16));
}

}  // namespace
}  // namespace weft::test::cascades
