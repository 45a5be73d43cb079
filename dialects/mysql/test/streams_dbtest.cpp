// SPDX-License-Identifier: MIT
//
// Rows in portions come from the server while they are read, and nothing runs beside them. What their values are:
// streamed_values_dbtest.cpp; how they end: stream_errors_dbtest.cpp.
#include <gmock/gmock.h>

#include <cmath>

#include "streams.hpp"

namespace weft::mysql::test {
namespace {

using testing::ElementsAre;

class Streams : public StreamTest {};

TEST_P(Streams, leave_the_rest_with_the_server) {
  const std::size_t before = resident_memory();

  const auto cursor = stream(two_hundred_megabytes);
  std::vector<Cell> row(2);
  ASSERT_EQ(cursor->fetch(row), 1U);

  EXPECT_EQ(row[1].view().size(), 2048U);
  EXPECT_TRUE(server_is_sending());
  std::size_t count = 1;
  while (cursor->fetch(row) != 0) ++count;
  EXPECT_EQ(count, 100000U);
  EXPECT_LT(resident_memory(), before + 40'000'000U);
}

TEST_P(Streams, let_the_server_wait_as_long_as_a_connection_may_be_idle) {
  const auto cursor = stream("SELECT @@net_write_timeout >= @@wait_timeout");

  EXPECT_EQ(rest(*cursor), (Numbers{1}));
}

TEST_P(Streams, are_taken_in_before_anything_else_is_done) {
  const auto other_things = {
      +[](weft::Connection& on) { run(on, "UPDATE digit SET note = 'x'"); },
      +[](weft::Connection& on) { EXPECT_EQ(number(on, "SELECT count(*) FROM digit"), 10); },
      +[](weft::Connection& on) {
        const Cell cells[] = {Cell::of(std::int64_t{20}), Cell::of(std::int64_t{21})};
        on.execute_batch({.sql = "INSERT INTO digit (d) VALUES (?)"}, {.cells = cells, .columns = 1, .rows = 2}, {}, {});
      },
      +[](weft::Connection& on) {
        on.savepoint("inner");
        on.rollback_to_savepoint("inner");
        on.release_savepoint("inner");
      },
      +[](weft::Connection& on) { EXPECT_TRUE(on.ping()); },
      +[](weft::Connection& on) { EXPECT_FALSE(on.inspector()->tables().empty()); },
      +[](weft::Connection& on) { on.commit(); },
      +[](weft::Connection& on) { on.rollback(); },
  };
  for (const auto other_thing : other_things) {
    connection->begin({});
    const auto cursor = stream(thousand_numbers);
    EXPECT_EQ(next(*cursor), 0);
    EXPECT_EQ(next(*cursor), 1);

    other_thing(*connection);

    const Numbers others = rest(*cursor);
    ASSERT_EQ(others.size(), 998U);
    EXPECT_EQ(others.front(), 2);
    EXPECT_EQ(others.back(), 999);
    connection->rollback();
  }
}

TEST_P(Streams, are_taken_in_with_their_texts) {
  const auto cursor = stream("SELECT d, concat(d, repeat('ä', 30000)), NULL, '' FROM digit ORDER BY d");
  std::vector<Cell> row(4);
  ASSERT_EQ(cursor->fetch(row), 1U);
  run(*connection, "DELETE FROM digit");

  for (std::int64_t digit = 1; digit < 10; ++digit) {
    ASSERT_EQ(cursor->fetch(row), 1U);
    EXPECT_EQ(row[0].integer, digit);
    EXPECT_EQ(row[1].view().substr(0, 3), std::to_string(digit) + "ä");
    EXPECT_EQ(row[1].view().size(), 60001U);
    EXPECT_EQ(row[2].kind, CellKind::null);
    EXPECT_EQ(row[3].kind, CellKind::text);
  }
  EXPECT_EQ(cursor->fetch(row), 0U);
}

TEST_P(Streams, go_on_side_by_side) {
  const auto first = stream("SELECT d FROM digit WHERE d < 4 ORDER BY d");
  const auto second = stream("SELECT d FROM digit WHERE d < 4 ORDER BY d");
  for (std::int64_t digit = 0; digit < 4; ++digit) {
    EXPECT_EQ(next(*first), digit);
    EXPECT_EQ(next(*second), digit);
  }
  EXPECT_EQ(next(*first), ended);
  EXPECT_EQ(next(*second), ended);
}

// The driver keeps one state for the whole connection, and a result that ends, or is let go, changes it.
TEST_P(Streams, get_along_with_cursors_that_have_all_their_rows) {
  auto whole = connection->query({.sql = "SELECT d FROM digit ORDER BY d"}, {}, {});
  auto part = connection->query({.sql = "SELECT d FROM digit ORDER BY d", .id = 3}, {}, {});
  EXPECT_EQ(next(*part), 0);
  auto cursor = stream(thousand_numbers);
  EXPECT_EQ(next(*cursor), 0);

  EXPECT_EQ(rest(*whole).size(), 10U);
  part.reset();
  EXPECT_EQ(next(*cursor), 1);
  EXPECT_EQ(rest(*cursor).size(), 998U);

  whole = connection->query({.sql = "SELECT d FROM digit ORDER BY d"}, {}, {});
  EXPECT_EQ(next(*whole), 0);
  cursor = stream(thousand_numbers);
  EXPECT_EQ(next(*cursor), 0);
  whole.reset();
  cursor.reset();
  EXPECT_EQ(number(*connection, "SELECT 7"), 7);
}

TEST_P(Streams, leave_the_connection_free_when_they_are_given_up) {
  for (int time = 0; time < 3; ++time) {
    auto cursor = stream(thousand_numbers);
    if (time > 0) {
      EXPECT_EQ(next(*cursor), 0);
    }
    cursor.reset();
    EXPECT_EQ(number(*connection, "SELECT count(*) FROM digit"), 10);
  }
}

TEST_P(Streams, stay_at_their_end) {
  const auto cursor = stream("SELECT d FROM digit");
  EXPECT_EQ(rest(*cursor).size(), 10U);
  EXPECT_EQ(next(*cursor), ended);
  run(*connection, "DELETE FROM digit");
  EXPECT_EQ(next(*cursor), ended);
  EXPECT_EQ(rest(*stream("SELECT d FROM digit")), Numbers());
}

TEST_P(Streams, are_told_their_columns_before_the_first_row) {
  const auto cursor = stream("SELECT d AS \"first one\", note FROM digit");

  ASSERT_EQ(cursor->columns(), 2U);
  EXPECT_EQ(cursor->column_name(0), "first one");
  EXPECT_EQ(cursor->column_name(1), "note");
}

TEST_P(Streams, see_what_their_transaction_wrote_and_lock_what_they_read) {
  connection->begin({});
  run(*connection, "INSERT INTO digit (d) VALUES (10)");

  EXPECT_EQ(rest(*stream("SELECT d FROM digit WHERE d > 8 ORDER BY d FOR UPDATE")), (Numbers{9, 10}));

  const auto other = connect(url("busy_timeout=0"));
  EXPECT_THROW(run(*other, "SELECT d FROM digit WHERE d = 9 FOR UPDATE NOWAIT"), OperationalError);
  connection->rollback();
  EXPECT_EQ(number(*connection, "SELECT count(*) FROM digit"), 10);
}

TEST_P(Streams, are_of_statements_that_only_read) {
  EXPECT_FALSE(rest(*stream("WITH few AS (SELECT d FROM digit WHERE d < 3) SELECT d FROM few ORDER BY d")).empty());
  EXPECT_EQ(rest(*stream("(SELECT 1) UNION ALL (SELECT 2)")), (Numbers{1, 2}));
  if (connection->capabilities().insert_returning) {
    const auto cursor = stream("INSERT INTO digit (d) VALUES (11), (12) RETURNING d");
    EXPECT_EQ(number(*connection, "SELECT count(*) FROM digit WHERE d > 10"), 2);
    EXPECT_EQ(rest(*cursor), (Numbers{11, 12}));
    run(*connection, "CREATE PROCEDURE all_digits() SELECT d FROM digit");
    EXPECT_THROW(stream("CALL all_digits()"), UsageError);
  }
}

TEST_P(Streams, take_as_many_parameters_as_a_statement_has) {
  for (const std::size_t count : {std::size_t{999}, std::size_t{1000}, std::size_t{2001}, std::size_t{65535}}) {
    std::string sql = "SELECT d FROM digit WHERE d IN (?";
    std::vector<Cell> cells{Cell::of(std::int64_t{3})};
    while (cells.size() < count) {
      sql += ", ?";
      cells.push_back(Cell::of(static_cast<std::int64_t>(cells.size()) + 1000));
    }
    cells.back() = Cell::of(std::int64_t{5});
    EXPECT_EQ(rest(*stream(sql + ") ORDER BY d", cells)), (Numbers{3, 5})) << count;
  }
}

TEST_P(Streams, take_parameters_that_together_are_more_than_the_server_takes_at_once) {
  const auto packet = static_cast<std::size_t>(number(*connection, "SELECT @@max_allowed_packet"));
  const std::string large(packet / 3, '\xC3');
  std::string sql = "SELECT length(?), ";
  for (int filler = 0; filler < 300; ++filler) sql += "1 + ";
  sql += "length(?), length(?), length(?)";
  const std::vector<Cell> cells(4, Cell::blob(large));
  const auto cursor = stream(sql, cells);
  std::vector<Cell> row(4);

  ASSERT_EQ(cursor->fetch(row), 1U);
  EXPECT_EQ(row[0].integer, static_cast<std::int64_t>(large.size()));
  EXPECT_EQ(row[1].integer, static_cast<std::int64_t>(large.size()) + 300);
}

TEST_P(Streams, refuse_parameters_in_the_words_of_other_statements) {
  const std::string sql = "SELECT d FROM digit WHERE d = ?";
  const std::vector<Cell> none;
  const std::vector<Cell> no_number{Cell::of(std::nan(""))};
  const std::string large(static_cast<std::size_t>(number(*connection, "SELECT @@max_allowed_packet")) + 1000, 'x');
  const std::vector<Cell> too_large{Cell::text(large)};

  for (const auto& cells : {none, no_number, too_large}) {
    const auto message_of = [&](std::size_t portion) {
      try {
        rest(*connection->query({.sql = sql, .portion = portion}, cells, {}));
      } catch (const Error& error) {
        return std::string(error.what());
      }
      return std::string("nothing was thrown");
    };
    EXPECT_EQ(message_of(2), message_of(0));
    EXPECT_NE(message_of(2), "nothing was thrown");
  }
  EXPECT_EQ(rest(*stream(sql, {Cell::of(std::int64_t{4})})), (Numbers{4}));
}

WEFT_ON_BOTH_SERVERS(Streams);

}  // namespace
}  // namespace weft::mysql::test
