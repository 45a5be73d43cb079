// SPDX-License-Identifier: MIT
//
// Databases for tests, on the server that WEFT_TEST_MYSQL_URL names. A test that needs one is skipped without it.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

#include "dialect.hpp"
#include "support/statements.hpp"
#include "support/urls.hpp"

namespace weft::mysql::test {

/// The URL of the server, with `database` in place of the one that it names.
inline std::string server_url(std::string_view database = {}) {
  const std::string url = weft::test::url_in("WEFT_TEST_MYSQL_URL");
  if (url.empty()) throw std::runtime_error("WEFT_TEST_MYSQL_URL is not set");
  return database.empty() ? url : weft::test::with_database(url, database);
}

inline std::unique_ptr<weft::Connection> connect(std::string_view url, const ConnectOptions& options = {}) {
  return Mysql().connect(Url::parse(url), options);
}

using weft::test::number;
using weft::test::rows;
using weft::test::run;
using weft::test::text;
using weft::test::with_option;

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
    if (weft::test::url_in("WEFT_TEST_MYSQL_URL").empty()) {
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
