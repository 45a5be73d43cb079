// SPDX-License-Identifier: MIT
//
// of_type(): a relationship as far as it leads to entities of a derived type, in queries and where it is loaded.
#include "inheritance/models.hpp"
#include "inheritance/polymorphic_models.hpp"

namespace weft::test {
namespace {

using testing::HasSubstr;

TEST(OfType, narrows_conditions_on_what_is_related) {
  People people;
  people.fill();
  Session session(people.engine);
  session.add(Firm{.name = "Empty"});
  session.flush();
  const auto firms = [&](const Expression<bool>& condition) {
    return names(session.scalars(select<Firm>().where(condition).order_by(col<&Firm::id>)).all(), &Firm::name);
  };

  EXPECT_EQ(firms(rel<&Firm::people>.of_type<Engineer>().any(col<&Engineer::language> == "C++")), (Names{"Weft"}));
  EXPECT_EQ(firms(rel<&Firm::people>.of_type<Engineer>().any(col<&Engineer::name> == "Dot")), Names{});
  EXPECT_EQ(firms(rel<&Firm::people>.of_type<Manager>().any()), (Names{"Weft"}));
  EXPECT_EQ(firms(!rel<&Firm::people>.of_type<Manager>().any()), (Names{"Empty"}));
}

TEST(OfType, narrows_conditions_on_one_that_is_related) {
  Belongings belongings;
  belongings.fill();
  Session session(belongings.engine);
  const auto count = [&](const Expression<bool>& condition) {
    return session.scalars(select<Sticker>().where(condition)).all().size();
  };

  EXPECT_EQ(count(rel<&Sticker::asset>.has()), 2U);
  EXPECT_EQ(count(rel<&Sticker::asset>.of_type<Laptop>().has()), 1U);
  EXPECT_EQ(count(rel<&Sticker::asset>.of_type<Laptop>().has(col<&Laptop::system> == "Linux")), 1U);
  EXPECT_EQ(count(rel<&Sticker::asset>.of_type<Phone>().has()), 0U);
}

TEST(OfType, narrows_conditions_inside_one_table) {
  People people;
  {
    Session session(people.engine);
    auto garage = session.add(Garage{});
    session.add(Garage{});
    session.add(Lorry{{{.name = "Truck"}, "diesel", {}, garage}, 7});
    session.commit();
  }
  Session session(people.engine);

  EXPECT_EQ(session.scalars(select<Garage>().where(rel<&Garage::cars>.of_type<Lorry>().any(col<&Lorry::load> == 7))).all().size(), 1U);
  EXPECT_EQ(session.scalars(select<Garage>().where(!rel<&Garage::cars>.of_type<Lorry>().any())).all().size(), 1U);
}

TEST(OfType, narrows_joins) {
  People people;
  people.fill();
  Session session(people.engine);
  const auto rows = [&](const auto& query) { return session.execute(query).all().size(); };
  const auto to_engineers = rel<&Firm::people>.of_type<Engineer>();
  const auto engineer = alias<Engineer>("e");

  EXPECT_EQ(rows(select(col<&Firm::id>, col<&Person::name>).join<&Firm::people>()), 4U);
  EXPECT_EQ(rows(select(col<&Firm::id>, col<&Engineer::language>).join(to_engineers)), 2U);
  EXPECT_EQ(rows(select(col<&Firm::id>, col<&Engineer::language>).join(to_engineers).where(col<&Engineer::language> == "UML")), 1U);
  EXPECT_EQ(rows(select(col<&Firm::id>, engineer[col<&Engineer::language>]).join(to_engineers, engineer)), 2U);
  EXPECT_EQ(rows(select(col<&Firm::id>, engineer[col<&Engineer::language>]).join<&Firm::people>(engineer)), 2U);
  EXPECT_EQ(rows(select<Firm, Engineer>().join(to_engineers)), 2U);
  EXPECT_EQ(rows(select(col<&Tool::id>).from<Firm>().join(to_engineers).join<&Engineer::tools>()), 4U);
}

TEST(OfType, keeps_owners_without_any_in_outer_joins) {
  People people;
  people.fill();
  Session session(people.engine);
  session.add(Firm{.name = "Empty"});
  session.flush();

  const auto rows = session.execute(select(col<&Firm::name>, col<&Manager::title>.nullable())
                                        .outer_join(rel<&Firm::people>.of_type<Manager>()).order_by(col<&Firm::id>)).all();

  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(std::get<1>(rows[0]), "chief");
  EXPECT_FALSE(std::get<1>(rows[1]).has_value());
}

TEST(OfType, is_what_a_path_through_a_derived_type_means) {
  People people;
  people.fill();
  Session session(people.engine);

  EXPECT_EQ(session.scalars(select<Firm>().where(rel<&Firm::people, &Engineer::tools>.any(col<&Tool::name> == "vim"))).all().size(), 1U);
  EXPECT_EQ(session.scalars(select<Firm>().where(rel<&Firm::people, &Engineer::tools>.any(col<&Tool::name> == "saw"))).all().size(), 0U);
  EXPECT_EQ(session.scalars(select<Firm>().where(rel<&Firm::people, &Engineer::language>.contains("UML"))).all().size(), 1U);
}

// Loading, with every strategy.

class NarrowedLoad : public testing::TestWithParam<std::string> {
 protected:
  [[nodiscard]] bool is(std::string_view strategy) const { return GetParam() == strategy; }
};

TEST_P(NarrowedLoad, brings_only_entities_of_the_type_and_reads_them_whole) {
  People people;
  people.fill();
  Session session(people.engine);
  StatementCounter counter(people.engine);

  const auto firm = session.scalars(select<Firm>().options(load<&Firm::people>(GetParam()).of_type<Engineer>())).one();
  std::vector<std::string> languages;
  for (const auto& person : firm->people) languages.push_back(person.as<Engineer>()->language);

  EXPECT_THAT(languages, testing::UnorderedElementsAre("C++", "UML"));
  EXPECT_EQ(counter.count(), is("joined") ? 1U : 2U);
}

TEST_P(NarrowedLoad, goes_on_with_relationships_of_the_type) {
  People people;
  people.fill();
  Session session(people.engine);
  StatementCounter counter(people.engine);

  const auto firm = session.scalars(select<Firm>().options(
      load<&Firm::people>(GetParam()).of_type<Architect>().load<&Architect::tools>(GetParam()))).one();
  ASSERT_EQ(firm->people.size(), 1U);
  const auto cid = firm->people[0].as<Architect>();

  EXPECT_EQ(cid->style, "plain");
  EXPECT_EQ(names(cid->tools, &Tool::name), (Names{"pen", "ruler"}));
  EXPECT_EQ(counter.count(), is("joined") ? 1U : 3U);
}

TEST_P(NarrowedLoad, takes_conditions_on_members_of_the_type) {
  People people;
  people.fill();
  Session session(people.engine);

  const auto firm = session.scalars(select<Firm>().options(
      load<&Firm::people>(GetParam()).of_type<Engineer>().where(col<&Engineer::language> == "C++" && col<&Engineer::name> == "Ben"))).one();

  EXPECT_EQ(names(firm->people, &Person::name), (Names{"Ben"}));
}

TEST_P(NarrowedLoad, is_not_complete_so_that_nothing_can_be_removed_by_it) {
  People people;
  people.fill();
  Session session(people.engine);
  const auto firm = session.scalars(select<Firm>().options(load<&Firm::people>(GetParam()).of_type<Engineer>())).one();
  ASSERT_EQ(firm->people.size(), 2U);

  EXPECT_THROW(firm.modify()->people.clear(), UsageError);
}

TEST_P(NarrowedLoad, of_one_that_is_another_type_brings_none) {
  Belongings belongings;
  belongings.fill();
  Session session(belongings.engine);

  const auto stickers = session.scalars(select<Sticker>().order_by(col<&Sticker::id>).options(
      load<&Sticker::asset>(GetParam()).of_type<Laptop>().load<&Laptop::parts>(GetParam()))).all();
  ASSERT_EQ(stickers.size(), 2U);

  EXPECT_FALSE(stickers[0]->asset);
  ASSERT_TRUE(stickers[1]->asset);
  EXPECT_EQ(stickers[1]->asset.as<Laptop>()->parts.size(), 2U);
}

TEST_P(NarrowedLoad, answers_from_memory_by_the_type) {
  Belongings belongings;
  belongings.fill();
  Session session(belongings.engine);
  const auto held = session.scalars(select<Asset>()).all();

  const auto stickers = session.scalars(select<Sticker>().order_by(col<&Sticker::id>).options(
      load<&Sticker::asset>(GetParam()).of_type<Laptop>())).all();

  EXPECT_FALSE(stickers[0]->asset);
  EXPECT_TRUE(stickers[1]->asset);
}

TEST_P(NarrowedLoad, works_inside_one_table) {
  People people;
  {
    Session session(people.engine);
    auto garage = session.add(Garage{});
    session.add(Car{{.name = "Beetle"}, "petrol", {}, garage});
    session.add(Lorry{{{.name = "Truck"}, "diesel", {}, garage}, 7});
    session.commit();
  }
  Session session(people.engine);

  const auto garage = session.scalars(select<Garage>().options(load<&Garage::cars>(GetParam()).of_type<Lorry>())).one();
  StatementCounter counter(people.engine);

  ASSERT_EQ(garage->cars.size(), 1U);
  EXPECT_EQ(garage->cars[0].as<Lorry>()->load, 7);
  EXPECT_EQ(counter.count(), is("select") ? 1U : 0U);
}

INSTANTIATE_TEST_SUITE_P(Strategies, NarrowedLoad, testing::Values("select", "joined", "selectin", "subquery"),
                         [](const auto& strategy) { return strategy.param; });

TEST(OfType, leaves_strategies_that_load_nothing_as_they_are) {
  People people;
  people.fill();
  Session session(people.engine);

  const auto raising = session.scalars(select<Firm>().options(raiseload<&Firm::people>().of_type<Engineer>())).one();
  EXPECT_THROW((void)raising->people.size(), UnloadedAccessError);
  Session other(people.engine);
  const auto blank = other.scalars(select<Firm>().options(noload<&Firm::people>().of_type<Engineer>())).one();
  EXPECT_TRUE(blank->people.empty());
}

TEST(OfType, comes_out_of_the_joins_of_the_query_itself) {
  People people;
  people.fill();
  Session session(people.engine);
  StatementCounter counter(people.engine);

  const auto firm = session.scalars(select<Firm>().join(rel<&Firm::people>.of_type<Engineer>()).where(col<&Engineer::language> == "C++")
                                        .options(contains_eager<&Firm::people>().of_type<Engineer>())).one();

  EXPECT_EQ(names(firm->people, &Person::name), (Names{"Ben"}));
  EXPECT_EQ(firm->people[0].as<Engineer>()->language, "C++");
  EXPECT_EQ(counter.count(), 1U);
}

TEST(OfType, needs_a_join_of_that_type_where_the_query_joins_itself) {
  People people;
  people.fill();
  Session session(people.engine);

  try {
    static_cast<void>(session.scalars(select<Firm>().join<&Firm::people>().options(contains_eager<&Firm::people>().of_type<Engineer>())).all());
    FAIL() << "it was read";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("cannot apply contains_eager<&Firm::people>().of_type<Engineer>(): the query does not join \"Engineer\""));
    EXPECT_THAT(error.what(), HasSubstr(".join(weft::rel<&Firm::people>.of_type<Engineer>())"));
  }
}

TEST(OfType, goes_on_with_the_same_options_for_later_loads) {
  People people;
  people.fill();
  Session session(people.engine);
  const auto firm = session.scalars(select<Firm>().options(
      lazyload<&Firm::people>().of_type<Engineer>().selectinload<&Engineer::tools>())).one();
  StatementCounter counter(people.engine);

  EXPECT_EQ(firm->people.size(), 2U);
  EXPECT_EQ(counter.count(), 2U);
  EXPECT_THAT(std::string(counter.statements()[0]), HasSubstr("engineer"));
}

TEST(OfType, has_a_name_in_messages) {
  People people;
  Session session(people.engine);
  try {
    static_cast<void>(session.scalars(select<Tool>().options(selectinload<&Firm::people>().of_type<Engineer>().selectin_polymorphic<Architect>())).all());
    FAIL() << "it was taken";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("cannot apply selectinload<&Firm::people>().of_type<Engineer>().selectin_polymorphic<Architect>(): the query does not select \"Firm\""));
  }
}

TEST(OfType, is_what_an_alias_of_the_type_means_where_the_query_joins_itself) {
  People people;
  people.fill();
  Session session(people.engine);
  StatementCounter counter(people.engine);
  const auto engineer = alias<Engineer>("e");

  const auto firm = session.scalars(select<Firm>().join<&Firm::people>(engineer).where(engineer[col<&Engineer::language>] == "C++")
                                        .options(contains_eager<&Firm::people>(engineer).selectinload<&Engineer::tools>())).one();

  EXPECT_EQ(names(firm->people, &Person::name), (Names{"Ben"}));
  EXPECT_EQ(firm->people[0].as<Engineer>()->language, "C++");
  static_cast<void>(firm->people[0].as<Engineer>()->tools.size());
  EXPECT_EQ(counter.count(), 2U);
  EXPECT_THROW(firm.modify()->people.clear(), UsageError);
}

}  // namespace
}  // namespace weft::test
