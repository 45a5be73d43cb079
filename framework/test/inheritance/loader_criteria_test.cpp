// SPDX-License-Identifier: MIT
//
// with_loader_criteria and entities that are derived from others: it holds where a query names the entity or a base of
// which it was said. How a query of the base reads derived entities along decides nothing about which rows it finds.
#include "polymorphic_models.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

struct LoaderCriteriaOfKinds : testing::Test {
  LoaderCriteriaOfKinds() {
    database.fill();
    counter.reset();
  }
  Belongings database{};
  Session session{database.engine};
  StatementCounter counter{database.engine};

  const LoadOption no_linux = with_loader_criteria<Laptop>(col<&Laptop::system> != "Linux");
  const LoadOption not_ann = with_loader_criteria<Card>(col<&Card::holder> != "Ann");
};

TEST_F(LoaderCriteriaOfKinds, hold_for_a_query_of_the_entity) {
  EXPECT_TRUE(session.scalars(select<Laptop>().options(no_linux)).all().empty());
  EXPECT_TRUE(session.scalars(select<Card>().options(not_ann)).all().empty());

  EXPECT_THAT(counter.statements()[0], HasSubstr(" WHERE laptop.\"system\" <> ?"));
  EXPECT_THAT(counter.statements()[1], HasSubstr("payment.holder <> ?"));
}

TEST_F(LoaderCriteriaOfKinds, hold_for_what_is_narrowed_to_the_entity) {
  auto office = session.scalars(select<Office>().options(
      selectinload<&Office::assets>().of_type<Laptop>(), no_linux)).one();

  EXPECT_TRUE(office->assets.empty());
  EXPECT_EQ(counter.count(), 2U);
}

TEST_F(LoaderCriteriaOfKinds, of_the_base_hold_for_queries_of_derived_entities) {
  auto laptops = session.scalars(select<Laptop>().options(
      with_loader_criteria<Asset>(col<&Asset::name> != "grey"))).all();

  EXPECT_TRUE(laptops.empty());
  EXPECT_THAT(counter.statements(), ElementsAre(HasSubstr(" WHERE asset.name <> ?")));
}

TEST_F(LoaderCriteriaOfKinds, of_the_base_hold_for_all_that_is_derived_from_it) {
  auto assets = session.scalars(select<Asset>().with_polymorphic<Laptop>().order_by(col<&Asset::id>).options(
      with_loader_criteria<Asset>(col<&Asset::name> != "grey"))).all();

  EXPECT_EQ(names(assets, &Asset::name), (Names{"plant", "red", "oak"}));
}

TEST_F(LoaderCriteriaOfKinds, leave_the_rows_of_the_base_that_it_is_read_along_with) {
  auto inlined = session.scalars(select<Asset>().order_by(col<&Asset::id>).options(no_linux)).all();

  EXPECT_EQ(names(inlined, &Asset::name), (Names{"plant", "grey", "red", "oak"}));
  EXPECT_EQ(inlined[1].as<Laptop>()->system, "Linux");
  EXPECT_THAT(counter.statements().front(), HasSubstr(" LEFT JOIN laptop ON "));
  EXPECT_THAT(counter.statements().front(), Not(HasSubstr("WHERE")));
}

TEST_F(LoaderCriteriaOfKinds, find_the_same_rows_whichever_way_derived_entities_are_read) {
  const auto by_key = col<&Asset::id>;
  const auto no_number = with_loader_criteria<Phone>(col<&Phone::number> != "123");
  const auto narrow = with_loader_criteria<Desk>(col<&Desk::width> < 100);
  const Names all{"plant", "grey", "red", "oak"};

  auto plain = session.scalars(select<Asset>().order_by(by_key).options(no_number, narrow)).all();
  auto in_rows = session.scalars(
      select<Asset>().with_polymorphic<Phone, Desk>().order_by(by_key).options(no_number, narrow)).all();
  session.expunge_all();
  auto in_batches = session.scalars(
      select<Asset>().order_by(by_key).options(selectin_polymorphic<Phone, Desk>(), no_number, narrow)).all();

  EXPECT_EQ(names(plain, &Asset::name), all);
  EXPECT_EQ(names(in_rows, &Asset::name), all);
  EXPECT_EQ(names(in_batches, &Asset::name), all);
  counter.reset();
  EXPECT_EQ(in_batches[2].as<Phone>()->number, "123");
  EXPECT_EQ(in_batches[3].as<Desk>()->width, 160);
  EXPECT_EQ(counter.count(), 0U);  // what was read along is there, whatever the criteria say
}

TEST_F(LoaderCriteriaOfKinds, leave_rows_of_the_base_in_one_table_as_well) {
  auto payments = session.scalars(select<Payment>().order_by(col<&Payment::id>).options(not_ann)).all();

  ASSERT_EQ(payments.size(), 4U);
  EXPECT_EQ(payments[1].as<Card>()->holder, "Ann");
}

struct LoaderCriteriaBehindBase : LoaderCriteriaOfKinds, testing::WithParamInterface<const char*> {};

TEST_P(LoaderCriteriaBehindBase, leave_what_a_relationship_to_the_base_leads_to) {
  auto office = session.scalars(select<Office>().options(
      load<&Office::assets>(GetParam()).with_polymorphic<Laptop>(), no_linux)).one();

  EXPECT_EQ(names(office->assets, &Asset::name), (Names{"plant", "grey", "red", "oak"}));
  office.modify()->assets.push_back(Asset{.name = "lamp"});  // it is complete
}

INSTANTIATE_TEST_SUITE_P(Strategies, LoaderCriteriaBehindBase,
                         testing::Values("select", "joined", "selectin", "subquery"),
                         [](const auto& each) { return std::string(each.param); });

TEST_F(LoaderCriteriaOfKinds, can_be_said_in_the_condition_of_a_step_instead) {
  for (const char* strategy : {"select", "joined", "selectin", "subquery"}) {
    Session fresh(database.engine);
    auto office = fresh.scalars(select<Office>().options(
        load<&Office::assets>(strategy).with_polymorphic<Laptop>().where(
            col<&Asset::kind> != "laptop" || col<&Laptop::system> != "Linux"))).one();

    EXPECT_EQ(names(office->assets, &Asset::name), (Names{"plant", "red", "oak"})) << strategy;
  }
}

TEST_F(LoaderCriteriaOfKinds, can_be_said_in_the_condition_of_the_query_instead) {
  auto assets = session.scalars(select<Asset>().with_polymorphic<Laptop>().order_by(col<&Asset::id>).where(
      col<&Asset::kind> != "laptop" || col<&Laptop::system> != "Linux")).all();

  EXPECT_EQ(names(assets, &Asset::name), (Names{"plant", "red", "oak"}));
}

}  // namespace
}  // namespace weft::test
