// SPDX-License-Identifier: MIT
//
// A stream gives the values, and takes the parameters, that a result gives which arrives as a whole.
#include <gmock/gmock.h>

#include "streams.hpp"

namespace weft::mysql::test {
namespace {

using testing::ElementsAre;

using Rows = std::vector<std::vector<Value>>;

class StreamedValues : public StreamTest {
 protected:
  Rows read(std::string_view sql, std::span<const Cell> parameters, const ColumnShape& shape, std::size_t portion,
            std::uint64_t id = 0) {
    std::vector<ColumnShape> shapes;
    {
      const auto cursor = connection->query({.sql = sql}, parameters, {});
      shapes.resize(cursor->columns(), shape);
    }
    const auto cursor = connection->query({.sql = sql, .id = id, .portion = portion}, parameters, shapes);
    std::vector<Cell> row(cursor->columns());
    Rows result;
    while (cursor->fetch(row) != 0) result.emplace_back(row.begin(), row.end());
    return result;
  }
  /// Reads in both ways, whatever is expected of the columns.
  void expect_same(std::string_view sql, std::span<const Cell> parameters = {}) {
    for (const CellKind kind : {CellKind::null, CellKind::integer, CellKind::real, CellKind::text, CellKind::blob}) {
      const ColumnShape shape{.expected = kind};
      const Rows whole = read(sql, parameters, shape, 0);
      EXPECT_EQ(read(sql, parameters, shape, 2), whole) << sql << "\nexpected: " << static_cast<int>(kind);
      EXPECT_FALSE(whole.empty()) << sql;
    }
  }
  void expect_same(std::string_view sql, std::initializer_list<Cell> parameters) {
    expect_same(sql, std::span<const Cell>(parameters.begin(), parameters.size()));
  }
  /// A column of that type with these values, written as SQL.
  void expect_same_of(const std::string& type, const std::string& values) {
    run(*connection, "DROP TABLE IF EXISTS one");
    run(*connection, "CREATE TABLE one (id INT AUTO_INCREMENT PRIMARY KEY, v " + type + ")");
    run(*connection, "INSERT INTO one (v) VALUES " + values + ", (NULL)");
    expect_same("SELECT v FROM one ORDER BY id");
  }
};

TEST_P(StreamedValues, of_integers) {
  expect_same_of("BOOLEAN", "(TRUE), (FALSE)");
  expect_same_of("TINYINT", "(-128), (127)");
  expect_same_of("SMALLINT UNSIGNED", "(0), (65535)");
  expect_same_of("MEDIUMINT", "(-8388608), (8388607)");
  expect_same_of("INT(8) ZEROFILL", "(0), (42), (4294967295)");
  expect_same_of("BIGINT", "(-9223372036854775808), (9223372036854775807)");
  expect_same_of("BIGINT UNSIGNED", "(0), (9223372036854775808), (18446744073709551615)");
  expect_same_of("YEAR", "(0), (1901), (2026)");
}

TEST_P(StreamedValues, of_bits) {
  expect_same_of("BIT(1)", "(0), (1)");
  expect_same_of("BIT(64)", "(x'7FFFFFFFFFFFFFFF'), (x'FFFFFFFFFFFFFFFF'), (0)");
  expect_same_of("BIT(12)", "(b'101010101010'), (1)");
  expect_same("SELECT max(v), max(v) + 0 FROM one");
}

TEST_P(StreamedValues, of_reals) {
  expect_same_of("DOUBLE", "(0.1), (0), (1e0 / 3), (-1.7976931348623157e308), (5e-324), (2.2250738585072014e-308), (123456789012345680)");
  expect_same("SELECT v / 3, sqrt(abs(v)), -v FROM one");
  expect_same_of("DOUBLE(10, 2)", "(1.25), (99999999.99), (0.1), (0.2)");
  expect_same("SELECT sum(v), avg(v), round(v / 3, 2) FROM one GROUP BY id ORDER BY id");
  expect_same_of("FLOAT", "(0.1), (16777217), (-1.17549e-38), (3.40282e38)");
  expect_same("SELECT sum(v), avg(v), max(v), v + 0 FROM one GROUP BY id ORDER BY id");
}

TEST_P(StreamedValues, of_reals_whose_column_was_altered_after_it_was_prepared) {
  run(*connection, "CREATE TABLE one (v DOUBLE)");
  run(*connection, "INSERT INTO one VALUES (1.5)");
  EXPECT_THAT(read("SELECT v FROM one", {}, {}, 2, 9), ElementsAre(ElementsAre(Value(1.5))));
  run(*connection, "ALTER TABLE one MODIFY v FLOAT");
  run(*connection, "UPDATE one SET v = 0.1");

  EXPECT_THAT(read("SELECT v FROM one", {}, {}, 2, 9), ElementsAre(ElementsAre(Value(double{0.1F}))));
}

TEST_P(StreamedValues, of_decimals) {
  expect_same_of("DECIMAL(10, 2)", "(-12.5), (0), (99999999.99)");
  expect_same_of("DECIMAL(38, 12)", "(12345678901234567890123456.123456789012), (-0.000000000001)");
  expect_same_of("DECIMAL(20, 0)", "(7), (-99999999999999999999)");
  expect_same("SELECT sum(id), avg(id), count(*) FROM one");
}

TEST_P(StreamedValues, of_decimals_that_the_driver_cannot_read_are_refused) {
  run(*connection, "CREATE TABLE one (v DECIMAL(65, 30))");
  run(*connection, "INSERT INTO one VALUES (NULL), (1.5)");

  EXPECT_THROW(read("SELECT v FROM one", {}, {}, 2), StatementError);
  expect_same("SELECT CAST(v AS CHAR) FROM one");
}

TEST_P(StreamedValues, of_moments) {
  expect_same_of("DATE", "('0001-01-02'), ('0987-12-31'), ('9999-12-31')");
  expect_same_of("TIME(6)", "('23:59:59.000001'), ('00:00:00'), ('-838:59:59'), ('100:00:00.5'), ('-00:00:00.000001')");
  expect_same_of("TIME(3)", "('01:02:03.5'), ('01:02:03')");
  expect_same_of("TIME", "('01:02:03')");
  expect_same_of("DATETIME(6)", "('0001-01-01 00:00:00'), ('2026-11-23 10:15:00.000125'), ('9999-12-31 23:59:59.999999')");
  expect_same_of("DATETIME(1)", "('2026-11-23 10:15:00.1'), ('2026-11-23 10:15:00')");
  expect_same_of("TIMESTAMP(3) NULL", "('2026-11-23 10:15:00.120')");
  expect_same("SELECT maketime(1, 2, 3), sec_to_time(3.5), timediff('10:00:00', '11:00:00.25')");
}

TEST_P(StreamedValues, of_texts_and_bytes) {
  expect_same_of("LONGTEXT CHARACTER SET utf8mb4", "(''), ('it''s \"quoted\" \\ `so`; -- ?'), ('d\xC3\xA9j\xC3\xA0 \xF0\x9F\x98\x80'), (concat('a', char(0), 'b')), (repeat('x', 1000000))");
  expect_same_of("VARCHAR(20) CHARACTER SET latin1", "('d\xC3\xA9j\xC3\xA0')");
  expect_same_of("CHAR(36)", "('6ccd780c-baba-1026-9564-5b8c656024db'), ('a  ')");
  expect_same_of("LONGTEXT CHECK (json_valid(v))", "('{\"b\": [1, 2.50, null]}')");
  expect_same_of("ENUM('a', 'b')", "('b')");
  expect_same_of("SET('a', 'b')", "('a,b'), ('')");
  expect_same_of("VARBINARY(5)", "(x'00FF0A'), ('')");
  expect_same_of("BINARY(4)", "(x'00000102'), ('ab')");
  std::string every_byte = "(x'";
  for (int byte = 0; byte < 256; ++byte) {
    every_byte += "0123456789ABCDEF"[byte / 16];
    every_byte += "0123456789ABCDEF"[byte % 16];
  }
  expect_same_of("LONGBLOB", every_byte + "'), ('')");
  expect_same("SELECT NULL, 1 = 1, concat(1, 'a'), CAST('a' AS BINARY), group_concat(id) FROM one");
}

TEST_P(StreamedValues, of_parameters) {
  const std::string bytes("\0\xFF\xC3", 3);
  expect_same("SELECT ?, ?, ?, ?, ?, ?, ? + 1, concat(?, 'x')",
              {Cell::of(std::int64_t{-9223372036854775807 - 1}), Cell::of(5e-324), Cell::text("d\xC3\xA9j\xC3\xA0 \xF0\x9F\x98\x80"),
               Cell::blob(bytes), Cell::null(), Cell::text(""), Cell::of(std::int64_t{1}), Cell::text("it's \\ \"?\"")});
}

TEST_P(StreamedValues, are_compared_with_parameters_by_the_rules_of_the_column) {
  run(*connection,
      "CREATE TABLE word (id INT AUTO_INCREMENT PRIMARY KEY, general VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci,"
      " dictionary VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, exact VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,"
      " old VARCHAR(20) CHARACTER SET latin1, bytes VARBINARY(20))");
  run(*connection, "INSERT INTO word (general, dictionary, exact, old, bytes) VALUES ('A', 'A', 'A', 'A', 'A'), ('a', 'a', 'a', 'a', 'a'),"
                   " ('b', 'b', 'b', 'b', x'FF00')");
  const Cell a = Cell::text("a");
  for (const std::string column : {"general", "dictionary", "exact", "old", "bytes"}) {
    expect_same("SELECT id FROM word WHERE " + column + " = ? ORDER BY id", {a});
    expect_same("SELECT id FROM word WHERE " + column + " IN (?, ?) ORDER BY id", {a, Cell::text("b")});
    expect_same("SELECT id FROM word WHERE " + column + " LIKE ? ORDER BY id", {Cell::text("%a%")});
    expect_same("SELECT id, concat(" + column + ", ?) FROM word ORDER BY " + column + " = ?, id", {a, a});
  }
  EXPECT_EQ(read("SELECT id FROM word WHERE general = ?", {&a, 1}, {}, 2).size(), 2U);
  EXPECT_EQ(read("SELECT id FROM word WHERE exact = ?", {&a, 1}, {}, 2).size(), 1U);
  expect_same("SELECT id FROM word WHERE bytes = ?", {Cell::blob(std::string_view("\xFF\0", 2))});
  expect_same("SELECT id FROM word WHERE general <=> ? OR ? IS NULL ORDER BY id", {Cell::null(), Cell::null()});
  expect_same("SELECT id FROM word ORDER BY id LIMIT ? OFFSET ?", {Cell::of(std::int64_t{1}), Cell::of(std::int64_t{1})});
}

TEST_P(StreamedValues, are_compared_with_parameters_as_what_they_are) {
  run(*connection, "CREATE TABLE one (id INT PRIMARY KEY, amount DECIMAL(20, 4), at DATETIME(6), day DATE, hour TIME(6), r DOUBLE, u BIGINT UNSIGNED)");
  run(*connection, "INSERT INTO one VALUES (1, 12345678901234.5678, '2026-11-23 10:15:00.000125', '2026-11-23', '-01:00:00.5', 0.1, 18446744073709551615),"
                   " (2, 0.1, '0001-01-01', '0001-01-01', '00:00:00', 5e-324, 9007199254740993)");
  expect_same("SELECT id FROM one WHERE amount = ?", {Cell::text("12345678901234.5678")});
  expect_same("SELECT id FROM one WHERE amount < ?", {Cell::of(0.2)});
  expect_same("SELECT id FROM one WHERE at = ?", {Cell::text("2026-11-23 10:15:00.000125")});
  expect_same("SELECT id FROM one WHERE day >= ?", {Cell::text("2026-11-23")});
  expect_same("SELECT id FROM one WHERE hour < ?", {Cell::text("00:00:00")});
  expect_same("SELECT id FROM one WHERE r IN (?, ?) ORDER BY id", {Cell::of(0.1), Cell::of(5e-324)});
  expect_same("SELECT id FROM one WHERE u = ?", {Cell::text("18446744073709551615")});
  expect_same("SELECT id FROM one WHERE u = ?", {Cell::of(std::int64_t{9007199254740993})});
  expect_same("SELECT id + ?, ? / 3, coalesce(?, id) FROM one ORDER BY id",
              {Cell::of(std::int64_t{7}), Cell::of(1.0), Cell::null()});
}

WEFT_ON_BOTH_SERVERS(StreamedValues);

}  // namespace
}  // namespace weft::mysql::test
