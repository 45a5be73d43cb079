// SPDX-License-Identifier: MIT
//
// What a strategy declares, how it goes on with many owners, deep trees and circles, and what happens to changes of what
// it loaded or did not load.
#include "case.hpp"
#include "cases/strategy/judge.hpp"
#include "models/chain.hpp"
#include "models/relationships.hpp"

namespace weft::conformance {
namespace {

std::string_view name_of(const Trial& trial) { return trial.strategy().name(); }
bool loads(const Trial& trial) { return trial.strategy().describe().loads; }

/// There is nothing to prove of what is never loaded; the shapes prove that it is not.
bool never_loads(Trial& trial) {
  if (!loads(trial)) trial.not_claimed("the strategy declares that it never loads");
  return !loads(trial);
}

// --- what it declares ---

void takes_no_other_option(Trial& trial) {
  trial.target().provide(relationships);
  Session session(trial.engine());
  const StrategyOptions options{{"an_option_that_nobody_takes", "1"}};
  expect_error<UsageError>(
      [&] { session.scalars(select<Department>().options(load<&Department::employees>(name_of(trial), options))); },
      "an_option_that_nobody_takes");
}

void says_the_same_every_time(Trial& trial) {
  const StrategyTraits first = trial.strategy().describe();
  const StrategyTraits second = trial.strategy().describe();
  EXPECT_EQ(first.options, second.options);
  EXPECT_EQ(first.loads, second.loads);
  EXPECT_EQ(first.budget, second.budget);
  EXPECT_FALSE(trial.strategy().name().empty());
}

// --- chunks ---

Graph crowd_graph() {
  Graph graph;
  for (std::int64_t club = 1; club <= clubs; ++club) {
    const auto digits = [](std::int64_t number) {
      const std::string text = std::to_string(number);
      return std::string(5 - text.size(), '0') + text;
    };
    std::string line = "c" + digits(club) + "{";
    for (std::int64_t member = 0; member < club % 3; ++member)
      line += (member == 0 ? "m" : ", m") + digits(club * 10 + member);
    graph.push_back(line + "}");
  }
  return graph;
}

void expect_crowd(Trial& trial, std::int64_t first) {
  trial.target().provide(crowd);
  const Strategies strategies{&trial.strategy()};
  Session session(trial.engine());
  trial.restart();
  const auto owners = session
                          .scalars(select<Club>()
                                       .where(col<&Club::id> >= first)
                                       .order_by(col<&Club::name>)
                                       .options(load<&Club::members>(name_of(trial))))
                          .all();
  const std::size_t before_touching = trial.count();
  Walk walk(strategies);
  Graph graph;
  for (const auto& owner : owners) graph.push_back(walk.text<&Club::members>(owner));
  const Graph all = crowd_graph();
  judge(trial, strategies, walk, graph, {all.begin() + (first - 1), all.end()}, before_touching);
}

void more_owners_than_keys_fit(Trial& trial) { expect_crowd(trial, 1); }
void exactly_a_hundred_owners(Trial& trial) { expect_crowd(trial, clubs - 99); }
void five_hundred_owners(Trial& trial) { expect_crowd(trial, clubs - 499); }

void more_members_than_keys_fit(Trial& trial) {
  trial.target().provide(crowd);
  const Strategies strategies{&trial.strategy()};
  Session session(trial.engine());
  trial.restart();
  const auto members =
      session.scalars(select<Member>().order_by(col<&Member::name>).options(load<&Member::club>(name_of(trial)))).all();
  const std::size_t before_touching = trial.count();
  ASSERT_EQ(members.size(), 1203U);
  Walk walk(strategies);
  Graph graph;
  Graph rows;
  for (const auto& member : members) {
    const std::string club = std::to_string(*member->club_id);
    rows.push_back(member->name + "{c" + std::string(5 - club.size(), '0') + club + "}");
    graph.push_back(walk.text<&Member::club>(member));
  }
  judge(trial, strategies, walk, graph, rows, before_touching);
}

// --- depth ---

void depth_refused(Trial& trial) {
  Session session(trial.engine());
  expect_error<UsageError>(
      [&] { session.scalars(select<Node>().options(load<&Node::children>(name_of(trial)).recursion_depth(2))); },
      "recursion_depth");
}

void expect_depth(Trial& trial, int depth, std::size_t statements) {
  trial.target().provide(relationships);
  if (!trial.strategy().describe().recursion) {
    trial.not_claimed("the strategy does not declare recursion");
    depth_refused(trial);
    return;
  }
  Session session(trial.engine());
  trial.restart();
  const auto root = session
                        .scalars(select<Node>()
                                     .where(col<&Node::name> == "root")
                                     .options(load<&Node::children>(name_of(trial)).recursion_depth(depth)))
                        .one();
  EXPECT_LE(trial.count(), statements) << "one statement for each level:" << trial.statements();
  trial.restart();
  Walk walk({&trial.strategy(), &trial.strategy(), &trial.strategy()});
  EXPECT_EQ((walk.text<&Node::children, &Node::children, &Node::children>(root)), "root{a{aa{aaa}, ab{}}, b{}}");
  EXPECT_EQ(trial.count(), 0U) << "what the depth reaches was read again:" << trial.statements();
}

void three_levels_deep(Trial& trial) { expect_depth(trial, 2, 4); }
void as_deep_as_the_data(Trial& trial) { expect_depth(trial, -1, 5); }

void ends_on_a_circle(Trial& trial) {
  trial.target().provide(relationships);
  if (!trial.strategy().describe().recursion) {
    trial.not_claimed("the strategy does not declare recursion");
    depth_refused(trial);
    return;
  }
  Session session(trial.engine());
  trial.restart();
  const auto people = session
                          .scalars(select<Person>().order_by(col<&Person::name>).options(
                              load<&Person::friends>(name_of(trial)).recursion_depth(-1)))
                          .all();
  EXPECT_LE(trial.count(), 4U) << "everybody was read, and was read again:" << trial.statements();
  Walk walk({&trial.strategy()});
  Graph graph;
  for (const auto& person : people) graph.push_back(walk.text<&Person::friends>(person));
  EXPECT_EQ(graph, (Graph{"Ann{Bob, Cid}", "Bob{Cid}", "Cid{Ann}", "Dan{}"}));
}

void levels_written_as_a_path(Trial& trial) {
  trial.target().provide(relationships);
  const Strategies strategies{&trial.strategy(), &trial.strategy()};
  Session session(trial.engine());
  trial.restart();
  const auto root = session
                        .scalars(select<Node>()
                                     .where(col<&Node::name> == "root")
                                     .options(load<&Node::children>(name_of(trial)).load<&Node::children>(name_of(trial))))
                        .one();
  const std::size_t before_touching = trial.count();
  Walk walk(strategies);
  const Graph graph{walk.text<&Node::children, &Node::children>(root)};
  judge(trial, strategies, walk, graph, {"root{a{aa, ab}, b{}}"}, before_touching);
}

void there_and_back(Trial& trial) {
  trial.target().provide(relationships);
  const Strategies strategies{&trial.strategy(), &trial.strategy()};
  Session session(trial.engine());
  trial.restart();
  const auto departments =
      session
          .scalars(select<Department>()
                       .order_by(col<&Department::name>)
                       .options(load<&Department::employees>(name_of(trial)).load<&Employee::department>(name_of(trial))))
          .all();
  const std::size_t before_touching = trial.count();
  Walk walk(strategies);
  Graph graph;
  for (const auto& one : departments) graph.push_back(walk.text<&Department::employees, &Employee::department>(one));
  judge(trial, strategies, walk, graph,
        {"Board{}", "Sales{Abe{Sales}, Ann{Sales}, Bob{Sales}}", "Stock{Cid{Stock}}"}, before_touching);
}

void two_relationships_of_one_owner(Trial& trial) {
  trial.target().provide(relationships);
  if (never_loads(trial)) return;
  Session session(trial.engine());
  trial.restart();
  const auto shelf = session
                         .scalars(select<Shelf>()
                                      .where(col<&Shelf::name> == "cellar 1")
                                      .options(load<&Shelf::volumes>(name_of(trial)), load<&Shelf::labels>(name_of(trial))))
                         .one();
  Walk walk({&trial.strategy()});
  EXPECT_EQ(walk.text<&Shelf::volumes>(shelf), "cellar 1{Cats, Dogs}");
  EXPECT_EQ(walk.text<&Shelf::labels>(shelf), "cellar 1{old}");
  EXPECT_LE(trial.count(), 3U) << trial.statements();
}

// What the session has loaded may lack what comes next on the path.
void path_through_what_is_loaded(Trial& trial) {
  trial.target().provide(relationships);
  if (never_loads(trial)) return;
  Session session(trial.engine());
  const auto students = session.scalars(select<Student>().order_by(col<&Student::name>)).all();
  for (const auto& student : students) static_cast<void>(student->courses.size());
  const std::string_view strategy = name_of(trial);
  trial.restart();
  static_cast<void>(session
                        .scalars(select<Student>()
                                     .order_by(col<&Student::name>)
                                     .options(load<&Student::courses>(strategy).load<&Course::students>(strategy)))
                        .all());
  const bool eager = !trial.strategy().describe().on_access;
  EXPECT_LE(trial.count(), eager ? 3U : 1U) << trial.statements();
  trial.restart();
  std::size_t pairs = 0;
  for (const auto& student : students)
    for (const auto& course : student->courses) pairs += course->students.size();
  EXPECT_GT(pairs, 0U);
  if (!eager) return;
  EXPECT_EQ(trial.count(), 0U) << "the end of the path was not loaded:" << trial.statements();
}

void derived_parts_of_what_was_loaded(Trial& trial) {
  trial.target().provide(relationships);
  if (never_loads(trial)) return;
  Session session(trial.engine());
  const auto depot = session
                         .scalars(select<Depot>()
                                      .where(col<&Depot::name> == "North")
                                      .options(load<&Depot::vehicles>(name_of(trial))))
                         .one();
  ASSERT_EQ(depot->vehicles.size(), 2U);
  EXPECT_EQ(depot->vehicles[0].as<Lorry>()->tons, 40);
  EXPECT_EQ(depot->vehicles[1].as<Car>()->doors, 3);
  EXPECT_FALSE(depot->vehicles[1].as<Lorry>());
}

// --- changes; none of it is committed ---

void appended_before_it_was_loaded(Trial& trial) {
  trial.target().provide(relationships);
  Session session(trial.engine());
  const auto sales = session
                         .scalars(select<Department>()
                                      .where(col<&Department::name> == "Sales")
                                      .options(load<&Department::employees>(name_of(trial))))
                         .one();
  const auto eve = session.add(Employee{.id = 900, .name = "Eve"});
  sales.modify()->employees.push_back(eve);
  session.flush();
  EXPECT_EQ(eve->department_id, sales->id);
  if (!loads(trial)) return;
  EXPECT_EQ(sales->employees.size(), 4U);
  EXPECT_TRUE(sales->employees.contains(eve));
}

void moved_to_another_owner(Trial& trial) {
  trial.target().provide(relationships);
  if (never_loads(trial)) return;
  Session session(trial.engine());
  const auto departments =
      session
          .scalars(select<Department>().order_by(col<&Department::name>).options(load<&Department::employees>(name_of(trial))))
          .all();
  const auto ann = departments[1]->employees[1];
  EXPECT_EQ(departments[2]->employees.size(), 1U);
  departments[2].modify()->employees.push_back(ann);
  Walk walk({&trial.strategy()});
  EXPECT_EQ(walk.text<&Department::employees>(departments[1]), "Sales{Abe, Bob}");
  EXPECT_EQ(walk.text<&Department::employees>(departments[2]), "Stock{Cid, Ann}");
  session.flush();
  EXPECT_EQ(ann->department_id, departments[2]->id);
}

// What a strategy shows as empty was not emptied by the program.
void changed_owner_keeps_its_related(Trial& trial) {
  trial.target().provide(relationships);
  Session session(trial.engine());
  const auto owner = session
                         .scalars(select<Student>()
                                      .where(col<&Student::name> == "Ann")
                                      .options(load<&Student::courses>(name_of(trial))))
                         .one();
  try {
    static_cast<void>(owner->courses.size());
  } catch (const UnloadedAccessError&) {
  }
  owner.modify()->name = "Anna";
  trial.restart();
  session.flush();
  EXPECT_EQ(trial.count(), 1U) << "only the name changed:" << trial.statements();
  EXPECT_EQ(std::get<0>(session.execute(text("SELECT count(*) FROM conf_student_course WHERE student_id = 1")
                                            .columns<std::int64_t>())
                            .one()),
            2);
}

void sees_what_was_not_flushed(Trial& trial) {
  trial.target().provide(relationships);
  if (never_loads(trial)) return;
  Session session(trial.engine());
  session.add(Employee{.id = 901, .name = "Zoe", .department_id = 3});
  const auto board = session
                         .scalars(select<Department>()
                                      .where(col<&Department::name> == "Board")
                                      .options(load<&Department::employees>(name_of(trial))))
                         .one();
  Walk walk({&trial.strategy()});
  EXPECT_EQ(walk.text<&Department::employees>(board), "Board{Zoe}");
}

void new_owner_reads_as_empty(Trial& trial) {
  trial.target().provide(relationships);
  Session session(trial.engine());
  const auto fresh = session.add(Department{.id = 902, .name = "Fresh"});
  trial.restart();
  EXPECT_TRUE(fresh->employees.empty());
  EXPECT_EQ(trial.count(), 0U) << trial.statements();
}

void filtered_step(Trial& trial) {
  trial.target().provide(relationships);
  if (never_loads(trial)) return;
  Session session(trial.engine());
  const auto departments = session
                               .scalars(select<Department>()
                                            .order_by(col<&Department::name>)
                                            .options(load<&Department::employees>(name_of(trial))
                                                         .where(col<&Employee::name>.like("A%"))))
                               .all();
  Walk walk({&trial.strategy()});
  Graph graph;
  for (const auto& one : departments) graph.push_back(walk.text<&Department::employees>(one));
  EXPECT_EQ(graph, (Graph{"Board{}", "Sales{Abe, Ann}", "Stock{}"}));
}

// The tables of derived entities have to be there before a condition reads them.
void step_filtered_by_a_derived_member(Trial& trial) {
  trial.target().provide(relationships);
  if (never_loads(trial)) return;
  Session session(trial.engine());
  const auto depots = session
                          .scalars(select<Depot>()
                                       .order_by(col<&Depot::name>)
                                       .options(load<&Depot::vehicles>(name_of(trial))
                                                    .with_polymorphic<Car, Lorry>()
                                                    .where(col<&Car::doors> > 0 || col<&Lorry::tons> > 40)))
                          .all();
  Walk walk({&trial.strategy()});
  Graph graph;
  for (const auto& one : depots) graph.push_back(walk.text<&Depot::vehicles>(one));
  EXPECT_EQ(graph, (Graph{"North{Mini}", "South{}", "West{}"}));
}

const Group declaration{"strategy.declaration",
                        {{"takes_no_other_option", &takes_no_other_option, Level::core},
                         {"says_the_same_every_time", &says_the_same_every_time, Level::core}}};

const Group chunks{"strategy.chunks",
                   {{"more_owners_than_keys_fit", &more_owners_than_keys_fit},
                    {"exactly_a_hundred_owners", &exactly_a_hundred_owners},
                    {"five_hundred_owners", &five_hundred_owners, Level::full},
                    {"more_members_than_keys_fit", &more_members_than_keys_fit, Level::full}}};

const Group depth{"strategy.depth",
                  {{"three_levels_deep", &three_levels_deep},
                   {"as_deep_as_the_data", &as_deep_as_the_data},
                   {"ends_on_a_circle", &ends_on_a_circle},
                   {"levels_written_as_a_path", &levels_written_as_a_path},
                   {"there_and_back", &there_and_back},
                   {"two_relationships_of_one_owner", &two_relationships_of_one_owner},
                   {"path_through_what_is_loaded", &path_through_what_is_loaded},
                   {"derived_parts_of_what_was_loaded", &derived_parts_of_what_was_loaded}}};

const Group changes{"strategy.changes",
                    {{"appended_before_it_was_loaded", &appended_before_it_was_loaded},
                     {"moved_to_another_owner", &moved_to_another_owner},
                     {"changed_owner_keeps_its_related", &changed_owner_keeps_its_related, Level::core},
                     {"sees_what_was_not_flushed", &sees_what_was_not_flushed},
                     {"new_owner_reads_as_empty", &new_owner_reads_as_empty},
                     {"filtered_step", &filtered_step},
                     {"step_filtered_by_a_derived_member", &step_filtered_by_a_derived_member}}};

}  // namespace
}  // namespace weft::conformance
