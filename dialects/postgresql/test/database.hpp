// SPDX-License-Identifier: MIT
//
// A schema of a test's own, on the server that WEFT_TEST_POSTGRESQL_URL names. A test that needs one is skipped without
// it, and tools/test says so.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dialect.hpp"
#include "support/statements.hpp"
#include "support/urls.hpp"

namespace weft::postgresql::test {

/// The server's URL, empty when there is none.
inline std::string server_url() {
  return weft::test::url_in("WEFT_TEST_POSTGRESQL_URL");
}

inline std::unique_ptr<weft::Connection> connect(std::string_view url, const ConnectOptions& options = {}) {
  return Postgresql().connect(Url::parse(url), options);
}

using weft::test::number;
using weft::test::rows;
using weft::test::run;
using weft::test::text;
using weft::test::with_option;

/// Ends a connection as an administrator would.
inline void kill(weft::Connection& victim) {
  const std::int64_t pid = number(victim, "SELECT pg_backend_pid()");
  run(*connect(server_url()), "SELECT pg_terminate_backend($1::integer, 5000)", {Cell::of(pid)});
}

/// Skips without a server. The schema goes with the fixture, so tests of several processes run side by side.
class OnServer : public testing::Test {
 protected:
  void SetUp() override {
    if (server_url().empty()) GTEST_SKIP() << "WEFT_TEST_POSTGRESQL_URL names no server: tools/databases starts one";
    static std::atomic<int> count = 0;
    schema_ = "weft_test_" + std::to_string(getpid()) + '_' + std::to_string(++count);
    run(*connect(server_url()), "CREATE SCHEMA " + schema_);
    connection = connect(url());
  }
  void TearDown() override {
    if (schema_.empty()) return;
    connection.reset();
    run(*connect(server_url()), "DROP SCHEMA " + schema_ + " CASCADE");
  }

  [[nodiscard]] std::string url(std::string_view option = {}) const {
    std::string url = with_option(server_url(), "schema=" + schema_);
    return option.empty() ? url : with_option(std::move(url), option);
  }
  [[nodiscard]] const std::string& schema() const { return schema_; }

  /// The SQLSTATE of the `Expected` that a statement throws.
  template <class Expected>
  std::string state(std::string_view sql, std::initializer_list<Cell> parameters = {}) {
    try {
      run(*connection, sql, parameters);
    } catch (const Expected& error) {
      EXPECT_EQ(error.sql(), sql);
      return error.sqlstate();
    } catch (const std::exception& error) {
      return std::string("another exception: ") + error.what();
    }
    return "nothing was thrown";
  }

  std::unique_ptr<weft::Connection> connection{};

 private:
  std::string schema_{};
};

}  // namespace weft::postgresql::test
