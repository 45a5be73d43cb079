// SPDX-License-Identifier: MIT
//
// Derived entities on paths: read along with the base that a relationship leads to, and their own relationships in the
// options of a query of the base.
#include "inheritance/models.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;

const auto by_id = select<Person>().order_by(col<&Person::id>);

struct Step {
  const char* strategy;
  std::size_t inlined;   ///< statements for firms and their people with the types in the same statement
  std::size_t selectin;  ///< and with one more for each of two types
};
void PrintTo(const Step& step, std::ostream* out) { *out << step.strategy; }

class PolymorphicStep : public testing::TestWithParam<Step> {};

TEST_P(PolymorphicStep, reads_types_in_the_statement_of_the_strategy) {
  People people;
  people.fill();
  Session session(people.engine);
  StatementCounter counter(people.engine);

  const auto firm = session.scalars(select<Firm>().options(
      load<&Firm::people>(GetParam().strategy).with_polymorphic<Architect, Manager>())).one();
  ASSERT_EQ(firm->people.size(), 4U);
  EXPECT_EQ(firm->people[1].as<Engineer>()->language, "C++");
  EXPECT_EQ(firm->people[2].as<Architect>()->style, "plain");
  EXPECT_EQ(firm->people[3].as<Manager>()->title, "chief");

  EXPECT_EQ(counter.count(), GetParam().inlined);
}

TEST_P(PolymorphicStep, reads_types_behind_the_statement_of_the_strategy) {
  People people;
  people.fill();
  Session session(people.engine);
  StatementCounter counter(people.engine);

  const auto firm = session.scalars(select<Firm>().options(
      load<&Firm::people>(GetParam().strategy).selectin_polymorphic<Engineer, Manager>())).one();
  ASSERT_EQ(firm->people.size(), 4U);
  EXPECT_EQ(firm->people[1].as<Engineer>()->language, "C++");
  EXPECT_EQ(firm->people[3].as<Manager>()->title, "chief");

  EXPECT_EQ(counter.count(), GetParam().selectin);
}

TEST_P(PolymorphicStep, loads_relationships_of_a_derived_type_below_a_base) {
  People people;
  people.fill();
  Session session(people.engine);
  StatementCounter counter(people.engine);

  const auto firm = session.scalars(select<Firm>().options(
      load<&Firm::people>(GetParam().strategy).with_polymorphic().load<&Engineer::tools>(GetParam().strategy))).one();
  ASSERT_EQ(firm->people.size(), 4U);
  std::vector<std::string> tools;
  for (const auto& person : firm->people)
    if (const auto engineer = person.as<Engineer>())
      for (const auto& tool : engineer->tools) tools.push_back(tool->name);

  EXPECT_THAT(tools, ElementsAre("vim", "gdb", "pen", "ruler"));
  const bool lazy = GetParam().strategy == std::string("select");
  const bool joined = GetParam().strategy == std::string("joined");
  EXPECT_EQ(counter.count(), joined ? 1U : lazy ? 4U : 3U);
}

TEST_P(PolymorphicStep, takes_conditions_on_what_derived_types_add) {
  People people;
  people.fill();
  Session session(people.engine);
  StatementCounter counter(people.engine);
  const auto of_firm = [&](const Expression<bool>& condition) {
    const auto firm = session.scalars(select<Firm>().options(load<&Firm::people>(GetParam().strategy)
        .with_polymorphic<Architect, Manager>().where(condition)), {.populate_existing = true}).one();
    return names(firm->people, &Person::name);
  };

  EXPECT_EQ(of_firm(col<&Engineer::language> == "C++"), Names{"Ben"});
  EXPECT_EQ(of_firm(col<&Architect::style> == "plain" || col<&Manager::title> == "chief"), (Names{"Cid", "Dot"}));
  EXPECT_EQ(of_firm(rel<&Engineer::tools>.any(col<&Tool::name> == "ruler")), Names{"Cid"});
  EXPECT_EQ(of_firm(col<&Engineer::language> == "none"), Names{});
  EXPECT_EQ(counter.count(), 4 * GetParam().inlined);
}

INSTANTIATE_TEST_SUITE_P(Strategies, PolymorphicStep,
                         testing::Values(Step{"select", 2, 4}, Step{"joined", 1, 3}, Step{"selectin", 2, 4},
                                         Step{"subquery", 2, 4}),
                         [](const auto& step) { return step.param.strategy; });

class DerivedRelationship : public testing::TestWithParam<std::string> {};

TEST_P(DerivedRelationship, is_loaded_for_those_that_have_it_although_the_base_is_selected) {
  People people;
  people.fill();
  Session session(people.engine);
  StatementCounter counter(people.engine);

  const auto all = session.scalars(by_id.options(load<&Engineer::tools>(GetParam()))).all();
  const std::size_t statements = counter.count();
  EXPECT_EQ(statements, GetParam() == "joined" ? 1U : 2U);
  ASSERT_EQ(all.size(), 4U);
  const auto ben = all[1].as<Engineer>();
  const auto cid = all[2].as<Engineer>();
  counter.reset();

  EXPECT_EQ(names(ben->tools, &Tool::name), (Names{"vim", "gdb"}));
  EXPECT_EQ(names(cid->tools, &Tool::name), (Names{"pen", "ruler"}));
  EXPECT_EQ(counter.count(), 0U);
}

TEST_P(DerivedRelationship, that_starts_in_a_derived_table_brings_what_it_needs) {
  People people;
  people.fill();
  Session session(people.engine);

  const auto all = session.scalars(by_id.options(load<&Manager::managed>(GetParam()))).all();
  StatementCounter counter(people.engine);

  EXPECT_EQ(all[3].as<Manager>()->managed->name, "Weft");
  EXPECT_EQ(counter.count(), 0U);
}

INSTANTIATE_TEST_SUITE_P(Strategies, DerivedRelationship, testing::Values("joined", "selectin", "subquery"),
                         [](const auto& strategy) { return strategy.param; });

}  // namespace
}  // namespace weft::test
