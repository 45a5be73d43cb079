// SPDX-License-Identifier: MIT
//
// Keys that change, and ON UPDATE CASCADE: the database changes the children, memory follows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/write_models.hpp"

namespace weft::test::writes {
namespace {

using testing::ElementsAre;

struct KeyFollowing : testing::Test {
  KeyFollowing() { database.fill_regions(); }
  WritesDatabase database{};
  Session session{database.engine};
};

TEST_F(KeyFollowing, a_changed_key_is_one_update_and_the_new_identity) {
  auto north = session.get<Region>("NO");
  StatementCounter counter(database.engine);

  north.modify()->code = "NN";
  session.flush();

  EXPECT_THAT(counter.statements(), ElementsAre("UPDATE region SET code = ? WHERE code = ?"));
  EXPECT_EQ(session.get<Region>("NN"), north);
  EXPECT_FALSE(session.get<Region>("NO"));
  session.commit();
  EXPECT_THAT(database.texts("SELECT region_code || name FROM town ORDER BY 1"), ElementsAre("NNAby", "NNBro", "SOAby"));
}

TEST_F(KeyFollowing, children_in_memory_have_the_new_key_in_their_own) {
  auto north = session.get<Region>("NO");
  auto aby = session.get<Town>("NO", "Aby");
  auto high = session.get<Street>(1);
  north.modify()->code = "NN";
  session.flush();
  StatementCounter counter(database.engine);

  EXPECT_EQ(aby->region_code, "NN");
  EXPECT_EQ(high->region_code, "NN");
  EXPECT_EQ(session.get<Town>("NN", "Aby"), aby);
  EXPECT_EQ(aby->region, north);
  EXPECT_EQ(high->town, aby);
  EXPECT_EQ(counter.count(), 0U);
  EXPECT_FALSE(session.is_modified(aby));
  EXPECT_FALSE(session.get<Town>("NO", "Aby"));
}

TEST_F(KeyFollowing, children_that_changed_too_are_written_under_the_new_key) {
  auto north = session.get<Region>("NO");
  auto aby = session.get<Town>("NO", "Aby");
  aby.modify()->people = 10;
  north.modify()->code = "NN";

  session.flush();
  aby.modify()->people += 1;
  session.commit();

  EXPECT_THAT(database.numbers("SELECT people FROM town WHERE region_code = 'NN' ORDER BY name"), ElementsAre(11, 2));
}

TEST_F(KeyFollowing, expired_children_are_found_under_the_new_key) {
  auto north = session.get<Region>("NO");
  auto aby = session.get<Town>("NO", "Aby");
  session.commit();

  north.modify()->code = "NN";
  session.flush();

  EXPECT_EQ(aby->people, 1);
  EXPECT_EQ(aby->region_code, "NN");
  EXPECT_EQ(session.get<Town>("NN", "Aby"), aby);
}

TEST_F(KeyFollowing, a_key_of_a_child_can_change_in_the_same_flush) {
  auto north = session.get<Region>("NO");
  auto aby = session.get<Town>("NO", "Aby");

  aby.modify()->name = "Ort";
  north.modify()->code = "NN";
  session.commit();

  EXPECT_EQ(session.get<Town>("NN", "Ort"), aby);
  EXPECT_THAT(database.texts("SELECT region_code || town_name FROM street ORDER BY id"), ElementsAre("NNOrt", "SOAby"));
}

TEST_F(KeyFollowing, a_rollback_gives_all_of_them_their_keys_back) {
  auto north = session.get<Region>("NO");
  auto aby = session.get<Town>("NO", "Aby");
  auto high = session.get<Street>(1);
  north.modify()->code = "NN";
  session.flush();

  session.rollback();

  EXPECT_EQ(north->code, "NO");
  EXPECT_EQ(aby->region_code, "NO");
  EXPECT_EQ(high->region_code, "NO");
  EXPECT_EQ(session.get<Town>("NO", "Aby"), aby);
  EXPECT_EQ(session.get<Region>("NO"), north);
}

TEST_F(KeyFollowing, a_savepoint_gives_all_of_them_their_keys_back) {
  auto north = session.get<Region>("NO");
  auto aby = session.get<Town>("NO", "Aby");
  auto high = session.get<Street>(1);
  auto savepoint = session.begin_nested();
  north.modify()->code = "NN";
  session.flush();

  savepoint.rollback();

  EXPECT_EQ(north->code, "NO");
  EXPECT_EQ(aby->region_code, "NO");
  EXPECT_EQ(high->region_code, "NO");
  EXPECT_EQ(session.get<Town>("NO", "Aby"), aby);
  EXPECT_FALSE(session.get<Town>("NN", "Aby"));
  north.modify()->code = "NX";
  session.commit();
  EXPECT_THAT(database.texts("SELECT region_code || name FROM town ORDER BY 1"), ElementsAre("NXAby", "NXBro", "SOAby"));
}

TEST_F(KeyFollowing, a_savepoint_gives_back_the_key_that_the_transaction_had_changed_before) {
  auto north = session.get<Region>("NO");
  auto aby = session.get<Town>("NO", "Aby");
  north.modify()->code = "NN";
  auto savepoint = session.begin_nested();
  north.modify()->code = "NX";
  session.flush();

  savepoint.rollback();

  EXPECT_EQ(north->code, "NN");
  EXPECT_EQ(aby->region_code, "NN");
  EXPECT_EQ(session.get<Town>("NN", "Aby"), aby);
  session.rollback();
  EXPECT_EQ(aby->region_code, "NO");
  EXPECT_EQ(session.get<Town>("NO", "Aby"), aby);
}

TEST_F(KeyFollowing, a_key_can_be_handed_over) {
  auto north = session.get<Region>("NO");
  auto south = session.get<Region>("SO");
  auto aby = session.get<Town>("SO", "Aby");

  north.modify()->code = "NN";
  south.modify()->code = "NO";
  session.commit();

  EXPECT_EQ(session.get<Region>("NO"), south);
  EXPECT_EQ(session.get<Region>("NN"), north);
  EXPECT_EQ(aby->region_code, "NO");
  EXPECT_THAT(database.texts("SELECT region_code || name FROM town ORDER BY 1"), ElementsAre("NNAby", "NNBro", "NOAby"));
}

TEST_F(KeyFollowing, a_child_that_moves_changes_its_own_key) {
  auto bro = session.get<Town>("NO", "Bro");
  auto south = session.get<Region>("SO");

  bro.modify()->region = south;
  session.flush();

  EXPECT_EQ(bro->region_code, "SO");
  EXPECT_EQ(session.get<Town>("SO", "Bro"), bro);
  session.commit();
  EXPECT_THAT(database.texts("SELECT region_code || name FROM town ORDER BY 1"), ElementsAre("NOAby", "SOAby", "SOBro"));
}

}  // namespace
}  // namespace weft::test::writes
