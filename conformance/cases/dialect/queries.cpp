// SPDX-License-Identifier: MIT
//
// What a query means, the same on every database: conditions, order, limits, groups, sets, joins.
#include "case.hpp"
#include "models/stock.hpp"
#include "trial.hpp"

namespace weft::conformance {
namespace {

using Names = std::vector<std::string>;

constexpr auto name = col<&Item::name>;
constexpr auto quantity = col<&Item::quantity>;
constexpr auto price = col<&Item::price>;
constexpr auto note = col<&Item::note>;

/// The names of the items that a condition finds, in alphabetical order.
Case finds(std::string_view called, Expression<bool> (*condition)(), Names expected, Level level = Level::standard,
           std::source_location place = std::source_location::current()) {
  auto check = [condition, expected = std::move(expected)](Trial& trial) {
    stock(trial);
    Session session(trial.engine());
    EXPECT_EQ(session.scalars(select(name).where(condition()).order_by(name)).all(), expected) << trial.statements();
  };
  return Case(called, check, level, nullptr, {}, place);
}

/// Names in which the characters of patterns stand, and those that the patterns would find as well.
void patterns_take_a_text_as_it_is(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  session.execute(insert<Item>().values({Item{.name = "a_b"}, Item{.name = "axb"}, Item{.name = "a%b"}, Item{.name = "a\\b"}}));
  const auto found = [&](const Expression<bool>& condition) {
    return session.scalars(select(name).where(condition).order_by(name)).all();
  };
  EXPECT_EQ(found(name.like("a\\_b")), (Names{"a_b"}));
  EXPECT_EQ(found(name.like("a\\%b")), (Names{"a%b"}));
  EXPECT_EQ(found(name.like("a\\\\b")), (Names{"a\\b"}));
  EXPECT_EQ(found(name.not_like("a\\_b") && name.like("a_b")), (Names{"a%b", "a\\b", "axb"}));
  EXPECT_EQ(found(name.ilike("A\\_B")), (Names{"a_b"}));
  EXPECT_EQ(found(name.starts_with("a_")), (Names{"a_b"}));
  EXPECT_EQ(found(name.ends_with("%b")), (Names{"a%b"}));
  EXPECT_EQ(found(name.contains("\\")), (Names{"a\\b"}));
}

const Group conditions{
    "dialect.conditions",
    {finds("equal", [] { return name == "Mug"; }, {"Mug"}, Level::core),
     finds("not_equal", [] { return quantity != 3; }, {"Cap", "Ink", "Pen"}, Level::core),
     finds("less_and_greater", [] { return quantity > 0 && quantity < 10; }, {"Bag", "Ink", "Mug"}, Level::core),
     finds("less_or_equal", [] { return quantity <= 3; }, {"Bag", "Cap", "Mug"}),
     finds("greater_or_equal", [] { return price >= 12.5; }, {"Bag", "Mug"}),
     finds("either", [] { return name == "Mug" || quantity == 0; }, {"Cap", "Mug"}),
     finds("not", [] { return !(quantity == 3); }, {"Cap", "Ink", "Pen"}),
     finds("either_inside_of_both", [] { return (name == "Mug" || name == "Bag") && price > 20; }, {"Bag"}),
     finds("null", [] { return note.is_null(); }, {"Bag", "Cap"}, Level::core),
     finds("not_null", [] { return note.is_not_null(); }, {"Ink", "Mug", "Pen"}),
     finds("null_is_neither_equal_nor_unequal", [] { return note != "blue"; }, {"Ink", "Pen"}),
     finds("equality_heeds_case", [] { return note == "Blue"; }, {"Pen"}),
     finds("between", [] { return quantity.between(3, 7); }, {"Bag", "Ink", "Mug"}),
     finds("in", [] { return name.in({"Mug", "Pen", "Axe"}); }, {"Mug", "Pen"}, Level::core),
     finds("in_nothing", [] { return name.in(Names{}); }, {}),
     finds("not_in", [] { return name.not_in({"Mug", "Pen"}); }, {"Bag", "Cap", "Ink"}),
     finds("not_in_a_vector", [] { return name.not_in(Names{"Mug", "Pen"}); }, {"Bag", "Cap", "Ink"}),
     finds("not_in_nothing", [] { return name.not_in(Names{}); }, {"Bag", "Cap", "Ink", "Mug", "Pen"}),
     finds("in_a_query", [] { return col<&Item::id>.in(select(col<&Part::item_id>)); }, {"Mug", "Pen"}),
     finds("not_in_a_query", [] { return col<&Item::id>.not_in(select(col<&Part::item_id>)); }, {"Bag", "Cap", "Ink"}),
     finds("any_related", [] { return rel<&Item::parts>.any(col<&Part::place> == 2); }, {"Mug"}),
     finds("no_related", [] { return !rel<&Item::parts>.any(); }, {"Bag", "Cap", "Ink"}),
     finds("like_prefix", [] { return name.like("M%"); }, {"Mug"}),
     finds("like_one_character", [] { return name.like("_ag"); }, {"Bag"}),
     {"patterns_take_a_text_as_it_is", &patterns_take_a_text_as_it_is},
     finds("ilike_ignores_case", [] { return note.ilike("BLUE"); }, {"Mug", "Pen"}),
     finds("arithmetic", [] { return quantity * 2 + 1 == 7; }, {"Bag", "Mug"}),
     finds("integers_divide_to_integers", [] { return quantity / 2 == 3; }, {"Ink"}),
     finds("remainder", [] { return quantity % 4 == 3; }, {"Bag", "Ink", "Mug"}),
     finds("minus", [] { return -quantity == -7; }, {"Ink"}),
     finds("texts_joined", [] { return name + "!" == "Mug!"; }, {"Mug"}),
     finds("lower", [] { return func::lower(name) == "mug"; }, {"Mug"}),
     finds("upper", [] { return func::upper(name) == "MUG"; }, {"Mug"}),
     finds("length", [] { return func::length(note) == 8; }, {"Ink"}),
     finds("absolute", [] { return func::abs(quantity - 10) == 7; }, {"Bag", "Mug"}),
     finds("coalesce", [] { return func::coalesce(note, "none") == "none"; }, {"Bag", "Cap"}),
     finds("case_of", [] { return case_(quantity > 5, 1).otherwise(0) == 1; }, {"Ink", "Pen"}),
     finds("cast_to_text", [] { return cast<std::string>(quantity) == "10"; }, {"Pen"}),
     finds("cast_to_integer", [] { return cast<std::int64_t>(price) == 40; }, {"Bag"}),
     finds("compared_with_a_query",
           [] { return price == select(func::max(price)).scalar(); }, {"Bag"})}};

/// The names in the order that the query gives.
Case gives(std::string_view called, Select<std::string> (*query)(), Names expected, Level level = Level::standard,
           Claim claim = nullptr, std::source_location place = std::source_location::current()) {
  const Check check = [query, expected = std::move(expected)](Trial& trial) {
    stock(trial);
    Session session(trial.engine());
    EXPECT_EQ(session.scalars(query()).all(), expected) << trial.statements();
  };
  // What is not claimed is written in another way, and means the same.
  return Case(called, check, level, claim, check, place);
}

const Claim null_ordering = &Capabilities::null_ordering;

const Group order{
    "dialect.order",
    {gives("ascending", [] { return select(name).order_by(price); }, {"Pen", "Ink", "Cap", "Mug", "Bag"}, Level::core),
     gives("descending", [] { return select(name).order_by(price.desc()); }, {"Bag", "Mug", "Cap", "Ink", "Pen"}, Level::core),
     gives("two_terms", [] { return select(name).order_by(quantity, name.desc()); }, {"Cap", "Mug", "Bag", "Ink", "Pen"}),
     gives("expression", [] { return select(name).order_by(-price); }, {"Bag", "Mug", "Cap", "Ink", "Pen"}),
     gives("nulls_first", [] { return select(name).order_by(note.asc().nulls_first(), name).limit(2); }, {"Bag", "Cap"},
           Level::standard, null_ordering),
     gives("nulls_last",
           [] { return select(name).order_by(note.asc().nulls_last(), name).offset(3); }, {"Bag", "Cap"}, Level::standard,
           null_ordering),
     gives("descending_nulls_first", [] { return select(name).order_by(note.desc().nulls_first(), name).limit(2); },
           {"Bag", "Cap"}, Level::full, null_ordering),
     gives("descending_nulls_last", [] { return select(name).order_by(note.desc().nulls_last(), name).offset(3); },
           {"Bag", "Cap"}, Level::full, null_ordering)}};

const Group limits{
    "dialect.limits",
    {gives("limit", [] { return select(name).order_by(name).limit(2); }, {"Bag", "Cap"}, Level::core),
     gives("offset", [] { return select(name).order_by(name).offset(3); }, {"Mug", "Pen"}, Level::core),
     gives("limit_and_offset", [] { return select(name).order_by(name).limit(2).offset(1); }, {"Cap", "Ink"}, Level::core),
     gives("limit_of_nothing", [] { return select(name).order_by(name).limit(0); }, {}),
     gives("offset_beyond_the_end", [] { return select(name).order_by(name).limit(5).offset(99); }, {}),
     gives("limit_beyond_the_end", [] { return select(name).order_by(name).limit(99).offset(4); }, {"Pen"}),
     gives("distinct", [] { return select(case_(quantity > 5, "many").otherwise("few").label("amount")).distinct().order_by(label<std::string>("amount")); },
           {"few", "many"})}};

Select<std::string> few() { return select(name).where(quantity <= 3); }
Select<std::string> dear() { return select(name).where(price > 7); }

const Group sets{
    "dialect.sets",
    {gives("union", [] { return few().union_with(dear()).order_by(name); }, {"Bag", "Cap", "Mug"}),
     gives("union_all", [] { return few().union_all(dear()).order_by(name); }, {"Bag", "Bag", "Cap", "Cap", "Mug", "Mug"}),
     gives("intersect", [] { return few().intersect(dear()).order_by(name); }, {"Bag", "Cap", "Mug"}),
     gives("except", [] { return select(name).except(few()).order_by(name); }, {"Ink", "Pen"}),
     gives("union_with_a_limit", [] { return few().union_with(dear()).order_by(name).limit(1); }, {"Bag"})}};

void outer_join(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  const auto rows = session
                        .execute(select(name, col<&Part::place>.nullable())
                                     .outer_join<&Item::parts>()
                                     .where(quantity > 5)
                                     .order_by(name))
                        .all();
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(std::get<1>(rows[0]), std::nullopt);
  EXPECT_EQ(std::get<1>(rows[1]), 1);
}

void join_under_an_alias(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  const auto other = alias<Item>("other");
  const auto pairs = session
                         .execute(select(name, other[name])
                                      .join<Item>(other, other[quantity] == quantity && other[name] != name)
                                      .order_by(name))
                         .all();
  EXPECT_EQ(pairs, (std::vector<std::tuple<std::string, std::string>>{{"Bag", "Mug"}, {"Mug", "Bag"}}));
}

void cross_join(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  EXPECT_EQ(session.scalars(select(func::count()).from<Item>().cross_join<Part>()).one(), 15);
}


const Group joins{"dialect.joins",
                  {gives("inner", [] { return select(name).join<&Item::parts>().order_by(name); }, {"Mug", "Mug", "Pen"},
                         Level::core),
                   {"outer", &outer_join, Level::core},
                   {"under_an_alias", &join_under_an_alias},
                   {"cross", &cross_join}}};

/// One row of one value.
template <class V>
Case computes(std::string_view called, Select<V> (*query)(), V expected, Claim claim = nullptr,
              std::source_location place = std::source_location::current()) {
  const Check check = [query, expected](Trial& trial) {
    stock(trial);
    Session session(trial.engine());
    EXPECT_EQ(session.scalars(query()).one(), expected) << trial.statements();
  };
  return Case(called, check, Level::standard, claim, {}, place);
}

using Integer = std::optional<std::int64_t>;
using Real = std::optional<double>;

void groups_with_a_condition(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  const auto rows = session
                        .execute(select(quantity, func::count().label("items"))
                                     .group_by(quantity)
                                     .having(func::count() > 1)
                                     .order_by(quantity))
                        .all();
  EXPECT_EQ(rows, (std::vector<std::tuple<std::int64_t, std::int64_t>>{{3, 2}}));
}

/// The values in an expression are sent, so the database has to see that it is the same in both places.
void groups_by_an_expression_with_values(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  using Rows = std::vector<std::tuple<std::string, std::int64_t>>;
  const auto amount = case_(quantity > 5, "many").otherwise("few");
  EXPECT_EQ(session.execute(select(amount, func::count()).group_by(amount).order_by(amount)).all(), (Rows{{"few", 3}, {"many", 2}}));
  const auto labelled = select(amount.label("amount"), func::count()).group_by(label<std::string>("amount"));
  EXPECT_EQ(session.execute(labelled.order_by(label<std::string>("amount"))).all(), (Rows{{"few", 3}, {"many", 2}}));
  const auto rest = quantity % 3;
  EXPECT_EQ(session.scalars(select(rest).group_by(rest).having(func::count() > 2)).all(), (std::vector<std::int64_t>{0}));
  const auto word = func::coalesce(note, "none");
  EXPECT_EQ(session.scalars(select(word).group_by(word).having(func::count() > 1)).all(), (Names{"none"}));
  EXPECT_EQ(session.scalars(select(amount).distinct().order_by(amount)).all(), (Names{"few", "many"}));
}

const Group aggregates{
    "dialect.aggregates",
    {computes<std::int64_t>("count", [] { return select(func::count()).from<Item>(); }, 5),
     computes<std::int64_t>("count_leaves_out_null", [] { return select(func::count(note)); }, 3),
     computes<std::int64_t>("count_distinct", [] { return select(func::count_distinct(quantity)); }, 4),
     computes<Integer>("sum_of_integers", [] { return select(func::sum(quantity)); }, 23),
     computes<Real>("sum_of_reals", [] { return select(func::sum(price)); }, 66.75),
     computes<Integer>("sum_of_nothing", [] { return select(func::sum(quantity)).where(name == "none"); }, std::nullopt),
     computes<Real>("average_of_integers", [] { return select(func::avg(quantity)); }, 4.6),
     computes<Integer>("smallest", [] { return select(func::min(quantity)); }, 0),
     computes<Real>("largest", [] { return select(func::max(price)); }, 40.0),
     {"groups_with_a_condition", &groups_with_a_condition},
     {"groups_by_an_expression_with_values", &groups_by_an_expression_with_values}}};

}  // namespace
}  // namespace weft::conformance
