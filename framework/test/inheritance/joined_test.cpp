// SPDX-License-Identifier: MIT
#include "inheritance/models.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const auto by_id = select<Person>().order_by(col<&Person::id>);

TEST(JoinedInheritance, inserts_into_the_root_first_and_hands_the_key_on) {
  People people;
  Session session(people.engine);
  StatementCounter counter(people.engine);

  auto cid = session.add(Architect{{{.name = "Cid"}, "UML"}, "plain"});
  session.flush();

  EXPECT_EQ(counter.count(), 3U);
  EXPECT_THAT(counter.statements()[0], HasSubstr("INTO person"));
  EXPECT_THAT(counter.statements()[1], HasSubstr("INTO engineer"));
  EXPECT_THAT(counter.statements()[2], HasSubstr("INTO architect"));
  EXPECT_EQ(cid->kind, "architect");
  session.commit();
  EXPECT_EQ(people.number("SELECT count(*) FROM person JOIN engineer USING (id) JOIN architect USING (id) "
                          "WHERE kind = 'architect' AND language = 'UML' AND style = 'plain'"),
            1);
}

TEST(JoinedInheritance, several_of_a_kind_are_inserted_together) {
  People people;
  Session session(people.engine);
  StatementCounter counter(people.engine);

  for (int number = 0; number < 20; ++number) session.add(Engineer{{.name = "x"}, std::to_string(number)});
  session.commit();

  EXPECT_EQ(counter.count(), 2U);
  EXPECT_EQ(people.number("SELECT count(DISTINCT language) FROM person JOIN engineer USING (id)"), 20);
}

TEST(JoinedInheritance, a_query_of_the_base_reads_its_table_only_and_makes_the_right_types) {
  People people;
  people.fill();
  Session session(people.engine);
  StatementCounter counter(people.engine);

  const auto all = session.scalars(by_id).all();

  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(counter.count(), 1U);
  EXPECT_THAT(std::string(counter.statements()[0]), testing::Not(HasSubstr("JOIN")));
  EXPECT_EQ(all[1]->name, "Ben");
  EXPECT_FALSE(all[0].as<Engineer>());
  EXPECT_FALSE(all[3].as<Engineer>());
  EXPECT_EQ(counter.count(), 1U);
}

TEST(JoinedInheritance, the_derived_part_is_read_for_all_of_the_type_at_once) {
  People people;
  people.fill();
  {
    Session session(people.engine);
    session.add(Engineer{{.name = "Eve"}, "Ada"});
    session.commit();
  }
  Session session(people.engine);
  const auto all = session.scalars(by_id).all();
  StatementCounter counter(people.engine);

  auto ben = all[1].as<Engineer>();
  EXPECT_EQ(ben->language, "C++");
  EXPECT_EQ(all[4].as<Engineer>()->language, "Ada");
  EXPECT_EQ(counter.count(), 1U);
  EXPECT_THAT(std::string(counter.statements()[0]), testing::Not(HasSubstr("person")));

  auto cid = all[2].as<Architect>();
  EXPECT_EQ(cid->style, "plain");
  EXPECT_EQ(cid->language, "UML");
  EXPECT_EQ(all[2].as<Engineer>()->language, "UML");
  EXPECT_EQ(counter.count(), 2U);
}

TEST(JoinedInheritance, a_query_of_a_derived_type_joins_its_tables_and_finds_what_is_derived_further) {
  People people;
  people.fill();
  Session session(people.engine);
  StatementCounter counter(people.engine);

  const auto engineers =
      session.scalars(select<Engineer>().where(col<&Engineer::name> != "x").order_by(col<&Engineer::language>)).all();

  ASSERT_EQ(engineers.size(), 2U);
  EXPECT_EQ(engineers[0]->language, "C++");
  EXPECT_EQ(engineers[1]->language, "UML");
  EXPECT_EQ(counter.count(), 1U);
  EXPECT_EQ(engineers[1].as<Architect>()->style, "plain");
  EXPECT_EQ(counter.count(), 2U);
  EXPECT_THAT(std::string(counter.statements()[1]), testing::Not(HasSubstr("engineer")));
}

TEST(JoinedInheritance, there_is_one_instance_whatever_type_is_asked_for) {
  People people;
  people.fill();
  Session session(people.engine);

  auto person = session.get<Person>(2);
  StatementCounter counter(people.engine);
  auto engineer = session.get<Engineer>(2);

  EXPECT_EQ(person, engineer);
  EXPECT_EQ(counter.count(), 0U);
  EXPECT_FALSE(session.get<Manager>(2));
  EXPECT_EQ(engineer->language, "C++");
  EXPECT_EQ(counter.count(), 1U);
}

TEST(JoinedInheritance, a_query_of_the_derived_type_completes_what_the_base_read) {
  People people;
  people.fill();
  Session session(people.engine);
  const auto all = session.scalars(by_id).all();
  static_cast<void>(session.scalars(select<Engineer>()).all());
  StatementCounter counter(people.engine);

  EXPECT_EQ(all[1].as<Engineer>()->language, "C++");
  EXPECT_EQ(counter.count(), 0U);
}

TEST(JoinedInheritance, updates_only_the_tables_whose_columns_changed) {
  People people;
  people.fill();
  Session session(people.engine);
  auto manager = session.get<Manager>(4);
  StatementCounter counter(people.engine);

  manager.modify()->name = "Dora";
  session.flush();
  EXPECT_EQ(counter.count(), 1U);
  EXPECT_THAT(counter.statements()[0], HasSubstr("UPDATE person"));

  counter.reset();
  manager.modify()->title = "boss";
  session.flush();  // the version is in the root's table
  EXPECT_EQ(counter.count(), 2U);
  EXPECT_THAT(counter.statements()[0], HasSubstr("UPDATE person"));
  EXPECT_THAT(counter.statements()[1], HasSubstr("UPDATE manager"));
  session.commit();
  EXPECT_EQ(people.number("SELECT count(*) FROM manager WHERE title = 'boss'"), 1);
}

TEST(JoinedInheritance, a_statement_updates_the_table_of_the_type_and_knows_the_key) {
  People people;
  people.fill();
  Session session(people.engine);

  session.execute(update<Engineer>().set(col<&Engineer::language>, "Rust").where(col<&Person::id> == 2));
  session.execute(update<Engineer>().set(col<&Engineer::language>, "Go").where(
      col<&Person::id>.in(select(col<&Person::id>).from<Engineer>().where(col<&Person::name> == "Cid"))));
  session.commit();

  EXPECT_THAT(people.texts("SELECT language FROM engineer ORDER BY id"), ElementsAre("Rust", "Go"));
}

TEST(JoinedInheritance, a_statement_does_not_update_what_stands_in_the_table_of_the_base) {
  People people;
  Session session(people.engine);
  const auto what = [&](const auto& statement) {
    try {
      session.execute(statement);
    } catch (const UsageError& error) {
      return std::string(error.what());
    }
    return std::string("nothing was thrown");
  };

  EXPECT_EQ(what(update<Engineer>().set(col<&Person::name>, "x")),
            "UPDATE of \"Engineer\" cannot set \"Person::name\": its column is in the table \"person\", and the statement is "
            "one of the table \"engineer\" only\n"
            "  set it with a statement of its own:  weft::update<Person>().set(...), or change entities of a session:  "
            "ptr.modify()->name");
  EXPECT_EQ(what(update<Engineer>().set(col<&Engineer::language>, "x").where(col<&Person::name> == "Ben")),
            "UPDATE of \"Engineer\" cannot use \"Person::name\": its column is in the table \"person\", and the statement is "
            "one of the table \"engineer\" only\n"
            "  ask for it in a select:  .where(col<&Person::id>.in(weft::select(col<&Person::id>).from<Engineer>().where(...)))");
  EXPECT_THAT(what(update<Engineer>().set(col<&Engineer::language>, col<&Person::name>)), HasSubstr("cannot use \"Person::name\""));
}

struct Account {
  std::int64_t id{};
  std::string kind{};
};
struct Savings : Account {
  std::int64_t rate{};
};
struct YouthSavings : Savings {};
void map(Mapper<Account>& m) {
  m.polymorphic_on<&Account::kind>("account");
  m.column<&Account::id>().primary_key();
  m.column<&Account::kind>().length(20);
}
void map(Mapper<Savings>& m) {
  m.inherits<Account>("savings").table("savings");
  m.column<&Savings::rate>();
}
void map(Mapper<YouthSavings>& m) { m.inherits<Savings>("youth"); }

TEST(JoinedInheritance, a_statement_updates_only_rows_of_a_type_that_shares_the_table) {
  Database database;
  register_types<YouthSavings>();
  create_all<Account, Savings, YouthSavings>(database.engine);
  Session session(database.engine);
  session.add(Savings{{}, 1});
  session.add(YouthSavings{{{}, 1}});
  session.flush();

  session.execute(update<YouthSavings>().set(col<&Savings::rate>, 3));
  session.commit();

  EXPECT_THAT(database.numbers("SELECT rate FROM savings ORDER BY id"), ElementsAre(1, 3));
}

TEST(JoinedInheritance, a_change_through_the_base_leaves_what_was_not_read) {
  People people;
  people.fill();
  Session session(people.engine);
  auto person = session.scalars(by_id).all()[1];

  person.modify()->name = "Bob";
  session.flush();
  EXPECT_EQ(person.as<Engineer>()->language, "C++");
  person.as<Engineer>().modify()->language = "Rust";
  session.commit();

  EXPECT_EQ(people.number("SELECT count(*) FROM person JOIN engineer USING (id) WHERE name = 'Bob' AND language = 'Rust'"), 1);
}

TEST(JoinedInheritance, a_stale_version_is_found_whichever_table_changes) {
  People people;
  people.fill();
  Session session(people.engine);
  auto manager = session.get<Manager>(4);
  people.run("UPDATE person SET revision = revision + 1 WHERE id = 4");

  manager.modify()->title = "boss";

  EXPECT_THROW(session.flush(), StaleDataError);
}

TEST(JoinedInheritance, deletes_from_derived_to_root) {
  People people;
  people.fill();
  Session session(people.engine);
  auto architect = session.get<Architect>(3);
  for (const auto& tool : architect->tools) session.remove(tool);
  session.flush();
  StatementCounter counter(people.engine);

  session.remove(architect);
  session.flush();

  ASSERT_EQ(counter.count(), 3U);
  EXPECT_THAT(counter.statements()[0], HasSubstr("FROM architect"));
  EXPECT_THAT(counter.statements()[1], HasSubstr("FROM engineer"));
  EXPECT_THAT(counter.statements()[2], HasSubstr("FROM person"));
  session.commit();
  EXPECT_EQ(people.number("SELECT count(*) FROM person"), 3);
}

TEST(JoinedInheritance, an_expired_entity_is_refreshed_whole) {
  People people;
  people.fill();
  Session session(people.engine);
  auto person = session.get<Person>(3);
  session.commit();
  StatementCounter counter(people.engine);

  EXPECT_EQ(person->name, "Cid");
  EXPECT_EQ(person.as<Architect>()->style, "plain");
  EXPECT_EQ(counter.count(), 1U);
}

TEST(JoinedInheritance, what_was_not_read_needs_the_session) {
  People people;
  people.fill();
  Ptr<Person> person;
  {
    Session session(people.engine);
    person = session.scalars(by_id).all()[1];
  }

  EXPECT_EQ(person->name, "Ben");
  auto engineer = person.as<Engineer>();
  ASSERT_TRUE(engineer);
  EXPECT_THROW((void)engineer->language, DetachedError);
}

TEST(JoinedInheritance, refuses_a_row_of_no_known_kind) {
  People people;
  people.fill();
  people.run("UPDATE person SET kind = 'ghost' WHERE id = 1");
  Session session(people.engine);

  try {
    static_cast<void>(session.scalars(by_id).all());
    FAIL() << "it was read";
  } catch (const MappingError& error) {
    EXPECT_THAT(error.what(), HasSubstr("cannot read a row of table \"person\" as \"Person\": its discriminator names no known entity"));
    EXPECT_THAT(error.what(), HasSubstr("ghost"));
    EXPECT_THAT(error.what(), HasSubstr("(Architect)"));
    EXPECT_THAT(error.what(), HasSubstr("weft::register_types<...>()"));
  }
}

// Relationships, with every strategy.

class EveryStrategy : public testing::TestWithParam<std::string> {};

TEST_P(EveryStrategy, loads_a_relationship_to_the_base) {
  People people;
  people.fill();
  Session session(people.engine);

  const auto firm = session.scalars(select<Firm>().options(load<&Firm::people>(GetParam()))).one();

  std::vector<std::string> kinds;
  for (const auto& person : firm->people)
    kinds.push_back(person.as<Architect>() ? "architect" : person.as<Engineer>() ? "engineer" : person->kind);
  EXPECT_THAT(kinds, ElementsAre("person", "engineer", "architect", "manager"));
}

TEST_P(EveryStrategy, loads_a_relationship_to_a_derived_type) {
  People people;
  people.fill();
  Session session(people.engine);

  const auto firm = session.scalars(select<Firm>().options(load<&Firm::managers>(GetParam()))).one();
  StatementCounter counter(people.engine);

  ASSERT_EQ(firm->managers.size(), 1U);
  EXPECT_EQ(firm->managers[0]->title, "chief");
  EXPECT_EQ(firm->managers[0]->name, "Dot");
}

TEST_P(EveryStrategy, loads_a_relationship_of_a_derived_type) {
  People people;
  people.fill();
  Session session(people.engine);

  const auto engineers =
      session.scalars(select<Engineer>().order_by(col<&Engineer::id>).options(load<&Engineer::tools>(GetParam()))).all();

  ASSERT_EQ(engineers.size(), 2U);
  EXPECT_EQ(engineers[0]->tools[0]->name, "vim");
  EXPECT_EQ(engineers[1]->tools[1]->name, "ruler");
}

TEST_P(EveryStrategy, loads_a_to_one_that_leads_to_a_derived_type) {
  People people;
  people.fill();
  Session session(people.engine);

  const auto tools =
      session.scalars(select<Tool>().order_by(col<&Tool::id>).options(load<&Tool::engineer>(GetParam()))).all();

  EXPECT_EQ(tools[0]->engineer->language, "C++");
  EXPECT_EQ(tools[3]->engineer.as<Architect>()->style, "plain");
}

TEST_P(EveryStrategy, loads_a_relationship_of_the_base_for_a_derived_type) {
  People people;
  people.fill();
  Session session(people.engine);

  const auto manager = session.scalars(select<Manager>().options(load<&Manager::firm>(GetParam()))).one();

  EXPECT_EQ(manager->firm->name, "Weft");
}

INSTANTIATE_TEST_SUITE_P(JoinedInheritance, EveryStrategy, testing::Values("select", "joined", "selectin", "subquery"),
                         [](const auto& strategy) { return strategy.param; });

TEST(JoinedInheritance, relationships_of_a_derived_type_work_for_what_the_base_read) {
  People people;
  people.fill();
  Session session(people.engine);
  const auto all = session.scalars(by_id).all();

  EXPECT_EQ(all[1].as<Engineer>()->tools.size(), 2U);
  EXPECT_EQ(all[3].as<Manager>()->managed->name, "Weft");
}

TEST(JoinedInheritance, a_to_one_to_a_derived_type_does_not_take_a_sibling_from_memory) {
  People people;
  people.fill();
  people.run("UPDATE tool SET engineer_id = 4 WHERE id = 1");
  Session session(people.engine);
  auto manager = session.get<Manager>(4);

  EXPECT_FALSE(session.get<Tool>(1)->engineer);
}

TEST(JoinedInheritance, joins_and_conditions_name_members_of_base_and_derived) {
  People people;
  people.fill();
  Session session(people.engine);

  EXPECT_EQ(session.scalars(select<Tool>().join<&Tool::engineer>().where(col<&Engineer::name> == "Ben" &&
                                                                         col<&Engineer::language> == "C++")).all().size(), 2U);
  EXPECT_EQ(session.scalars(select<Firm>().where(rel<&Firm::managers>.any(col<&Manager::title> == "chief"))).all().size(), 1U);
  EXPECT_EQ(session.scalars(select<Tool>().where(rel<&Tool::engineer>.has(col<&Engineer::name> == "Cid"))).all().size(), 2U);
  const auto boss = alias<Manager>("boss");
  EXPECT_EQ(session.scalars(select(boss).where(boss[col<&Manager::title>] == "chief" && boss[col<&Manager::name>] == "Dot"))
                .all().size(), 1U);
}

TEST(JoinedInheritance, new_objects_are_linked_from_both_sides) {
  People people;
  Session session(people.engine);

  auto firm = session.add(Firm{.name = "New", .people = {Engineer{{.name = "Gil"}, "C"}, Person{.name = "Hal"}}});
  session.commit();

  EXPECT_EQ(firm->people[0].as<Engineer>()->language, "C");
  EXPECT_EQ(firm->people[0]->firm, firm);
  EXPECT_EQ(people.number("SELECT count(*) FROM person WHERE firm_id IS NOT NULL"), 2);
}

}  // namespace
}  // namespace weft::test
