// SPDX-License-Identifier: MIT
//
// What holds whatever the strategy: options, paths, refusals, what is shown without being loaded.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

using testing::HasSubstr;

TEST(LoadingRules, raise_names_entity_member_and_remedy) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto department = session.scalars(select<Department>().limit(1).options(raiseload<&Department::employees>())).one();

  try {
    (void)department->employees.size();
    FAIL() << "nothing was thrown";
  } catch (const UnloadedAccessError& error) {
    EXPECT_STREQ(error.what(),
                 "relationship \"Department::employees\" is not loaded, and its strategy is \"raise\"\n"
                 "  load it with:  .options(weft::selectinload<&Department::employees>())");
  }
}

TEST(LoadingRules, raiseload_all_spares_what_is_named) {
  Database database;
  database.fill_company();
  Session session(database.engine);

  auto department = session.scalars(select<Department>().order_by(col<&Department::id>).limit(1).options(
      selectinload<&Department::employees>(), raiseload_all())).one();

  EXPECT_EQ(department->employees.size(), 2U);
  EXPECT_THROW((void)department->employees.front()->department->name, UnloadedAccessError);
}

TEST(LoadingRules, noload_is_never_taken_for_a_removal) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  StatementCounter counter(database.engine);
  auto department = session.scalars(select<Department>().order_by(col<&Department::id>).limit(1).options(
      noload<&Department::employees>())).one();

  EXPECT_TRUE(department->employees.empty());
  EXPECT_EQ(counter.count(), 1U);
  department.modify()->employees.push_back(Employee{.name = "Eve"});
  session.commit();

  EXPECT_EQ(database.texts("SELECT full_name FROM employee WHERE department_id = 1 ORDER BY id"),
            (Names{"Ann", "Bob", "Eve"}));
}

TEST(LoadingRules, lazy_loads_carry_the_options_of_their_path_on) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto department = session.scalars(select<Department>().order_by(col<&Department::id>).limit(1).options(
      lazyload<&Department::employees>().raiseload<&Employee::department>())).one();

  auto ann = department->employees.front();

  EXPECT_THROW((void)ann->department->name, UnloadedAccessError);
}

TEST(LoadingRules, recursion_goes_as_deep_as_it_is_told) {
  Database database;
  database.fill_tree();
  Session session(database.engine);
  StatementCounter counter(database.engine);
  auto root = session.scalars(select<TreeNode>().where(col<&TreeNode::id> == 1).options(
      selectinload<&TreeNode::children>().recursion_depth(1))).one();
  ASSERT_EQ(counter.count(), 3U);

  auto aa = root->children.at("a")->children.at("aa");
  EXPECT_EQ(counter.count(), 3U);
  (void)aa->children.size();

  EXPECT_EQ(counter.count(), 4U);
}

TEST(LoadingRules, recursion_without_end_ends_on_a_cycle) {
  Database database;
  database.run({"INSERT INTO tree_node (id, name, parent_id) VALUES (1, 'a', NULL), (2, 'b', 1)",
                "UPDATE tree_node SET parent_id = 2 WHERE id = 1"});
  Session session(database.engine);

  auto a = session.scalars(select<TreeNode>().where(col<&TreeNode::id> == 1).options(
      selectinload<&TreeNode::children>().recursion_depth(-1))).one();

  EXPECT_EQ(a->children.at("b")->children.at("a"), a);
}

TEST(LoadingRules, long_key_lists_are_sent_in_chunks) {
  Database database;
  {
    Session session(database.engine);
    for (int number = 0; number < 7; ++number)
      session.add(Department{.name = std::to_string(number), .employees = {Employee{.name = "e"}}});
    session.commit();
  }
  Session session(database.engine);
  StatementCounter counter(database.engine);

  auto departments = session.scalars(select<Department>().options(
      selectinload<&Department::employees>({{"chunk_size", "3"}}))).all();

  EXPECT_EQ(counter.count(), 4U);
  for (const auto& department : departments) EXPECT_EQ(department->employees.size(), 1U);
}

TEST(LoadingRules, no_owner_costs_no_second_statement) {
  Database database;
  Session session(database.engine);
  StatementCounter counter(database.engine);

  (void)session.scalars(select<Department>().options(selectinload<&Department::employees>()));
  (void)session.scalars(select<Employee>().options(subqueryload<&Employee::department>()));

  EXPECT_EQ(counter.count(), 2U);
}

TEST(LoadingRules, a_limit_with_a_joined_collection_wraps_the_owners) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  StatementCounter counter(database.engine);

  (void)session.scalars(select<Department>().limit(1).options(joinedload<&Department::employees>()));
  (void)session.scalars(select<Employee>().limit(1).options(joinedload<&Employee::department>()));

  EXPECT_THAT(counter.statements()[0], HasSubstr("FROM (SELECT"));
  EXPECT_THAT(counter.statements()[1], Not(HasSubstr("FROM (SELECT")));
}

TEST(LoadingRules, an_option_for_what_is_not_selected_is_refused) {
  Database database;
  Session session(database.engine);

  try {
    (void)session.scalars(select<Department>().options(selectinload<&Employee::department>()));
    FAIL() << "nothing was thrown";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("the query does not select \"Employee\""));
  }
}

TEST(LoadingRules, an_option_that_a_strategy_does_not_know_is_refused) {
  Database database;
  Session session(database.engine);

  try {
    (void)session.scalars(select<Department>().options(selectinload<&Department::employees>({{"chunk", "3"}})));
    FAIL() << "nothing was thrown";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("the strategy \"selectin\" has no option \"chunk\"\n  it takes  \"chunk_size\""));
  }
}

TEST(LoadingRules, an_option_that_a_query_failed_by_is_forgotten) {
  Database database;
  database.fill_company();
  database.fill_tree();
  Session session(database.engine);

  EXPECT_THROW(session.scalars(select<Department>().options(selectinload<&Department::employees>({{"chunk_size", "-1"}}))), UsageError);
  EXPECT_THROW(session.scalars(select<TreeNode>().where(col<&TreeNode::id> == 1).options(
                   selectinload<&TreeNode::children>().selectinload<&TreeNode::children>({{"chunk_size", "no"}}))),
               UsageError);

  const auto sales = session.get<Department>(1);
  session.refresh(sales);
  EXPECT_EQ(sales->employees.size(), 2U);
  const auto a = session.get<TreeNode>(1)->children.at("a");
  session.refresh(a);
  EXPECT_EQ(a->children.size(), 1U);
}

struct Lost;
struct Loser {
  std::int64_t id{};
  List<Lost> lost{};
};
struct Lost {
  std::int64_t id{};
  std::optional<std::int64_t> loser_id{};
};
inline void map(Mapper<Loser>& m) {
  m.column<&Loser::id>().primary_key();
  m.relationship<&Loser::lost>().lazy("bogus");
}
inline void map(Mapper<Lost>& m) {
  m.column<&Lost::id>().primary_key();
  m.column<&Lost::loser_id>().references<&Loser::id>();
}

TEST(LoadingRules, a_strategy_that_no_plugin_provides_is_an_error_that_names_the_relationship) {
  Engine engine("sqlite://");
  create_all<Loser>(engine);
  Session session(engine);
  const auto loser = session.add(Loser{});
  session.flush();

  const auto what = [](const auto& attempt) {
    try {
      attempt();
    } catch (const PluginError& error) {
      return std::string(error.what());
    }
    return std::string("nothing was thrown");
  };

  EXPECT_THAT(what([&] { static_cast<void>(loser->lost.size()); }), HasSubstr("it was asked for \"Loser::lost\", by the mapping"));
  EXPECT_THAT(what([&] { static_cast<void>(session.scalars(select<Loser>())); }),
              HasSubstr("it was asked for \"Loser::lost\", by the mapping"));
}

TEST(LoadingRules, what_is_not_loaded_cannot_be_read_when_detached) {
  Database database;
  database.fill_company();
  Ptr<Department> sales;
  {
    Session session(database.engine);
    sales = session.get<Department>(1);
  }

  EXPECT_EQ(sales->name, "Sales");
  try {
    (void)sales->employees.size();
    FAIL() << "nothing was thrown";
  } catch (const DetachedError& error) {
    EXPECT_THAT(error.what(), HasSubstr("\"Department::employees\" is not loaded"));
  }
}

TEST(LoadingRules, tuples_load_relationships_of_each_entity) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  StatementCounter counter(database.engine);

  auto rows = session.execute(select<Employee, Department>().join<&Employee::department>().order_by(col<&Employee::id>)
                                  .options(selectinload<&Department::employees>())).all();

  ASSERT_EQ(rows.size(), 3U);
  auto [ann, sales] = rows[0];
  EXPECT_EQ(sales->employees.size(), 2U);
  EXPECT_EQ(sales->employees[0], ann);
  EXPECT_EQ(counter.count(), 2U);
}

TEST(LoadingRules, what_noload_shows_as_empty_can_be_taken_out_on_the_other_side) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  const auto bob = session.scalars(select<Employee>().where(col<&Employee::id> == 2).options(noload<&Employee::department>())).one();
  ASSERT_FALSE(bob->department);
  auto sales = session.get<Department>(1);
  ASSERT_EQ(sales->employees.size(), 2U);

  EXPECT_TRUE(sales.modify()->employees.remove(bob));
  session.commit();

  EXPECT_EQ(database.numbers("SELECT id FROM employee WHERE department_id = 1"), std::vector<std::int64_t>{1});
}

}  // namespace
}  // namespace weft::test
