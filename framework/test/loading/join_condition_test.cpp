// SPDX-License-Identifier: MIT
//
// Every strategy that loads, over relationships with join conditions of their own: what the condition leaves out is never
// loaded, and it costs no statement more.
#include <gtest/gtest.h>

#include <algorithm>

#include "loading/join_models.hpp"

namespace weft::test::joins {
namespace {

struct Costs {
  std::string strategy{};
  std::size_t statements = 0;  ///< for three owners and one relationship
};

class JoinCondition : public testing::TestWithParam<Costs> {
 protected:
  JoinCondition() { fill(database); }

  [[nodiscard]] const std::string& strategy() const { return GetParam().strategy; }

  /// What each user has in a relationship, which is read by the strategy.
  template <auto Member, class Read>
  std::vector<Ids> each_has(Read read) {
    StatementCounter counter(database.engine);
    const auto users =
        session.scalars(select<User>().order_by(col<&User::id>).options(load<Member>(strategy()))).all();
    std::vector<Ids> found;
    for (const auto& user : users) found.push_back(read(*user));
    EXPECT_EQ(counter.count(), GetParam().statements);
    return found;
  }

  Database database{};
  Session session{database.engine};
};

using Found = std::vector<Ids>;

TEST_P(JoinCondition, leaves_out_what_does_not_meet_it) {
  EXPECT_EQ(each_has<&User::in_boston>([](const User& user) { return ids_of(user.in_boston); }),
            (Found{{1}, {3, 4}, {}}));
  EXPECT_EQ(each_has<&User::in_paris>([](const User& user) { return ids_of(user.in_paris); }), (Found{{2}, {}, {}}));
}

TEST_P(JoinCondition, needs_nothing_that_is_equal) {
  EXPECT_EQ(each_has<&User::affordable>([](const User& user) { return ids_of(user.affordable); }),
            (Found{{1, 5}, {1, 2, 3, 5}, {}}));
}

TEST_P(JoinCondition, may_take_columns_of_the_owner_beside_its_key) {
  EXPECT_EQ(each_has<&User::too_dear>([](const User& user) { return ids_of(user.too_dear); }), (Found{{2}, {4}, {}}));
}

TEST_P(JoinCondition, makes_one_of_many) {
  EXPECT_EQ(each_has<&User::main>([](const User& user) { return user.main ? Ids{user.main->id} : Ids{}; }),
            (Found{{2}, {3}, {}}));
}

TEST_P(JoinCondition, asks_the_row_between) {
  EXPECT_EQ(each_has<&User::liked>([](const User& user) { return ids_of(user.liked); }), (Found{{1}, {2}, {}}));
  EXPECT_EQ(each_has<&User::within>([](const User& user) { return ids_of(user.within); }), (Found{{1}, {2}, {}}));
}

TEST_P(JoinCondition, of_a_to_one_is_asked_although_the_session_holds_the_target) {
  const auto users = session.scalars(select<User>()).all();
  StatementCounter counter(database.engine);

  const auto addresses =
      session.scalars(select<Address>().order_by(col<&Address::id>).options(load<&Address::rich>(strategy()))).all();
  std::vector<bool> rich;
  for (const auto& address : addresses) rich.push_back(static_cast<bool>(address->rich));

  EXPECT_EQ(rich, (std::vector<bool>{false, false, true, true, false}));
  EXPECT_EQ(addresses[2]->rich->name, "Bob");
  // Four owners with a key: the fifth costs nothing.
  EXPECT_EQ(counter.count(), strategy() == "select" ? 5U : GetParam().statements);
}

TEST_P(JoinCondition, holds_below_another) {
  const auto users = session.scalars(select<User>().order_by(col<&User::id>).options(
      load<&User::affordable>(strategy()).load<&Address::rich>(strategy()))).all();

  ASSERT_EQ(users.size(), 3U);
  ASSERT_EQ(users[1]->affordable.size(), 4U);
  EXPECT_FALSE(users[1]->affordable[0]->rich);
  EXPECT_EQ(users[1]->affordable[2]->rich, users[1]);
}

TEST_P(JoinCondition, goes_with_a_limit_and_a_condition_of_the_query) {
  const auto users = session.scalars(
      select<User>().order_by(col<&User::id>).limit(2).options(
          load<&User::affordable>(strategy()).where(col<&Address::city> == "Boston"))).all();

  ASSERT_EQ(users.size(), 2U);
  EXPECT_EQ(ids_of(users[0]->affordable), (Ids{1, 5}));
  EXPECT_EQ(ids_of(users[1]->affordable), (Ids{1, 3, 5}));
}

TEST_P(JoinCondition, goes_with_a_condition_of_many_values) {
  const std::vector<std::string> cities{"Boston", "Oslo"};
  const auto users = session.scalars(select<User>().order_by(col<&User::id>).options(
      load<&User::affordable>(strategy()).where(col<&Address::city>.in(cities)))).all();

  EXPECT_EQ(ids_of(users[0]->affordable), (Ids{1, 5}));
  EXPECT_EQ(ids_of(users[1]->affordable), (Ids{1, 3, 5}));
}

struct Ball {
  std::int64_t id{};
  std::int64_t size{};
};
struct Box {
  std::int64_t id{};
  Deferred<std::int64_t> room{};
  List<Ball> fitting{};
};
void map(Mapper<Ball>& m) {
  m.column<&Ball::id>().primary_key();
  m.column<&Ball::size>();
}
void map(Mapper<Box>& m) {
  m.column<&Box::id>().primary_key();
  m.column<&Box::room>().deferred();
  m.relationship<&Box::fitting>().primaryjoin(col<&Ball::size> <= col<&Box::room>).order_by(col<&Ball::id>).view_only();
}

TEST_P(JoinCondition, may_take_columns_that_rows_of_the_owner_leave_out) {
  create_all<Box, Ball>(database.engine);
  database.run({"INSERT INTO box (id, room) VALUES (1, 10), (2, 20)", "INSERT INTO ball (id, size) VALUES (1, 5), (2, 15)"});

  const auto boxes = session.scalars(select<Box>().order_by(col<&Box::id>).limit(5).options(load<&Box::fitting>(strategy()))).all();

  ASSERT_EQ(boxes.size(), 2U);
  EXPECT_EQ(ids_of(boxes[0]->fitting), (Ids{1}));
  EXPECT_EQ(ids_of(boxes[1]->fitting), (Ids{1, 2}));
  EXPECT_FALSE(boxes[0]->room.loaded());
}

TEST_P(JoinCondition, holds_for_a_refresh) {
  const auto ann = session.scalars(select<User>().order_by(col<&User::id>).options(load<&User::in_boston>(strategy()))).all()[0];
  EXPECT_EQ(ids_of(ann->in_boston), (Ids{1}));
  session.commit();
  database.run("INSERT INTO address (id, user_id, city, price, is_main) VALUES (6, 1, 'Boston', 1, 0), (7, 1, 'Oslo', 1, 0)");

  EXPECT_EQ(ids_of(ann->in_boston), (Ids{1, 6}));
}

INSTANTIATE_TEST_SUITE_P(Strategies, JoinCondition,
                         testing::Values(Costs{"select", 4}, Costs{"joined", 1}, Costs{"selectin", 2},
                                         Costs{"subquery", 2}, Costs{"peers", 2}),
                         [](const auto& shown) { return shown.param.strategy; });

class JoinConditions : public testing::Test {
 protected:
  JoinConditions() { fill(database); }

  Ids users(const Expression<bool>& condition) {
    return ids_of(session.scalars(select<User>().where(condition).order_by(col<&User::id>)).all());
  }
  Ids addresses(const Expression<bool>& condition) {
    return ids_of(session.scalars(select<Address>().where(condition).order_by(col<&Address::id>)).all());
  }

  Database database{};
  Session session{database.engine};
};

TEST_F(JoinConditions, hold_for_raise_and_noload_too) {
  const auto users = session.scalars(select<User>().options(raiseload<&User::in_boston>(), noload<&User::affordable>())).all();

  EXPECT_THROW((void)users[0]->in_boston.size(), UnloadedAccessError);
  EXPECT_TRUE(users[0]->affordable.empty());
}

TEST_F(JoinConditions, hold_for_raise_that_only_minds_statements) {
  const auto users = session.scalars(select<User>()).all();
  const auto addresses = session.scalars(select<Address>().order_by(col<&Address::id>).options(
      raiseload<&Address::rich>({{"sql_only", "true"}}))).all();

  EXPECT_THROW((void)static_cast<bool>(addresses[2]->rich), UnloadedAccessError);
  EXPECT_FALSE(addresses[4]->rich);  // its key is null
}

TEST_F(JoinConditions, hold_in_queries) {
  EXPECT_EQ(users(rel<&User::in_boston>.any()), (Ids{1, 2}));
  EXPECT_EQ(users(rel<&User::in_paris>.any()), (Ids{1}));
  EXPECT_EQ(users(rel<&User::in_boston>.any(col<&Address::price> > 10)), (Ids{2}));
  EXPECT_EQ(users(!rel<&User::affordable>.any()), (Ids{3}));
  EXPECT_EQ(users(rel<&User::too_dear>.any(col<&Address::city> == "Paris")), (Ids{1}));
  EXPECT_EQ(users(rel<&User::liked>.any(col<&Tag::name> == "blue")), (Ids{2}));
  EXPECT_EQ(users(rel<&User::within>.any()), (Ids{1, 2}));
  EXPECT_EQ(users(rel<&User::main>.is_null()), (Ids{3}));
  EXPECT_EQ(addresses(rel<&Address::rich>.has(col<&User::name> != "x")), (Ids{3, 4}));
}

TEST_F(JoinConditions, hold_where_an_entity_is_compared) {
  const auto ann = session.get<User>(1);
  const auto bob = session.get<User>(2);
  const auto boston = session.get<Address>(1);
  const auto paris = session.get<Address>(2);

  EXPECT_EQ(addresses(rel<&Address::rich> == ann), (Ids{}));
  EXPECT_EQ(addresses(rel<&Address::rich> == bob), (Ids{3, 4}));
  EXPECT_EQ(addresses(rel<&Address::rich> == nullptr), (Ids{1, 2, 5}));
  EXPECT_EQ(users(rel<&User::in_boston>.contains(boston)), (Ids{1}));
  EXPECT_EQ(users(rel<&User::in_boston>.contains(paris)), (Ids{}));
  EXPECT_EQ(users(rel<&User::affordable>.contains(paris)), (Ids{2}));
  EXPECT_EQ(users(rel<&User::liked>.contains(session.get<Tag>(2))), (Ids{2}));
}

TEST_F(JoinConditions, hold_in_joins) {
  auto pairs = [&](const auto& select) {
    std::vector<std::pair<std::int64_t, std::optional<std::int64_t>>> found;
    for (auto [user, other] : session.execute(select)) found.emplace_back(user, other);
    return found;
  };
  using Pairs = std::vector<std::pair<std::int64_t, std::optional<std::int64_t>>>;
  const auto users_and_addresses = select(col<&User::id>, col<&Address::id>.nullable()).order_by(col<&User::id>, col<&Address::id>);
  const auto users_and_tags = select(col<&User::id>, col<&Tag::id>.nullable()).order_by(col<&User::id>, col<&Tag::id>);

  EXPECT_EQ(pairs(users_and_addresses.join<&User::in_boston>()), (Pairs{{1, 1}, {2, 3}, {2, 4}}));
  EXPECT_EQ(pairs(users_and_addresses.outer_join<&User::in_boston>()), (Pairs{{1, 1}, {2, 3}, {2, 4}, {3, {}}}));
  EXPECT_EQ(pairs(users_and_addresses.outer_join<&User::too_dear>()), (Pairs{{1, 2}, {2, 4}, {3, {}}}));
  EXPECT_EQ(pairs(users_and_tags.join<&User::within>()), (Pairs{{1, 1}, {2, 2}}));
  EXPECT_EQ(pairs(users_and_tags.outer_join<&User::within>()), (Pairs{{1, 1}, {2, 2}, {3, {}}}));
  EXPECT_EQ(pairs(users_and_tags.outer_join<&User::liked>()), (Pairs{{1, 1}, {2, 2}, {3, {}}}));
}

TEST_F(JoinConditions, fill_what_the_query_joins_itself) {
  const auto users = session.scalars(select<User>().join<&User::in_boston>().order_by(col<&User::id>).options(
      contains_eager<&User::in_boston>())).all();

  ASSERT_EQ(users.size(), 2U);
  EXPECT_EQ(users[1]->in_boston.size(), 2U);
}

TEST_F(JoinConditions, are_not_written_but_the_pairs_are) {
  const auto cid = session.get<User>(3);
  cid.modify()->in_boston.push_back(Address{.city = "Oslo"});
  session.flush();

  EXPECT_TRUE(cid->in_boston.empty());  // it does not meet the condition
  session.commit();
  EXPECT_EQ(database.numbers("SELECT user_id FROM address WHERE city = 'Oslo'"), (Ids{3}));
}

TEST_F(JoinConditions, let_go_of_what_is_taken_out) {
  const auto bob = session.get<User>(2);
  bob.modify()->in_boston.remove(session.get<Address>(3));
  session.commit();

  EXPECT_EQ(database.numbers("SELECT id FROM address WHERE user_id = 2"), (Ids{4}));
}

TEST_F(JoinConditions, of_new_owners_that_are_only_read_are_empty) {
  const auto dan = session.add(User{.name = "Dan", .budget = 1000});

  EXPECT_TRUE(dan->affordable.empty());
  session.flush();
  session.expire(dan);
  EXPECT_EQ(dan->affordable.size(), 5U);
}

}  // namespace
}  // namespace weft::test::joins
