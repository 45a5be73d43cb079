// SPDX-License-Identifier: MIT
//
// What goes into a table comes out of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "database.hpp"

namespace weft::mysql::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr ColumnShape integer{.expected = CellKind::integer, .type = TypeKind::int64, .nullable = false};
constexpr ColumnShape real{.expected = CellKind::real, .type = TypeKind::real64, .nullable = false};
constexpr ColumnShape text_column{.expected = CellKind::text, .type = TypeKind::text, .nullable = false};
constexpr ColumnShape blob{.expected = CellKind::blob, .type = TypeKind::blob, .nullable = true};
constexpr ColumnShape any{};

class Values : public ServerTest {
 protected:
  void prepare() override { connection = connect(url()); }
  /// What a column of this type gives back of a value.
  Value round_trip(std::string_view type, const Cell& cell, const ColumnShape& shape = any) {
    run(*connection, "DROP TABLE IF EXISTS one");
    run(*connection, "CREATE TABLE one (v " + std::string(type) + ") CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
    run(*connection, "INSERT INTO one VALUES (?)", {cell});
    return read("v FROM one", shape);
  }
  Value read(const std::string& expression, const ColumnShape& shape) {
    const auto cursor = connection->query({.sql = "SELECT " + expression}, {}, {&shape, 1});
    Cell cell;
    EXPECT_EQ(cursor->fetch({&cell, 1}), 1U);
    return Value(cell);
  }
  std::string refused(std::string_view type, const Cell& cell) {
    try {
      round_trip(type, cell);
    } catch (const StatementError& error) {
      return error.sqlstate();
    }
    return "nothing was thrown";
  }

  std::unique_ptr<weft::Connection> connection{};
};

TEST_F(Values, of_text_come_back_whole) {
  for (const std::string& value :
       {std::string(), std::string("it's \"quoted\" \\ `so`; -- ?"), std::string("d\xC3\xA9j\xC3\xA0 \xF0\x9F\x98\x80"),
        std::string("before\0after", 12), std::string(" blank "), std::string(1U << 20U, 'x')}) {
    EXPECT_EQ(round_trip("LONGTEXT", Cell::text(value)), Value::text(value));
  }
  EXPECT_EQ(refused("LONGTEXT", Cell::text("\xFF\xFE")), "22P02") << "no text in UTF-8";
}

TEST_F(Values, of_text_differ_in_case_and_accents) {
  run(*connection, "CREATE TABLE word (v VARCHAR(20) PRIMARY KEY) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
  run(*connection, "INSERT INTO word VALUES (?), (?), (?)", {Cell::text("a"), Cell::text("A"), Cell::text("\xC3\xA4")});

  EXPECT_EQ(rows(*connection, "SELECT v FROM word WHERE v = ?", {Cell::text("a")}).size(), 1U);
}

TEST_F(Values, of_blobs_come_back_byte_for_byte) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte)
    all += static_cast<char>(byte);
  std::string large;
  while (large.size() < 1U << 20U)
    large += all;

  EXPECT_EQ(round_trip("LONGBLOB", Cell::blob(all)), Value::blob(all));
  EXPECT_EQ(round_trip("LONGBLOB", Cell::blob(large)), Value::blob(large));
  EXPECT_EQ(round_trip("LONGBLOB", Cell::blob({})), Value::blob(""));
  EXPECT_EQ(round_trip("LONGBLOB", Cell::null()), Value());
  EXPECT_EQ(rows(*connection, "SELECT v = ? FROM one", {Cell::blob(all)}).size(), 1U);
}

TEST_F(Values, together_may_be_more_than_the_server_takes_at_once) {
  const std::int64_t packet = number(*connection, "SELECT @@max_allowed_packet");
  const std::string part(60000, '\xFE');
  const auto count = static_cast<std::size_t>(packet) / part.size() + 20;
  run(*connection, "CREATE TABLE part (id INT PRIMARY KEY, v LONGBLOB, t LONGTEXT)");
  std::string sql = "INSERT INTO part VALUES ";
  std::vector<Cell> cells;
  for (std::size_t index = 0; index < count; ++index) {
    sql += index == 0 ? "(?, ?, ?)" : ", (?, ?, ?)";
    cells.push_back(Cell::of(static_cast<std::int64_t>(index)));
    cells.push_back(Cell::blob(part));
    cells.push_back(Cell::text("\xC3\xA4"));
  }

  EXPECT_EQ(connection->execute({.sql = sql}, cells).rows, static_cast<std::int64_t>(count));
  EXPECT_EQ(rows(*connection, "SELECT id FROM part WHERE v = ?", {Cell::blob(part)}).size(), count);
}

TEST_F(Values, that_are_larger_than_the_server_takes_are_refused_with_what_to_raise) {
  const auto size = static_cast<std::size_t>(number(*connection, "SELECT @@max_allowed_packet")) + 1000;
  try {
    round_trip("LONGBLOB", Cell::blob(std::string(size, 'x')));
    FAIL() << "nothing was thrown";
  } catch (const StatementError& error) {
    EXPECT_THAT(error.what(), HasSubstr("max_allowed_packet"));
  }
}

TEST_F(Values, of_integers_reach_to_the_ends_of_their_types) {
  using Limits = std::numeric_limits<std::int64_t>;
  EXPECT_EQ(round_trip("BIGINT", Cell::of(Limits::max())), Value(Limits::max()));
  EXPECT_EQ(round_trip("BIGINT", Cell::of(Limits::min())), Value(Limits::min()));
  EXPECT_EQ(round_trip("SMALLINT", Cell::of(std::int64_t{-32768})), Value(std::int64_t{-32768}));
  EXPECT_EQ(round_trip("TINYINT UNSIGNED", Cell::of(std::int64_t{255})), Value(std::int64_t{255}));
  EXPECT_EQ(round_trip("BOOLEAN", Cell::of(std::int64_t{1}), integer), Value(std::int64_t{1}));
  EXPECT_EQ(round_trip("BIGINT", Cell::of(std::int64_t{7}), text_column), Value::text("7"));
  EXPECT_EQ(round_trip("YEAR", Cell::of(std::int64_t{1999}), integer), Value(std::int64_t{1999}));
  EXPECT_EQ(refused("SMALLINT", Cell::of(std::int64_t{40000})), "22003");
}

TEST_F(Values, of_unsigned_integers_come_back_as_text_where_64_bits_with_a_sign_are_too_few) {
  EXPECT_EQ(round_trip("BIGINT UNSIGNED", Cell::of(std::numeric_limits<std::int64_t>::max())),
            Value(std::numeric_limits<std::int64_t>::max()));
  EXPECT_EQ(round_trip("BIGINT UNSIGNED", Cell::text("18446744073709551615"), integer),
            Value::text("18446744073709551615"));
  EXPECT_EQ(refused("BIGINT UNSIGNED", Cell::of(std::int64_t{-1})), "22003");
}

TEST_F(Values, of_the_same_parameter_keep_their_own_sign) {
  run(*connection, "CREATE TABLE one (v BIGINT)");
  for (const std::int64_t number : {std::int64_t{1}, std::int64_t{-1}})
    run(*connection, "INSERT INTO one VALUES (?)", {Cell::of(number)}, 5);
  run(*connection, "INSERT INTO one VALUES (?)", {Cell::text("2")}, 5);
  run(*connection, "INSERT INTO one VALUES (?)", {Cell::null()}, 5);
  run(*connection, "INSERT INTO one VALUES (?)", {Cell::of(std::int64_t{-3})}, 5);

  EXPECT_THAT(rows(*connection, "SELECT v FROM one ORDER BY v"),
              ElementsAre(ElementsAre(Value()), ElementsAre(Value(std::int64_t{-3})), ElementsAre(Value(std::int64_t{-1})),
                          ElementsAre(Value(std::int64_t{1})), ElementsAre(Value(std::int64_t{2}))));
}

TEST_F(Values, of_bits_are_integers) {
  EXPECT_EQ(round_trip("BIT(1)", Cell::of(std::int64_t{1}), integer), Value(std::int64_t{1}));
  EXPECT_EQ(round_trip("BIT(12)", Cell::of(std::int64_t{2730}), integer), Value(std::int64_t{2730}));
  EXPECT_EQ(round_trip("BIT(64)", Cell::of(std::numeric_limits<std::int64_t>::max()), integer),
            Value(std::numeric_limits<std::int64_t>::max()));
}

TEST_F(Values, that_functions_make_of_bits_are_integers_as_far_as_the_driver_can_read_them) {
  run(*connection, "CREATE TABLE one (few BIT(12), many BIT(64))");
  run(*connection, "INSERT INTO one VALUES (2730, 9223372036854775807), (1, 3)");

  EXPECT_EQ(read("max(few) FROM one", integer), Value(std::int64_t{2730}));
  EXPECT_EQ(read("max(few) FROM one", any), Value(std::int64_t{2730}));
  EXPECT_THROW(read("max(many) FROM one", integer), StatementError);
  EXPECT_EQ(read("CAST(max(many) AS CHAR) FROM one", any), Value::text("9223372036854775807"));
}

TEST_F(Values, of_reals_are_exact) {
  for (const double number : {0.1, 0.0, 1.0 / 3, 1e308, 5e-324, -1.7976931348623157e308})
    EXPECT_EQ(round_trip("DOUBLE", Cell::of(number), real), Value(number));
  EXPECT_EQ(round_trip("FLOAT", Cell::of(double{0.1F}), real), Value(double{0.1F}));
}

TEST_F(Values, that_are_no_numbers_are_refused) {
  run(*connection, "CREATE TABLE one (v DOUBLE)");
  for (const double number : {std::nan(""), HUGE_VAL, -HUGE_VAL}) {
    try {
      run(*connection, "INSERT INTO one VALUES (?)", {Cell::of(number)});
      FAIL() << "nothing was thrown";
    } catch (const StatementError& error) {
      EXPECT_THAT(error.what(), HasSubstr("cannot store NaN or infinity"));
      EXPECT_EQ(error.sqlstate(), "22003");
    }
  }
}

TEST_F(Values, of_decimals_keep_their_digits) {
  EXPECT_EQ(round_trip("DECIMAL(10, 2)", Cell::text("-12.5")), Value::text("-12.50"));
  EXPECT_EQ(round_trip("DECIMAL(38, 12)", Cell::text("12345678901234567890123456.123456789012")),
            Value::text("12345678901234567890123456.123456789012"));
  EXPECT_EQ(round_trip("DECIMAL(10, 0)", Cell::text("7"), integer), Value(std::int64_t{7}));
  EXPECT_EQ(round_trip("DECIMAL(10, 2)", Cell::text("7.25"), real), Value(7.25));
  EXPECT_EQ(read("sum(x) FROM (SELECT 1 AS x UNION SELECT 2) AS t", integer), Value(std::int64_t{3}));
}

TEST_F(Values, of_decimals_that_the_driver_cannot_read_are_refused) {
  run(*connection, "CREATE TABLE one (v DECIMAL(65, 30))");
  run(*connection, "INSERT INTO one VALUES (-12345678901234567890123456789012345.123456789012345678901234567890)");

  try {
    read("v FROM one", any);
    FAIL() << "nothing was thrown";
  } catch (const StatementError& error) {
    EXPECT_THAT(error.what(), HasSubstr("CAST(column AS CHAR)"));
  }
  EXPECT_EQ(read("CAST(v AS CHAR) FROM one", any),
            Value::text("-12345678901234567890123456789012345.123456789012345678901234567890"));
}

TEST_F(Values, of_moments_have_microseconds_and_begin_long_before_1970) {
  for (const std::string& moment : {std::string("2026-11-23 10:15:00.000125"), std::string("1969-12-31 23:59:59.999999"), std::string("1000-01-01 00:00:00"),
                                   std::string("9999-12-31 23:59:59.999999"), std::string("0001-01-01 00:00:00")})
    EXPECT_EQ(round_trip("DATETIME(6)", Cell::text(moment), text_column), Value::text(moment));
  for (const std::string& day : {std::string("1582-10-15"), std::string("0001-01-02"), std::string("0987-12-31")})
    EXPECT_EQ(round_trip("DATE", Cell::text(day), text_column), Value::text(day));
  EXPECT_EQ(round_trip("TIME(6)", Cell::text("23:59:59.000001"), text_column), Value::text("23:59:59.000001"));
  EXPECT_EQ(refused("DATETIME(6)", Cell::text("0000-00-00 00:00:00")), "22007");
  EXPECT_EQ(refused("DATE", Cell::text("2026-02-30")), "22007");
}

TEST_F(Values, of_json_come_back_as_they_were_written) {
  const std::string json = R"({"b": [1, 2.50, null], "a": "é"})";

  EXPECT_EQ(round_trip("LONGTEXT CHECK (json_valid(v))", Cell::text(json)), Value::text(json));
  EXPECT_EQ(refused("LONGTEXT CHECK (json_valid(v))", Cell::text("{")), "23514");
}

TEST_F(Values, of_other_types_are_text_or_bytes) {
  EXPECT_EQ(round_trip("ENUM('a', 'b')", Cell::text("b")), Value::text("b"));
  EXPECT_EQ(round_trip("SET('a', 'b')", Cell::text("a,b")), Value::text("a,b"));
  EXPECT_EQ(round_trip("VARBINARY(5)", Cell::blob("a\xFF")), Value::blob("a\xFF"));
  EXPECT_EQ(round_trip("VARBINARY(5)", Cell::blob("ab"), text_column), Value::text("ab"));
  EXPECT_EQ(round_trip("TEXT", Cell::text("ab"), blob), Value::blob("ab"));
  EXPECT_EQ(read("NULL", any), Value());
}

}  // namespace
}  // namespace weft::mysql::test
