// SPDX-License-Identifier: MIT
//
// Streams that end otherwise than with their last row. The driver takes the end of a result and an error among its rows
// for the same, so what is missing must not pass for what was not there.
#include <gmock/gmock.h>

#include <thread>

#include "streams.hpp"

namespace weft::mysql::test {
namespace {

using testing::HasSubstr;

class StreamErrors : public StreamTest {
 protected:
  /// Cannot be computed for the digit 8: abs() of the smallest number there is.
  std::unique_ptr<weft::Cursor> failing_late() {
    return stream("SELECT d, abs(-9223372036854775807 - (d - 7)) FROM digit ORDER BY d");
  }
  /// The SQLSTATE of what is thrown.
  template <class Function>
  std::string error_of(const Function& function) {
    try {
      function();
    } catch (const StatementError& error) {
      return error.sqlstate();
    }
    return "nothing was thrown";
  }
};

TEST_P(StreamErrors, of_the_text_come_with_the_query) {
  EXPECT_EQ(error_of([&] { (void)stream("SELECT nothing FROM digit"); }), "42703");
  EXPECT_EQ(error_of([&] { (void)stream("SELECT FROM digit"); }), "42601");
  EXPECT_EQ(next(*stream("SELECT 1")), 1);
}

TEST_P(StreamErrors, among_rows_come_in_their_place) {
  const auto cursor = failing_late();
  for (std::int64_t digit = 0; digit < 8; ++digit) ASSERT_EQ(next(*cursor), digit);

  try {
    (void)next(*cursor);
    FAIL() << "nothing was thrown";
  } catch (const StatementError& error) {
    EXPECT_EQ(error.sqlstate(), "22003");
    EXPECT_EQ(error.driver_code(), 1690);
    EXPECT_THAT(error.what(), HasSubstr("out of range"));
    EXPECT_THAT(error.sql(), HasSubstr("FROM digit ORDER BY d"));
  }
  EXPECT_EQ(next(*cursor), ended);
  EXPECT_TRUE(connection->usable());
  EXPECT_EQ(number(*connection, "SELECT 7"), 7);
}

TEST_P(StreamErrors, among_rows_are_kept_with_those_that_were_taken_in) {
  const auto cursor = failing_late();
  ASSERT_EQ(next(*cursor), 0);

  EXPECT_EQ(number(*connection, "SELECT count(*) FROM digit"), 10);

  for (std::int64_t digit = 1; digit < 8; ++digit) ASSERT_EQ(next(*cursor), digit);
  EXPECT_EQ(error_of([&] { (void)next(*cursor); }), "22003");
  EXPECT_EQ(next(*cursor), ended);
}

TEST_P(StreamErrors, among_rows_that_nobody_wants_are_nobodys) {
  connection->begin({});
  run(*connection, "UPDATE digit SET note = 'x'");
  auto cursor = failing_late();
  EXPECT_EQ(next(*cursor), 0);
  cursor.reset();
  connection->commit();

  EXPECT_EQ(number(*connection, "SELECT count(*) FROM digit WHERE note = 'x'"), 10);
}

TEST_P(StreamErrors, are_noticed_among_any_number_of_warnings) {
  run(*connection, "CREATE TABLE hundred (n INT PRIMARY KEY) SELECT a.d * 10 + b.d AS n FROM digit a, digit b");
  const auto cursor = stream("SELECT n, 'x' + 0, abs(-9223372036854775807 - (n - 97)) FROM hundred ORDER BY n");

  for (std::int64_t n = 0; n < 98; ++n) ASSERT_EQ(next(*cursor), n);
  EXPECT_THROW((void)next(*cursor), StatementError);
}

TEST_P(StreamErrors, are_noticed_where_the_server_was_told_to_keep_no_warnings) {
  run(*connection, "SET SESSION max_error_count = 0");
  const auto cursor = failing_late();

  EXPECT_EQ(error_of([&] { rest(*cursor); }), "22003");
}

TEST_P(StreamErrors, are_not_made_of_warnings) {
  const auto cursor = stream("SELECT a.d * 10 + b.d AS n, 'x' + 0 FROM digit a, digit b");

  EXPECT_EQ(rest(*cursor).size(), 100U);
}

TEST_P(StreamErrors, tell_of_a_statement_that_was_ended) {
  const auto cursor = stream(two_hundred_megabytes);
  (void)next(*cursor);
  kill_query();

  EXPECT_EQ(error_of([&] { rest(*cursor); }), "57014");
  EXPECT_TRUE(connection->usable());
  EXPECT_EQ(number(*connection, "SELECT 7"), 7);
}

TEST_P(StreamErrors, tell_of_a_connection_that_is_gone) {
  const auto cursor = stream(two_hundred_megabytes);
  (void)next(*cursor);
  kill_connection();

  EXPECT_THROW(rest(*cursor), DisconnectedError);
  EXPECT_FALSE(connection->usable());
  EXPECT_THROW(run(*connection, "DELETE FROM digit"), DisconnectedError);
}

TEST_P(StreamErrors, tell_everybody_of_a_connection_that_is_gone) {
  auto cursor = stream(two_hundred_megabytes);
  (void)next(*cursor);
  kill_connection();

  EXPECT_THROW(run(*connection, "DELETE FROM digit"), DisconnectedError);
  EXPECT_FALSE(connection->usable());
  EXPECT_THROW(rest(*cursor), DisconnectedError);
  EXPECT_FALSE(connection->ping());
}

TEST_P(StreamErrors, leave_a_connection_that_is_gone_quietly) {
  auto cursor = stream(two_hundred_megabytes);
  (void)next(*cursor);
  kill_connection();
  cursor.reset();

  EXPECT_FALSE(connection->usable());
}

/// A stream that locks its rows, and another transaction that has locked the last of them and waits for the first. It has
/// written more, so the server ends the one that streams.
class DeadlockedStreams : public StreamErrors {
 protected:
  void prepare() override {
    StreamErrors::prepare();
    run(*connection, "CREATE TABLE heavy (n INT PRIMARY KEY) SELECT a.d * 100 + b.d * 10 + c.d AS n FROM digit a, digit b, digit c");
    other_ = connect(url());
    other_->begin({});
    run(*other_, "UPDATE heavy SET n = n + 1000");
    run(*other_, "UPDATE digit SET note = 'theirs' WHERE d = 9");

    connection->begin({});
    run(*connection, "UPDATE digit SET note = 'mine' WHERE d = 5");
    cursor = stream("SELECT d, repeat('x', 3000000) FROM digit ORDER BY d FOR UPDATE");
    ASSERT_EQ(next(*cursor), 0);
    waiting_ = std::thread([this] { run(*other_, "UPDATE digit SET note = 'theirs' WHERE d = 0"); });
  }
  void TearDown() override {
    cursor.reset();
    if (waiting_.joinable()) waiting_.join();
  }

  std::unique_ptr<weft::Cursor> cursor{};

 private:
  std::unique_ptr<weft::Connection> other_{};
  std::thread waiting_{};
};

TEST_P(DeadlockedStreams, say_so_where_they_are_read) {
  EXPECT_THROW(rest(*cursor), SerializationError);
  connection->rollback();

  EXPECT_EQ(number(*connection, "SELECT 7"), 7);
}

// What came next would be written at once, outside of any transaction.
TEST_P(DeadlockedStreams, let_nothing_be_done_in_the_transaction_that_they_have_lost) {
  EXPECT_THROW(run(*connection, "INSERT INTO digit (d) VALUES (100)"), SerializationError);
  EXPECT_THROW(connection->savepoint("inner"), SerializationError);
  EXPECT_THROW(connection->commit(), SerializationError);
  connection->rollback();

  EXPECT_EQ(number(*connection, "SELECT count(*) FROM digit WHERE d = 100 OR note = 'mine'"), 0);
}

TEST_P(DeadlockedStreams, let_nothing_be_done_when_they_were_given_up_either) {
  cursor.reset();
  EXPECT_THROW(run(*connection, "INSERT INTO digit (d) VALUES (100)"), SerializationError);
  connection->rollback();
  connection->begin({});
  run(*connection, "INSERT INTO digit (d) VALUES (101)");
  connection->commit();

  EXPECT_EQ(number(*connection, "SELECT count(*) FROM digit WHERE d >= 100"), 1);
}

WEFT_ON_BOTH_SERVERS(StreamErrors);
WEFT_ON_BOTH_SERVERS(DeadlockedStreams);

}  // namespace
}  // namespace weft::mysql::test
