// SPDX-License-Identifier: MIT
#include "session/echo.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "session/engine_core.hpp"
#include "support/fake_dialect.hpp"

namespace weft::test {
namespace {

using detail::EngineCore;
using detail::echo_line;
using detail::values_text;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

TEST(Echo, writes_statement_rows_and_duration) {
  StatementEvent event{.sql = "SELECT id FROM item", .rows = 1, .duration = 420us};

  EXPECT_EQ(echo_line(event, false), "weft: SELECT id FROM item  -- 1 row, 0.42 ms");

  event.rows = 0;
  event.duration = 2500ms;
  EXPECT_EQ(echo_line(event, false), "weft: SELECT id FROM item  -- 0 rows, 2500 ms");
}

TEST(Echo, writes_values_only_when_asked) {
  const std::vector<Cell> cells{Cell::of(std::int64_t{7}), Cell::text("Mug")};
  const StatementEvent event{.sql = "UPDATE item SET id = ?, name = ?", .params = cells, .rows = 2};

  EXPECT_EQ(echo_line(event, false), "weft: UPDATE item SET id = ?, name = ?  -- 2 rows, 0 ms");
  EXPECT_EQ(echo_line(event, true), "weft: UPDATE item SET id = ?, name = ?  -- (7, 'Mug'), 2 rows, 0 ms");
}

TEST(Echo, writes_batches_failures_and_transactions) {
  EXPECT_EQ(echo_line({.sql = "DELETE FROM item WHERE id = ?", .batch_rows = 3, .rows = 3}, false),
            "weft: DELETE FROM item WHERE id = ?  -- batch of 3, 3 rows, 0 ms");
  EXPECT_EQ(echo_line({.sql = "SELECT nme FROM item", .failed = true}, false),
            "weft: SELECT nme FROM item  -- failed, 0 ms");
  EXPECT_EQ(echo_line({.kind = StatementKind::commit, .sql = "COMMIT", .duration = 12s}, false),
            "weft: COMMIT  -- 12.0 s");
}

TEST(Echo, writes_every_kind_of_value) {
  const std::vector<Cell> cells{Cell::null(), Cell::of(std::int64_t{-3}), Cell::of(2.5), Cell::text("it's"),
                                Cell::blob("secret")};

  EXPECT_EQ(values_text(cells), "(NULL, -3, 2.5, 'it''s', <6 bytes>)");
  EXPECT_EQ(values_text({}), "()");
}

TEST(Echo, cuts_long_texts_between_characters_and_long_lists) {
  const std::string text = std::string(99, 'x') + "\u00e4\u00f6";  // the hundredth byte is inside the first of them
  const Cell cell = Cell::text(text);
  EXPECT_EQ(values_text({&cell, 1}), "('" + std::string(99, 'x') + "'.. (103 bytes))");

  const std::vector<Cell> many(60);
  EXPECT_THAT(values_text(many), testing::EndsWith("NULL, 10 more)"));
}

TEST(Echo, spells_out_control_characters) {
  const Cell cell = Cell::text("a\nweft: DROP TABLE item\x1b[0m");

  EXPECT_EQ(values_text({&cell, 1}), "('a\\x0aweft: DROP TABLE item\\x1b[0m')");
}

/// What an engine with these options writes while a statement is sent that has "Mug" as a parameter.
std::string echoed(FakeDatabase& database, EngineOptions options) {
  Engine engine(database.url(), std::move(options));
  const Cell name = Cell::text("Mug");
  testing::internal::CaptureStderr();
  EngineCore::of(engine)->checkout().execute({"UPDATE item SET name = ?", 1}, {&name, 1});
  return testing::internal::GetCapturedStderr();
}

TEST(Echo, is_silent_unless_asked) {
  FakeDatabase database;

  EXPECT_EQ(echoed(database, {}), "");
  EXPECT_EQ(echoed(database, {.echo_parameters = true}), "");
}

TEST(Echo, goes_to_standard_error) {
  FakeDatabase database;

  const std::string plain = echoed(database, {.echo = true});
  const std::string with_values = echoed(database, {.echo = true, .echo_parameters = true});

  EXPECT_THAT(plain, HasSubstr("weft: UPDATE item SET name = ?  -- 1 row, "));
  EXPECT_THAT(plain, Not(HasSubstr("Mug")));
  EXPECT_THAT(with_values, HasSubstr("-- ('Mug'), 1 row, "));
}

/// The error of a statement that has "Mug" as a parameter.
template <class Failure>
std::string text_of_error(FakeDatabase& database, EngineOptions options) {
  database.fail("UPDATE item SET name = ?", [] {
    throw Failure("statement failed", {.message = "no",
                                       .sql = "UPDATE item SET name = ?",
                                       .sqlstate = "23505",
                                       .driver_code = 19,
                                       .remedy = "try another name"});
  });
  Engine engine(database.url(), std::move(options));
  const Cell name = Cell::text("Mug");
  try {
    EngineCore::of(engine)->checkout().execute({"UPDATE item SET name = ?", 1}, {&name, 1});
  } catch (const Failure& error) {
    EXPECT_EQ(error.sqlstate(), "23505");
    EXPECT_EQ(error.sql(), "UPDATE item SET name = ?");
    return error.what();
  }
  return "no error";
}

TEST(EchoParameters, shows_values_in_the_texts_of_errors_and_keeps_their_types) {
  FakeDatabase database;
  const std::string expected =
      "statement failed: no\n"
      "  values    ('Mug')\n"
      "  sql       UPDATE item SET name = ?\n"
      "  sqlstate  23505\n"
      "  code      19\n"
      "  try another name";

  EXPECT_EQ(text_of_error<StatementError>(database, {.echo_parameters = true}), expected);
  EXPECT_EQ(text_of_error<IntegrityError>(database, {.echo_parameters = true}), expected);
  EXPECT_EQ(text_of_error<OperationalError>(database, {.echo_parameters = true}), expected);
  EXPECT_EQ(text_of_error<DisconnectedError>(database, {.echo_parameters = true}), expected);
  EXPECT_EQ(text_of_error<SerializationError>(database, {.echo_parameters = true}), expected);
}

TEST(EchoParameters, must_be_asked_for_beside_echo) {
  FakeDatabase database;
  testing::internal::CaptureStderr();

  const std::string text = text_of_error<IntegrityError>(database, {.echo = true});

  EXPECT_THAT(text, Not(HasSubstr("Mug")));
  EXPECT_THAT(testing::internal::GetCapturedStderr(), Not(HasSubstr("Mug")));
}

TEST(EchoParameters, shows_values_when_reading_rows_fails) {
  FakeDatabase database;
  database.fail("fetch SELECT id FROM item", [] { throw StatementError("statement failed", {.message = "overflow"}); });
  Engine engine(database.url(), {.echo_parameters = true});
  auto lease = EngineCore::of(engine)->checkout();
  const Cell limit = Cell::of(std::int64_t{7});
  auto cursor = lease.query({"SELECT id FROM item", 1}, {&limit, 1}, {});

  try {
    cursor->fetch({});
    FAIL() << "the rows could be read";
  } catch (const StatementError& error) {
    EXPECT_STREQ(error.what(), "statement failed: overflow\n  values    (7)");
  }
}

TEST(EchoParameters, leaves_the_types_of_a_dialects_own_errors_alone) {
  struct OwnError : StatementError {
    using StatementError::StatementError;
  };
  FakeDatabase database;
  database.fail("UPDATE item SET name = ?", [] { throw OwnError("statement failed", {.message = "no"}); });
  Engine engine(database.url(), {.echo_parameters = true});
  const Cell name = Cell::text("Mug");

  try {
    EngineCore::of(engine)->checkout().execute({"UPDATE item SET name = ?", 1}, {&name, 1});
    FAIL() << "no error";
  } catch (const OwnError& error) {
    EXPECT_STREQ(error.what(), "statement failed: no\n  values    ('Mug')");
  }
}

}  // namespace
}  // namespace weft::test
