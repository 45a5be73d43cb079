// SPDX-License-Identifier: MIT
#include "inheritance/models.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

void fill(People& people) {
  Session session(people.engine);
  auto garage = session.add(Garage{});
  session.add(Car{{.name = "Beetle"}, "petrol", {}, garage});
  session.flush();
  session.add(Bicycle{{.name = "Tandem"}, 3});
  session.flush();
  session.add(Lorry{{{.name = "Truck"}, "diesel", {}, garage}, 7});
  session.commit();
}

const auto by_id = select<Vehicle>().order_by(col<&Vehicle::id>);

TEST(SingleTableInheritance, is_one_table_with_the_columns_of_all) {
  People people;
  fill(people);

  EXPECT_EQ(people.number("SELECT count(*) FROM vehicle"), 3);
  EXPECT_EQ(people.number("SELECT count(*) FROM vehicle WHERE wheels = '4' AND engine = 'petrol' AND gears IS NULL"), 1);
  EXPECT_EQ(people.number("SELECT count(*) FROM vehicle WHERE wheels = '0' AND load = 7 AND engine = 'diesel'"), 1);
}

TEST(SingleTableInheritance, one_statement_inserts) {
  People people;
  Session session(people.engine);
  StatementCounter counter(people.engine);

  auto lorry = session.add(Lorry{{{.name = "Truck"}, "diesel"}, 7});
  EXPECT_EQ(lorry->wheels, Wheels::none);
  session.flush();

  EXPECT_EQ(counter.count(), 1U);
}

TEST(SingleTableInheritance, a_query_of_a_derived_type_finds_it_and_what_is_derived_from_it) {
  People people;
  fill(people);
  Session session(people.engine);

  const auto cars = session.scalars(select<Car>().order_by(col<&Car::id>)).all();
  ASSERT_EQ(cars.size(), 2U);
  EXPECT_EQ(cars[0]->engine, "petrol");
  EXPECT_EQ(cars[1]->engine, "diesel");
  EXPECT_EQ(session.scalars(select<Lorry>()).all().size(), 1U);
  EXPECT_EQ(session.scalars(select<Bicycle>().where(col<&Bicycle::gears> > 3)).all().size(), 0U);
  const auto other = alias<Car>("other");
  EXPECT_EQ(session.scalars(select(other).where(other[col<&Car::name>] != "x")).all().size(), 2U);
}

TEST(SingleTableInheritance, reads_the_base_without_the_columns_of_others) {
  People people;
  fill(people);
  Session session(people.engine);
  StatementCounter counter(people.engine);

  const auto all = session.scalars(by_id).all();

  EXPECT_THAT(std::string(counter.statements()[0]), testing::Not(HasSubstr("engine")));
  ASSERT_EQ(all.size(), 3U);
  EXPECT_FALSE(all[1].as<Car>());
  EXPECT_EQ(all[2].as<Lorry>()->load, 7);
  EXPECT_EQ(all[2].as<Car>()->engine, "diesel");
  EXPECT_EQ(counter.count(), 2U);
}

TEST(SingleTableInheritance, updates_and_deletes_are_single_statements) {
  People people;
  fill(people);
  Session session(people.engine);
  auto lorry = session.get<Lorry>(3);
  StatementCounter counter(people.engine);

  lorry.modify()->load = 8;
  lorry.modify()->name = "Giant";
  session.flush();
  EXPECT_EQ(counter.count(), 1U);
  session.remove(lorry);
  session.commit();

  EXPECT_EQ(counter.count(), 2U);
  EXPECT_EQ(people.number("SELECT count(*) FROM vehicle"), 2);
}

TEST(SingleTableInheritance, relationships_lead_to_derived_types_only) {
  People people;
  fill(people);
  for (const char* strategy : {"select", "joined", "selectin", "subquery"}) {
    Session session(people.engine);
    const auto garage = session.scalars(select<Garage>().options(load<&Garage::cars>(strategy))).one();
    std::vector<std::string> engines;
    for (const auto& car : garage->cars) engines.push_back(car->engine);
    EXPECT_THAT(engines, ElementsAre("petrol", "diesel")) << strategy;
  }
  Session session(people.engine);
  EXPECT_EQ(session.scalars(select<Car>().join<&Car::garage>()).all().size(), 2U);
  EXPECT_EQ(session.scalars(select<Garage>().join<&Garage::cars>()).all().size(), 2U);  // a row for each car
  EXPECT_EQ(session.scalars(select<Garage>().where(rel<&Garage::cars>.any(col<&Car::engine> == "diesel"))).all().size(), 1U);
}

TEST(SingleTableInheritance, statements_write_the_rows_of_the_type_only) {
  People people;
  fill(people);
  Session session(people.engine);

  session.execute(update<Car>().set(col<&Vehicle::name>, "x"));
  session.execute(delete_from<Bicycle>());
  session.commit();

  EXPECT_EQ(people.number("SELECT count(*) FROM vehicle WHERE name = 'x'"), 2);
  EXPECT_EQ(people.number("SELECT count(*) FROM vehicle"), 2);
}

struct Lost {
  std::int64_t id{};
};
struct Found : Lost {};
void map(Mapper<Lost>& m) { m.column<&Lost::id>().primary_key(); }
void map(Mapper<Found>& m) { m.inherits<Lost>("found"); }

TEST(Inheritance, needs_a_discriminator) {
  try {
    (void)entity_of<Found>().configured();
    FAIL() << "it was taken";
  } catch (const MappingError& error) {
    EXPECT_THAT(error.what(), HasSubstr("entity \"Found\" cannot be mapped: nothing tells its rows from those of its base"));
    EXPECT_THAT(error.what(), HasSubstr("m.polymorphic_on<&Lost::...>(...)"));
  }
}

struct Shape {
  std::int64_t id{};
  std::string kind{};
};
struct Round : Shape {};
struct Oval : Shape {};
void map(Mapper<Shape>& m) {
  m.polymorphic_on<&Shape::kind>("shape");
  m.column<&Shape::id>().primary_key();
  m.column<&Shape::kind>();
}
void map(Mapper<Round>& m) { m.inherits<Shape>("round"); }
void map(Mapper<Oval>& m) { m.inherits<Shape>("round"); }

TEST(Inheritance, refuses_two_kinds_of_one_identity) {
  register_types<Round>();
  EXPECT_THAT([] { (void)entity_of<Oval>().configured(); },
              testing::ThrowsMessage<MappingError>(HasSubstr("\"Round\" has the same identity \"round\"")));
}

struct Note {
  std::int64_t id{};
  std::string text{};
};
struct Reminder : Note {
  std::string when{};
};
void map(Mapper<Note>& m) {
  m.table("plain_note");
  m.column<&Note::id>().primary_key();
  m.column<&Note::text>();
}
void map(Mapper<Reminder>& m) {
  m.inherits<Note>().concrete().table("reminder");
  m.column<&Reminder::when>("at");
}

TEST(ConcreteInheritance, has_all_columns_in_a_table_of_its_own) {
  Database database;
  create_all<Note, Reminder>(database.engine);
  Session session(database.engine);

  session.add(Note{.text = "a"});
  session.add(Reminder{{.text = "b"}, "noon"});
  session.commit();

  EXPECT_EQ(session.scalars(select<Note>()).one()->text, "a");
  EXPECT_EQ(session.scalars(select<Reminder>()).one()->when, "noon");
  EXPECT_EQ(database.numbers("SELECT count(*) FROM reminder WHERE text = 'b' AND at = 'noon'").front(), 1);
  EXPECT_EQ(database.numbers("SELECT count(*) FROM plain_note").front(), 1);
}

TEST(SingleTable, insert_says_what_the_row_is) {
  People people;
  Session session(people.engine);

  session.execute(insert<Car>().values({Car{{.name = "Mini"}, "petrol"}, Car{{.wheels = Wheels::two, .name = "Max"}, "diesel"}}));
  session.execute(insert<Bicycle>().set(col<&Bicycle::name>, "Racer").set(col<&Bicycle::gears>, 5));
  session.execute(insert<Bicycle>().set(col<&Bicycle::wheels>, Wheels::two).set(col<&Bicycle::name>, "Tourer").set(col<&Bicycle::gears>, 3));
  session.commit();

  EXPECT_EQ(session.scalars(select<Car>()).all().size(), 2U);
  EXPECT_EQ(session.scalars(select<Bicycle>()).all().size(), 2U);
  EXPECT_EQ(session.scalars(select<Vehicle>()).all().size(), 4U);
}

}  // namespace
}  // namespace weft::test
