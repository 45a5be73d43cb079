// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Relationships, setting_the_one_side_shows_on_the_many_side_before_any_flush) {
  Database database;
  Session session(database.engine);
  auto sales = session.add(Department{.name = "Sales"});
  auto ann = session.add(Employee{.name = "Ann"});

  ann.modify()->department = sales;

  EXPECT_EQ(names(sales->employees, &Employee::name), (Names{"Ann"}));
}

TEST(Relationships, adding_to_the_many_side_shows_on_the_one_side_before_any_flush) {
  Database database;
  Session session(database.engine);
  auto sales = session.add(Department{.name = "Sales"});
  auto ann = session.add(Employee{.name = "Ann"});

  sales.modify()->employees.push_back(ann);

  EXPECT_EQ(ann->department, sales);
  session.commit();
  EXPECT_EQ(ann->department_id, sales->id);
}

TEST(Relationships, moving_to_another_owner_leaves_the_old_one) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto sales = session.get<Department>(1);
  auto stock = session.get<Department>(2);
  auto ann = session.get<Employee>(1);
  ASSERT_EQ(sales->employees.size(), 2U);

  stock.modify()->employees.push_back(ann);

  EXPECT_EQ(names(sales->employees, &Employee::name), (Names{"Bob"}));
  EXPECT_EQ(ann->department, stock);
  session.commit();
  EXPECT_THAT(database.numbers("SELECT department_id FROM employee WHERE id = 1"), ElementsAre(2));
}

TEST(Relationships, the_other_side_is_never_loaded_to_keep_step) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto sales = session.get<Department>(1);
  auto dan = session.get<Employee>(4);
  StatementCounter counter(database.engine);

  dan.modify()->department = sales;

  EXPECT_EQ(counter.count(), 0U);
}

TEST(Relationships, what_was_added_before_loading_is_there_after_loading) {
  Database database;
  database.fill_company();
  Session session(database.engine, {.autoflush = false});
  auto sales = session.get<Department>(1);
  auto dan = session.get<Employee>(4);
  auto ann = session.get<Employee>(1);
  dan.modify()->department = sales;
  ann.modify()->department = nullptr;

  EXPECT_EQ(names(sales->employees, &Employee::name), (Names{"Bob", "Dan"}));
}

TEST(Relationships, pushing_into_a_collection_that_is_not_loaded_sends_nothing_and_is_stored) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto sales = session.get<Department>(1);
  StatementCounter counter(database.engine);

  sales.modify()->employees.push_back(Employee{.name = "Eve"});

  EXPECT_EQ(counter.count(), 0U);
  session.commit();
  EXPECT_THAT(database.texts("SELECT full_name FROM employee WHERE department_id = 1 ORDER BY id"),
              ElementsAre("Ann", "Bob", "Eve"));
}

TEST(Relationships, a_to_one_set_to_nothing_clears_the_foreign_key) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);

  ann.modify()->department = nullptr;
  session.commit();

  EXPECT_FALSE(ann->department);
  EXPECT_THAT(database.numbers("SELECT count(*) FROM employee WHERE department_id IS NULL"), ElementsAre(2));
}

TEST(Relationships, a_to_one_takes_a_new_value) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto dan = session.get<Employee>(4);

  dan.modify()->department = Department{.name = "Legal"};
  session.commit();

  EXPECT_EQ(dan->department->name, "Legal");
}

TEST(Relationships, association_rows_follow_both_sides) {
  Database database;
  database.fill_school();
  Session session(database.engine);
  auto cid = session.get<Student>(3);
  auto maths = session.get<Course>(1);
  auto ann = session.get<Student>(1);

  cid.modify()->courses.push_back(maths);
  EXPECT_TRUE(maths->students.contains(cid));
  maths.modify()->students.erase(ann);
  EXPECT_EQ(names(ann->courses, &Course::title), (Names{"Music"}));
  session.commit();

  EXPECT_THAT(database.texts("SELECT student_id || '-' || course_id FROM student_course ORDER BY 1"),
              ElementsAre("1-2", "2-2", "3-1"));
}

TEST(Relationships, new_entities_on_both_sides_of_a_many_to_many_are_linked_once) {
  Database database;
  Session session(database.engine);

  auto maths = session.add(Course{.title = "Maths", .students = {Student{.name = "Ann"}, Student{.name = "Bob"}}});
  session.commit();

  EXPECT_EQ(maths->students.size(), 2U);
  EXPECT_THAT(database.numbers("SELECT count(*) FROM student_course"), ElementsAre(2));
}

TEST(Relationships, one_to_one_gives_up_its_former_partner) {
  Database database;
  Session session(database.engine);
  auto ann = session.add(Traveller{.name = "Ann", .passport = Passport{.number = "A1"}});
  auto old = ann->passport.ptr();
  session.commit();
  ASSERT_EQ(ann->passport, old);

  ann.modify()->passport = Passport{.number = "A2"};
  EXPECT_EQ(old->traveller, nullptr);
  session.commit();

  EXPECT_EQ(ann->passport->number, "A2");
  EXPECT_THAT(database.texts("SELECT number FROM passport WHERE traveller_id IS NULL"), ElementsAre("A1"));
}

TEST(Relationships, a_to_one_that_leads_to_nothing_says_so_when_it_is_used) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto dan = session.get<Employee>(4);

  try {
    static_cast<void>(dan->department->name);
    FAIL() << "no error";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(),
                 "\"Employee::department\" leads to nothing\n  test it first: if (entity->department) ...");
  }
}

TEST(Relationships, a_removed_owner_leaves_its_children_without_one) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);

  session.remove(session.get<Department>(1));
  session.commit();

  EXPECT_FALSE(ann->department);
  EXPECT_THAT(database.numbers("SELECT count(*) FROM employee WHERE department_id IS NULL"), ElementsAre(3));
}

TEST(Relationships, a_child_that_cannot_be_without_owner_is_an_error_with_the_remedy) {
  Database database;
  database.fill_shop();
  Session session(database.engine);
  auto line = session.get<OrderItem>(1, 1);

  line.modify()->item = nullptr;

  try {
    session.flush();
    FAIL() << "no error";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(),
                 "cannot take \"OrderItem::item\" away: its column \"OrderItem::item_id\" cannot be null\n"
                 "  give it another one, remove the entity with session.remove(...), or make the member std::optional");
  }
}

TEST(Relationships, entities_of_two_sessions_cannot_be_linked) {
  Database database;
  Session first(database.engine);
  Session second(database.engine);
  auto sales = first.add(Department{.name = "Sales"});
  auto ann = second.add(Employee{.name = "Ann"});

  EXPECT_THROW(ann.modify()->department = sales, UsageError);

  EXPECT_EQ(ann->department, nullptr);
  EXPECT_THAT(sales->employees, IsEmpty());
}

TEST(Relationships, removed_association_rows_go_with_their_owner) {
  Database database;
  database.fill_school();
  Session session(database.engine);

  session.remove(session.get<Student>(1));
  session.commit();

  EXPECT_THAT(database.numbers("SELECT student_id FROM student_course"), ElementsAre(2));
  EXPECT_THAT(database.numbers("SELECT count(*) FROM course"), ElementsAre(2));
}

TEST(Relationships, a_deleted_entity_cannot_be_linked_again) {
  Database database;
  database.fill_library();
  Session session(database.engine);
  auto ann = session.get<Author>(1);
  auto bob = session.get<Author>(2);
  auto air = ann->books.front();
  ann.modify()->books.remove(air);
  session.flush();

  try {
    bob.modify()->books.push_back(air);
    FAIL() << "no error";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(),
                 "cannot put \"Book\" into \"Author::books\": it was deleted in this transaction\n"
                 "  link it before anything flushes its removal (see session.no_autoflush()), or add a copy of it");
  }
}

struct Guest;
struct Party {
  std::int64_t id{};
  List<Guest> guests{};
};
struct Guest {
  std::int64_t id{};
  std::string name{};
};
const Table party_guest{"party_guest", Column{"party_id"}.references<&Party::id>().primary_key(),
                        Column{"guest_id"}.references<&Guest::id>().primary_key(), Column{"position", types::Integer{}}};
void map(Mapper<Party>& m) {
  m.column<&Party::id>().primary_key();
  m.relationship<&Party::guests>().secondary(party_guest).order_by(party_guest.column("position").asc());
}
void map(Mapper<Guest>& m) {
  m.column<&Guest::id>().primary_key();
  m.column<&Guest::name>();
}

TEST(Relationships, links_leave_other_columns_of_their_table_to_the_program) {
  Database database;
  create_all<Party>(database.engine);
  Session session(database.engine);
  auto party = session.add(Party{.guests = {Guest{.name = "Ann"}, Guest{.name = "Bob"}}});
  session.commit();
  EXPECT_EQ(names(party->guests, &Guest::name).size(), 2U);

  session.execute(text("UPDATE party_guest SET position = 9 - guest_id"));
  session.commit();

  EXPECT_EQ(names(party->guests, &Guest::name), (Names{"Bob", "Ann"}));
}

}  // namespace
}  // namespace weft::test
