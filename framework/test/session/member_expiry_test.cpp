// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"
#include "support/merge_models.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

TEST(MemberExpiry, refreshing_a_column_reads_that_column_and_keeps_other_changes) {
  Database database;
  database.fill_company();
  Session session(database.engine, {.autoflush = false});
  auto ann = session.get<Employee>(1);
  ann.modify()->name = "Anna";
  ann.modify()->age = 99;
  StatementCounter counter(database.engine);

  session.refresh<&Employee::age>(ann);

  EXPECT_THAT(counter.statements(), ElementsAre("SELECT employee.age FROM employee WHERE employee.id = ?"));
  EXPECT_EQ(ann->age, 30);
  EXPECT_EQ(ann->name, "Anna");
  counter.reset();
  session.flush();
  EXPECT_THAT(counter.statements(), ElementsAre("UPDATE employee SET full_name = ? WHERE id = ?"));
}

TEST(MemberExpiry, refreshing_a_column_shows_what_others_wrote) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  ann.modify();
  session.commit();
  EXPECT_EQ(ann->age, 30);
  session.execute(text("UPDATE employee SET age = 44, full_name = 'Annie' WHERE id = 1"));

  session.refresh<&Employee::age>(ann);

  EXPECT_EQ(ann->age, 44);
  EXPECT_EQ(ann->name, "Ann");
  EXPECT_FALSE(session.is_modified(ann));
}

TEST(MemberExpiry, refreshing_a_column_of_a_row_that_is_gone_is_an_error) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto dan = session.get<Employee>(4);
  session.execute(text("DELETE FROM employee WHERE id = 4"));

  try {
    session.refresh<&Employee::age>(dan);
    FAIL() << "no error";
  } catch (const StaleDataError& error) {
    EXPECT_STREQ(error.what(),
                 "cannot refresh \"Employee\" with key 4: its row is gone\n"
                 "  it was deleted by somebody else, or by a statement the session did not see");
  }
}

TEST(MemberExpiry, an_expired_column_is_read_by_the_next_read_and_other_changes_are_kept) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  ann.modify()->name = "Anna";
  ann.modify()->age = 99;
  StatementCounter counter(database.engine);

  session.expire<&Employee::age>(ann);
  EXPECT_EQ(counter.count(), 0U);

  EXPECT_EQ(ann->age, 30);
  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("SELECT")));
  EXPECT_EQ(ann->name, "Anna");
  session.commit();
  EXPECT_THAT(database.texts("SELECT full_name || age FROM employee WHERE id = 1"), ElementsAre("Anna30"));
}

TEST(MemberExpiry, a_change_that_the_row_already_has_is_no_change_after_the_read) {
  Database database;
  database.fill_company();
  Session session(database.engine, {.autoflush = false});
  auto ann = session.get<Employee>(1);
  ann.modify()->name = "Anna";
  session.execute(text("UPDATE employee SET full_name = 'Anna', age = 44 WHERE id = 1"));

  session.expire<&Employee::age>(ann);

  EXPECT_EQ(ann->age, 44);
  EXPECT_FALSE(session.is_modified(ann));
}

TEST(MemberExpiry, modify_reads_what_is_expired_first) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  ann.modify()->name = "Anna";
  session.execute(text("UPDATE employee SET age = 44 WHERE id = 1"));
  session.expire<&Employee::age>(ann);

  ann.modify()->age += 1;
  session.commit();

  EXPECT_THAT(database.texts("SELECT full_name || age FROM employee WHERE id = 1"), ElementsAre("Anna45"));
}

TEST(MemberExpiry, an_expired_collection_is_loaded_by_the_next_read) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto sales = session.get<Department>(1);
  EXPECT_EQ(sales->employees.size(), 2U);
  session.execute(text("UPDATE employee SET department_id = 1 WHERE id = 4"));
  StatementCounter counter(database.engine);

  session.expire<&Department::employees>(sales);
  EXPECT_EQ(counter.count(), 0U);

  EXPECT_EQ(names(sales->employees, &Employee::name), (Names{"Ann", "Bob", "Dan"}));
  EXPECT_EQ(counter.count(), 1U);
}

TEST(MemberExpiry, refreshing_a_collection_loads_it_now) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto sales = session.get<Department>(1);
  StatementCounter counter(database.engine);

  session.refresh<&Department::employees>(sales);
  EXPECT_EQ(counter.count(), 1U);
  session.refresh<&Department::employees>(sales);
  EXPECT_EQ(counter.count(), 2U);

  EXPECT_EQ(sales->employees.size(), 2U);
  EXPECT_EQ(counter.count(), 2U);
}

TEST(MemberExpiry, refreshing_loads_what_raise_refuses_and_noload_shows_empty) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto all = session.scalars(select<Department>().order_by(col<&Department::id>).options(raiseload<&Department::employees>())).all();
  EXPECT_THROW((void)all[0]->employees.size(), UnloadedAccessError);
  Session other(database.engine);
  auto sales = other.scalars(select<Department>().where(col<&Department::id> == 1).options(noload<&Department::employees>())).one();
  EXPECT_EQ(sales->employees.size(), 0U);

  session.refresh<&Department::employees>(all[0]);
  other.refresh<&Department::employees>(sales);

  EXPECT_EQ(all[0]->employees.size(), 2U);
  EXPECT_EQ(sales->employees.size(), 2U);
}

TEST(MemberExpiry, expiring_a_to_one_undoes_its_change_on_both_sides) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  auto sales = session.get<Department>(1);
  auto stock = session.get<Department>(2);
  EXPECT_EQ(sales->employees.size() + stock->employees.size(), 3U);
  ann.modify()->department = stock;
  EXPECT_EQ(sales->employees.size(), 1U);
  StatementCounter counter(database.engine);

  session.expire<&Employee::department>(ann);

  EXPECT_EQ(ann->department, sales);
  EXPECT_TRUE(sales->employees.contains(ann));
  EXPECT_FALSE(stock->employees.contains(ann));
  session.commit();
  EXPECT_EQ(counter.count(), 0U);
}

TEST(MemberExpiry, expiring_a_to_one_whose_other_sides_are_not_loaded_takes_the_queued_links_back) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  auto sales = session.get<Department>(1);
  auto stock = session.get<Department>(2);
  ann.modify()->department = stock;
  StatementCounter counter(database.engine);

  session.expire<&Employee::department>(ann);
  session.flush();

  EXPECT_THAT(counter.statements(), IsEmpty());
  EXPECT_EQ(ann->department, sales);
  EXPECT_EQ(names(sales->employees, &Employee::name), (Names{"Ann", "Bob"}));
  EXPECT_EQ(names(stock->employees, &Employee::name), (Names{"Cid"}));
}

TEST(MemberExpiry, expiring_a_collection_undoes_what_came_and_what_left) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto sales = session.get<Department>(1);
  auto stock = session.get<Department>(2);
  auto ann = session.get<Employee>(1);
  auto cid = session.get<Employee>(3);
  EXPECT_EQ(sales->employees.size() + stock->employees.size(), 3U);
  sales.modify()->employees.push_back(cid);
  sales.modify()->employees.remove(ann);
  StatementCounter counter(database.engine);

  session.expire<&Department::employees>(sales);
  session.flush();

  EXPECT_THAT(counter.statements(), IsEmpty());
  EXPECT_EQ(cid->department, stock);
  EXPECT_TRUE(stock->employees.contains(cid));
  EXPECT_EQ(ann->department, sales);
  EXPECT_EQ(names(sales->employees, &Employee::name), (Names{"Ann", "Bob"}));
}

TEST(MemberExpiry, what_went_on_to_another_owner_stays_there) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto sales = session.get<Department>(1);
  auto stock = session.get<Department>(2);
  auto ann = session.get<Employee>(1);
  sales.modify()->employees.remove(ann);
  stock.modify()->employees.push_back(ann);

  session.expire<&Department::employees>(sales);
  session.commit();

  EXPECT_THAT(database.numbers("SELECT department_id FROM employee WHERE id = 1"), ElementsAre(2));
}

TEST(MemberExpiry, what_left_its_owner_is_no_orphan_any_more) {
  Database database;
  database.fill_library();
  Session session(database.engine);
  auto ann = session.get<Author>(1);
  auto air = ann->books[0];
  ann.modify()->books.remove(air);

  session.expire<&Author::books>(ann);
  session.commit();

  EXPECT_EQ(state(air), State::persistent);
  EXPECT_THAT(database.numbers("SELECT count(*) FROM book WHERE author_id = 1"), ElementsAre(2));
}

TEST(MemberExpiry, expiring_a_many_to_many_undoes_both_sides) {
  Database database;
  database.fill_school();
  Session session(database.engine);
  auto cid = session.get<Student>(3);
  auto ann = session.get<Student>(1);
  auto music = session.get<Course>(2);
  EXPECT_EQ(music->students.size() + ann->courses.size(), 4U);
  cid.modify()->courses.push_back(music);
  ann.modify()->courses.remove(music);
  StatementCounter counter(database.engine);

  session.expire<&Student::courses>(cid);
  session.expire<&Student::courses>(ann);
  session.flush();

  EXPECT_THAT(counter.statements(), IsEmpty());
  EXPECT_TRUE(cid->courses.empty());
  EXPECT_EQ(ann->courses.size(), 2U);
  EXPECT_FALSE(music->students.contains(cid));
  EXPECT_TRUE(music->students.contains(ann));
}

TEST(MemberExpiry, expiring_a_one_to_one_gives_everybody_their_partner_back) {
  Database database;
  database.run({"INSERT INTO traveller (id, name) VALUES (1, 'Ann'), (2, 'Bob')",
                "INSERT INTO passport (id, number, traveller_id) VALUES (1, 'A', 1), (2, 'B', 2)"});
  Session session(database.engine);
  auto ann = session.get<Traveller>(1);
  auto bob = session.get<Traveller>(2);
  auto a = session.get<Passport>(1);
  auto b = session.get<Passport>(2);
  EXPECT_EQ(ann->passport, a);
  EXPECT_EQ(bob->passport, b);
  ann.modify()->passport = b;
  StatementCounter counter(database.engine);

  session.expire<&Traveller::passport>(ann);
  session.flush();

  EXPECT_THAT(counter.statements(), IsEmpty());
  EXPECT_EQ(ann->passport, a);
  EXPECT_EQ(a->traveller, ann);
  EXPECT_EQ(bob->passport, b);
  EXPECT_EQ(b->traveller, bob);
}

TEST(MemberExpiry, changes_of_other_relationships_are_kept) {
  Database database;
  database.run({"INSERT INTO team (id, name) VALUES (1, 'Reds')",
                "INSERT INTO player (id, name, team_id) VALUES (1, 'Ann', 1), (2, 'Bob', NULL)"});
  Session session(database.engine);
  auto reds = session.get<Team>(1);
  reds.modify()->captain = session.get<Player>(1);
  reds.modify()->players.push_back(session.get<Player>(2));

  session.expire<&Team::players>(reds);
  session.commit();

  EXPECT_THAT(database.numbers("SELECT captain_id FROM team"), ElementsAre(1));
  EXPECT_THAT(database.numbers("SELECT count(*) FROM player WHERE team_id = 1"), ElementsAre(1));
}

TEST(MemberExpiry, members_of_new_entities_cannot_be_expired) {
  Database database;
  Session session(database.engine);
  auto mug = session.add(Item{.name = "Mug"});

  try {
    session.expire<&Item::name>(mug);
    FAIL() << "no error";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(), "cannot expire \"Item::name\": its entity is not persistent in this session");
  }
  EXPECT_THROW(session.refresh<&Item::name>(mug), UsageError);
}

TEST(MemberExpiry, a_member_that_is_not_mapped_is_an_error) {
  MergeDatabase database;
  database.run("INSERT INTO page (id, title, revision) VALUES (1, 'First', 1)");
  Session session(database.engine);
  auto page = session.get<Page>(1);

  try {
    session.refresh<&Page::unmapped>(page);
    FAIL() << "no error";
  } catch (const MappingError& error) {
    EXPECT_STREQ(error.what(),
                 "cannot refresh \"Page::unmapped\": it is not mapped\n"
                 "  map it with:  m.column<&Page::unmapped>() or m.relationship<&Page::unmapped>()");
  }
}

}  // namespace
}  // namespace weft::test
