// SPDX-License-Identifier: MIT
//
// Which rows a session gives to a database's own way for many of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

#include "support/fake_dialect.hpp"
#include "weft/weft.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;
using testing::StartsWith;

struct Place {
  std::string code{};
  std::string name{};
  std::string state{};
};
void map(Mapper<Place>& m) {
  m.table("place");
  m.column<&Place::code>().primary_key();
  m.column<&Place::name>();
  m.column<&Place::state>().server_default("'new'");
}

struct Numbered {
  std::int64_t id{};
  std::string name{};
};
void map(Mapper<Numbered>& m) {
  m.table("numbered");
  m.column<&Numbered::id>().primary_key();
  m.column<&Numbered::name>();
}

Capabilities with_bulk() {
  Capabilities can;
  can.bulk_rows = 2;
  can.insert_rows = 100;
  can.on_conflict = true;
  return can;
}

struct BulkInserting : testing::Test {
  BulkInserting() { database.set_capabilities(with_bulk()); }

  /// What was sent, without transactions.
  std::vector<std::string> sent() {
    std::vector<std::string> statements;
    for (const std::string& entry : database.log())
      if (entry != "connect" && entry != "BEGIN") statements.push_back(entry);
    return statements;
  }
  Engine& engine() {
    if (!engine_) engine_.emplace(database.url());
    return *engine_;
  }

  FakeDatabase database{};

 private:
  std::optional<Engine> engine_{};
};

TEST_F(BulkInserting, takes_new_rows_with_keys_of_the_program) {
  Session session(engine());
  session.add(Place{.code = "a", .name = "A", .state = "x"});
  session.add(Place{.code = "b", .name = "B", .state = "y"});

  session.flush();

  EXPECT_THAT(sent(), ElementsAre("BULK place (code, name, state)"));
  EXPECT_THAT(database.last_parameters(), ElementsAre(Value::text("a"), Value::text("A"), Value::text("x"), Value::text("b"),
                                                      Value::text("B"), Value::text("y")));
}

TEST_F(BulkInserting, leaves_defaults_to_the_database) {
  Session session(engine());
  session.add(Place{.code = "a", .name = "A"});
  session.add(Place{.code = "b", .name = "B"});

  session.flush();

  EXPECT_THAT(sent(), ElementsAre("BULK place (code, name)"));
}

TEST_F(BulkInserting, begins_with_the_number_of_rows_that_the_dialect_says) {
  Session session(engine());
  session.add(Place{.code = "a", .name = "A", .state = "x"});

  session.flush();

  EXPECT_THAT(sent(), ElementsAre(StartsWith("INSERT INTO place")));
}

TEST_F(BulkInserting, is_not_for_rows_whose_keys_come_back) {
  Session session(engine());
  session.add(Numbered{.id = 1, .name = "A"});
  session.add(Numbered{.id = 2, .name = "B"});
  session.flush();
  EXPECT_THAT(sent(), ElementsAre("BULK numbered (id, name)")) << "these keys are known";
  database.clear_log();

  session.add(Numbered{.name = "A"});
  session.add(Numbered{.name = "B"});

  try {
    session.flush();
  } catch (const Error&) {
    // The fake database makes no keys.
  }
  EXPECT_EQ(database.count("BULK numbered (name)"), 0U);
}

TEST_F(BulkInserting, gives_way_to_insert_where_the_connection_declines) {
  database.decline_bulk();
  std::vector<std::string> seen;
  const auto watch = engine().on_statement([&](const StatementEvent& event) {
    if (event.kind == StatementKind::statement) seen.emplace_back(event.sql);
  });
  Session session(engine());
  session.add(Place{.code = "a", .name = "A"});
  session.add(Place{.code = "b", .name = "B"});

  session.flush();

  EXPECT_THAT(seen, ElementsAre(StartsWith("INSERT INTO place"))) << "what was declined was not sent";
}

TEST_F(BulkInserting, takes_rows_of_the_programs_own_statements) {
  Session session(engine());

  const auto result = session.execute(insert<Numbered>().values({Numbered{.name = "A"}, Numbered{.name = "B"}}));

  EXPECT_THAT(sent(), ElementsAre("BULK numbered (name)"));
  EXPECT_EQ(result.affected_rows(), 2);
}

TEST_F(BulkInserting, is_not_for_statements_that_ask_for_more) {
  Session session(engine());
  const std::vector<Place> places{{.code = "a", .name = "A"}, {.code = "b", .name = "B"}};

  session.execute(insert<Place>().values(places).on_conflict<&Place::code>().do_nothing());
  session.execute(insert<Place>().set(col<&Place::code>, "c"));

  EXPECT_THAT(sent(), ElementsAre(StartsWith("INSERT INTO place"), StartsWith("INSERT INTO place")));
}

TEST_F(BulkInserting, is_one_statement_to_those_who_listen) {
  std::vector<std::int64_t> rows;
  std::vector<std::size_t> batch;
  const auto watch = engine().on_statement([&](const StatementEvent& event) {
    if (event.kind != StatementKind::statement) return;
    rows.push_back(event.rows);
    batch.push_back(event.batch_rows);
    EXPECT_EQ(event.params.size(), 3U) << "those of the first row";
  });
  Session session(engine());
  for (const char* code : {"a", "b", "c"}) session.add(Place{.code = code, .name = "A", .state = "x"});

  session.flush();

  EXPECT_THAT(rows, ElementsAre(3));
  EXPECT_THAT(batch, ElementsAre(3));
}

}  // namespace
}  // namespace weft::test
