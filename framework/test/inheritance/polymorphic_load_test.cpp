// SPDX-License-Identifier: MIT
//
// polymorphic_load() in the mapping of a derived entity, and what concrete inheritance makes of all this.
#include "inheritance/polymorphic_models.hpp"

namespace weft::test {
namespace {

using testing::HasSubstr;
using testing::Not;

const auto assets = select<Asset>().order_by(col<&Asset::id>);

TEST(PolymorphicLoad, reads_each_type_as_its_mapping_says) {
  Belongings belongings;
  belongings.fill();
  Session session(belongings.engine);
  StatementCounter counter(belongings.engine);

  const auto all = session.scalars(assets).all();

  ASSERT_EQ(counter.count(), 3U);
  EXPECT_THAT(std::string(counter.statements()[0]), HasSubstr("LEFT JOIN laptop"));
  EXPECT_THAT(std::string(counter.statements()[0]), Not(HasSubstr("phone")));
  EXPECT_THAT(std::string(counter.statements()[1]), HasSubstr("FROM phone"));
  EXPECT_THAT(std::string(counter.statements()[2]), HasSubstr("FROM part"));  // a relationship of laptops
  EXPECT_EQ(all[1].as<Laptop>()->system, "Linux");
  EXPECT_EQ(all[1].as<Laptop>()->parts.size(), 2U);
  EXPECT_EQ(all[2].as<Phone>()->number, "123");
  EXPECT_EQ(counter.count(), 3U);
  EXPECT_EQ(all[3].as<Desk>()->width, 160);
  EXPECT_EQ(counter.count(), 4U);
}

TEST(PolymorphicLoad, in_one_table_needs_no_join) {
  Belongings belongings;
  belongings.fill();
  Session session(belongings.engine);
  StatementCounter counter(belongings.engine);

  const auto all = session.scalars(select<Payment>().order_by(col<&Payment::id>)).all();

  EXPECT_EQ(counter.count(), 2U);
  EXPECT_THAT(std::string(counter.statements()[0]), Not(HasSubstr("JOIN")));
  EXPECT_EQ(all[1].as<Card>()->holder, "Ann");
  EXPECT_EQ(all[2].as<Transfer>()->bank, "Bank");
  EXPECT_EQ(counter.count(), 2U);
  EXPECT_EQ(all[3].as<Cheque>()->number, 7);
  EXPECT_EQ(counter.count(), 3U);
}

TEST(PolymorphicLoad, a_query_has_the_last_word) {
  Belongings belongings;
  belongings.fill();
  Session session(belongings.engine);
  StatementCounter counter(belongings.engine);

  const auto all = session.scalars(assets.with_polymorphic<Phone, Desk>().options(raiseload_all())).all();

  EXPECT_EQ(counter.count(), 1U);
  EXPECT_EQ(all[1].as<Laptop>()->system, "Linux");
  EXPECT_EQ(all[2].as<Phone>()->number, "123");
  EXPECT_EQ(all[3].as<Desk>()->width, 160);
  EXPECT_EQ(counter.count(), 1U);
}

TEST(PolymorphicLoad, holds_for_what_relationships_lead_to) {
  for (const auto& [strategy, statements] : {std::pair{"select", 4U}, {"joined", 3U}, {"selectin", 4U}, {"subquery", 4U}}) {
    Belongings belongings;
    belongings.fill();
    Session session(belongings.engine);
    StatementCounter counter(belongings.engine);

    const auto office = session.scalars(select<Office>().options(load<&Office::assets>(strategy))).one();
    ASSERT_EQ(office->assets.size(), 4U) << strategy;

    EXPECT_EQ(office->assets[1].as<Laptop>()->system, "Linux") << strategy;
    EXPECT_EQ(office->assets[1].as<Laptop>()->parts.size(), 2U) << strategy;
    EXPECT_EQ(office->assets[2].as<Phone>()->number, "123") << strategy;
    EXPECT_EQ(counter.count(), statements) << strategy;
  }
}

TEST(PolymorphicLoad, keeps_deferred_columns_behind) {
  Belongings belongings;
  belongings.fill();
  Session session(belongings.engine);
  StatementCounter counter(belongings.engine);

  const auto laptop = session.scalars(assets.options(raiseload_all())).all()[1].as<Laptop>();
  EXPECT_THAT(std::string(counter.statements()[0]), Not(HasSubstr("notes")));
  counter.reset();
  EXPECT_EQ(*laptop->notes, "slow");
  EXPECT_EQ(counter.count(), 1U);
}

TEST(PolymorphicLoad, reads_deferred_columns_that_a_query_asks_for) {
  Belongings belongings;
  belongings.fill();
  Session session(belongings.engine);
  static_cast<void>(session.scalars(assets).all());

  const auto laptop = session.scalars(assets.options(undefer<&Laptop::notes>())).all()[1].as<Laptop>();
  StatementCounter counter(belongings.engine);

  EXPECT_EQ(*laptop->notes, "slow");
  EXPECT_EQ(counter.count(), 0U);
}

TEST(PolymorphicLoad, goes_along_with_get_and_refresh) {
  Belongings belongings;
  belongings.fill();
  Session session(belongings.engine);
  StatementCounter counter(belongings.engine);

  const auto laptop = session.get<Asset>(2);
  EXPECT_EQ(laptop.as<Laptop>()->system, "Linux");
  EXPECT_EQ(counter.count(), 2U);  // and its parts
  session.execute(text("UPDATE laptop SET system = 'BSD'"));
  session.refresh(laptop);
  EXPECT_EQ(laptop.as<Laptop>()->system, "BSD");
}

TEST(PolymorphicLoad, changes_are_written_to_the_tables_they_belong_to) {
  Belongings belongings;
  belongings.fill();
  Session session(belongings.engine);
  const auto all = session.scalars(assets).all();
  StatementCounter counter(belongings.engine);

  all[1].as<Laptop>().modify()->system = "BSD";
  all[2].as<Phone>().modify()->name = "blue";
  session.commit();

  EXPECT_EQ(counter.count(), 2U);
  EXPECT_EQ(belongings.texts("SELECT system FROM laptop"), std::vector<std::string>{"BSD"});
  EXPECT_EQ(belongings.texts("SELECT name FROM asset WHERE id = 3"), std::vector<std::string>{"blue"});
}

// after_load of a derived type runs once its part is read, however that comes.

struct Report {
  std::int64_t id{};
  std::string kind{};
};
struct Chart : Report {
  std::int64_t bars{};
  std::int64_t doubled{};
};
void map(Mapper<Report>& m) {
  m.polymorphic_on<&Report::kind>("report");
  m.column<&Report::id>().primary_key();
  m.column<&Report::kind>().length(20);
}
void map(Mapper<Chart>& m) {
  m.inherits<Report>("chart").table("chart");
  m.column<&Chart::bars>();
  m.after_load([](Chart& chart) { chart.doubled += 2 * chart.bars; });
}

TEST(PolymorphicLoad, tells_hooks_once_the_part_of_their_type_is_read) {
  Database database;
  create_all<Report, Chart>(database.engine);
  {
    Session session(database.engine);
    session.add(Chart{{}, 4, 0});
    session.commit();
  }
  Session once(database.engine);
  EXPECT_EQ(once.scalars(select<Report>().with_polymorphic<Chart>()).one().as<Chart>()->doubled, 8);
  Session behind(database.engine);
  EXPECT_EQ(behind.scalars(select<Report>().options(selectin_polymorphic<Chart>())).one().as<Chart>()->doubled, 8);
  Session twice(database.engine);
  const auto report = twice.scalars(select<Report>()).one();
  static_cast<void>(twice.scalars(select<Report>().with_polymorphic<Chart>()).all());
  EXPECT_EQ(report.as<Chart>()->doubled, 8);
}

// What cannot be mapped.

struct Plain {
  std::int64_t id{};
};
void map(Mapper<Plain>& m) {
  m.column<&Plain::id>().primary_key();
  m.polymorphic_load("inline");
}
struct Root {
  std::int64_t id{};
  std::string kind{};
};
struct Misspelled : Root {};
struct Apart : Root {};
void map(Mapper<Root>& m) {
  m.polymorphic_on<&Root::kind>("root");
  m.column<&Root::id>().primary_key();
  m.column<&Root::kind>();
}
void map(Mapper<Misspelled>& m) { m.inherits<Root>("misspelled").polymorphic_load("eager"); }
void map(Mapper<Apart>& m) { m.inherits<Root>().concrete().table("apart").polymorphic_load("selectin"); }

template <class T>
std::string mapping_error() {
  try {
    (void)entity_of<T>().configured();
  } catch (const MappingError& error) {
    return error.what();
  }
  return "it was taken";
}

TEST(PolymorphicLoad, is_refused_where_it_says_nothing) {
  EXPECT_THAT(mapping_error<Plain>(), HasSubstr("entity \"Plain\" cannot be mapped: it has polymorphic_load(), and no query of a base finds its rows"));
  EXPECT_THAT(mapping_error<Misspelled>(), HasSubstr("polymorphic_load(\"eager\") says nothing\n  remedy  polymorphic_load(\"inline\") or polymorphic_load(\"selectin\")"));
  EXPECT_THAT(mapping_error<Apart>(), HasSubstr("entity \"Apart\" cannot be mapped: it has polymorphic_load()"));
}

// Concrete inheritance: a table of its own, which no query of the base names.

struct Memo {
  std::int64_t id{};
  std::string text{};
};
struct Alarm : Memo {
  std::string when{};
};
void map(Mapper<Memo>& m) {
  m.column<&Memo::id>().primary_key();
  m.column<&Memo::text>();
}
void map(Mapper<Alarm>& m) {
  m.inherits<Memo>().concrete().table("alarm");
  m.column<&Alarm::when>("at");
}

TEST(PolymorphicLoad, of_concrete_types_is_refused_with_what_to_do) {
  Database database;
  create_all<Memo, Alarm>(database.engine);
  {
    Session session(database.engine);
    session.add(Alarm{{.text = "up"}, "noon"});
    session.commit();
  }
  Session session(database.engine);
  StatementCounter counter(database.engine);
  const auto refused = [&](const auto& query) -> std::string {
    try {
      static_cast<void>(session.scalars(query).all());
    } catch (const UsageError& error) {
      return error.what();
    }
    return "it was taken";
  };

  EXPECT_THAT(refused(select<Memo>().with_polymorphic<Alarm>()),
              HasSubstr("cannot apply with_polymorphic<Alarm>(): no row of \"Memo\" is a \"Alarm\"\n"
                        "  it is concrete() and has a table of its own; select it by itself:  weft::select<Alarm>()"));
  EXPECT_THAT(refused(select<Memo>().options(selectin_polymorphic<Alarm>())), HasSubstr("cannot apply selectin_polymorphic<Alarm>(): no row of \"Memo\""));
  EXPECT_EQ(counter.count(), 0U);

  EXPECT_TRUE(session.scalars(select<Memo>().with_polymorphic()).all().empty());
  EXPECT_EQ(session.scalars(select<Alarm>()).one()->when, "noon");
  EXPECT_EQ(counter.count(), 2U);
}

}  // namespace
}  // namespace weft::test
