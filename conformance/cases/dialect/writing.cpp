// SPDX-License-Identifier: MIT
//
// INSERT, UPDATE and DELETE as a program writes them, and the errors of a database in the terms that all dialects share.
// Nothing here is committed.
#include "case.hpp"
#include "models/stock.hpp"
#include "trial.hpp"

namespace weft::conformance {
namespace {

using Names = std::vector<std::string>;

constexpr auto id = col<&Item::id>;
constexpr auto name = col<&Item::name>;
constexpr auto quantity = col<&Item::quantity>;

std::int64_t items(Session& session) { return session.scalars(select(func::count()).from<Item>()).one(); }

// --- inserts ---

void one_row(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  session.execute(insert<Item>().values(Item{.name = "Axe", .quantity = 1, .price = 2.5}));
  const auto axe = session.scalars(select<Item>().where(name == "Axe")).one();
  EXPECT_NE(axe->id, 0) << "the database makes the key";
  EXPECT_EQ(axe->note, std::nullopt);
}

void many_rows(Trial& trial) {
  stock(trial);
  std::vector<Item> rows;
  for (int number = 0; number < 2500; ++number) rows.push_back({.name = "n" + std::to_string(number), .quantity = number});
  Session session(trial.engine());
  session.execute(insert<Item>().values(rows));
  EXPECT_EQ(items(session), 2505);
  EXPECT_EQ(session.scalars(select(quantity).where(name == "n2499")).one(), 2499);
}

void no_rows(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  session.execute(insert<Item>().values(std::vector<Item>{}));
  EXPECT_EQ(items(session), 5);
}

void some_columns(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  session.execute(insert<Item>().set(name, "Axe").set(quantity, 2).set(col<&Item::price>, 1.5));
  EXPECT_EQ(session.scalars(select(quantity).where(name == "Axe")).one(), 2);
}

void insert_returning(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  const auto rows = session
                        .execute(insert<Item>()
                                     .values({Item{.name = "Axe"}, Item{.name = "Bow"}, Item{.name = "Cup"}})
                                     .returning(id, name))
                        .all();
  ASSERT_EQ(rows.size(), 3U);
  for (const auto& [key, called] : rows)
    EXPECT_EQ(session.scalars(select(name).where(id == key)).one(), called) << "a key was returned for another row";
  EXPECT_EQ(std::get<1>(rows[0]), "Axe") << "rows come back in the order in which they were given";
  EXPECT_EQ(std::get<1>(rows[2]), "Cup");
}

void insert_returning_types(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  const auto [price, note] = session
                                 .execute(insert<Item>()
                                              .values(Item{.name = "Axe", .price = 0.1})
                                              .returning(col<&Item::price>, col<&Item::note>))
                                 .one();
  EXPECT_EQ(price, 0.1);
  EXPECT_EQ(note, std::nullopt);
}

void update_returning(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  const auto rows =
      session.execute(update<Item>().set(quantity, quantity + 100).where(name == "Mug").returning(name, quantity)).all();
  EXPECT_EQ(rows, (std::vector<std::tuple<std::string, std::int64_t>>{{"Mug", 103}})) << "the row as it is afterwards";
}

void delete_returning(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  const auto rows = session.execute(delete_from<Item>().where(name == "Ink").returning(name)).all();
  EXPECT_EQ(rows, (std::vector<std::tuple<std::string>>{{"Ink"}}));
  EXPECT_EQ(items(session), 4);
}

// Whether it is refused by the framework or by the database: nobody is left without the rows that were asked for.
void refuses_insert_returning(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  EXPECT_THROW(session.execute(insert<Item>().values(Item{.name = "Axe"}).returning(id)), Error);
}
void refuses_update_returning(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  EXPECT_THROW(session.execute(update<Item>().set(quantity, 1).where(name == "Mug").returning(name)), Error);
}
void refuses_delete_returning(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  EXPECT_THROW(session.execute(delete_from<Item>().where(name == "Ink").returning(name)), Error);
}

void conflict_updates(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  session.execute(insert<Item>()
                      .values({Item{.name = "Mug", .quantity = 50}, Item{.name = "Axe", .quantity = 51}})
                      .on_conflict<&Item::name>()
                      .do_update<&Item::quantity>());
  EXPECT_EQ(session.scalars(select(quantity).where(name == "Mug")).one(), 50);
  EXPECT_EQ(session.scalars(select(quantity).where(name == "Axe")).one(), 51);
  EXPECT_EQ(items(session), 6);
}

void conflict_does_nothing(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  session.execute(
      insert<Item>().values(Item{.name = "Mug", .quantity = 50}).on_conflict<&Item::name>().do_nothing());
  EXPECT_EQ(session.scalars(select(quantity).where(name == "Mug")).one(), 3);
}

/// A database that cannot tell the new rows from those that were there has to refuse.
void conflict_returns_new_rows_only(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  const auto stores = [&] {
    Names stored;
    for (auto [new_name] : session.execute(insert<Item>()
                                               .values({Item{.name = "Mug", .quantity = 50}, Item{.name = "Axe", .quantity = 51}})
                                               .on_conflict<&Item::name>()
                                               .do_nothing()
                                               .returning(name)))
      stored.push_back(new_name);
    return stored;
  };
  const Capabilities& claims = trial.capabilities();
  if (!claims.on_conflict || !claims.insert_returning) {
    EXPECT_THROW(stores(), UsageError);
    return;
  }
  try {
    EXPECT_EQ(stores(), (Names{"Axe"}));
  } catch (const UsageError&) {
    EXPECT_EQ(items(session), 5);
  }
}

void more_rows_than_a_statement_takes(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  std::vector<Item> many;
  for (int number = 0; number < 20000; ++number) many.push_back({.id = 100000 + number, .name = "item " + std::to_string(number)});
  const auto stored = session.execute(insert<Item>().values(many).on_conflict<&Item::name>().do_nothing()).affected_rows();
  EXPECT_EQ(stored, 20000);
  EXPECT_EQ(items(session), 20005);
}

void refuses_on_conflict(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  EXPECT_THROW(session.execute(insert<Item>().values(Item{.name = "Mug"}).on_conflict<&Item::name>().do_nothing()), Error);
}

// --- updates and deletes ---

void update_by_an_expression(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  EXPECT_EQ(session.execute(update<Item>().set(quantity, quantity + 1).where(quantity == 3)).affected_rows(), 2);
  EXPECT_EQ(session.scalars(select(name).where(quantity == 4).order_by(name)).all(), (Names{"Bag", "Mug"}));
}

void update_of_all(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  EXPECT_EQ(session.execute(update<Item>().set(quantity, 1)).affected_rows(), 5);
}

void update_to_null(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  session.execute(update<Item>().set(col<&Item::note>, std::nullopt));
  EXPECT_EQ(session.scalars(select(func::count(col<&Item::note>))).one(), 0);
}

void update_by_a_query(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  session.execute(update<Item>().set(quantity, 77).where(id.in(select(col<&Part::item_id>))));
  EXPECT_EQ(session.scalars(select(name).where(quantity == 77).order_by(name)).all(), (Names{"Mug", "Pen"}));
}

void delete_by_a_condition(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  EXPECT_EQ(session.execute(delete_from<Item>().where(name.in({"Ink", "Bag"}))).affected_rows(), 2);
  EXPECT_EQ(items(session), 3);
}

void delete_of_nothing(Trial& trial) {
  stock(trial);
  Session session(trial.engine());
  EXPECT_EQ(session.execute(delete_from<Item>().where(name == "Axe")).affected_rows(), 0);
}

// --- errors ---

/// The SQLSTATE of the error that a statement ends in.
template <class Expected>
Case fails(std::string_view called, std::string_view sql, std::string_view sqlstate, Level level = Level::standard,
           std::source_location place = std::source_location::current()) {
  return Case(
      called,
      [sql, sqlstate](Trial& trial) {
        stock(trial);
        Session session(trial.engine());
        try {
          session.execute(text(sql));
          ADD_FAILURE() << "the statement was accepted: " << sql;
        } catch (const Expected& error) {
          EXPECT_EQ(error.sqlstate(), sqlstate) << error.what();
          EXPECT_EQ(error.sql(), sql) << "the error does not hold the statement";
          EXPECT_FALSE(error.driver_message().empty());
          EXPECT_FALSE(error.retryable());
        } catch (const Error& error) {
          ADD_FAILURE() << "an error of another type: " << error.what();
        }
      },
      level, nullptr, {}, place);
}

const Group errors{
    "dialect.errors",
    {fails<IntegrityError>("unique", "INSERT INTO conf_item (id, name, quantity, price) VALUES (1, 'Mug', 1, 1)", "23505",
                           Level::core),
     fails<IntegrityError>("primary_key", "INSERT INTO conf_item (id, name, quantity, price) VALUES (9001, 'Axe', 1, 1)",
                           "23505", Level::core),
     fails<IntegrityError>("not_null", "INSERT INTO conf_item (id, name, quantity, price) VALUES (1, NULL, 1, 1)", "23502",
                           Level::core),
     fails<IntegrityError>("foreign_key", "INSERT INTO conf_part (id, item_id, place) VALUES (1, 1, 1)", "23503", Level::core),
     fails<IntegrityError>("row_that_others_refer_to", "DELETE FROM conf_item WHERE id = 9001", "23503"),
     fails<IntegrityError>("check", "UPDATE conf_item SET quantity = -1", "23514"),
     fails<StatementError>("syntax", "SELEC name FROM conf_item", "42601", Level::core),
     fails<OperationalError>("no_such_table", "SELECT 1 FROM conf_nowhere", "42P01"),
     fails<StatementError>("no_such_column", "SELECT conf_item.missing FROM conf_item", "42703")}};

const Group inserts{
    "dialect.inserts",
    {{"one_row", &one_row, Level::core},
     {"many_rows", &many_rows},
     {"no_rows", &no_rows},
     {"some_columns", &some_columns},
     {"conflict_updates", &conflict_updates, Level::standard, &Capabilities::on_conflict, &refuses_on_conflict},
     {"conflict_does_nothing", &conflict_does_nothing, Level::standard, &Capabilities::on_conflict, &refuses_on_conflict},
     {"more_rows_than_a_statement_takes", &more_rows_than_a_statement_takes, Level::full, &Capabilities::on_conflict,
      &refuses_on_conflict},
     {"conflict_returns_new_rows_only", &conflict_returns_new_rows_only}}};

const Group returning{"dialect.returning",
                      {{"insert", &insert_returning, Level::core, &Capabilities::insert_returning, &refuses_insert_returning},
                       {"insert_types", &insert_returning_types, Level::standard, &Capabilities::insert_returning,
                        &refuses_insert_returning},
                       {"update", &update_returning, Level::standard, &Capabilities::update_returning,
                        &refuses_update_returning},
                       {"delete", &delete_returning, Level::standard, &Capabilities::delete_returning,
                        &refuses_delete_returning}}};

const Group updates{"dialect.updates",
                    {{"by_an_expression", &update_by_an_expression, Level::core},
                     {"of_all_rows", &update_of_all},
                     {"to_null", &update_to_null},
                     {"by_a_query", &update_by_a_query},
                     {"delete_by_a_condition", &delete_by_a_condition, Level::core},
                     {"delete_of_nothing", &delete_of_nothing}}};

}  // namespace
}  // namespace weft::conformance
