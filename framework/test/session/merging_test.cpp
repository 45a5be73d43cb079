// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"
#include "support/merge_models.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

/// What a session read, for use in another one.
template <class T, class... Touch>
Ptr<T> detached(Database& database, std::int64_t key, Touch... touch) {
  Session session(database.engine);
  auto found = session.get<T>(key);
  (touch(found), ...);
  return found;
}

TEST(Merging, a_value_goes_onto_the_row_with_its_key) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  StatementCounter counter(database.engine);

  auto ann = session.merge(Employee{.id = 1, .name = "Ann", .age = 31, .department_id = 1});
  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("SELECT")));
  EXPECT_EQ(state(ann), State::persistent);
  session.flush();

  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("SELECT"), "UPDATE employee SET age = ? WHERE id = ?"));
  EXPECT_EQ(session.get<Employee>(1), ann);
}

TEST(Merging, what_the_session_holds_is_not_read_again) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  StatementCounter counter(database.engine);

  auto merged = session.merge(Employee{.id = 1, .name = "Anna", .age = 30, .department_id = 1});

  EXPECT_EQ(merged, ann);
  EXPECT_EQ(ann->name, "Anna");
  EXPECT_EQ(counter.count(), 0U);
}

TEST(Merging, an_identical_value_changes_nothing) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  StatementCounter counter(database.engine);

  auto ann = session.merge(Employee{.id = 1, .name = "Ann", .age = 30, .department_id = 1});
  session.flush();

  EXPECT_FALSE(session.is_modified(ann));
  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("SELECT")));
}

TEST(Merging, a_key_without_a_row_makes_a_new_entity_with_that_key) {
  Database database;
  Session session(database.engine);

  auto mug = session.merge(Item{.id = 7, .name = "Mug"});
  EXPECT_EQ(state(mug), State::pending);
  session.commit();

  EXPECT_THAT(database.numbers("SELECT id FROM item"), ElementsAre(7));
}

TEST(Merging, a_value_without_a_key_is_new_and_nothing_is_asked) {
  Database database;
  Session session(database.engine);
  StatementCounter counter(database.engine);

  auto mug = session.merge(Item{.name = "Mug"});
  auto cap = session.merge(make(Item{.name = "Cap"}));

  EXPECT_EQ(counter.count(), 0U);
  EXPECT_EQ(state(mug), State::pending);
  session.commit();
  EXPECT_NE(mug->id, cap->id);
  EXPECT_THAT(database.texts("SELECT name FROM item ORDER BY name"), ElementsAre("Cap", "Mug"));
}

TEST(Merging, the_given_entity_stays_outside_and_as_it_was) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto given = make(Employee{.id = 1, .name = "Anna", .age = 30, .department_id = 1});
  const Employee value{.id = 2, .name = "Bobby", .age = 40, .department_id = 1};

  auto ann = session.merge(given);
  auto bob = session.merge(value);
  bob.modify()->name = "Bo";
  session.commit();

  EXPECT_NE(ann, given);
  EXPECT_EQ(state(given), State::transient);
  EXPECT_EQ(given->name, "Anna");
  EXPECT_EQ(value.name, "Bobby");
  EXPECT_THAT(database.texts("SELECT full_name FROM employee WHERE id < 3 ORDER BY id"), ElementsAre("Anna", "Bo"));
}

TEST(Merging, an_entity_of_this_session_is_returned_itself) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  auto mug = session.add(Item{.name = "Mug"});
  ann.modify()->age = 31;
  StatementCounter counter(database.engine);

  EXPECT_EQ(session.merge(ann), ann);
  EXPECT_EQ(session.merge(mug), mug);

  EXPECT_EQ(ann->age, 31);
  EXPECT_EQ(counter.count(), 0U);
}

TEST(Merging, an_entity_of_another_session_gives_what_is_loaded_of_it) {
  Database database;
  database.fill_company();
  Session first(database.engine);
  auto given = first.get<Department>(1);
  given.modify()->name = "Shop";
  Session second(database.engine);
  StatementCounter counter(database.engine);

  auto merged = second.merge(given);

  EXPECT_THAT(counter.statements(), SizeIs(1));  // its employees were not loaded, so nobody asked for them
  EXPECT_NE(merged, given);
  EXPECT_EQ(merged->name, "Shop");
  EXPECT_TRUE(first.is_modified(given));
}

TEST(Merging, an_expired_entity_gives_nothing_but_its_key) {
  Database database;
  database.fill_company();
  Session first(database.engine);
  auto given = first.get<Employee>(1);
  first.expire(given);
  database.run("UPDATE employee SET age = 77 WHERE id = 1");
  Session second(database.engine);

  auto merged = second.merge(given);

  EXPECT_EQ(merged->age, 77);
  EXPECT_FALSE(second.is_modified(merged));
}

TEST(Merging, what_is_missing_of_one_type_is_read_in_one_statement) {
  Database database;
  database.fill_company();
  auto given = detached<Department>(database, 1, [](auto& sales) { EXPECT_EQ(sales->employees.size(), 2U); });
  Session session(database.engine);
  StatementCounter counter(database.engine);

  auto sales = session.merge(given);

  // The department, its employees by key, and the collection that is replaced.
  EXPECT_THAT(counter.statements(), SizeIs(3));
  EXPECT_EQ(names(sales->employees, &Employee::name), (Names{"Ann", "Bob"}));
  counter.reset();
  session.flush();
  EXPECT_EQ(counter.count(), 0U);
}

TEST(Merging, a_hundred_members_take_as_many_statements_as_two) {
  Database database;
  database.run("INSERT INTO department (id, name) VALUES (1, 'Sales')");
  Department value{.id = 1, .name = "Sales"};
  for (std::int64_t id = 1; id <= 100; ++id) {
    database.run("INSERT INTO employee (id, full_name, age, department_id) VALUES (" + std::to_string(id) + ", 'E', 1, 1)");
    value.employees.push_back(Employee{.id = id, .name = "E", .age = 2});
  }
  Session session(database.engine);
  StatementCounter counter(database.engine);

  session.merge(value);

  EXPECT_THAT(counter.statements(), SizeIs(3));
  session.commit();
  EXPECT_THAT(database.numbers("SELECT count(*) FROM employee WHERE age = 2 AND department_id = 1"), ElementsAre(100));
}

TEST(Merging, a_collection_is_replaced_by_the_difference) {
  Database database;
  database.fill_library();
  Session session(database.engine);
  Author value{.id = 1, .name = "Ann"};
  value.books = {Book{.id = 2, .title = "Bees"}, Book{.title = "Dogs"}};
  auto ann = session.merge(value);
  StatementCounter counter(database.engine);

  session.commit();

  EXPECT_EQ(names(ann->books, &Book::title), (Names{"Bees", "Dogs"}));
  EXPECT_THAT(database.texts("SELECT title FROM book WHERE author_id = 1 ORDER BY id"), ElementsAre("Bees", "Dogs"));
  EXPECT_THAT(counter.statements(), Contains(StartsWith("INSERT INTO book")));
  EXPECT_THAT(counter.statements(), Contains(StartsWith("DELETE FROM book")));
  EXPECT_THAT(counter.statements(), Not(Contains(StartsWith("UPDATE"))));
}

TEST(Merging, members_that_say_nothing_of_their_owner_keep_it) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  Department value{.id = 1, .name = "Sales"};
  value.employees = {Employee{.id = 1, .name = "Anna", .age = 30}, Employee{.id = 3, .name = "Cid", .age = 50}};

  auto sales = session.merge(value);
  session.commit();

  // Ann stays, Cid moves, Bob is let go.
  EXPECT_THAT(database.texts("SELECT full_name FROM employee WHERE department_id = 1 ORDER BY id"),
              ElementsAre("Anna", "Cid"));
  EXPECT_THAT(database.texts("SELECT full_name FROM employee WHERE department_id IS NULL ORDER BY id"),
              ElementsAre("Bob", "Dan"));
}

TEST(Merging, a_relationship_that_the_value_does_not_mention_is_left_alone) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto sales = session.get<Department>(1);
  EXPECT_EQ(sales->employees.size(), 2U);

  session.merge(Department{.id = 1, .name = "Shop"});
  session.merge(make(Department{.id = 1, .name = "Shop"}));
  session.commit();

  EXPECT_EQ(sales->name, "Shop");
  EXPECT_EQ(sales->employees.size(), 2U);
}

TEST(Merging, a_collection_of_a_value_that_was_set_to_nothing_is_emptied) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  Department value{.id = 1, .name = "Sales"};
  value.employees = std::vector<Ptr<Employee>>{};

  session.merge(value);
  session.commit();

  EXPECT_THAT(database.numbers("SELECT count(*) FROM employee WHERE department_id = 1"), ElementsAre(0));
}

TEST(Merging, a_to_one_decides_over_its_foreign_key) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto stock = session.get<Department>(2);

  auto ann = session.merge(Employee{.id = 1, .name = "Ann", .age = 30, .department = stock});
  auto cid = session.merge(Employee{.id = 3, .name = "Cid", .age = 50, .department = stock});
  auto bob = session.merge(Employee{.id = 2, .name = "Bob", .age = 40, .department = nullptr});
  EXPECT_FALSE(session.is_modified(cid));
  session.commit();

  EXPECT_EQ(ann->department, stock);
  EXPECT_FALSE(bob->department);
  EXPECT_THAT(database.texts("SELECT full_name FROM employee WHERE department_id = 2 ORDER BY id"),
              ElementsAre("Ann", "Cid"));
  EXPECT_THAT(database.texts("SELECT full_name FROM employee WHERE department_id IS NULL ORDER BY id"),
              ElementsAre("Bob", "Dan"));
}

TEST(Merging, a_foreign_key_without_its_relationship_is_a_column_like_others) {
  Database database;
  database.fill_company();
  Session session(database.engine);

  auto ann = session.merge(Employee{.id = 1, .name = "Ann", .age = 30, .department_id = 2});
  session.commit();

  EXPECT_EQ(ann->department->name, "Stock");
}

TEST(Merging, both_sides_of_what_another_session_loaded_change_nothing) {
  Database database;
  database.fill_school();
  auto given = detached<Student>(database, 1, [](auto& ann) {
    for (const auto& course : ann->courses) EXPECT_FALSE(course->students.empty());
  });
  Session session(database.engine);
  auto ann = session.merge(given);
  StatementCounter counter(database.engine);

  session.flush();

  EXPECT_THAT(counter.statements(), IsEmpty());
  EXPECT_EQ(names(ann->courses, &Course::title), (Names{"Maths", "Music"}));
  EXPECT_TRUE(session.dirty().empty());
}

TEST(Merging, association_rows_are_written_by_their_difference) {
  Database database;
  database.fill_school();
  Session session(database.engine);
  Student value{.id = 1, .name = "Ann"};
  value.courses = {Course{.id = 2, .title = "Music"}, Course{.title = "Latin"}};
  auto ann = session.merge(value);
  StatementCounter counter(database.engine);

  session.commit();

  EXPECT_EQ(names(ann->courses, &Course::title), (Names{"Music", "Latin"}));
  EXPECT_THAT(database.numbers("SELECT count(*) FROM student_course WHERE student_id = 1"), ElementsAre(2));
  EXPECT_THAT(database.numbers("SELECT count(*) FROM course"), ElementsAre(3));
}

TEST(Merging, keyed_collections_keep_their_keys) {
  Database database;
  database.fill_tree();
  Session session(database.engine);
  TreeNode value{.id = 1, .name = "root"};
  value.children.insert_or_assign("a", TreeNode{.id = 3, .name = "a"});
  value.children.insert_or_assign("c", TreeNode{.name = "c"});

  auto root = session.merge(value);
  session.commit();

  EXPECT_EQ(root->children.size(), 2U);
  EXPECT_EQ(root->children.at("a")->id, 3);
  EXPECT_EQ(root->children.at("c")->name, "c");
  EXPECT_THAT(database.texts("SELECT name FROM tree_node WHERE parent_id = 1 ORDER BY name"), ElementsAre("a", "c"));
}

TEST(Merging, cycles_end_and_each_given_one_has_one_merged_one) {
  Database database;
  database.run({"INSERT INTO team (id, name) VALUES (1, 'Reds')",
                "INSERT INTO player (id, name, team_id) VALUES (1, 'Ann', 1), (2, 'Bob', 1)",
                "UPDATE team SET captain_id = 1"});
  auto given = detached<Team>(database, 1, [](auto& reds) {
    EXPECT_TRUE(reds->captain);
    for (const auto& player : reds->players) EXPECT_EQ(player->team, reds);
  });
  Session session(database.engine);

  auto reds = session.merge(given);

  EXPECT_EQ(reds->captain, reds->players[0]);
  EXPECT_EQ(reds->captain->team, reds);
  StatementCounter counter(database.engine);
  session.flush();
  EXPECT_EQ(counter.count(), 0U);
}

TEST(Merging, two_given_ones_with_one_key_become_one_entity) {
  Database database;
  Session session(database.engine);
  Department value{.name = "Sales"};
  value.employees = {Employee{.id = 9, .name = "Eve"}, Employee{.id = 9, .name = "Eva"}};

  auto sales = session.merge(value);
  session.commit();

  EXPECT_EQ(names(sales->employees, &Employee::name), (Names{"Eva"}));
  EXPECT_THAT(database.texts("SELECT full_name FROM employee"), ElementsAre("Eva"));
}

TEST(Merging, composite_keys_that_come_from_relationships_are_made_by_the_flush) {
  Database database;
  database.fill_shop();
  Session session(database.engine);
  auto mug = session.get<Item>(1);
  auto pen = session.get<Item>(3);
  Order value{.id = 1, .customer_name = "Ann"};
  value.order_items = {OrderItem{.quantity = 9, .price_paid = 1, .item = mug},
                       OrderItem{.quantity = 4, .price_paid = 1, .item = pen}};

  session.merge(value);
  session.commit();

  EXPECT_THAT(database.numbers("SELECT quantity FROM order_item WHERE order_id = 1 ORDER BY item_id"), ElementsAre(9, 4));
}

TEST(Merging, composite_keys_find_their_rows) {
  Database database;
  database.fill_shop();
  Session session(database.engine);

  auto line = session.merge(OrderItem{.order_id = 2, .item_id = 2, .quantity = 6, .price_paid = 7});
  session.commit();

  EXPECT_EQ(state(line), State::persistent);
  EXPECT_THAT(database.numbers("SELECT quantity FROM order_item WHERE order_id = 2"), ElementsAre(6));
}

TEST(Merging, a_relationship_without_the_cascade_is_not_copied) {
  MergeDatabase database;
  database.run("INSERT INTO folder (id, name) VALUES (1, 'Old')");
  Session session(database.engine);
  Folder value{.id = 1, .name = "New"};
  value.notes = {Note{.text = "not merged"}};
  StatementCounter counter(database.engine);

  session.merge(value);
  session.commit();

  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("SELECT"), StartsWith("UPDATE folder")));
}

TEST(Merging, another_version_than_that_of_the_row_is_an_error) {
  MergeDatabase database;
  database.run("INSERT INTO page (id, title, revision) VALUES (4, 'First', 3)");
  Session session(database.engine);

  try {
    session.merge(Page{.id = 4, .title = "Second", .revision = 2});
    FAIL() << "no error";
  } catch (const StaleDataError& error) {
    EXPECT_STREQ(error.what(),
                 "cannot merge \"Page\" with key 4: its row was changed since what is given was read\n"
                 "  given  Page::revision is 2\n"
                 "  row    Page::revision is 3\n"
                 "  read it again, and repeat the change on what is there now");
  }
  EXPECT_EQ(session.get<Page>(4)->title, "First");
  EXPECT_TRUE(session.dirty().empty());
}

TEST(Merging, the_same_version_lets_the_change_through) {
  MergeDatabase database;
  database.run("INSERT INTO page (id, title, revision) VALUES (4, 'First', 3)");
  Session session(database.engine);

  auto page = session.merge(Page{.id = 4, .title = "Second", .revision = 3});
  session.commit();

  EXPECT_EQ(page->title, "Second");
  EXPECT_EQ(page->revision, 4);
}

TEST(Merging, what_is_about_to_be_deleted_is_an_error_that_changes_nothing) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  session.remove(session.get<Employee>(4));
  StatementCounter counter(database.engine);

  try {
    session.merge(Employee{.id = 4, .name = "Dan"});
    FAIL() << "no error";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(),
                 "cannot merge \"Employee\" with key 4: the session is about to delete its row\n"
                 "  take that back first with session.add(...), or flush it: then the merge makes a new one");
  }
  EXPECT_EQ(counter.count(), 0U);
  session.flush();
  auto dan = session.merge(Employee{.id = 4, .name = "Dan"});
  EXPECT_EQ(state(dan), State::pending);
}

TEST(Merging, changes_that_are_not_flushed_are_flushed_before_anything_is_read) {
  Database database;
  Session session(database.engine);
  auto mug = session.add(Item{.id = 7, .name = "Mug"});

  auto merged = session.merge(Item{.id = 7, .name = "Cup"});

  EXPECT_EQ(merged, mug);
  EXPECT_EQ(mug->name, "Cup");
}

TEST(Merging, an_expired_entity_of_the_session_is_read_before_it_is_compared) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  session.commit();
  StatementCounter counter(database.engine);

  session.merge(Employee{.id = 1, .name = "Ann", .age = 30, .department_id = 1});
  session.flush();

  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("SELECT")));
  EXPECT_EQ(ann->age, 30);
}

TEST(Merging, a_row_that_is_gone_under_an_expired_entity_is_an_error) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto dan = session.get<Employee>(4);
  session.commit();
  database.run("DELETE FROM employee WHERE id = 4");

  try {
    session.merge(Employee{.id = 4, .name = "Dan"});
    FAIL() << "no error";
  } catch (const StaleDataError& error) {
    EXPECT_THAT(error.what(), StartsWith("cannot refresh \"Employee\" with key 4: its row is gone\n"));
  }
}

TEST(Merging, without_loading_nothing_is_sent_and_nothing_is_changed) {
  Database database;
  database.fill_company();
  auto given = detached<Department>(database, 1, [](auto& sales) { EXPECT_EQ(sales->employees.size(), 2U); });
  Session session(database.engine);
  StatementCounter counter(database.engine);

  auto sales = session.merge(given, {.load = false});
  EXPECT_EQ(state(sales), State::persistent);
  EXPECT_NE(sales, given);
  EXPECT_EQ(names(sales->employees, &Employee::name), (Names{"Ann", "Bob"}));
  EXPECT_EQ(session.get<Employee>(2), sales->employees[1]);
  session.flush();

  EXPECT_EQ(counter.count(), 0U);
  EXPECT_TRUE(session.dirty().empty());
  sales->employees[0].modify()->age = 31;
  session.commit();
  EXPECT_THAT(database.numbers("SELECT age FROM employee WHERE id = 1"), ElementsAre(31));
}

TEST(Merging, without_loading_a_value_with_a_key_is_the_row) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  Department value{.id = 1, .name = "Sales"};
  value.employees = {Employee{.id = 1, .name = "Ann", .age = 30}};
  StatementCounter counter(database.engine);

  auto sales = session.merge(value, {.load = false});

  EXPECT_EQ(sales->employees[0]->department_id, 1);
  EXPECT_EQ(sales->employees[0]->department, sales);
  session.flush();
  EXPECT_EQ(counter.count(), 0U);
}

TEST(Merging, what_was_taken_over_without_loading_is_refreshed_together) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  Department value{.id = 1, .name = "Sales"};
  value.employees = {Employee{.id = 1}, Employee{.id = 2}};
  auto sales = session.merge(value, {.load = false});
  auto ann = sales->employees[0];
  auto bob = sales->employees[1];
  session.commit();
  StatementCounter counter(database.engine);

  EXPECT_EQ(ann->name + bob->name, "AnnBob");

  EXPECT_EQ(counter.count(), 1U);
}

TEST(Merging, without_loading_unflushed_changes_of_the_session_are_overwritten) {
  Database database;
  database.fill_company();
  auto given = detached<Employee>(database, 1);
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  ann.modify()->age = 99;
  StatementCounter counter(database.engine);

  EXPECT_EQ(session.merge(given, {.load = false}), ann);
  session.flush();

  EXPECT_EQ(ann->age, 30);
  EXPECT_FALSE(session.is_modified(ann));
  EXPECT_EQ(counter.count(), 0U);
}

TEST(Merging, without_loading_pending_and_changed_and_keyless_ones_are_refused) {
  Database database;
  database.fill_company();
  Session other(database.engine);
  auto ann = other.get<Employee>(1);
  ann.modify()->age = 31;
  auto mug = other.add(Item{.name = "Mug"});
  Session session(database.engine);
  auto refused = [&](const auto& given) -> std::string {
    try {
      session.merge(given, {.load = false});
    } catch (const UsageError& error) {
      return error.what();
    }
    return "no error";
  };

  EXPECT_EQ(refused(make(Item{.name = "Cap"})),
            "cannot merge \"Item\" without loading: it has no key\n  give it one, or merge it with loading");
  EXPECT_EQ(refused(mug),
            "cannot merge \"Item\" without loading: it is pending, and has no row yet\n  flush it where it is first");
  EXPECT_EQ(refused(ann),
            "cannot merge \"Employee\" with key 1 without loading: it has changes that were not flushed\n"
            "  flush it where it is first");
}

TEST(Merging, a_merge_into_a_debugged_session_is_no_unwatched_write) {
  Database database;
  database.fill_company();
  Session session(database.engine, {.detect_unwatched_writes = true});
  auto ann = session.get<Employee>(1);

  session.merge(Employee{.id = 1, .name = "Ann", .age = 31, .department_id = 1}, {.load = false});
  session.merge(Employee{.id = 2, .name = "Bo", .age = 40, .department_id = 1});

  EXPECT_NO_THROW(session.commit());
  EXPECT_THAT(database.texts("SELECT full_name FROM employee WHERE id < 3 ORDER BY id"), ElementsAre("Ann", "Bo"));
}

}  // namespace
}  // namespace weft::test
