// SPDX-License-Identifier: MIT
//
// Queries of a base that read derived entities whole: in the same statement, or right after it.
#include "inheritance/models.hpp"

namespace weft::test {
namespace {

using testing::HasSubstr;
using testing::Not;

const auto by_id = select<Person>().order_by(col<&Person::id>);

template <class Body>
std::string message_of(Body body) {
  try {
    body();
  } catch (const UsageError& error) {
    return error.what();
  }
  return "it was taken";
}

TEST(WithPolymorphic, reads_the_named_types_in_the_same_statement) {
  People people;
  people.fill();
  Session session(people.engine);
  StatementCounter counter(people.engine);

  const auto all = session.scalars(by_id.with_polymorphic<Engineer, Manager>()).all();

  ASSERT_EQ(all.size(), 4U);  // rows of other types stay
  EXPECT_FALSE(all[0].as<Engineer>());
  EXPECT_EQ(all[1].as<Engineer>()->language, "C++");
  EXPECT_EQ(all[3].as<Manager>()->title, "chief");
  EXPECT_EQ(counter.count(), 1U);
  EXPECT_EQ(all[2].as<Architect>()->style, "plain");  // read as far as an engineer goes
  EXPECT_EQ(all[2].as<Architect>()->language, "UML");
  EXPECT_EQ(counter.count(), 2U);
  EXPECT_THAT(std::string(counter.statements()[1]), Not(HasSubstr("engineer")));
}

TEST(WithPolymorphic, reads_all_types_where_none_is_named) {
  People people;
  people.fill();
  Session session(people.engine);
  StatementCounter counter(people.engine);

  const auto all = session.scalars(by_id.with_polymorphic()).all();

  EXPECT_EQ(all[1].as<Engineer>()->language, "C++");
  EXPECT_EQ(all[2].as<Architect>()->style, "plain");
  EXPECT_EQ(all[2].as<Architect>()->language, "UML");
  EXPECT_EQ(all[3].as<Manager>()->title, "chief");
  EXPECT_EQ(counter.count(), 1U);
}

TEST(WithPolymorphic, reads_what_stands_between_a_type_and_the_base) {
  People people;
  people.fill();
  Session session(people.engine);
  StatementCounter counter(people.engine);

  const auto all = session.scalars(by_id.with_polymorphic<Architect>()).all();

  EXPECT_EQ(all[1].as<Engineer>()->language, "C++");
  EXPECT_EQ(all[2].as<Architect>()->style, "plain");
  EXPECT_EQ(counter.count(), 1U);
}

TEST(WithPolymorphic, lets_conditions_and_orders_name_derived_columns) {
  People people;
  people.fill();
  Session session(people.engine);

  const auto found = session.scalars(by_id.with_polymorphic<Engineer, Manager>().where(
      col<&Engineer::language> == "C++" || col<&Manager::title> == "chief")).all();
  const auto ordered =
      session.scalars(select<Person>().with_polymorphic<Engineer>().order_by(col<&Engineer::language>.desc().nulls_last(), col<&Person::id>)).all();

  EXPECT_EQ(names(found, &Person::name), (Names{"Ben", "Dot"}));
  EXPECT_EQ(names(ordered, &Person::name), (Names{"Cid", "Ben", "Ann", "Dot"}));
}

TEST(WithPolymorphic, is_the_remedy_where_a_condition_names_a_derived_column) {
  People people;
  Session session(people.engine);
  const auto refused = [&](const auto& query) {
    EXPECT_THAT([&] { static_cast<void>(session.scalars(query).all()); },
                testing::ThrowsMessage<MappingError>(testing::AllOf(
                    HasSubstr("column \"Engineer::language\" cannot be used here: its table \"engineer\" is not part of the statement"),
                    HasSubstr("read it with its base:  .with_polymorphic<Engineer>(), or .of_type<Engineer>() where"))));
  };

  refused(by_id.where(col<&Engineer::language> == "C++"));
  refused(select<Firm>().where(rel<&Firm::people>.any(col<&Engineer::language> == "C++")));
}

TEST(WithPolymorphic, works_under_an_alias_and_beside_other_entities) {
  People people;
  people.fill();
  Session session(people.engine);
  const auto other = alias<Person>("other");
  const auto as_engineer = alias<Engineer>("other");
  StatementCounter counter(people.engine);

  const auto ben = session.scalars(select(other).with_polymorphic<Engineer>().where(
      as_engineer[col<&Engineer::language>] == "C++")).one();
  EXPECT_EQ(ben.as<Engineer>()->language, "C++");
  EXPECT_EQ(counter.count(), 1U);

  const auto pairs = session.execute(select<Firm, Person>().with_polymorphic<Manager>().join<&Firm::people>().where(
      col<&Manager::title> == "chief")).all();
  ASSERT_EQ(pairs.size(), 1U);
  EXPECT_EQ(std::get<1>(pairs[0]).as<Manager>()->title, "chief");
  EXPECT_EQ(counter.count(), 2U);
}

TEST(WithPolymorphic, stands_in_subqueries) {
  People people;
  people.fill();
  Session session(people.engine);

  const auto engineers = select<Person>().with_polymorphic<Engineer>().where(
      col<&Person::firm_id> == col<&Firm::id> && col<&Engineer::language> == "C++");

  EXPECT_EQ(session.scalars(select<Firm>().where(engineers.exists())).all().size(), 1U);
  EXPECT_EQ(session.scalars(select<Firm>().where(!engineers.exists())).all().size(), 0U);
}

TEST(WithPolymorphic, limits_before_it_joins_collections) {
  People people;
  people.fill();
  Session session(people.engine);
  StatementCounter counter(people.engine);

  const auto two = session.scalars(by_id.with_polymorphic<Engineer>().order_by(col<&Engineer::language>).limit(2).offset(1)
                                       .options(joinedload<&Engineer::tools>())).all();

  ASSERT_EQ(two.size(), 2U);
  EXPECT_EQ(two[0].as<Engineer>()->tools.size(), 2U);
  EXPECT_EQ(two[0].as<Engineer>()->language, "C++");
  EXPECT_EQ(two[1].as<Engineer>()->tools.size(), 2U);
  EXPECT_EQ(counter.count(), 1U);
}

TEST(WithPolymorphic, the_same_query_with_other_types_is_another_statement) {
  People people;
  people.fill();
  StatementCounter counter(people.engine);

  static_cast<void>(Session(people.engine).scalars(by_id.with_polymorphic<Engineer>()).all());
  static_cast<void>(Session(people.engine).scalars(by_id.with_polymorphic<Manager>()).all());
  static_cast<void>(Session(people.engine).scalars(by_id).all());

  EXPECT_THAT(std::string(counter.statements()[0]), HasSubstr("LEFT JOIN engineer ON person.id = engineer.id"));
  EXPECT_THAT(std::string(counter.statements()[1]), HasSubstr("LEFT JOIN manager"));
  EXPECT_THAT(std::string(counter.statements()[2]), Not(HasSubstr("LEFT JOIN")));
}

TEST(WithPolymorphic, completes_what_a_query_of_the_base_read) {
  People people;
  people.fill();
  Session session(people.engine);
  const auto all = session.scalars(by_id).all();
  static_cast<void>(session.scalars(by_id.with_polymorphic()).all());
  StatementCounter counter(people.engine);

  EXPECT_EQ(all[2].as<Architect>()->style, "plain");
  EXPECT_EQ(counter.count(), 0U);
}

TEST(WithPolymorphic, takes_over_what_others_wrote_when_it_populates_existing) {
  People people;
  people.fill();
  Session session(people.engine);
  const auto ben = session.get<Engineer>(2);
  session.execute(text("UPDATE engineer SET language = 'Rust' WHERE id = 2"));

  static_cast<void>(session.scalars(by_id.with_polymorphic<Engineer>()).all());
  EXPECT_EQ(ben->language, "C++");
  static_cast<void>(session.scalars(by_id.with_polymorphic<Engineer>(), {.populate_existing = true}).all());
  EXPECT_EQ(ben->language, "Rust");
}

TEST(WithPolymorphic, changes_of_what_it_read_survive_later_queries_of_the_base) {
  People people;
  people.fill();
  Session session(people.engine);
  const auto cid = session.scalars(by_id.with_polymorphic<Engineer>()).all()[2];

  {
    auto quiet = session.no_autoflush();
    cid.as<Architect>().modify()->language = "SysML";
    static_cast<void>(session.scalars(by_id).all());
    EXPECT_EQ(cid.as<Architect>()->style, "plain");
  }
  session.commit();

  EXPECT_EQ(people.texts("SELECT language FROM engineer WHERE id = 3"), std::vector<std::string>{"SysML"});
}

TEST(WithPolymorphic, reads_one_table_where_all_types_share_it) {
  People people;
  {
    Session session(people.engine);
    session.add(Car{{.name = "Beetle"}, "petrol"});
    session.flush();
    session.add(Bicycle{{.name = "Tandem"}, 3});
    session.flush();
    session.add(Lorry{{{.name = "Truck"}, "diesel"}, 7});
    session.commit();
  }
  Session session(people.engine);
  StatementCounter counter(people.engine);

  const auto all = session.scalars(select<Vehicle>().order_by(col<&Vehicle::id>).with_polymorphic<Lorry, Bicycle>()).all();

  EXPECT_EQ(all[0].as<Car>()->engine, "petrol");
  EXPECT_EQ(all[1].as<Bicycle>()->gears, 3);
  EXPECT_EQ(all[2].as<Lorry>()->load, 7);
  EXPECT_EQ(all[2].as<Lorry>()->engine, "diesel");
  EXPECT_EQ(counter.count(), 1U);
  EXPECT_THAT(std::string(counter.statements()[0]), Not(HasSubstr("JOIN")));
}

TEST(SelectinPolymorphic, sends_one_statement_for_each_named_type) {
  People people;
  people.fill();
  Session session(people.engine);
  StatementCounter counter(people.engine);

  const auto all = session.scalars(by_id.options(selectin_polymorphic<Engineer, Manager>())).all();

  ASSERT_EQ(counter.count(), 3U);
  EXPECT_THAT(std::string(counter.statements()[0]), Not(HasSubstr("JOIN")));
  EXPECT_THAT(std::string(counter.statements()[1]), Not(HasSubstr("person")));  // from the missing tables only
  EXPECT_EQ(all[1].as<Engineer>()->language, "C++");
  EXPECT_EQ(all[3].as<Manager>()->title, "chief");
  EXPECT_EQ(counter.count(), 3U);
  EXPECT_EQ(all[2].as<Architect>()->style, "plain");
  EXPECT_EQ(counter.count(), 4U);
  EXPECT_THAT(std::string(counter.statements()[3]), Not(HasSubstr("engineer")));
}

TEST(SelectinPolymorphic, reads_all_types_where_none_is_named) {
  People people;
  people.fill();
  Session session(people.engine);
  StatementCounter counter(people.engine);

  const auto all = session.scalars(by_id.options(selectin_polymorphic())).all();

  EXPECT_EQ(counter.count(), 4U);
  EXPECT_EQ(all[1].as<Engineer>()->language, "C++");
  EXPECT_EQ(all[2].as<Architect>()->language + all[2].as<Architect>()->style, "UMLplain");
  EXPECT_EQ(all[3].as<Manager>()->title, "chief");
  EXPECT_EQ(counter.count(), 4U);
}

TEST(SelectinPolymorphic, sends_nothing_for_types_that_no_row_has) {
  People people;
  people.fill();
  Session session(people.engine);
  StatementCounter counter(people.engine);

  static_cast<void>(session.scalars(by_id.where(col<&Person::id> == 1).options(selectin_polymorphic())).all());

  EXPECT_EQ(counter.count(), 1U);
}

TEST(SelectinPolymorphic, asks_for_keys_in_batches) {
  People people;
  {
    Session session(people.engine);
    for (int number = 0; number < 1001; ++number) session.add(Engineer{{.name = "x"}, std::to_string(number)});
    session.commit();
  }
  Session session(people.engine);
  StatementCounter counter(people.engine);

  const auto all = session.scalars(by_id.options(selectin_polymorphic<Engineer>())).all();

  EXPECT_EQ(counter.count(), 1U + 3U);  // SQLite takes 500 keys at once
  EXPECT_EQ(all[1000].as<Engineer>()->language, "1000");
  EXPECT_EQ(counter.count(), 4U);
}

TEST(SelectinPolymorphic, takes_over_what_others_wrote_when_it_populates_existing) {
  People people;
  people.fill();
  Session session(people.engine);
  const auto ben = session.get<Engineer>(2);
  session.execute(text("UPDATE engineer SET language = 'Rust' WHERE id = 2"));

  static_cast<void>(session.scalars(by_id.options(selectin_polymorphic<Engineer>())).all());
  EXPECT_EQ(ben->language, "C++");
  static_cast<void>(session.scalars(by_id.options(selectin_polymorphic<Engineer>()), {.populate_existing = true}).all());
  EXPECT_EQ(ben->language, "Rust");
}

TEST(SelectinPolymorphic, goes_along_with_get) {
  People people;
  people.fill();
  Session session(people.engine);
  StatementCounter counter(people.engine);

  const auto ben = session.get<Person>(2, selectin_polymorphic<Engineer>());

  EXPECT_EQ(counter.count(), 2U);
  EXPECT_EQ(ben.as<Engineer>()->language, "C++");
  EXPECT_EQ(counter.count(), 2U);
}

TEST(SelectinPolymorphic, refuses_what_is_derived_from_nothing_that_is_selected) {
  People people;
  Session session(people.engine);

  const auto text = message_of([&] { static_cast<void>(session.scalars(by_id.options(selectin_polymorphic<Car>())).all()); });

  EXPECT_THAT(text, HasSubstr("cannot apply selectin_polymorphic<Car>(): the query selects nothing that \"Car\" is derived from"));
  EXPECT_THAT(text, HasSubstr("it selects    \"Person\""));
}

}  // namespace
}  // namespace weft::test
