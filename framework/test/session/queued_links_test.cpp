// SPDX-License-Identifier: MIT
//
// What is put into a collection that nobody loaded, and leaves it again before a flush: nothing is written of the visit.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/orphan_models.hpp"

namespace weft::test {
namespace {

using orphans::Folder;
using orphans::OrphansDatabase;
using orphans::Project;
using orphans::Sheet;
using orphans::Task;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

// New ones: no row of theirs can be in the collection, which need not be loaded.

TEST(QueuedLinks, a_new_child_that_is_taken_out_again_is_inserted_without_an_owner) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto sales = session.get<Department>(1);
  auto eve = make(Employee{.name = "Eve"});
  StatementCounter counter(database.engine);

  sales.modify()->employees.push_back(eve);
  EXPECT_TRUE(sales.modify()->employees.remove(eve));

  EXPECT_EQ(state(eve), State::pending);
  EXPECT_EQ(eve->department, nullptr);
  EXPECT_THAT(counter.statements(), IsEmpty());
  session.flush();
  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("INSERT INTO employee")));
  EXPECT_EQ(eve->department_id, std::nullopt);
}

TEST(QueuedLinks, a_new_child_that_leaves_by_its_own_side_is_inserted_without_an_owner) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto sales = session.get<Department>(1);
  auto eve = make(Employee{.name = "Eve"});

  sales.modify()->employees.push_back(eve);
  eve.modify()->department = nullptr;
  session.commit();

  EXPECT_EQ(eve->department_id, std::nullopt);
  EXPECT_EQ(names(sales->employees, &Employee::name), (Names{"Ann", "Bob"}));
}

TEST(QueuedLinks, a_new_child_that_belonged_to_its_owner_is_never_inserted) {
  Database database;
  database.fill_library();
  Session session(database.engine);
  auto ann = session.get<Author>(1);
  auto dew = make(Book{.title = "Dew"});
  StatementCounter counter(database.engine);

  ann.modify()->books.push_back(dew);
  ann.modify()->books.remove(dew);
  session.commit();

  EXPECT_EQ(state(dew), State::transient);
  EXPECT_THAT(counter.statements(), IsEmpty());
}

TEST(QueuedLinks, a_new_child_that_was_added_with_its_owner_is_never_inserted) {
  Database database;
  database.fill_library();
  Session session(database.engine);
  auto ann = session.get<Author>(1);
  auto dew = session.add(Book{.title = "Dew", .author = ann});
  auto eel = session.add(Book{.title = "Eel", .author = ann});
  StatementCounter counter(database.engine);

  ann.modify()->books.remove(dew);
  eel.modify()->author = nullptr;
  session.commit();

  EXPECT_EQ(state(dew), State::transient);
  EXPECT_EQ(state(eel), State::transient);
  EXPECT_THAT(counter.statements(), IsEmpty());
}

TEST(QueuedLinks, a_new_child_without_another_side_is_never_inserted) {
  OrphansDatabase database;
  database.fill_folders();
  Session session(database.engine);
  auto red = session.get<Folder>(1);
  auto sheet = make(Sheet{.title = "c"});

  red.modify()->sheets.push_back(sheet);
  red.modify()->sheets.remove(sheet);
  session.commit();

  EXPECT_EQ(state(sheet), State::transient);
  EXPECT_THAT(database.texts("SELECT title FROM sheet ORDER BY id"), ElementsAre("a", "b"));
}

TEST(QueuedLinks, a_new_child_can_go_on_to_another_owner) {
  Database database;
  database.fill_library();
  Session session(database.engine);
  auto ann = session.get<Author>(1);
  auto bob = session.get<Author>(2);
  auto dew = make(Book{.title = "Dew"});
  auto eel = make(Book{.title = "Eel"});
  StatementCounter counter(database.engine);

  ann.modify()->books.push_back(dew);
  bob.modify()->books.push_back(dew);
  ann.modify()->books.push_back(eel);
  ann.modify()->books.remove(eel);
  bob.modify()->books.push_back(eel);
  session.flush();

  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("INSERT INTO book")));
  EXPECT_EQ(dew->author_id, 2);
  EXPECT_EQ(eel->author_id, 2);
  EXPECT_EQ(names(ann->books, &Book::title), (Names{"Air", "Bees"}));
  EXPECT_EQ(names(bob->books, &Book::title), (Names{"Cats", "Dew", "Eel"}));
}

TEST(QueuedLinks, a_new_child_that_a_list_holds_twice_has_to_be_taken_out_twice) {
  Database database;
  database.fill_library();
  Session session(database.engine);
  auto ann = session.get<Author>(1);
  auto dew = make(Book{.title = "Dew"});
  ann.modify()->books.push_back(dew);
  ann.modify()->books.push_back(dew);

  ann.modify()->books.remove(dew);

  EXPECT_EQ(dew->author, ann);
  session.flush();
  EXPECT_EQ(dew->author_id, 1);
}

TEST(QueuedLinks, a_new_child_is_not_inserted_when_its_collection_is_emptied) {
  Database database;
  database.fill_library();
  Session session(database.engine);
  auto ann = session.get<Author>(1);
  auto dew = make(Book{.title = "Dew"});
  ann.modify()->books.push_back(dew);

  ann.modify()->books.clear();
  session.commit();

  EXPECT_EQ(state(dew), State::transient);
  EXPECT_THAT(database.texts("SELECT title FROM book"), ElementsAre("Cats"));
}

TEST(QueuedLinks, a_new_one_leaves_no_row_of_a_many_to_many) {
  Database database;
  database.fill_school();
  Session session(database.engine);
  auto cid = session.get<Student>(3);
  auto art = make(Course{.title = "Art"});
  StatementCounter counter(database.engine);

  cid.modify()->courses.push_back(art);
  cid.modify()->courses.remove(art);
  session.flush();

  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("INSERT INTO course")));
  EXPECT_TRUE(art->students.empty());
}

// Those that have a row: the collection is loaded to see whether they were in it, and that flushes nothing.

TEST(QueuedLinks, a_child_that_had_no_owner_has_none_again_without_an_update) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto sales = session.get<Department>(1);
  auto dan = session.get<Employee>(4);
  StatementCounter counter(database.engine);

  sales.modify()->employees.push_back(dan);
  sales.modify()->employees.remove(dan);
  session.flush();

  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("SELECT")));
  EXPECT_TRUE(session.dirty().empty());
}

TEST(QueuedLinks, a_child_that_leaves_by_its_own_side_is_neither_updated_nor_looked_for) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto sales = session.get<Department>(1);
  auto dan = session.get<Employee>(4);
  StatementCounter counter(database.engine);

  sales.modify()->employees.push_back(dan);
  dan.modify()->department = nullptr;
  session.flush();

  EXPECT_THAT(counter.statements(), IsEmpty());
}

TEST(QueuedLinks, a_child_that_comes_back_to_its_owner_is_not_updated) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto sales = session.get<Department>(1);
  auto stock = session.get<Department>(2);
  auto cid = session.get<Employee>(3);
  StatementCounter counter(database.engine);

  sales.modify()->employees.push_back(cid);
  stock.modify()->employees.push_back(cid);
  session.flush();

  EXPECT_THAT(counter.statements(), IsEmpty());
  EXPECT_EQ(names(stock->employees, &Employee::name), (Names{"Cid"}));
}

TEST(QueuedLinks, a_child_that_left_its_owner_for_a_visit_has_none_afterwards) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto sales = session.get<Department>(1);
  auto cid = session.get<Employee>(3);
  StatementCounter counter(database.engine);

  sales.modify()->employees.push_back(cid);
  sales.modify()->employees.remove(cid);
  session.flush();

  EXPECT_THAT(counter.statements(),
              ElementsAre(StartsWith("SELECT"), "UPDATE employee SET department_id = ? WHERE id = ?"));
  EXPECT_EQ(cid->department_id, std::nullopt);
}

TEST(QueuedLinks, a_child_of_nobody_that_visits_an_owner_of_orphans_is_one) {
  OrphansDatabase database;
  database.fill_tasks();
  Session session(database.engine);
  auto roof = session.get<Project>(1);
  auto free = session.get<Task>(3);
  StatementCounter counter(database.engine);

  roof.modify()->tasks.push_back(free);
  free.modify()->project = nullptr;
  session.flush();

  EXPECT_EQ(state(free), State::deleted);
  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("SELECT note"), StartsWith("DELETE FROM task")));
}

TEST(QueuedLinks, a_child_without_another_side_stays_where_it_was) {
  OrphansDatabase database;
  database.fill_folders();
  Session session(database.engine);
  auto blue = session.get<Folder>(2);
  auto sheet = session.get<Sheet>(1);

  blue.modify()->sheets.push_back(sheet);
  blue.modify()->sheets.remove(sheet);
  session.commit();

  EXPECT_THAT(database.numbers("SELECT folder_id FROM sheet ORDER BY id"), ElementsAre(1, 1));
}

TEST(QueuedLinks, a_pair_of_a_many_to_many_is_not_written_for_a_visit) {
  Database database;
  database.fill_school();
  Session session(database.engine);
  auto cid = session.get<Student>(3);
  auto maths = session.get<Course>(1);
  auto music = session.get<Course>(2);
  StatementCounter counter(database.engine);

  cid.modify()->courses.push_back(maths);
  cid.modify()->courses.remove(maths);
  music.modify()->students.insert(cid);
  music.modify()->students.erase(cid);
  session.flush();

  EXPECT_THAT(counter.statements(), Each(StartsWith("SELECT")));
}

TEST(QueuedLinks, a_pair_of_a_many_to_many_can_be_taken_back_by_the_other_side) {
  Database database;
  database.fill_school();
  Session session(database.engine);
  auto cid = session.get<Student>(3);
  auto maths = session.get<Course>(1);
  StatementCounter counter(database.engine);

  cid.modify()->courses.push_back(maths);
  maths.modify()->students.erase(cid);
  session.flush();

  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("SELECT")));
  EXPECT_TRUE(cid->courses.empty());
}

TEST(QueuedLinks, what_was_there_before_it_was_put_in_again_is_taken_out) {
  Database database;
  database.fill_school();
  Session session(database.engine);
  auto bob = session.get<Student>(2);
  auto music = session.get<Course>(2);

  bob.modify()->courses.push_back(music);
  bob.modify()->courses.remove(music);
  session.commit();

  EXPECT_THAT(database.numbers("SELECT count(*) FROM student_course WHERE student_id = 2"), ElementsAre(0));
}

}  // namespace
}  // namespace weft::test
