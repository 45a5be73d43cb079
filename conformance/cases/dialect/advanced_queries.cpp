// SPDX-License-Identifier: MIT
//
// What not every database can do: common table expressions, windows, locks, lateral joins, keys of several columns, and
// long lists.
#include "case.hpp"
#include "models/relationships.hpp"
#include "models/stock.hpp"
#include "trial.hpp"

namespace weft::conformance {
namespace {

using Names = std::vector<std::string>;
using Integers = std::vector<std::int64_t>;

constexpr auto name = col<&Item::name>;
constexpr auto quantity = col<&Item::quantity>;

Select<std::string> through_a_cte() {
  const auto few = select(name, quantity).where(quantity <= 3).cte("few");
  return select(few[name]).from(few).where(few[quantity] > 0).order_by(few[name]);
}

void common_table_expression(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  EXPECT_EQ(session.scalars(through_a_cte()).all(), (Names{"Bag", "Mug"}));
}

void recursive(Trial& trial) {
  trial.target().provide(relationships);
  Session session(trial.engine());
  const auto tree = recursive_cte("tree", select(col<&Node::id>, col<&Node::name>).where(col<&Node::name> == "a"),
                                  [](const Subquery& self) {
                                    return select(col<&Node::id>, col<&Node::name>)
                                        .join(self, col<&Node::parent_id> == self[col<&Node::id>]);
                                  });
  EXPECT_EQ(session.scalars(select(tree[col<&Node::name>]).from(tree).order_by(tree[col<&Node::name>])).all(),
            (Names{"a", "aa", "aaa", "ab"}));
}

void derived_table(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  const auto few = select(name, quantity).where(quantity <= 3).subquery("few");
  EXPECT_EQ(session.scalars(select(func::count()).from(few)).one(), 3);
}

void refuses_ctes(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  EXPECT_THROW(static_cast<void>(session.scalars(through_a_cte())), Error);
}

Select<std::int64_t> numbered() {
  return select(func::row_number().over(partition_by(quantity), order_by(name.asc()))).order_by(quantity, name);
}
void row_number(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  EXPECT_EQ(session.scalars(numbered()).all(), (Integers{1, 1, 2, 1, 1}));
}
void ranks(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  EXPECT_EQ(session.scalars(select(func::rank().over(order_by(quantity.asc()))).order_by(quantity)).all(),
            (Integers{1, 2, 2, 4, 5}));
}
void dense_ranks(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  EXPECT_EQ(session.scalars(select(func::dense_rank().over(order_by(quantity.asc()))).order_by(quantity)).all(),
            (Integers{1, 2, 2, 3, 4}));
}
void running_sum(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  const auto sums = session.scalars(select(func::sum(quantity).over(order_by(name.asc()))).order_by(name)).all();
  EXPECT_EQ(sums, (std::vector<std::optional<std::int64_t>>{3, 3, 10, 13, 23}));
}
void refuses_windows(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  EXPECT_THROW(static_cast<void>(session.scalars(numbered())), Error);
}

void locks_rows(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  EXPECT_EQ(session.scalars(select<Item>().where(name == "Mug").for_update()).one()->quantity, 3);
}
void refuses_locks(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  EXPECT_THROW(static_cast<void>(session.scalars(select<Item>().where(name == "Mug").for_update())), Error);
}
void skips_locked_rows(Trial& trial) {
  stock(trial);
  Session holder(trial.engine());
  ASSERT_EQ(holder.scalars(select<Item>().where(col<&Item::id> == 9001).for_update()).all().size(), 1U);
  Session other(trial.engine());
  const auto query = select<Item>().where(col<&Item::id>.in({9001, 9002})).for_update({.skip_locked = true});
  const auto rows = other.scalars(query).all();
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows.front()->id, 9002);
}
void refuses_to_skip(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  EXPECT_THROW(static_cast<void>(session.scalars(select<Item>().for_update({.skip_locked = true}))), Error);
}

constexpr std::string_view lateral_join =
    "SELECT count(*) FROM conf_item i CROSS JOIN LATERAL (SELECT p.id FROM conf_part p WHERE p.item_id = i.id LIMIT 1) first";

void lateral(Trial& trial) {
  stock(trial);
  EXPECT_EQ(trial.number(lateral_join), 2);
}
void refuses_lateral(Trial& trial) {
  stock(trial);
  EXPECT_THROW(static_cast<void>(trial.number(lateral_join)), StatementError);
}

void pairs_of_keys(Trial& trial) {
  trial.target().provide(relationships);
  Session session(trial.engine());
  const auto query = select(col<&Shelf::name>)
                         .where(tuple(col<&Shelf::room>, col<&Shelf::number>).in({{"attic", 2}, {"cellar", 1}, {"none", 1}}))
                         .order_by(col<&Shelf::name>);
  EXPECT_EQ(session.scalars(query).all(), (Names{"attic 2", "cellar 1"}));
}
void one_pair_of_keys(Trial& trial) {
  trial.target().provide(relationships);
  Session session(trial.engine());
  EXPECT_EQ(session
                .scalars(select(col<&Shelf::name>).where(tuple(col<&Shelf::room>, col<&Shelf::number>).in({{"attic", 1}})))
                .all(),
            Names{"attic 1"});
}

void long_list_of_integers(Trial& trial) {
  stock(trial);
  Integers keys;
  for (std::int64_t key = 1; key <= 600; ++key) keys.push_back(key + 8500);
  Session session(trial.engine());
  EXPECT_EQ(session.scalars(select(func::count()).from<Item>().where(col<&Item::id>.in(keys))).one(), 5);
}
void long_list_of_texts(Trial& trial) {
  stock(trial);
  Names names{"Mug", "Pen"};
  for (int number = 0; number < 600; ++number) names.push_back("it's, \"" + std::to_string(number) + "\" {}");
  Session session(trial.engine());
  EXPECT_EQ(session.scalars(select(func::count()).from<Item>().where(name.in(names))).one(), 2);
}

void entities_with_counts(Trial& trial) {
  trial.target().provide(relationships);
  Session session(trial.engine());
  const auto vehicles = func::count(col<&Vehicle::id>).label("vehicles");
  Names seen;
  for (const auto& [depot, count] :
       session.execute(select<Depot>().add_columns(vehicles).outer_join<&Depot::vehicles>().group_by(col<&Depot::id>).order_by(
           vehicles.desc(), col<&Depot::id>)))
    seen.push_back(depot->name + std::to_string(count));
  EXPECT_EQ(seen, (Names{"North2", "South1", "West0"}));
}

// One table of the two that a car is in.
void update_of_a_derived_type(Trial& trial) {
  trial.target().provide(relationships);
  Session session(trial.engine());
  session.execute(update<Car>().set(col<&Car::doors>, col<&Car::doors> + 1).where(col<&Vehicle::id> == 1));
  session.execute(update<Car>().set(col<&Car::doors>, 9).where(
      col<&Vehicle::id>.in(select(col<&Vehicle::id>).where(col<&Vehicle::name> == "Panda"))));
  const auto doors = session.scalars(select(col<&Car::doors>).order_by(col<&Car::doors>)).all();
  EXPECT_EQ(doors, (Integers{0, 4, 9}));
  session.rollback();
}

const Claim ctes = &Capabilities::common_table_expressions;
const Claim windows = &Capabilities::window_functions;
const Claim row_values = &Capabilities::row_values;

const Group subqueries{"dialect.subqueries",
                       {{"derived_table", &derived_table, Level::core},
                        {"common_table_expression", &common_table_expression, Level::standard, ctes, &refuses_ctes},
                        {"recursive", &recursive, Level::standard, ctes, &refuses_ctes},
                        {"lateral", &lateral, Level::full, &Capabilities::lateral, &refuses_lateral}}};

const Group window{"dialect.windows",
                   {{"row_number", &row_number, Level::standard, windows, &refuses_windows},
                    {"rank", &ranks, Level::standard, windows, &refuses_windows},
                    {"dense_rank", &dense_ranks, Level::full, windows, &refuses_windows},
                    {"running_sum", &running_sum, Level::full, windows, &refuses_windows}}};

const Group locking{"dialect.locking",
                    {{"for_update", &locks_rows, Level::standard, &Capabilities::for_update, &refuses_locks},
                     {"skip_locked", &skips_locked_rows, Level::full, &Capabilities::skip_locked, &refuses_to_skip}}};

const Group shapes{"dialect.entity_statements",
                   {{"entities_with_counts", &entities_with_counts}, {"update_of_a_derived_type", &update_of_a_derived_type}}};

// Without row values the framework writes conditions that mean the same.
const Group keys{"dialect.key_lists",
                 {{"pairs", &pairs_of_keys, Level::standard, row_values, &pairs_of_keys},
                  {"one_pair", &one_pair_of_keys, Level::standard, row_values, &one_pair_of_keys},
                  {"six_hundred_integers", &long_list_of_integers},
                  {"six_hundred_texts", &long_list_of_texts}}};

}  // namespace
}  // namespace weft::conformance
