// SPDX-License-Identifier: MIT
#include "connection.hpp"

#include <pqxx/except>
#include <utility>

#include "cursor.hpp"
#include "errors.hpp"
#include "inspector.hpp"

namespace weft::postgresql {
namespace {

// A prepared statement that the server cannot use as it is any more: its tables were altered, or somebody has thrown
// away what was prepared. Prepared again it works.
bool outdated(const std::exception& error) {
  const auto* failed = dynamic_cast<const pqxx::sql_error*>(&error);
  if (failed == nullptr) return false;
  return failed->sqlstate() == "26000" || (failed->sqlstate() == "0A000" &&
                                           std::string_view(failed->what()).find("cached plan") != std::string_view::npos);
}

std::string_view isolation_clause(Isolation isolation) {
  switch (isolation) {
  case Isolation::read_uncommitted: return " ISOLATION LEVEL READ UNCOMMITTED";
  case Isolation::read_committed: return " ISOLATION LEVEL READ COMMITTED";
  case Isolation::repeatable_read: return " ISOLATION LEVEL REPEATABLE READ";
  case Isolation::serializable: return " ISOLATION LEVEL SERIALIZABLE";
  case Isolation::database_default: break;
  }
  return "";
}

}  // namespace

Connection::Connection(const Location& location)
    : connection_(open(location)), cache_(location.statement_cache), capabilities_(capabilities_of(*connection_)) {
  work_.emplace(*connection_);
}

Connection::~Connection() = default;

std::unique_ptr<weft::Cursor> Connection::query(const weft::Statement& statement, std::span<const Cell> parameters,
                                                std::span<const ColumnShape>) {
  return std::make_unique<Cursor>(run(statement, parameters));
}

ExecuteResult Connection::execute(const weft::Statement& statement, std::span<const Cell> parameters) {
  return {.rows = static_cast<std::int64_t>(run(statement, parameters).affected_rows())};
}

template <class Call>
pqxx::result Connection::guarded(std::string_view sql, const Call& call) {
  if (lost_) throw_disconnected(sql);
  try {
    return call();
  } catch (const weft::Error&) {
    throw;
  } catch (const std::exception& error) {
    if (transaction_ == Transaction::open) transaction_ = Transaction::failed;
    try {
      throw_driver_error(error, sql, connection_->is_open());
    } catch (const DisconnectedError&) {
      lost_ = true;
      throw;
    }
  }
}

pqxx::result Connection::run(const weft::Statement& statement, std::span<const Cell> parameters) {
  const Parameters sent(parameters, statement.sql);
  return guarded(statement.sql, [&] {
    if (statement.id == 0 || cache_.limit() == 0) return sent.run_once(*work_, statement.sql);
    return run_prepared(statement, sent);
  });
}

pqxx::result Connection::run_prepared(const weft::Statement& statement, const Parameters& parameters) {
  try {
    return parameters.run_prepared(*work_, prepared(statement).name());
  } catch (const std::exception& error) {
    // Version 6 prepares at the first use: after any error it is not sure that the server has it.
    cache_.erase(statement.id);
    if (!outdated(error) || transaction_ != Transaction::none) throw;
  }
  return parameters.run_prepared(*work_, prepared(statement).name());
}

const Prepared& Connection::prepared(const weft::Statement& statement) {
  if (const std::unique_ptr<Prepared>* found = cache_.find(statement.id)) return **found;
  if (transaction_ != Transaction::failed) deallocate_dropped();
  std::string name = "weft_" + std::to_string(++prepared_count_);
  connection_->prepare(name, std::string(statement.sql));
  return *cache_.insert(statement.id, std::make_unique<Prepared>(std::move(name), dropped_));
}

void Connection::deallocate_dropped() {
  for (const std::string& name : std::exchange(*dropped_, {})) {
    try {
      connection_->unprepare(name);
    } catch (const pqxx::sql_error&) {
      // It was never prepared: outside a transaction this changes nothing, inside of one the next statement tells.
    }
  }
}

void Connection::control(const std::string& sql) {
  guarded(sql, [&] { return work_->exec(sql); });
}

void Connection::begin(const TransactionOptions& options) {
  std::string sql = "BEGIN";
  sql += isolation_clause(options.isolation);
  if (options.read_only) sql += " READ ONLY";
  control(sql);
  transaction_ = Transaction::open;
}

void Connection::commit() {
  // The server takes COMMIT of a failed transaction for a rollback, and calls that a success.
  if (transaction_ == Transaction::failed) {
    throw OperationalError("commit failed", {.message = "a statement of the transaction has failed before",
                                             .sqlstate = "25P02",
                                             .remedy = "roll back, and run the unit of work again"});
  }
  control("COMMIT");
  transaction_ = Transaction::none;
}

void Connection::rollback() {
  control("ROLLBACK");  // no more than a warning where the server has rolled back by itself
  transaction_ = Transaction::none;
}

void Connection::savepoint(std::string_view name) {
  name_savepoint("SAVEPOINT ", name);
}
void Connection::release_savepoint(std::string_view name) {
  name_savepoint("RELEASE SAVEPOINT ", name);
}
void Connection::rollback_to_savepoint(std::string_view name) {
  name_savepoint("ROLLBACK TO SAVEPOINT ", name);
  transaction_ = Transaction::open;
}

void Connection::name_savepoint(std::string_view verb, std::string_view name) {
  std::string sql(verb);
  sql += '"';
  for (char c : name)
    sql.append(c == '"' ? 2 : 1, c);
  sql += '"';
  control(sql);
}

bool Connection::ping() noexcept {
  try {
    control("SELECT 1");
    return true;
  } catch (...) {
    return false;
  }
}

std::unique_ptr<weft::Inspector> Connection::inspector() {
  return std::make_unique<CatalogueInspector>(*this, catalogue);
}

}  // namespace weft::postgresql
