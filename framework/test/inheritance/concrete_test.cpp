// SPDX-License-Identifier: MIT
//
// Statements of an entity with concrete inheritance. In C++ &Drone::name is a member of the base Craft.
#include "inheritance/concrete_models.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

template <class Statement>
std::string refused(Session& session, const Statement& statement) {
  try {
    (void)session.execute(statement);
  } catch (const Error& error) {
    return error.what();
  }
  return "it was taken";
}

TEST(ConcreteMembers, are_columns_of_the_table_that_the_query_reads) {
  Hangar hangar;
  Session session(hangar.engine);
  StatementCounter counter(hangar.engine);

  const auto light = session.scalars(select<Drone>().where(col<&Drone::weight> < 3).order_by(col<&Drone::name>.desc())).all();
  const auto listed = session.scalars(select<Drone>().where(col<&Drone::id>.in({1, 3})).order_by(col<&Drone::id>)).all();
  const auto base = session.scalars(select<Craft>().where(col<&Drone::name> == "one")).all();

  EXPECT_THAT(names(light), ElementsAre("Gnat", "Fly"));
  EXPECT_THAT(names(listed), ElementsAre("Bee", "Gnat"));
  EXPECT_THAT(names(base), ElementsAre("one"));
  EXPECT_EQ(counter.count(), 3U);
  EXPECT_THAT(std::string(counter.statements()[0]), Not(HasSubstr("craft")));
}

TEST(ConcreteMembers, are_columns_of_it_in_groups_and_functions_too) {
  Hangar hangar;
  Session session(hangar.engine);

  const auto grouped = session.execute(select(col<&Drone::remote>, func::max(col<&Drone::weight>))
                                           .group_by(col<&Drone::remote>, col<&Drone::weight>)
                                           .having(func::count(col<&Drone::id>) == 1 && col<&Drone::weight> < 3)
                                           .order_by(func::lower(col<&Drone::name>)))
                           .all();

  ASSERT_EQ(grouped.size(), 2U);
  EXPECT_EQ(std::get<0>(grouped[0]), "r2");
  EXPECT_EQ(std::get<0>(grouped[1]), "r3");
}

TEST(ConcreteMembers, selected_by_themselves_are_those_of_the_base) {
  Hangar hangar;
  Session session(hangar.engine);
  const auto drone = alias<Drone>("d");

  EXPECT_THAT(session.scalars(select(col<&Drone::name>)).all(), ElementsAre("one"));
  EXPECT_THAT(session.scalars(select(col<&Drone::name>).from<Drone>().order_by(col<&Drone::id>)).all(),
              ElementsAre("Bee", "Fly", "Gnat"));
  EXPECT_THAT(session.scalars(select(drone[col<&Drone::name>]).order_by(drone[col<&Drone::id>])).all(),
              ElementsAre("Bee", "Fly", "Gnat"));
}

TEST(ConcreteMembers, are_those_of_the_base_where_the_statement_reads_it) {
  Hangar hangar;
  Session session(hangar.engine);
  const auto drone = alias<Drone>("d");

  const auto pairs = session.execute(select<Craft>().join<Drone>(drone, drone[col<&Drone::id>] == col<&Craft::id>)
                                         .where(col<&Drone::name> == "one" && drone[col<&Drone::name>] == "Bee"))
                         .all();

  EXPECT_EQ(pairs.size(), 1U);
}

TEST(ConcreteMembers, are_those_of_the_innermost_statement_that_reads_either) {
  Hangar hangar;
  Session session(hangar.engine);
  const auto heavy = select(col<&Drone::remote>).where(col<&Drone::weight> == 3);

  // The inner select reads drones, the outer one crafts.
  EXPECT_THAT(names(session.scalars(select<Craft>().where(exists(heavy) && col<&Craft::weight> == 100)).all()), ElementsAre("one"));
  // The inner select reads nothing that the member may be of.
  EXPECT_THAT(names(session.scalars(select<Drone>().where(exists(select<Squad>().where(col<&Squad::id> == col<&Drone::crew_id>)))
                                        .order_by(col<&Drone::id>))
                        .all()),
              ElementsAre("Bee", "Fly"));
}

TEST(ConcreteMembers, of_two_entities_that_may_have_them_are_refused) {
  Hangar hangar;
  Session session(hangar.engine);
  const auto on = col<&Drone::remote> == "r1" && col<&Glider::span> == 20;
  const auto glider = alias<Glider>("g");

  EXPECT_EQ(refused(session, select<Drone>().join<Glider>(on).where(col<&Drone::name> == "Bee")),
            "a member of \"Craft\" cannot be used here: it may be one of \"Drone\" or of \"Glider\", which have what \"Craft\" has in "
            "tables of their own\n"
            "  say which:  auto one = weft::alias<Glider>(\"one\")  in the statement, and  one[weft::col<&Craft::...>]");
  EXPECT_THAT(names(session.scalars(select<Drone>().join<Glider>(glider, glider[col<&Glider::name>] == "Kite")
                                        .where(col<&Drone::name> == "Bee"))
                        .all()),
              ElementsAre("Bee"));
}

TEST(ConcreteMembers, are_written_to_its_own_table) {
  Hangar hangar;
  Session session(hangar.engine);

  session.execute(update<Drone>().set(col<&Drone::name>, "Bug").set(col<&Drone::weight>, col<&Drone::weight> + 1)
                      .where(col<&Drone::name> == "Bee"));
  const auto gone = session.execute(delete_from<Drone>().where(col<&Drone::id> == 3).returning(col<&Drone::name>, col<&Drone::id>)).all();
  const auto made = session.execute(insert<Drone>().set(col<&Drone::name>, "New").set(col<&Drone::remote>, "r9")
                                        .set(col<&Drone::weight>, 7).returning(col<&Drone::name>)).all();
  session.commit();

  ASSERT_EQ(gone.size(), 1U);
  EXPECT_EQ(std::get<0>(gone[0]), "Gnat");
  EXPECT_EQ(made.size(), 1U);
  EXPECT_EQ(hangar.number("SELECT count(*) FROM drone WHERE name = 'Bug' AND weight = 4"), 1);
  EXPECT_EQ(hangar.number("SELECT count(*) FROM drone WHERE name IN ('Gnat', 'Bee')"), 0);
  EXPECT_EQ(hangar.number("SELECT count(*) FROM drone WHERE name = 'New' AND weight = 7"), 1);
  EXPECT_EQ(hangar.number("SELECT count(*) FROM craft WHERE name = 'one' AND weight = 100"), 1);
}

TEST(ConcreteMembers, in_a_conflict_are_those_of_both_rows) {
  Hangar hangar;
  Session session(hangar.engine);

  session.execute(insert<Drone>().values({Drone{{.id = 2, .name = "Flea", .weight = 9}, "r2"}})
                      .on_conflict<&Drone::id>().do_update<&Drone::name>());
  session.commit();

  EXPECT_EQ(hangar.number("SELECT count(*) FROM drone WHERE id = 2 AND name = 'Flea' AND weight = 1"), 1);
}

TEST(ConcreteMembers, of_what_is_derived_from_it_are_in_the_same_table) {
  Hangar hangar;
  Session session(hangar.engine);
  auto bee = session.get<Drone>(1);
  StatementCounter counter(hangar.engine);

  session.expire<&Drone::name>(bee);
  EXPECT_EQ(bee->name, "Bee");
  session.refresh<&Drone::name>(bee);
  EXPECT_EQ(counter.count(), 2U);
  bee.modify()->name = "Bug";
  EXPECT_THAT(history<&Drone::name>(bee).removed, ElementsAre("Bee"));
  session.commit();

  EXPECT_EQ(hangar.number("SELECT count(*) FROM drone WHERE name = 'Bug'"), 1);
  EXPECT_EQ(hangar.number("SELECT count(*) FROM craft WHERE name = 'one'"), 1);
}

// Relationships, which every entity maps for itself.

TEST(ConcreteRelationships, are_joined_from_the_table_that_the_query_reads) {
  Hangar hangar;
  Session session(hangar.engine);

  const auto north = session.scalars(select<Drone>().join<&Drone::crew>().where(col<&Squad::name> == "North").order_by(col<&Drone::name>)).all();
  const auto eyed = session.scalars(select<Drone>().join<&Drone::parts>().where(col<&Fitting::name> == "eye")).all();
  const auto drone = alias<Drone>("d");
  const auto squad = alias<Squad>("s");
  const auto named = session.scalars(select(drone).join<&Drone::crew>(drone, squad).where(squad[col<&Squad::name>] == "North")
                                         .order_by(drone[col<&Drone::id>])).all();
  const auto winged = session.scalars(select<Craft>().join<&Craft::parts>().where(col<&Fitting::name> == "wing")).all();

  EXPECT_THAT(names(north), ElementsAre("Bee", "Fly"));
  EXPECT_THAT(names(eyed), ElementsAre("Bee"));
  EXPECT_THAT(names(named), ElementsAre("Bee", "Fly"));
  EXPECT_THAT(names(winged), ElementsAre("one"));
}

TEST(ConcreteRelationships, in_conditions_are_those_of_the_entity_that_the_query_reads) {
  Hangar hangar;
  Session session(hangar.engine);
  const auto found = [&](const Expression<bool>& condition) {
    return names(session.scalars(select<Drone>().where(condition).order_by(col<&Drone::id>)).all());
  };
  const auto north = session.get<Squad>(1);
  const auto rotor = session.get<Fitting>(2);

  EXPECT_THAT(found(rel<&Drone::crew>.has(col<&Squad::name> == "North")), ElementsAre("Bee", "Fly"));
  EXPECT_THAT(found(!rel<&Drone::crew>.has()), ElementsAre("Gnat"));
  EXPECT_THAT(found(rel<&Drone::crew> == north), ElementsAre("Bee", "Fly"));
  EXPECT_THAT(found(rel<&Drone::crew> != north && col<&Drone::crew_id>.is_not_null()), IsEmpty());
  EXPECT_THAT(found(rel<&Drone::crew>.is_null()), ElementsAre("Gnat"));
  EXPECT_THAT(found(rel<&Drone::parts>.any()), ElementsAre("Bee", "Fly"));
  EXPECT_THAT(found(rel<&Drone::parts>.any(col<&Fitting::name>.in({"eye", "wing"}))), ElementsAre("Bee"));
  EXPECT_THAT(found(!rel<&Drone::parts>.any(col<&Fitting::name> == "eye") && rel<&Drone::parts>.any()), ElementsAre("Fly"));
  EXPECT_THAT(names(session.scalars(select<Craft>().where(rel<&Craft::parts>.contains(session.get<Fitting>(1)))).all()), ElementsAre("one"));
  const auto drone = alias<Drone>("d");
  EXPECT_THAT(names(session.scalars(select(drone).where(drone[rel<&Drone::parts>].contains(rotor))).all()), ElementsAre("Bee"));
}

TEST(ConcreteRelationships, compared_by_values_that_the_base_does_not_take_are_refused) {
  Hangar hangar;
  Session session(hangar.engine);
  const auto rotor = session.get<Fitting>(2);

  EXPECT_EQ(refused(session, select<Drone>().where(rel<&Drone::parts>.contains(rotor))),
            "query cannot compare \"Drone::parts\" with an entity: \"Craft::parts\", which the member means in C++, is joined by other "
            "columns\n"
            "  give the entity an alias:  auto one = weft::alias<Drone>(\"one\")  and  one[weft::rel<&Craft::parts>]");
}

TEST(ConcreteRelationships, that_the_entity_does_not_map_are_refused) {
  Hangar hangar;
  Session session(hangar.engine);

  EXPECT_THAT(refused(session, select<Glider>().where(rel<&Glider::crew>.has())),
              HasSubstr("query cannot follow \"Glider::crew\": it is not mapped as a relationship\n"
                        "  map it with:  m.relationship<&Glider::crew>()  in map(weft::Mapper<Glider>&): what is concrete() has the "
                        "columns of its base only"));
}

TEST(ConcreteRelationships, of_the_entity_to_itself_keep_the_two_sides_apart) {
  Hangar hangar;
  Session session(hangar.engine);
  const auto found = [&](const Expression<bool>& condition) {
    return names(session.scalars(select<Drone>().where(condition).order_by(col<&Drone::id>)).all());
  };

  EXPECT_THAT(found(rel<&Drone::followers>.any(col<&Drone::name> == "Fly")), ElementsAre("Bee"));
  EXPECT_THAT(found(rel<&Drone::leader>.has(col<&Drone::name> == "Bee")), ElementsAre("Fly", "Gnat"));
  EXPECT_THAT(found(rel<&Drone::leader>.has(rel<&Drone::parts>.any(col<&Fitting::name> == "eye"))), ElementsAre("Fly", "Gnat"));
  EXPECT_THAT(found(rel<&Drone::leader>.has(rel<&Drone::crew>.has(col<&Squad::name> == "South"))), IsEmpty());
  EXPECT_THAT(names(session.scalars(select<Squad>().where(rel<&Squad::drones>.any(col<&Drone::name> == "Fly"))).all()), ElementsAre("North"));
  EXPECT_THAT(names(session.scalars(select<Squad>().where(rel<&Squad::drones>.any(rel<&Drone::parts>.any(col<&Fitting::name> == "leg")))).all()),
              ElementsAre("North"));
}

TEST(ConcreteRelationships, from_the_base_to_the_entity_start_at_the_base) {
  Hangar hangar;
  Session session(hangar.engine);
  const auto found = [&](const Expression<bool>& condition) { return names(session.scalars(select<Craft>().where(condition)).all()); };

  EXPECT_THAT(found(rel<&Craft::escorts>.any(col<&Drone::name> == "Fly")), ElementsAre("one"));
  EXPECT_THAT(found(rel<&Craft::escorts>.any(col<&Drone::name> == "Bee")), IsEmpty());
  EXPECT_THAT(found(rel<&Craft::escorts>.contains(session.get<Drone>(2))), ElementsAre("one"));
  EXPECT_THAT(names(session.scalars(select<Craft>().join<&Craft::escorts>().where(col<&Drone::remote> == "r2")).all()), ElementsAre("one"));
  for (const std::string_view strategy : {"joined", "selectin", "subquery", "select"}) {
    SCOPED_TRACE(strategy);
    session.expunge_all();
    const auto craft = session.scalars(select<Craft>().where(col<&Craft::name> == "one").options(load<&Craft::escorts>(strategy))).one();
    EXPECT_THAT(names(craft->escorts), ElementsAre("Fly"));
  }
}

TEST(ConcreteRelationships, are_loaded_by_every_strategy) {
  Hangar hangar;
  for (const std::string_view strategy : {"joined", "selectin", "subquery", "select"}) {
    SCOPED_TRACE(strategy);
    Session session(hangar.engine);
    const auto drones = session.scalars(select<Drone>().options(load<&Drone::crew>(strategy), load<&Drone::parts>(strategy))
                                            .where(col<&Drone::weight> <= 3).order_by(col<&Drone::name>).limit(2))
                            .all();
    StatementCounter counter(hangar.engine);

    ASSERT_THAT(names(drones), ElementsAre("Bee", "Fly"));
    EXPECT_EQ(drones[0]->crew->name, "North");
    EXPECT_THAT(names(drones[0]->parts), ElementsAre("eye", "rotor"));
    EXPECT_THAT(names(drones[1]->parts), ElementsAre("leg"));
    EXPECT_EQ(counter.count(), strategy == "select" ? 3U : 0U);
  }
}

TEST(ConcreteRelationships, are_loaded_when_they_are_touched_and_changed_like_others) {
  Hangar hangar;
  {
    Session session(hangar.engine);
    auto bee = session.get<Drone>(1);
    EXPECT_EQ(bee->crew->name, "North");
    EXPECT_THAT(names(bee->parts), ElementsAre("eye", "rotor"));
    EXPECT_THAT(names(bee->followers), ElementsAre("Fly", "Gnat"));
    bee.modify()->crew = session.get<Squad>(2);
    session.get<Squad>(2).modify()->drones.push_back(session.get<Drone>(3));
    session.add(Drone{{.name = "Moth", .crew = make(Squad{.name = "West"}), .parts = {make(Fitting{.name = "tail"})}}, "r4"});
    session.commit();
    EXPECT_EQ(bee->crew->name, "South");
  }
  EXPECT_EQ(hangar.number("SELECT count(*) FROM drone WHERE crew_id = 2"), 2);
  EXPECT_EQ(hangar.number("SELECT count(*) FROM drone JOIN squad ON squad.id = crew_id JOIN fitting ON drone_id = drone.id "
                          "WHERE squad.name = 'West' AND fitting.name = 'tail' AND craft_id IS NULL"),
            1);
}

TEST(ConcreteRelationships, that_the_query_joins_are_read_from_its_rows) {
  Hangar hangar;
  Session session(hangar.engine);
  StatementCounter counter(hangar.engine);

  const auto drones = session.scalars(select<Drone>().join<&Drone::parts>().where(col<&Fitting::name> == "eye")
                                          .options(contains_eager<&Drone::parts>())).all();

  ASSERT_THAT(names(drones), ElementsAre("Bee"));
  EXPECT_THAT(names(drones[0]->parts), ElementsAre("eye"));
  EXPECT_EQ(counter.count(), 1U);
}

TEST(ConcreteRelationships, filter_what_they_load_by_members_of_the_base) {
  Hangar hangar;
  for (const std::string_view strategy : {"joined", "selectin", "subquery"}) {
    SCOPED_TRACE(strategy);
    Session session(hangar.engine);
    const auto some = load<&Squad::drones>(strategy).where(col<&Drone::name> == "Fly" && rel<&Drone::parts>.any(col<&Fitting::name> == "leg"));

    EXPECT_THAT(names(session.scalars(select<Squad>().where(col<&Squad::id> == 1).options(some)).one()->drones), ElementsAre("Fly"));
    session.expunge_all();
    const auto light = with_loader_criteria<Drone>(col<&Drone::weight> == 1);
    const auto all = load<&Squad::drones>(strategy);
    EXPECT_THAT(names(session.scalars(select<Squad>().where(col<&Squad::id> == 1).options(all, light)).one()->drones), ElementsAre("Fly"));
    EXPECT_THAT(names(session.scalars(select<Drone>().order_by(col<&Drone::id>).options(light)).all()), ElementsAre("Fly", "Gnat"));
    EXPECT_THAT(names(session.scalars(select<Craft>().options(light)).all()), ElementsAre("one"));
  }
}

TEST(ConcreteRelationships, in_options_are_about_the_base_where_the_query_selects_it) {
  Hangar hangar;
  Session session(hangar.engine);

  const auto rows = session.execute(select<Craft, Drone>().join<Drone>(col<&Drone::remote> == "r1").options(joinedload<&Craft::crew>())).all();
  StatementCounter counter(hangar.engine);

  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(std::get<0>(rows[0])->crew->name, "South");
  EXPECT_EQ(counter.count(), 0U);
  EXPECT_EQ(std::get<1>(rows[0])->crew->name, "North");
  EXPECT_EQ(counter.count(), 1U);
  EXPECT_THAT(refused(session, select<Drone, Glider>().join<Glider>(col<&Drone::remote> == "r1").options(joinedload<&Drone::crew>())),
              HasSubstr("cannot apply joinedload<&Craft::crew>(): it may be about each of \"Drone\", \"Glider\", which have what "
                        "\"Craft\" has in tables of their own\n  select them in queries of their own"));
}

}  // namespace
}  // namespace weft::test
