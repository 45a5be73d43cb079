// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"
#include "support/merge_models.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// No test here sends anything while it asks.
class AttributeHistory : public testing::Test {
 protected:
  template <auto Member, class T>
  auto ask(const Ptr<T>& ptr) {
    const StatementCounter counter(database.engine);
    auto found = history<Member>(ptr);
    EXPECT_EQ(counter.count(), 0U);
    return found;
  }

  Database database{};
};

TEST_F(AttributeHistory, a_column_that_did_not_change_is_unchanged) {
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);

  const History<std::string> name = ask<&Employee::name>(ann);

  EXPECT_THAT(name.unchanged, ElementsAre("Ann"));
  EXPECT_THAT(name.added, IsEmpty());
  EXPECT_THAT(name.removed, IsEmpty());
}

TEST_F(AttributeHistory, a_changed_column_has_the_new_value_and_the_old_one) {
  database.fill_company();
  Session session(database.engine);
  auto dan = session.get<Employee>(4);
  dan.modify()->department_id = 2;

  const auto key = ask<&Employee::department_id>(dan);
  const auto age = ask<&Employee::age>(dan);

  EXPECT_THAT(key.added, ElementsAre(std::optional<std::int64_t>(2)));
  EXPECT_THAT(key.removed, ElementsAre(std::nullopt));
  EXPECT_THAT(key.unchanged, IsEmpty());
  EXPECT_THAT(age.unchanged, ElementsAre(60));
}

TEST_F(AttributeHistory, a_flush_begins_a_new_history) {
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  ann.modify()->age = 31;
  session.flush();
  EXPECT_THAT(ask<&Employee::age>(ann).unchanged, ElementsAre(31));

  ann.modify()->age = 32;

  EXPECT_THAT(ask<&Employee::age>(ann).added, ElementsAre(32));
  EXPECT_THAT(ask<&Employee::age>(ann).removed, ElementsAre(31));
}

TEST_F(AttributeHistory, everything_of_a_new_entity_is_added) {
  Session session(database.engine);
  auto sales = session.add(Department{.name = "Sales", .employees = {Employee{.name = "Ann"}}});
  auto outside = make(Item{.name = "Mug"});

  EXPECT_THAT(ask<&Department::name>(sales).added, ElementsAre("Sales"));
  EXPECT_THAT(ask<&Department::employees>(sales).added, ElementsAre(sales->employees[0]));
  EXPECT_THAT(ask<&Employee::department>(sales->employees[0]).added, ElementsAre(sales));
  EXPECT_THAT(ask<&Item::name>(outside).added, ElementsAre("Mug"));
  session.flush();
  EXPECT_THAT(ask<&Department::name>(sales).unchanged, ElementsAre("Sales"));
  EXPECT_THAT(ask<&Department::employees>(sales).unchanged, ElementsAre(sales->employees[0]));
}

TEST_F(AttributeHistory, nothing_is_known_of_an_expired_column_but_its_change) {
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  ann.modify()->name = "Anna";
  session.expire<&Employee::age>(ann);

  const auto age = ask<&Employee::age>(ann);

  EXPECT_TRUE(age.added.empty() && age.unchanged.empty() && age.removed.empty());
  EXPECT_THAT(ask<&Employee::name>(ann).removed, ElementsAre("Ann"));
}

TEST_F(AttributeHistory, a_to_one_tells_where_it_led) {
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  auto sales = session.get<Department>(1);
  auto stock = session.get<Department>(2);
  EXPECT_EQ(ann->department, sales);
  EXPECT_THAT(ask<&Employee::department>(ann).unchanged, ElementsAre(sales));

  ann.modify()->department = stock;
  const auto changed = ask<&Employee::department>(ann);
  EXPECT_THAT(changed.added, ElementsAre(stock));
  EXPECT_THAT(changed.removed, ElementsAre(sales));
  EXPECT_THAT(changed.unchanged, IsEmpty());

  ann.modify()->department = nullptr;
  EXPECT_THAT(ask<&Employee::department>(ann).added, IsEmpty());
  EXPECT_THAT(ask<&Employee::department>(ann).removed, ElementsAre(sales));

  ann.modify()->department = sales;
  EXPECT_THAT(ask<&Employee::department>(ann).unchanged, ElementsAre(sales));
}

TEST_F(AttributeHistory, a_to_one_that_is_not_loaded_finds_its_old_target_in_memory) {
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  auto cid = session.get<Employee>(3);
  auto sales = session.get<Department>(1);
  EXPECT_THAT(ask<&Employee::department>(ann).unchanged, IsEmpty());

  ann.modify()->department = nullptr;
  cid.modify()->department = sales;

  EXPECT_THAT(ask<&Employee::department>(ann).removed, ElementsAre(sales));
  EXPECT_THAT(ask<&Employee::department>(cid).added, ElementsAre(sales));
  EXPECT_THAT(ask<&Employee::department>(cid).removed, IsEmpty());  // the second department is not in memory
}

TEST_F(AttributeHistory, a_loaded_collection_tells_all_three) {
  database.fill_company();
  Session session(database.engine);
  auto sales = session.get<Department>(1);
  auto ann = sales->employees[0];
  auto bob = sales->employees[1];
  auto dan = session.get<Employee>(4);
  sales.modify()->employees.remove(ann);
  sales.modify()->employees.push_back(dan);

  const History<Ptr<Employee>> employees = ask<&Department::employees>(sales);

  EXPECT_THAT(employees.added, ElementsAre(dan));
  EXPECT_THAT(employees.unchanged, ElementsAre(bob));
  EXPECT_THAT(employees.removed, ElementsAre(ann));
}

TEST_F(AttributeHistory, of_a_collection_that_is_not_loaded_the_queued_changes_are_known) {
  database.fill_company();
  Session session(database.engine);
  auto sales = session.get<Department>(1);
  auto ann = session.get<Employee>(1);
  auto dan = session.get<Employee>(4);
  dan.modify()->department = sales;
  ann.modify()->department = nullptr;

  const auto employees = ask<&Department::employees>(sales);

  EXPECT_THAT(employees.added, ElementsAre(dan));
  EXPECT_THAT(employees.unchanged, IsEmpty());
  EXPECT_THAT(employees.removed, ElementsAre(ann));
}

TEST_F(AttributeHistory, keyed_collections_and_sets_have_one_too) {
  database.fill_tree();
  database.fill_school();
  Session session(database.engine);
  auto root = session.get<TreeNode>(1);
  auto a = root->children.at("a");
  auto b = root->children.at("b");
  auto music = session.get<Course>(2);
  EXPECT_EQ(music->students.size(), 2U);
  auto cid = session.get<Student>(3);
  root.modify()->children.erase("a");
  music.modify()->students.insert(cid);

  EXPECT_THAT(ask<&TreeNode::children>(root).removed, ElementsAre(a));
  EXPECT_THAT(ask<&TreeNode::children>(root).unchanged, ElementsAre(b));
  EXPECT_THAT(ask<&Course::students>(music).added, ElementsAre(cid));
  EXPECT_THAT(ask<&Course::students>(music).unchanged, testing::SizeIs(2));
}

TEST_F(AttributeHistory, a_member_that_is_not_mapped_is_an_error) {
  auto page = make(Page{.title = "First"});

  try {
    (void)history<&Page::unmapped>(page);
    FAIL() << "no error";
  } catch (const MappingError& error) {
    EXPECT_STREQ(error.what(),
                 "no history of \"Page::unmapped\": it is not mapped\n  map it with:  m.column<&Page::unmapped>()");
  }
}

TEST_F(AttributeHistory, an_empty_handle_is_an_error) {
  EXPECT_THROW((void)history<&Item::name>(Ptr<Item>()), UsageError);
}

}  // namespace
}  // namespace weft::test
