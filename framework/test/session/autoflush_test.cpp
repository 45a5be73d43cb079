// SPDX-License-Identifier: MIT
//
// Flushes that queries make: who sees their errors is told where they come from.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "support/database.hpp"

namespace weft::test {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view note =
    "\n  a query made this flush; if that came too early, hold flushes back with session.no_autoflush()";

template <class Failure>
std::string text_of(const std::function<void()>& attempt) {
  try {
    attempt();
  } catch (const Failure& error) {
    return error.what();
  }
  return "no error";
}

/// Two items of one name: no flush can write them.
struct Autoflush : testing::Test {
  Autoflush() {
    database.fill_company();
    database.fill_shop();
  }
  void spoil(Session& session) { session.add(Item{.name = "Mug"}); }

  Database database{};
};

TEST_F(Autoflush, tells_that_a_query_made_the_flush_that_failed) {
  Session session(database.engine);
  spoil(session);

  try {
    (void)session.scalars(select<Department>()).all();
    FAIL() << "no error";
  } catch (const IntegrityError& error) {
    EXPECT_THAT(error.what(), EndsWith(std::string(note)));
    EXPECT_THAT(error.sql(), HasSubstr("INSERT INTO item"));
    EXPECT_EQ(error.sqlstate(), "23505");
    EXPECT_NE(error.driver_code(), 0);
    EXPECT_THAT(error.driver_message(), Not(HasSubstr("query")));
  }
}

TEST_F(Autoflush, tells_it_whatever_asked_the_database) {
  const std::vector<std::function<void(Session&)>> queries{
      [](Session& session) { (void)session.get<Department>(3); },
      [](Session& session) { session.refresh(session.get<Department>(1)); },
      [](Session& session) { session.refresh<&Department::name>(session.get<Department>(1)); },
      [](Session& session) { (void)session.get<Department>(1)->employees.size(); },
      [](Session& session) { session.merge(Department{.id = 3, .name = "Board"}); },
      [](Session& session) { session.execute(text("SELECT 1").columns<std::int64_t>()); },
      [](Session& session) { session.execute(update<Department>().set(col<&Department::name>, "x")); }};
  for (const auto& query : queries) {
    Session session(database.engine);
    auto sales = session.get<Department>(1);
    spoil(session);

    EXPECT_THAT(text_of<IntegrityError>([&] { query(session); }), EndsWith(std::string(note)));
  }
}

TEST_F(Autoflush, tells_it_of_other_errors_than_the_databases) {
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  session.execute(text("DELETE FROM employee WHERE id = 1"));
  ann.modify()->age = 31;

  EXPECT_THAT(text_of<StaleDataError>([&] { (void)session.scalars(select<Department>()).all(); }),
              EndsWith(std::string(note)));
}

TEST_F(Autoflush, says_nothing_of_flushes_that_the_program_made) {
  Session flushed(database.engine);
  spoil(flushed);
  Session committed(database.engine);
  spoil(committed);

  EXPECT_THAT(text_of<IntegrityError>([&] { flushed.flush(); }), Not(HasSubstr("query")));
  EXPECT_THAT(text_of<IntegrityError>([&] { committed.commit(); }), Not(HasSubstr("query")));
}

TEST_F(Autoflush, says_nothing_of_statements_after_it) {
  Session session(database.engine);
  session.add(Item{.name = "Box"});

  EXPECT_THAT(text_of<StatementError>([&] { session.execute(text("SELECT x FROM nowhere").columns<std::int64_t>()); }),
              Not(HasSubstr("flush")));
}

TEST_F(Autoflush, leaves_no_note_in_what_the_session_says_afterwards) {
  Session session(database.engine);
  spoil(session);
  EXPECT_THROW((void)session.scalars(select<Item>()).all(), IntegrityError);

  const std::string text = text_of<UsageError>([&] { (void)session.scalars(select<Item>()).all(); });

  EXPECT_THAT(text, HasSubstr("the session cannot go on"));
  EXPECT_THAT(text, Not(HasSubstr("query")));
}

TEST_F(Autoflush, shows_the_values_as_well_where_the_engine_does) {
  Engine engine("sqlite:///" + database.file.path(), {.echo_parameters = true});
  Session session(engine);
  spoil(session);

  const std::string text = text_of<IntegrityError>([&] { (void)session.scalars(select<Item>()).all(); });

  EXPECT_THAT(text, HasSubstr("'Mug'"));
  EXPECT_THAT(text, EndsWith(std::string(note)));
}

}  // namespace
}  // namespace weft::test
