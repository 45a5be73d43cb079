// SPDX-License-Identifier: MIT
//
// Conditions on what is loaded: on a step of a path, and on an entity wherever it is read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

using testing::HasSubstr;

struct Expected {
  const char* strategy;
  std::size_t statements;  ///< for all departments with their employees
};
void PrintTo(const Expected& expected, std::ostream* out) { *out << expected.strategy; }

class FilteredLoad : public testing::TestWithParam<Expected> {
 protected:
  FilteredLoad() {
    database.fill_company();
    database.fill_school();
  }
  Database database{};
};

TEST_P(FilteredLoad, brings_what_meets_the_condition) {
  Session session(database.engine);
  StatementCounter counter(database.engine);

  auto all = session.scalars(select<Department>().order_by(col<&Department::id>).options(
      load<&Department::employees>(GetParam().strategy).where(col<&Employee::age> >= 40))).all();

  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(names(all[0]->employees, &Employee::name), (Names{"Bob"}));
  EXPECT_EQ(names(all[1]->employees, &Employee::name), (Names{"Cid"}));
  EXPECT_TRUE(all[2]->employees.empty());
  EXPECT_EQ(counter.count(), GetParam().statements);
}

TEST_P(FilteredLoad, takes_the_values_of_each_query) {
  for (const std::int64_t oldest : {30, 40, 20}) {
    Session session(database.engine);
    auto sales = session.scalars(select<Department>().order_by(col<&Department::id>).options(
        load<&Department::employees>(GetParam().strategy).where(col<&Employee::age> <= oldest))).all().front();

    EXPECT_EQ(sales->employees.size(), static_cast<std::size_t>(oldest / 10 - 2)) << oldest;
  }
}

TEST_P(FilteredLoad, goes_through_an_association_table) {
  Session session(database.engine);

  auto all = session.scalars(select<Student>().order_by(col<&Student::id>).options(
      load<&Student::courses>(GetParam().strategy).where(col<&Course::title> == "Music"))).all();

  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(names(all[0]->courses, &Course::title), (Names{"Music"}));
  EXPECT_EQ(names(all[1]->courses, &Course::title), (Names{"Music"}));
  EXPECT_TRUE(all[2]->courses.empty());
}

TEST_P(FilteredLoad, shows_no_to_one_that_does_not_meet_it) {
  Session session(database.engine);

  auto all = session.scalars(select<Employee>().order_by(col<&Employee::id>).options(
      load<&Employee::department>(GetParam().strategy).where(col<&Department::name> == "Stock"))).all();

  ASSERT_EQ(all.size(), 4U);
  EXPECT_FALSE(all[0]->department);
  EXPECT_EQ(all[2]->department->name, "Stock");
}

TEST_P(FilteredLoad, keeps_conditions_with_subqueries_to_the_right_table) {
  Session session(database.engine);

  auto all = session.scalars(select<Department>().order_by(col<&Department::id>).options(
      load<&Department::employees>(GetParam().strategy).where(rel<&Employee::department>.has(col<&Department::name> == "Stock")))).all();

  EXPECT_TRUE(all[0]->employees.empty());
  EXPECT_EQ(all[1]->employees.size(), 1U);
}

TEST_P(FilteredLoad, refuses_changes_of_what_is_not_complete) {
  Session session(database.engine);
  auto sales = session.scalars(select<Department>().order_by(col<&Department::id>).options(
      load<&Department::employees>(GetParam().strategy).where(col<&Employee::age> >= 40))).all().front();
  (void)sales->employees.size();

  try {
    sales.modify()->employees.push_back(Employee{.name = "Eve"});
    FAIL() << "nothing was thrown";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(),
                 "cannot change \"Department::employees\": it was loaded with a filter or a limit and is not complete\n"
                 "  load it whole before changing it:  session.refresh<&Department::employees>(...)");
  }
  session.refresh<&Department::employees>(sales);
  sales.modify()->employees.push_back(Employee{.name = "Eve"});
  session.commit();

  EXPECT_EQ(database.texts("SELECT full_name FROM employee WHERE department_id = 1 ORDER BY id"),
            (Names{"Ann", "Bob", "Eve"}));
}

TEST_P(FilteredLoad, lets_the_other_side_change) {
  Session session(database.engine);
  auto all = session.scalars(select<Department>().order_by(col<&Department::id>).options(
      load<&Department::employees>(GetParam().strategy).where(col<&Employee::age> >= 40))).all();
  auto bob = all[0]->employees.front();

  bob.modify()->department = all[1];
  session.commit();

  EXPECT_EQ(database.numbers("SELECT department_id FROM employee WHERE full_name = 'Bob'"), (std::vector<std::int64_t>{2}));
  EXPECT_EQ(database.numbers("SELECT department_id FROM employee WHERE full_name = 'Ann'"), (std::vector<std::int64_t>{1}));
}

TEST_P(FilteredLoad, of_an_entity_holds_at_every_step_that_leads_to_it) {
  Session session(database.engine);
  StatementCounter counter(database.engine);

  auto all = session.scalars(select<Department>().order_by(col<&Department::id>).options(
      load<&Department::employees>(GetParam().strategy),
      with_loader_criteria<Employee>(col<&Employee::name> != "Ann"))).all();

  EXPECT_EQ(names(all[0]->employees, &Employee::name), (Names{"Bob"}));
  EXPECT_EQ(all[1]->employees.size(), 1U);
  EXPECT_TRUE(all[2]->employees.empty());
  EXPECT_EQ(counter.count(), GetParam().statements);
}

INSTANTIATE_TEST_SUITE_P(Strategies, FilteredLoad,
                         testing::Values(Expected{"select", 4}, Expected{"joined", 1}, Expected{"selectin", 2},
                                         Expected{"subquery", 2}),
                         [](const auto& each) { return std::string(each.param.strategy); });

TEST(LoaderCriteria, hold_for_what_is_selected_and_for_what_is_joined) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  const auto grown = with_loader_criteria<Employee>(col<&Employee::age> > 30);

  auto selected = session.scalars(select<Employee>().order_by(col<&Employee::id>).options(grown)).all();
  auto joined = session.execute(select<Department, Employee>().outer_join<&Department::employees>().order_by(
      col<&Department::id>).options(grown)).all();
  auto values = session.scalars(select(col<&Employee::name>).order_by(col<&Employee::id>).options(grown)).all();

  EXPECT_EQ(names(selected, &Employee::name), (Names{"Bob", "Cid", "Dan"}));
  ASSERT_EQ(joined.size(), 3U);
  EXPECT_EQ(std::get<1>(joined[0])->name, "Bob");
  EXPECT_FALSE(std::get<1>(joined[2]));
  EXPECT_EQ(values, (Names{"Bob", "Cid", "Dan"}));
}

TEST(LoaderCriteria, follow_the_alias_of_what_is_selected) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto person = alias<Employee>("person");

  auto found = session.scalars(select(person).order_by(person[col<&Employee::id>]).options(
      with_loader_criteria<Employee>(col<&Employee::age> > 40))).all();

  EXPECT_EQ(names(found, &Employee::name), (Names{"Cid", "Dan"}));
}

TEST(LoaderCriteria, go_on_to_lazy_loads_below_lazy_loads) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto cid = session.scalars(select<Employee>().where(col<&Employee::name> == "Cid").options(
      with_loader_criteria<Employee>(col<&Employee::age> < 50 || col<&Employee::name> == "Cid"))).one();
  database.run("INSERT INTO employee (id, full_name, age, department_id) VALUES (9, 'Old', 99, 2)");

  EXPECT_EQ(names(cid->department->employees, &Employee::name), (Names{"Cid"}));
}

TEST(LoaderCriteria, do_not_lose_what_is_read_again_by_its_key) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto bob = session.scalars(select<Employee>().where(col<&Employee::id> == 2).options(
      with_loader_criteria<Employee>(col<&Employee::age> >= 40))).one();
  session.execute(text("UPDATE employee SET age = 20 WHERE id = 2"));

  session.expire(bob);

  EXPECT_EQ(bob->age, 20);
}

TEST(LoaderCriteria, do_not_hide_children_from_the_removal_of_their_parent) {
  Database database;
  database.fill_library();
  Session session(database.engine);
  auto ann = session.scalars(select<Author>().where(col<&Author::id> == 1).options(
      selectinload<&Author::books>(), with_loader_criteria<Book>(col<&Book::title> == "Air"))).one();
  ASSERT_EQ(ann->books.size(), 1U);

  session.remove(ann);
  session.commit();

  EXPECT_EQ(database.texts("SELECT title FROM book"), (Names{"Cats"}));
}

TEST(FilteredStep, belongs_to_a_step) {
  EXPECT_THROW((void)contains_eager<&Department::employees>().where(col<&Employee::age> > 1), UsageError);
}

TEST(FilteredStep, is_shown_in_messages) {
  const LoadOption filtered = selectinload<&Department::employees>().where(col<&Employee::age> > 1);
  const LoadOption criteria = with_loader_criteria<Employee>(col<&Employee::age> > 1);

  EXPECT_EQ(filtered.display(), "selectinload<&Department::employees>().where(...)");
  EXPECT_EQ(criteria.display(), "with_loader_criteria<Employee>(...)");
}

// They hold for every select of the statement that reads the entity, as in SQLAlchemy; any() and has() select nothing.
TEST(LoaderCriteria, hold_inside_of_selects_of_the_query) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  const auto not_bob = with_loader_criteria<Employee>(col<&Employee::name> != "Bob");
  const auto departments = [&](const Expression<bool>& condition) {
    return names(session.scalars(select<Department>().where(condition).order_by(col<&Department::id>).options(not_bob)).all(),
                 &Department::name);
  };
  const auto bobs = select(col<&Employee::id>).where(col<&Employee::name> == "Bob");

  EXPECT_EQ(departments(col<&Department::id>.in(select(cast<std::int64_t>(col<&Employee::department_id>)).where(col<&Employee::age> > 35))),
            Names{"Stock"});
  EXPECT_EQ(departments(bobs.exists()), Names{});
  EXPECT_EQ(departments(rel<&Department::employees>.any(col<&Employee::name> == "Bob")), Names{"Sales"});
  const auto heads = select(col<&Employee::department_id>, func::count().label("heads")).group_by(col<&Employee::department_id>).cte("heads");
  EXPECT_EQ(std::get<1>(session.execute(select(col<&Department::name>, heads.column<std::int64_t>("heads"))
                                            .join(heads, heads[col<&Employee::department_id>] == col<&Department::id>)
                                            .where(col<&Department::id> == 1).options(not_bob)).one()),
            1);
  const auto count = select(func::count()).where(col<&Employee::department_id> == col<&Department::id>).scalar();
  EXPECT_EQ(session.scalars(select(count).where(col<&Department::id> == 1).options(not_bob)).one(), 1);
  EXPECT_EQ(session.scalars(select(col<&Employee::id>).union_with(bobs).options(not_bob)).all().size(), 3U);
}

}  // namespace
}  // namespace weft::test
