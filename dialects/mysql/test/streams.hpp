// SPDX-License-Identifier: MIT
//
// Streams of a connection, for tests: on the server as it is, and as a MySQL.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <fstream>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

#include "database.hpp"

namespace weft::mysql::test {

using Numbers = std::vector<std::int64_t>;

constexpr std::string_view thousand_numbers =
    "SELECT a.d * 100 + b.d * 10 + c.d AS n FROM digit a, digit b, digit c ORDER BY n";
/// In 100,000 rows, and not in an order for which the server would have to keep them.
constexpr std::string_view two_hundred_megabytes =
    "SELECT a.d, repeat('x', 2048) FROM digit a, digit b, digit c, digit d, digit e";

/// `WEFT_ON_BOTH_SERVERS` runs its tests on MariaDB with what it can do, and with what MySQL can.
class StreamTest : public ServerTest, public testing::WithParamInterface<const char*> {
 protected:
  static constexpr std::int64_t ended = std::numeric_limits<std::int64_t>::min();

  void prepare() override {
    connection = connect(url(GetParam()));
    run(*connection, "CREATE TABLE digit (d INT PRIMARY KEY, note VARCHAR(20))");
    run(*connection, "INSERT INTO digit (d) VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)");
    id_ = number(*connection, "SELECT connection_id()");
  }
  std::unique_ptr<weft::Cursor> stream(std::string_view sql, std::span<const Cell> parameters = {}, std::uint64_t id = 0) {
    return connection->query({.sql = sql, .id = id, .portion = 2}, parameters, {});
  }
  std::unique_ptr<weft::Cursor> stream(std::string_view sql, std::initializer_list<Cell> parameters) {
    return stream(sql, std::span<const Cell>(parameters.begin(), parameters.size()));
  }
  /// The number in the first column of the next row.
  static std::int64_t next(weft::Cursor& cursor) {
    std::vector<Cell> row(cursor.columns());
    return cursor.fetch(row) == 0 ? ended : row[0].integer;
  }
  static Numbers rest(weft::Cursor& cursor) {
    Numbers numbers;
    for (std::int64_t number = next(cursor); number != ended; number = next(cursor)) numbers.push_back(number);
    return numbers;
  }
  /// Whether the server still works on what the connection has asked for.
  bool server_is_sending() const {
    const Cell id = Cell::of(id_);
    return text(*connect(url()), "SELECT command FROM information_schema.processlist WHERE id = ?", {id}) == "Query";
  }
  /// Of this process, in bytes.
  static std::size_t resident_memory() {
    std::ifstream pages("/proc/self/statm");
    std::size_t size = 0;
    std::size_t resident = 0;
    pages >> size >> resident;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  }
  /// Ends what the connection does, or the connection itself, as an administrator would.
  void kill_query() const { run(*connect(url()), "KILL QUERY " + std::to_string(id_)); }
  void kill_connection() const { run(*connect(url()), "KILL " + std::to_string(id_)); }

  std::unique_ptr<weft::Connection> connection{};

 private:
  std::int64_t id_ = 0;
};

#define WEFT_ON_BOTH_SERVERS(fixture)                                                    \
  INSTANTIATE_TEST_SUITE_P(servers, fixture, testing::Values("", "capabilities=mysql"), \
                           [](const auto& which) { return *which.param == '\0' ? "as_it_is" : "as_mysql"; })

}  // namespace weft::mysql::test
