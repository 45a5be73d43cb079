// SPDX-License-Identifier: MIT
//
// Relationships filled from the query's own joins, and what a query does to entities that the session holds.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

using testing::HasSubstr;

class ContainsEager : public testing::Test {
 protected:
  ContainsEager() {
    database.fill_company();
    database.fill_school();
    database.fill_tree();
    counter.reset();
  }
  Database database{};
  Session session{database.engine};
  StatementCounter counter{database.engine};
};

TEST_F(ContainsEager, fills_a_to_one_from_the_join) {
  auto found = session.scalars(select<Employee>().join<&Employee::department>().where(col<&Department::name> == "Sales")
                                   .order_by(col<&Employee::id>).options(contains_eager<&Employee::department>())).all();

  EXPECT_EQ(names(found, &Employee::name), (Names{"Ann", "Bob"}));
  EXPECT_EQ(found[0]->department->name, "Sales");
  EXPECT_EQ(found[0]->department, found[1]->department);
  EXPECT_EQ(counter.count(), 1U);
}

TEST_F(ContainsEager, shows_of_a_collection_what_the_query_found) {
  auto all = session.scalars(select<Department>().join<&Department::employees>().where(col<&Employee::age> >= 40)
                                 .order_by(col<&Department::id>).options(contains_eager<&Department::employees>())).all();

  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(names(all[0]->employees, &Employee::name), (Names{"Bob"}));
  EXPECT_EQ(names(all[1]->employees, &Employee::name), (Names{"Cid"}));
  EXPECT_EQ(counter.count(), 1U);
  EXPECT_THROW(all[0].modify()->employees.clear(), UsageError);
}

TEST_F(ContainsEager, sorts_a_collection_as_the_query_does) {
  auto sales = session.scalars(select<Department>().join<&Department::employees>().order_by(
      col<&Department::id>, col<&Employee::age>.desc()).options(contains_eager<&Department::employees>())).all().front();

  EXPECT_EQ(names(sales->employees, &Employee::name), (Names{"Bob", "Ann"}));
}

TEST_F(ContainsEager, keeps_owners_of_an_outer_join) {
  auto all = session.scalars(select<Department>().outer_join<&Department::employees>().order_by(col<&Department::id>)
                                 .options(contains_eager<&Department::employees>())).all();

  ASSERT_EQ(all.size(), 3U);
  EXPECT_TRUE(all[2]->employees.empty());
  EXPECT_EQ(counter.count(), 1U);
}

TEST_F(ContainsEager, goes_through_an_association_table) {
  auto found = session.scalars(select<Student>().join<&Student::courses>().where(col<&Course::title> == "Music")
                                   .order_by(col<&Student::id>).options(contains_eager<&Student::courses>())).all();

  EXPECT_EQ(names(found, &Student::name), (Names{"Ann", "Bob"}));
  EXPECT_EQ(names(found[0]->courses, &Course::title), (Names{"Music"}));
}

TEST_F(ContainsEager, follows_aliases_and_paths) {
  auto parent = alias<TreeNode>("parent");
  auto above = alias<TreeNode>("above");

  auto aa = session.scalars(select<TreeNode>().join<&TreeNode::parent>(parent).join<&TreeNode::parent>(parent, above)
                                .where(above[col<&TreeNode::name>] == "root").options(
      contains_eager<&TreeNode::parent>(parent).contains_eager<&TreeNode::parent>(above))).one();

  EXPECT_EQ(aa->name, "aa");
  EXPECT_EQ(aa->parent->name, "a");
  EXPECT_EQ(aa->parent->parent->name, "root");
  EXPECT_EQ(counter.count(), 1U);
}

TEST_F(ContainsEager, goes_on_with_other_strategies) {
  auto ann = session.scalars(select<Employee>().join<&Employee::department>().order_by(col<&Employee::id>).options(
      contains_eager<&Employee::department>().selectinload<&Department::employees>())).all().front();
  ASSERT_EQ(counter.count(), 2U);

  EXPECT_EQ(ann->department->employees.size(), 2U);
  EXPECT_EQ(counter.count(), 2U);
}

TEST_F(ContainsEager, stays_inside_of_a_page) {
  auto found = session.scalars(select<Employee>().join<&Employee::department>().where(col<&Department::name> != "Board")
                                   .order_by(col<&Department::name>.desc(), col<&Employee::id>).limit(2).options(
      contains_eager<&Employee::department>().joinedload<&Department::employees>())).all();

  EXPECT_EQ(names(found, &Employee::name), (Names{"Cid", "Ann"}));
  EXPECT_EQ(found[1]->department->employees.size(), 2U);
  EXPECT_EQ(counter.count(), 1U);
}

TEST_F(ContainsEager, shares_what_the_query_selects) {
  auto rows = session.execute(select<Department, Employee>().join<&Department::employees>().order_by(col<&Employee::id>)
                                  .options(contains_eager<&Department::employees>())).all();

  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(std::get<0>(rows[0])->employees.size(), 2U);
  EXPECT_EQ(std::get<0>(rows[0])->employees[1], std::get<1>(rows[1]));
  EXPECT_EQ(counter.count(), 1U);
}

TEST_F(ContainsEager, of_what_is_not_joined_is_refused) {
  try {
    (void)session.scalars(select<Employee>().options(contains_eager<&Employee::department>()));
    FAIL() << "nothing was thrown";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(),
                 "cannot apply contains_eager<&Employee::department>(): the query does not join \"Department\"\n"
                 "  add  .join<&Employee::department>()  to it, with an alias where the entity is selected, too");
  }
  EXPECT_THROW((void)session.scalars(select<TreeNode>().options(contains_eager<&TreeNode::parent>())), UsageError);
}

TEST_F(ContainsEager, is_forgotten_by_a_refresh) {
  auto ann = session.scalars(select<Employee>().join<&Employee::department>().where(col<&Employee::id> == 1).options(
      contains_eager<&Employee::department>())).one();

  session.refresh(ann);

  EXPECT_EQ(ann->department->name, "Sales");
}

class PopulateExisting : public ContainsEager {
 protected:
  static constexpr QueryOptions afresh{.populate_existing = true};
};

TEST_F(PopulateExisting, off_leaves_what_is_loaded_as_it_is) {
  auto ann = session.get<Employee>(1);
  session.execute(text("UPDATE employee SET age = 31 WHERE id = 1"));

  (void)session.scalars(select<Employee>());

  EXPECT_EQ(ann->age, 30);
}

TEST_F(PopulateExisting, takes_over_what_the_rows_say) {
  auto ann = session.get<Employee>(1);
  session.execute(text("UPDATE employee SET age = 31 WHERE id = 1"));

  (void)session.scalars(select<Employee>(), {.populate_existing = true});

  EXPECT_EQ(ann->age, 31);
}

TEST_F(PopulateExisting, loses_changes_that_were_not_flushed) {
  auto ann = session.get<Employee>(1);
  {
    auto held = session.no_autoflush();
    ann.modify()->age = 99;
    (void)session.scalars(select<Employee>(), afresh);
  }

  EXPECT_EQ(ann->age, 30);
  EXPECT_FALSE(session.is_modified(ann));
  ann.modify()->age = 32;
  session.commit();
  EXPECT_EQ(database.numbers("SELECT age FROM employee WHERE id = 1"), (std::vector<std::int64_t>{32}));
}

TEST_F(PopulateExisting, reads_collections_again_and_what_they_bring) {
  for (const char* strategy : {"joined", "selectin", "subquery"}) {
    auto sales = session.get<Department>(1);
    auto ann = sales->employees.front();
    session.execute(text("INSERT INTO employee (full_name, age, department_id) VALUES ('New', 1, 1)"));
    session.execute(text("UPDATE employee SET age = age + 1 WHERE id = 1"));
    const auto before = ann->age;
    const auto size = sales->employees.size();

    (void)session.scalars(select<Department>().options(load<&Department::employees>(strategy)), afresh);

    EXPECT_EQ(sales->employees.size(), size + 1) << strategy;
    EXPECT_EQ(ann->age, before + 1) << strategy;
  }
}

TEST_F(PopulateExisting, makes_a_filtered_collection_whole) {
  auto sales = session.scalars(select<Department>().where(col<&Department::id> == 1).options(
      selectinload<&Department::employees>().where(col<&Employee::age> > 30))).one();
  ASSERT_EQ(sales->employees.size(), 1U);

  (void)session.scalars(select<Department>().options(selectinload<&Department::employees>()), afresh);

  EXPECT_EQ(sales->employees.size(), 2U);
  sales.modify()->employees.push_back(Employee{.name = "Eve"});
  session.flush();
}

TEST_F(PopulateExisting, fills_a_cycle_once) {
  auto root = session.scalars(select<TreeNode>().where(col<&TreeNode::id> == 1).options(
      selectinload<&TreeNode::children>().selectinload<&TreeNode::parent>()), afresh).one();
  const auto sent = counter.count();

  EXPECT_EQ(root->children.at("a")->parent, root);
  EXPECT_EQ(root->children.size(), 2U);
  EXPECT_EQ(counter.count(), sent);
}

class GetWithOptions : public ContainsEager {};

TEST_F(GetWithOptions, loads_as_they_say) {
  auto sales = session.get<Department>(1, selectinload<&Department::employees>(), raiseload_all());

  ASSERT_EQ(counter.count(), 2U);
  EXPECT_EQ(sales->employees.size(), 2U);
  EXPECT_EQ(counter.count(), 2U);
  EXPECT_THROW((void)sales->employees.front()->department->name, UnloadedAccessError);
}

TEST_F(GetWithOptions, has_nothing_to_say_of_what_the_session_holds) {
  auto sales = session.get<Department>(1);

  EXPECT_EQ(session.get<Department>(1, joinedload<&Department::employees>()), sales);

  EXPECT_EQ(counter.count(), 1U);
}

TEST_F(GetWithOptions, finds_nothing_where_there_is_nothing) {
  EXPECT_FALSE(session.get<Department>(77, joinedload<&Department::employees>()));
  EXPECT_THROW((void)session.get<Department>(2, joinedload<&Employee::department>()), UsageError);
}

}  // namespace
}  // namespace weft::test
