// SPDX-License-Identifier: MIT
//
// Databases for tests, on the server that WEFT_TEST_MYSQL_URL names. A test that needs one is skipped without it.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

#include "dialect.hpp"

namespace weft::mysql::test {

/// The URL of the server, with `database` in place of the one that it names.
inline std::string server_url(std::string_view database = {}) {
  const char* given = std::getenv("WEFT_TEST_MYSQL_URL");
  if (given == nullptr || *given == '\0') throw std::runtime_error("WEFT_TEST_MYSQL_URL is not set");
  std::string url = given;
  if (database.empty()) return url;
  const std::size_t slash = url.find('/', url.find("://") + 3);
  if (slash == std::string::npos) throw std::runtime_error("WEFT_TEST_MYSQL_URL names no database");
  const std::size_t end = std::min(url.find('?', slash), url.size());
  return url.replace(slash + 1, end - slash - 1, database);
}

inline std::string with_option(std::string url, std::string_view option) {
  url += url.find('?') == std::string::npos ? '?' : '&';
  return url += option;
}

inline std::unique_ptr<weft::Connection> connect(std::string_view url, const ConnectOptions& options = {}) {
  return Mysql().connect(Url::parse(url), options);
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

/// A database of its own, which goes when this does: tests of several processes run side by side.
class TestDatabase {
 public:
  TestDatabase() {
    static std::atomic<int> count = 0;
    name_ = "weft_test_" + std::to_string(getpid()) + '_' + std::to_string(++count);
    run(*connect(server_url()), "CREATE DATABASE " + name_);
  }
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;
  ~TestDatabase() {
    try {
      run(*connect(server_url()), "DROP DATABASE " + name_);
    } catch (const std::exception&) {
      // The test has failed for the same reason.
    }
  }

  [[nodiscard]] std::string url(std::string_view option = {}) const {
    return option.empty() ? server_url(name_) : with_option(server_url(name_), option);
  }
  [[nodiscard]] const std::string& name() const noexcept { return name_; }

 private:
  std::string name_{};
};

/// A test that needs the server, with a database of its own. It is skipped and does not fail: whoever runs tests one by
/// one may have no server; tools/test has one, or fails.
class ServerTest : public testing::Test {
 protected:
  void SetUp() final {
    const char* given = std::getenv("WEFT_TEST_MYSQL_URL");
    if (given == nullptr || *given == '\0') {
      GTEST_SKIP() << "WEFT_TEST_MYSQL_URL names no server: tools/databases starts one";
    }
    database_ = std::make_unique<TestDatabase>();
    prepare();
  }
  /// What the tests of a fixture begin with.
  virtual void prepare() = 0;
  [[nodiscard]] std::string url(std::string_view option = {}) const { return database_->url(option); }

 private:
  std::unique_ptr<TestDatabase> database_{};
};

/// Ends a connection as an administrator would.
inline void kill(weft::Connection& connection) {
  const std::int64_t id = number(connection, "SELECT connection_id()");
  const auto other = connect(server_url());
  run(*other, "KILL " + std::to_string(id));
}

}  // namespace weft::mysql::test
