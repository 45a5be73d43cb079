// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"
#include "support/merge_models.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

TEST(MergingRelations, what_is_missing_of_one_type_is_read_in_one_statement) {
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

TEST(MergingRelations, a_hundred_members_take_as_many_statements_as_two) {
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

TEST(MergingRelations, a_collection_is_replaced_by_the_difference) {
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

TEST(MergingRelations, members_that_say_nothing_of_their_owner_keep_it) {
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

TEST(MergingRelations, a_relationship_that_the_value_does_not_mention_is_left_alone) {
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

TEST(MergingRelations, a_collection_of_a_value_that_was_set_to_nothing_is_emptied) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  Department value{.id = 1, .name = "Sales"};
  value.employees = std::vector<Ptr<Employee>>{};

  session.merge(value);
  session.commit();

  EXPECT_THAT(database.numbers("SELECT count(*) FROM employee WHERE department_id = 1"), ElementsAre(0));
}

TEST(MergingRelations, a_to_one_decides_over_its_foreign_key) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto stock = session.get<Department>(2);

  auto ann = session.merge(Employee{.id = 1, .name = "Ann", .age = 30, .department = stock});
  auto cid = session.merge(Employee{.id = 3, .name = "Cid", .age = 50, .department = stock});
  EXPECT_FALSE(session.is_modified(cid));
  auto bob = session.merge(Employee{.id = 2, .name = "Bob", .age = 40, .department = nullptr});
  session.commit();

  EXPECT_EQ(ann->department, stock);
  EXPECT_FALSE(bob->department);
  EXPECT_THAT(database.texts("SELECT full_name FROM employee WHERE department_id = 2 ORDER BY id"),
              ElementsAre("Ann", "Cid"));
  EXPECT_THAT(database.texts("SELECT full_name FROM employee WHERE department_id IS NULL ORDER BY id"),
              ElementsAre("Bob", "Dan"));
}

TEST(MergingRelations, a_foreign_key_without_its_relationship_is_a_column_like_others) {
  Database database;
  database.fill_company();
  Session session(database.engine);

  auto ann = session.merge(Employee{.id = 1, .name = "Ann", .age = 30, .department_id = 2});
  session.commit();

  EXPECT_EQ(ann->department->name, "Stock");
}

TEST(MergingRelations, both_sides_of_what_another_session_loaded_change_nothing) {
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

TEST(MergingRelations, association_rows_are_written_by_their_difference) {
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

TEST(MergingRelations, keyed_collections_keep_their_keys) {
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

TEST(MergingRelations, cycles_end_and_each_given_one_has_one_merged_one) {
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

TEST(MergingRelations, two_given_ones_with_one_key_become_one_entity) {
  Database database;
  Session session(database.engine);
  Department value{.name = "Sales"};
  value.employees = {Employee{.id = 9, .name = "Eve"}, Employee{.id = 9, .name = "Eva"}};

  auto sales = session.merge(value);
  session.commit();

  EXPECT_EQ(names(sales->employees, &Employee::name), (Names{"Eva"}));
  EXPECT_THAT(database.texts("SELECT full_name FROM employee"), ElementsAre("Eva"));
}

TEST(MergingRelations, composite_keys_that_come_from_relationships_are_made_by_the_flush) {
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

TEST(MergingRelations, a_relationship_without_the_cascade_is_not_copied) {
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

}  // namespace
}  // namespace weft::test
