// SPDX-License-Identifier: MIT
//
// Databases for tests: in memory, or a file that goes when the test ends.
#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <unistd.h>
#include <vector>

#include "dialect.hpp"

namespace weft::sqlite::test {

/// A folder of its own for each object.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "weft_sqlite_").string() + std::string(6, 'X');
    if (mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] std::string file(std::string_view name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_{};
};

inline std::unique_ptr<weft::Connection> connect(std::string_view url, const ConnectOptions& options = {}) {
  return Sqlite().connect(Url::parse(url), options);
}

inline ExecuteResult run(weft::Connection& connection, std::string_view sql,
                         std::initializer_list<Cell> parameters = {}, std::uint64_t id = 0) {
  return connection.execute({.sql = sql, .id = id}, {parameters.begin(), parameters.size()});
}

/// All rows as owned values, read without a shape.
inline std::vector<std::vector<Value>> rows(weft::Connection& connection, std::string_view sql,
                                            std::initializer_list<Cell> parameters = {}) {
  const auto cursor = connection.query({.sql = sql, .id = 0}, {parameters.begin(), parameters.size()}, {});
  std::vector<Cell> cells(cursor->columns());
  std::vector<std::vector<Value>> result;
  while (cursor->fetch(cells) != 0)
    result.emplace_back(cells.begin(), cells.end());
  return result;
}

inline std::int64_t number(weft::Connection& connection, std::string_view sql) {
  return rows(connection, sql).at(0).at(0).cell().integer;
}

inline std::string text(weft::Connection& connection, std::string_view sql) {
  return std::string(rows(connection, sql).at(0).at(0).cell().view());
}

}  // namespace weft::sqlite::test
