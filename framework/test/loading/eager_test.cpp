// SPDX-License-Identifier: MIT
//
// What the eager strategies have in common: the same entities, in a known number of statements.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

using testing::HasSubstr;

struct Expected {
  const char* strategy;
  std::size_t statements;
};
void PrintTo(const Expected& expected, std::ostream* out) { *out << expected.strategy; }

class LoadEager : public testing::TestWithParam<Expected> {
 protected:
  Database database{};
};

TEST_P(LoadEager, collections_come_with_their_owners) {
  database.fill_company();
  Session session(database.engine);
  StatementCounter counter(database.engine);

  auto all = session
                 .scalars(select<Department>().order_by(col<&Department::id>).options(
                     load<&Department::employees>(GetParam().strategy)))
                 .all();

  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(names(all[0]->employees, &Employee::name), (Names{"Ann", "Bob"}));
  EXPECT_EQ(names(all[1]->employees, &Employee::name), (Names{"Cid"}));
  EXPECT_TRUE(all[2]->employees.empty());
  EXPECT_EQ(counter.count(), GetParam().statements);
}

TEST_P(LoadEager, to_ones_come_with_their_owners) {
  database.fill_company();
  Session session(database.engine);
  StatementCounter counter(database.engine);

  auto all = session
                 .scalars(select<Employee>().order_by(col<&Employee::id>).options(
                     load<&Employee::department>(GetParam().strategy)))
                 .all();

  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[0]->department->name, "Sales");
  EXPECT_EQ(all[2]->department->name, "Stock");
  EXPECT_FALSE(all[3]->department);
  EXPECT_EQ(counter.count(), GetParam().statements);
}

TEST_P(LoadEager, many_to_many_collections_come_with_their_owners) {
  database.fill_school();
  Session session(database.engine);
  StatementCounter counter(database.engine);

  auto all = session
                 .scalars(select<Student>().order_by(col<&Student::id>).options(
                     load<&Student::courses>(GetParam().strategy)))
                 .all();

  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(names(all[0]->courses, &Course::title), (Names{"Maths", "Music"}));
  EXPECT_EQ(names(all[1]->courses, &Course::title), (Names{"Music"}));
  EXPECT_TRUE(all[2]->courses.empty());
  EXPECT_EQ(counter.count(), GetParam().statements);
}

TEST_P(LoadEager, composite_keys_are_matched_whole) {
  database.run({"INSERT INTO shelf (room, letter) VALUES (1, 'A'), (1, 'B'), (2, 'A')",
                "INSERT INTO volume (id, title, shelf_room, shelf_letter) VALUES (1, 'x', 1, 'B'), (2, 'y', 2, 'A')"});
  Session session(database.engine);

  auto all = session
                 .scalars(select<Shelf>()
                              .order_by(col<&Shelf::room>, col<&Shelf::letter>)
                              .options(load<&Shelf::volumes>(GetParam().strategy)))
                 .all();

  ASSERT_EQ(all.size(), 3U);
  EXPECT_TRUE(all[0]->volumes.empty());
  EXPECT_EQ(names(all[1]->volumes, &Volume::title), (Names{"x"}));
  EXPECT_EQ(names(all[2]->volumes, &Volume::title), (Names{"y"}));
}

TEST_P(LoadEager, a_limit_counts_owners) {
  database.fill_company();
  Session session(database.engine);

  auto all = session
                 .scalars(select<Department>().order_by(col<&Department::id>).limit(2).options(
                     load<&Department::employees>(GetParam().strategy)))
                 .all();

  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0]->employees.size(), 2U);
  EXPECT_EQ(all[1]->employees.size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(Strategies, LoadEager,
                         testing::Values(Expected{"joined", 1}, Expected{"selectin", 2}, Expected{"subquery", 2}),
                         [](const auto& each) { return std::string(each.param.strategy); });

TEST(LoadRaise, touching_throws_and_names_entity_and_member) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto sales = session.scalars(select<Department>().options(raiseload<&Department::employees>())).first();

  try {
    static_cast<void>(sales->employees.size());
    FAIL() << "no error";
  } catch (const UnloadedAccessError& error) {
    EXPECT_THAT(error.what(), HasSubstr("Department::employees"));
  }
}

TEST(LoadNoload, an_empty_view_is_not_taken_for_a_removal) {
  Database database;
  database.fill_library();
  Session session(database.engine);
  auto ann = session.scalars(select<Author>().order_by(col<&Author::id>).options(noload<&Author::books>())).first();
  EXPECT_TRUE(ann->books.empty());

  ann.modify()->books.push_back(Book{.title = "Dogs"});
  session.commit();

  EXPECT_EQ(database.numbers("SELECT count(*) FROM book WHERE author_id = 1"), (std::vector<std::int64_t>{3}));
}

TEST(LoadRecursion, a_depth_is_followed_so_many_more_times) {
  Database database;
  database.fill_tree();
  Session session(database.engine);
  StatementCounter counter(database.engine);

  auto roots = session
                   .scalars(select<TreeNode>().where(col<&TreeNode::parent_id>.is_null()).options(
                       selectinload<&TreeNode::children>().recursion_depth(1)))
                   .all();

  EXPECT_EQ(counter.count(), 3U);
  EXPECT_EQ(roots[0]->children.at("a")->children.size(), 1U);
  EXPECT_EQ(counter.count(), 3U);
}

TEST(LoadRecursion, without_end_it_stops_on_a_cycle) {
  Database database;
  database.run({"INSERT INTO tree_node (id, name, parent_id) VALUES (1, 'a', NULL), (2, 'b', 1)",
                "UPDATE tree_node SET parent_id = 2 WHERE id = 1"});
  Session session(database.engine);

  auto first = session
                   .scalars(select<TreeNode>().where(col<&TreeNode::id> == 1).options(
                       selectinload<&TreeNode::children>().recursion_depth(-1)))
                   .one();

  EXPECT_EQ(first->children.at("b")->children.at("a"), first);
}

// What sorts the page is no column of it, and has to be one outside of it.
TEST(EagerLoading, joined_loading_of_a_page_in_the_order_of_an_expression) {
  Database database;
  database.fill_library();
  Session session(database.engine);

  const auto authors = session.scalars(select<Author>().order_by(func::lower(col<&Author::name>), col<&Author::id>).limit(2).options(
      joinedload<&Author::books>())).all();

  EXPECT_EQ(names(authors, &Author::name), (Names{"Ann", "Bob"}));
  EXPECT_EQ(authors[0]->books.size(), 2U);
}

}  // namespace
}  // namespace weft::test
