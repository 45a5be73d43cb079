// SPDX-License-Identifier: MIT
//
// The databases that tests run on: SQLite, and the servers that WEFT_TEST_<DIALECT>_URL names. A test on all of them is
// written once:
//
//   using Flushing = OnDatabase;
//   TEST_P(Flushing, writes_what_was_added) { Session session(engine()); ... }
//   WEFT_ON_DATABASES(Flushing);
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "weft/weft.hpp"

namespace weft::test {

/// What tests have to know of a database that weft does not tell them.
struct DatabaseKind {
  std::string_view dialect{};
  const char* url_variable = nullptr; ///< of the environment; none for SQLite, which needs no server
  std::string_view own_connection{};  ///< SELECT of the number by which the server knows this connection
  std::string_view end_connection{};  ///< ends the connection whose number takes the place of the #
  std::string_view sleep{};           ///< SELECT that takes a minute

  [[nodiscard]] bool is_server() const noexcept { return url_variable != nullptr; }
  /// Whether there is one to test on.
  [[nodiscard]] bool available() const;
};
void PrintTo(const DatabaseKind* kind, std::ostream* out);

/// Those whose dialect was built, SQLite first.
[[nodiscard]] std::vector<const DatabaseKind*> databases();
/// Those of them that are servers.
[[nodiscard]] std::vector<const DatabaseKind*> servers();

/// Runs statements in a transaction of their own.
void run(Engine& engine, std::initializer_list<std::string> statements);
/// The first column of a query, which is a number.
[[nodiscard]] std::vector<std::int64_t> numbers(Engine& engine, std::string_view sql);
/// The number by which the server knows the connection that a session has now.
[[nodiscard]] std::int64_t connection_of(Session& session, const DatabaseKind& kind);
/// Ends it as an administrator would.
void end_connection(Engine& engine, const DatabaseKind& kind, std::int64_t connection);

/// A database of a test's own, which goes when this does: a file, a schema, or a database on the server.
class TestDatabase {
public:
  explicit TestDatabase(const DatabaseKind& kind);
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;
  ~TestDatabase();

  [[nodiscard]] const std::string& url() const noexcept { return url_; }

private:
  const DatabaseKind& kind_;
  std::string name_{};
  std::string url_{};
};

/// A test on each database, with one of its own. It is skipped where the server is missing: whoever runs tests one by
/// one may have none; tools/test has one, or fails.
class OnDatabase : public testing::TestWithParam<const DatabaseKind*> {
protected:
  void SetUp() override;

  [[nodiscard]] static const DatabaseKind& kind() { return *GetParam(); }
  [[nodiscard]] static bool on(std::string_view dialect) { return kind().dialect == dialect; }
  [[nodiscard]] const std::string& url() const { return database_->url(); }
  /// One with the options that the fixture's constructor was given.
  [[nodiscard]] Engine& engine() { return *engine_; }

  explicit OnDatabase(EngineOptions options = {}) : options_(std::move(options)) {}
  /// What the tests of a fixture begin with.
  virtual void prepare() {}

private:
  EngineOptions options_;
  std::unique_ptr<TestDatabase> database_{};
  std::unique_ptr<Engine> engine_{};
};

[[nodiscard]] std::string name_of(const testing::TestParamInfo<const DatabaseKind*>& database);

} // namespace weft::test

#define WEFT_ON_DATABASES(Suite)                                                                                       \
  INSTANTIATE_TEST_SUITE_P(, Suite, testing::ValuesIn(weft::test::databases()), &weft::test::name_of)
#define WEFT_ON_SERVERS(Suite)                                                                                         \
  INSTANTIATE_TEST_SUITE_P(, Suite, testing::ValuesIn(weft::test::servers()), &weft::test::name_of)
