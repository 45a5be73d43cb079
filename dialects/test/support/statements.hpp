// SPDX-License-Identifier: MIT
//
// Statements on a connection, for the tests of one dialect.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "weft/dialect/connection.hpp"

namespace weft::test {

inline ExecuteResult run(Connection& connection, std::string_view sql, std::initializer_list<Cell> parameters = {},
                         std::uint64_t id = 0) {
  return connection.execute({.sql = sql, .id = id}, {parameters.begin(), parameters.size()});
}

/// All rows as owned values, read without a shape.
inline std::vector<std::vector<Value>> rows(Connection& connection, std::string_view sql,
                                            std::initializer_list<Cell> parameters = {}, std::uint64_t id = 0) {
  const auto cursor = connection.query({.sql = sql, .id = id}, {parameters.begin(), parameters.size()}, {});
  std::vector<Cell> cells(cursor->columns());
  std::vector<std::vector<Value>> result;
  while (cursor->fetch(cells) != 0)
    result.emplace_back(cells.begin(), cells.end());
  return result;
}

inline std::int64_t number(Connection& connection, std::string_view sql) {
  return rows(connection, sql).at(0).at(0).cell().integer;
}

inline std::string text(Connection& connection, std::string_view sql, std::initializer_list<Cell> parameters = {}) {
  return std::string(rows(connection, sql, parameters).at(0).at(0).cell().view());
}

} // namespace weft::test
