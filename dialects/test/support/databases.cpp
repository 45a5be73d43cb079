// SPDX-License-Identifier: MIT
#include "support/databases.hpp"

#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <ostream>

#include "support/urls.hpp"

namespace weft::test {
namespace {

constexpr DatabaseKind kinds[] = {
    {.dialect = "sqlite"},
    {.dialect = "postgresql",
     .url_variable = "WEFT_TEST_POSTGRESQL_URL",
     .own_connection = "SELECT pg_backend_pid()::bigint",
     .end_connection = "SELECT pg_terminate_backend(#, 5000)",
     .sleep = "SELECT 1::bigint FROM pg_sleep(60)"},
    {.dialect = "mysql",
     .url_variable = "WEFT_TEST_MYSQL_URL",
     .own_connection = "SELECT connection_id()",
     .end_connection = "KILL #",
     .sleep = "SELECT sleep(60)"},
};

bool was_built(const DatabaseKind& kind) {
  constexpr std::string_view built = "," WEFT_TEST_DIALECTS ",";
  return built.find("," + std::string(kind.dialect) + ",") != std::string_view::npos;
}

std::vector<const DatabaseKind*> built_ones(bool only_servers) {
  std::vector<const DatabaseKind*> found;
  for (const DatabaseKind& kind : kinds)
    if (was_built(kind) && (kind.is_server() || !only_servers))
      found.push_back(&kind);
  return found;
}

std::string server_url(const DatabaseKind& kind) {
  return url_in(kind.url_variable);
}

} // namespace

bool DatabaseKind::available() const {
  return !is_server() || !server_url(*this).empty();
}

void PrintTo(const DatabaseKind* kind, std::ostream* out) {
  *out << kind->dialect;
}

std::vector<const DatabaseKind*> databases() {
  return built_ones(false);
}
std::vector<const DatabaseKind*> servers() {
  return built_ones(true);
}

std::string name_of(const testing::TestParamInfo<const DatabaseKind*>& database) {
  return std::string(database.param->dialect);
}

void run(Engine& engine, std::initializer_list<std::string> statements) {
  Session session(engine);
  for (const std::string& sql : statements)
    session.execute(text(sql));
  session.commit();
}

std::vector<std::int64_t> numbers(Engine& engine, std::string_view sql) {
  std::vector<std::int64_t> found;
  Session session(engine);
  for (auto& [number] : session.execute(text(std::string(sql)).columns<std::int64_t>()))
    found.push_back(number);
  return found;
}

std::int64_t connection_of(Session& session, const DatabaseKind& kind) {
  return std::get<0>(session.execute(text(std::string(kind.own_connection)).columns<std::int64_t>()).one());
}

void end_connection(Engine& engine, const DatabaseKind& kind, std::int64_t connection) {
  std::string sql(kind.end_connection);
  sql.replace(sql.find('#'), 1, std::to_string(connection));
  run(engine, {sql});
}

TestDatabase::TestDatabase(const DatabaseKind& kind) : kind_(kind) {
  static std::atomic<int> count = 0;
  name_ = "weft_test_" + std::to_string(getpid()) + '_' + std::to_string(++count);
  if (!kind.is_server()) {
    name_ = testing::TempDir() + name_ + ".db";
    url_ = "sqlite:///" + name_;
    return;
  }
  Engine engine(server_url(kind));
  if (kind.dialect == "postgresql") {
    run(engine, {"CREATE SCHEMA " + name_});
    url_ = with_option(server_url(kind), "schema=" + name_);
  } else {
    run(engine, {"CREATE DATABASE " + name_});
    url_ = with_database(server_url(kind), name_);
  }
}

TestDatabase::~TestDatabase() {
  if (!kind_.is_server()) {
    for (const char* ending : {"", "-wal", "-shm", "-journal"})
      std::remove((name_ + ending).c_str());
    return;
  }
  try {
    Engine engine(server_url(kind_));
    run(engine, {kind_.dialect == "postgresql" ? "DROP SCHEMA " + name_ + " CASCADE" : "DROP DATABASE " + name_});
  } catch (const std::exception& error) {
    ADD_FAILURE() << error.what();
  }
}

void OnDatabase::SetUp() {
  if (!kind().available())
    GTEST_SKIP() << kind().url_variable << " names no server: tools/databases starts one";
  database_ = std::make_unique<TestDatabase>(kind());
  engine_ = std::make_unique<Engine>(url(), options_);
  prepare();
}

} // namespace weft::test
