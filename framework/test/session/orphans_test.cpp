// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/orphan_models.hpp"

namespace weft::test::orphans {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// With the other side mapped.

TEST(Orphans, a_child_that_leaves_its_loaded_parent_is_deleted) {
  Database database;
  database.fill_library();
  Session session(database.engine);
  auto air = session.get<Book>(1);
  ASSERT_EQ(air->author->name, "Ann");

  air.modify()->author = nullptr;
  session.commit();

  EXPECT_EQ(state(air), State::detached);
  EXPECT_THAT(database.texts("SELECT title FROM book ORDER BY id"), ElementsAre("Bees", "Cats"));
}

TEST(Orphans, a_child_that_leaves_a_parent_that_nobody_loaded_is_deleted) {
  Database database;
  database.fill_library();
  Session session(database.engine);
  auto air = session.get<Book>(1);

  air.modify()->author = nullptr;
  session.commit();

  EXPECT_THAT(database.texts("SELECT title FROM book ORDER BY id"), ElementsAre("Bees", "Cats"));
}

TEST(Orphans, a_child_that_moves_by_itself_is_kept) {
  Database database;
  database.fill_library();
  Session session(database.engine);
  auto air = session.get<Book>(1);
  auto bob = session.get<Author>(2);
  StatementCounter counter(database.engine);

  air.modify()->author = nullptr;
  air.modify()->author = bob;
  session.flush();

  EXPECT_THAT(counter.statements(), ElementsAre("UPDATE book SET author_id = ? WHERE id = ?"));
  session.commit();
  EXPECT_THAT(database.numbers("SELECT author_id FROM book ORDER BY id"), ElementsAre(2, 1, 2));
}

TEST(Orphans, a_child_that_leaves_and_comes_back_is_kept_without_a_statement) {
  Database database;
  database.fill_library();
  Session session(database.engine);
  auto ann = session.get<Author>(1);
  auto air = ann->books.front();
  StatementCounter counter(database.engine);

  ann.modify()->books.remove(air);
  ann.modify()->books.push_back(air);
  session.commit();

  EXPECT_THAT(counter.statements(), IsEmpty());
}

TEST(Orphans, a_child_is_kept_whichever_of_leaving_and_coming_is_first) {
  Database database;
  database.fill_library();
  Session session(database.engine);
  auto ann = session.get<Author>(1);
  auto bob = session.get<Author>(2);
  auto air = ann->books.front();

  bob.modify()->books.push_back(air);
  ann.modify()->books.remove(air);
  session.commit();

  EXPECT_THAT(database.numbers("SELECT author_id FROM book ORDER BY id"), ElementsAre(2, 1, 2));
}

TEST(Orphans, a_child_that_moves_away_from_a_removed_parent_is_kept) {
  Database database;
  database.fill_library();
  Session session(database.engine);
  auto ann = session.get<Author>(1);
  auto air = ann->books.front();

  session.get<Author>(2).modify()->books.push_back(air);
  session.remove(ann);
  session.commit();

  EXPECT_THAT(database.texts("SELECT title FROM book ORDER BY id"), ElementsAre("Air", "Cats"));
}

TEST(Orphans, a_child_can_move_to_a_new_parent) {
  Database database;
  database.fill_library();
  Session session(database.engine);
  auto ann = session.get<Author>(1);
  auto air = ann->books.front();

  ann.modify()->books.remove(air);
  auto cid = session.add(Author{.name = "Cid", .books = {air}});
  session.commit();

  EXPECT_EQ(air->author_id, cid->id);
  EXPECT_THAT(database.numbers("SELECT count(*) FROM book"), ElementsAre(3));
}

TEST(Orphans, a_child_can_move_to_a_place_in_a_collection_that_has_to_be_loaded_for_it) {
  Database database;
  database.fill_library();
  Session session(database.engine);
  auto ann = session.get<Author>(1);
  auto bob = session.get<Author>(2);
  auto air = ann->books.front();

  ann.modify()->books.remove(air);
  bob.modify()->books.insert(0, air);

  EXPECT_EQ(names(bob->books, &Book::title), (Names{"Air", "Cats"}));
  session.commit();
  EXPECT_THAT(database.numbers("SELECT author_id FROM book ORDER BY id"), ElementsAre(2, 1, 2));
}

TEST(Orphans, a_child_can_move_to_a_collection_that_is_assigned_whole) {
  Database database;
  database.fill_library();
  Session session(database.engine);
  auto ann = session.get<Author>(1);
  auto bob = session.get<Author>(2);
  auto air = ann->books.front();

  ann.modify()->books.remove(air);
  bob.modify()->books = {air};
  session.commit();

  EXPECT_THAT(database.texts("SELECT author_id || title FROM book ORDER BY id"), ElementsAre("2Air", "1Bees"));
}

TEST(Orphans, a_new_child_that_leaves_by_its_own_side_is_never_inserted) {
  Database database;
  Session session(database.engine);
  auto ann = session.add(Author{.name = "Ann", .books = {Book{.title = "Air"}, Book{.title = "Bees"}}});
  auto air = ann->books.front();

  air.modify()->author = nullptr;
  session.commit();

  EXPECT_EQ(state(air), State::transient);
  EXPECT_THAT(database.texts("SELECT title FROM book"), ElementsAre("Bees"));
}

TEST(Orphans, a_new_child_that_finds_another_parent_is_inserted) {
  Database database;
  Session session(database.engine);
  auto ann = session.add(Author{.name = "Ann", .books = {Book{.title = "Air"}}});
  auto bob = session.add(Author{.name = "Bob"});
  auto air = ann->books.front();

  ann.modify()->books.remove(air);
  bob.modify()->books.push_back(air);
  session.commit();

  EXPECT_EQ(air->author_id, bob->id);
  EXPECT_THAT(database.texts("SELECT title FROM book"), ElementsAre("Air"));
}

TEST(Orphans, a_new_child_that_left_is_inserted_when_it_is_added_by_itself) {
  OrphansDatabase database;
  Session session(database.engine);
  auto roof = session.add(Project{.name = "roof", .tasks = {Task{.name = "tiles"}}});
  auto tiles = roof->tasks.front();
  roof.modify()->tasks.remove(tiles);

  session.add(tiles);
  session.commit();

  EXPECT_THAT(database.texts("SELECT name FROM task"), ElementsAre("tiles"));
}

TEST(Orphans, what_goes_with_a_new_child_that_left_is_never_inserted_either) {
  OrphansDatabase database;
  Session session(database.engine);
  auto roof = session.add(Project{.name = "roof", .tasks = {Task{.name = "tiles", .notes = {Note{}}}}});
  auto tiles = roof->tasks.front();
  auto note = tiles->notes.front();

  roof.modify()->tasks.remove(tiles);
  session.commit();

  EXPECT_EQ(state(note), State::transient);
  EXPECT_THAT(database.numbers("SELECT count(*) FROM task"), ElementsAre(0));
  EXPECT_THAT(database.numbers("SELECT count(*) FROM note"), ElementsAre(0));
}

TEST(Orphans, leaving_one_of_several_owners_is_enough) {
  OrphansDatabase database;
  database.fill_tasks();
  Session session(database.engine);
  auto both = session.get<Task>(1);

  both.modify()->person = nullptr;
  session.commit();

  EXPECT_THAT(database.texts("SELECT name FROM task ORDER BY id"), ElementsAre("one", "free"));
  EXPECT_THAT(database.numbers("SELECT count(*) FROM note"), ElementsAre(0));
}

TEST(Orphans, leaving_one_of_several_owners_from_their_side_is_enough) {
  OrphansDatabase database;
  database.fill_tasks();
  Session session(database.engine);
  auto both = session.get<Task>(1);

  session.get<Project>(1).modify()->tasks.remove(both);
  session.commit();

  EXPECT_THAT(database.texts("SELECT name FROM task ORDER BY id"), ElementsAre("one", "free"));
}

TEST(Orphans, moving_from_one_owner_while_the_other_stays_is_no_leaving) {
  OrphansDatabase database;
  database.fill_tasks();
  Session session(database.engine);
  auto both = session.get<Task>(1);

  both.modify()->person = session.get<Person>(2);
  session.commit();

  EXPECT_THAT(database.numbers("SELECT person_id FROM task WHERE id = 1 AND project_id = 1"), ElementsAre(2));
}

TEST(Orphans, what_never_had_an_owner_is_none) {
  OrphansDatabase database;
  Session session(database.engine);

  session.add(Task{.name = "free"});
  session.commit();

  EXPECT_THAT(database.texts("SELECT name FROM task"), ElementsAre("free"));
}

TEST(Orphans, what_had_no_owner_may_be_told_so) {
  OrphansDatabase database;
  database.fill_tasks();
  Session session(database.engine);
  auto free = session.get<Task>(3);
  auto one = session.get<Task>(2);

  free.modify()->project = nullptr;
  one.modify()->person = nullptr;
  session.commit();

  EXPECT_THAT(database.texts("SELECT name FROM task ORDER BY id"), ElementsAre("both", "one", "free"));
}

TEST(Orphans, what_found_an_owner_and_left_it_again_in_one_flush_is_an_orphan) {
  OrphansDatabase database;
  database.fill_tasks();
  Session session(database.engine);
  auto free = session.get<Task>(3);
  auto roof = session.get<Project>(1);

  roof.modify()->tasks.push_back(free);
  roof.modify()->tasks.remove(free);
  session.commit();

  EXPECT_THAT(database.texts("SELECT name FROM task ORDER BY id"), ElementsAre("both", "one"));
}

// With the owner's side alone.

TEST(Orphans, without_the_other_side_a_child_is_deleted) {
  OrphansDatabase database;
  database.fill_folders();
  Session session(database.engine);
  auto red = session.get<Folder>(1);
  auto sheet = red->sheets.front();

  red.modify()->sheets.remove(sheet);
  session.commit();

  EXPECT_EQ(state(sheet), State::detached);
  EXPECT_THAT(database.texts("SELECT title FROM sheet"), ElementsAre("b"));
}

TEST(Orphans, without_the_other_side_a_child_can_move) {
  OrphansDatabase database;
  database.fill_folders();
  Session session(database.engine);
  auto red = session.get<Folder>(1);
  auto blue = session.get<Folder>(2);
  auto sheet = red->sheets.front();
  StatementCounter counter(database.engine);

  red.modify()->sheets.remove(sheet);
  blue.modify()->sheets.push_back(sheet);
  session.flush();

  EXPECT_THAT(counter.statements(), ElementsAre("UPDATE sheet SET folder_id = ? WHERE id = ?"));
  session.commit();
  EXPECT_THAT(database.numbers("SELECT folder_id FROM sheet ORDER BY id"), ElementsAre(2, 1));
}

TEST(Orphans, without_the_other_side_a_child_can_come_before_it_leaves) {
  OrphansDatabase database;
  database.fill_folders();
  Session session(database.engine);
  auto red = session.get<Folder>(1);
  auto blue = session.get<Folder>(2);
  auto sheet = red->sheets.front();

  blue.modify()->sheets.push_back(sheet);
  red.modify()->sheets.remove(sheet);
  session.commit();

  EXPECT_EQ(state(sheet), State::persistent);
  EXPECT_THAT(database.numbers("SELECT folder_id FROM sheet ORDER BY id"), ElementsAre(2, 1));
}

TEST(Orphans, without_the_other_side_a_new_child_can_move) {
  OrphansDatabase database;
  Session session(database.engine);
  auto red = session.add(Folder{.name = "red", .sheets = {Sheet{.title = "a"}, Sheet{.title = "b"}, Sheet{.title = "c"}}});
  auto blue = session.add(Folder{.name = "blue"});
  auto a = red->sheets[0];
  auto b = red->sheets[1];
  auto c = red->sheets[2];

  red.modify()->sheets.remove(a);
  blue.modify()->sheets.push_back(a);
  blue.modify()->sheets.push_back(b);
  red.modify()->sheets.remove(b);
  red.modify()->sheets.remove(c);
  session.commit();

  EXPECT_EQ(a->folder_id, blue->id);
  EXPECT_EQ(b->folder_id, blue->id);
  EXPECT_EQ(state(c), State::transient);
}

TEST(Orphans, without_the_other_side_a_child_that_left_two_owners_in_a_row_is_deleted) {
  OrphansDatabase database;
  database.fill_folders();
  Session session(database.engine);
  auto red = session.get<Folder>(1);
  auto blue = session.get<Folder>(2);
  auto sheet = red->sheets.front();

  blue.modify()->sheets.push_back(sheet);
  red.modify()->sheets.remove(sheet);
  blue.modify()->sheets.remove(sheet);
  session.commit();

  EXPECT_THAT(database.texts("SELECT title FROM sheet"), ElementsAre("b"));
}

TEST(Orphans, without_the_other_side_a_child_that_leaves_a_parent_to_be_removed_is_deleted) {
  OrphansDatabase database;
  database.fill_folders();
  Session session(database.engine);
  auto red = session.get<Folder>(1);
  red.modify()->sheets.clear();

  session.remove(red);
  session.commit();

  EXPECT_THAT(database.numbers("SELECT count(*) FROM sheet"), ElementsAre(0));
}

// One-to-one.

TEST(Orphans, the_old_one_of_a_one_to_one_is_deleted_before_the_new_one_takes_its_place) {
  OrphansDatabase database;
  database.run({"INSERT INTO driver (id, name) VALUES (1, 'Ann')",
                "INSERT INTO licence (id, number, driver_id) VALUES (1, 'old', 1)"});
  Session session(database.engine);
  auto ann = session.get<Driver>(1);

  ann.modify()->licence = Licence{.number = "new"};
  session.commit();

  EXPECT_THAT(database.texts("SELECT number FROM licence"), ElementsAre("new"));
}

TEST(Orphans, a_one_to_one_can_change_hands) {
  OrphansDatabase database;
  database.run({"INSERT INTO driver (id, name) VALUES (1, 'Ann'), (2, 'Bob')",
                "INSERT INTO licence (id, number, driver_id) VALUES (1, 'a', 1), (2, 'b', 2)"});
  Session session(database.engine);
  auto ann = session.get<Driver>(1);
  auto bob = session.get<Driver>(2);

  bob.modify()->licence = ann->licence;
  session.commit();

  EXPECT_EQ(ann->licence, nullptr);
  EXPECT_THAT(database.texts("SELECT number || driver_id FROM licence"), ElementsAre("a2"));
}

TEST(Orphans, without_the_cascade_the_old_one_of_a_one_to_one_is_let_go) {
  Database database;
  database.run({"INSERT INTO traveller (id, name) VALUES (1, 'Ann')",
                "INSERT INTO passport (id, number, traveller_id) VALUES (1, 'old', 1)"});
  Session session(database.engine);
  auto ann = session.get<Traveller>(1);
  auto old = session.get<Passport>(1);

  ann.modify()->passport = Passport{.number = "new"};
  session.commit();

  EXPECT_EQ(old->traveller, nullptr);
  EXPECT_THAT(database.texts("SELECT number || coalesce(traveller_id, '-') FROM passport ORDER BY id"),
              ElementsAre("old-", "new1"));
}

}  // namespace
}  // namespace weft::test::orphans
