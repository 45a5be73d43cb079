// SPDX-License-Identifier: MIT
#include "connection.hpp"

#include <pqxx/except>
#include <utility>

#include "copy.hpp"
#include "cursor.hpp"
#include "errors.hpp"
#include "inspector.hpp"
#include "portion_cursor.hpp"

namespace weft::postgresql {
namespace {

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
    : connection_(open(location)), cache_(location.statement_cache), capabilities_(capabilities_of(*connection_, location)) {
  work_.emplace(*connection_);
}

Connection::~Connection() = default;

std::unique_ptr<weft::Cursor> Connection::query(const weft::Statement& statement, std::span<const Cell> parameters,
                                                std::span<const ColumnShape>) {
  if (statement.portion != 0 && transaction_ == Transaction::open) return declare(statement, parameters);
  return std::make_unique<Cursor>(run(statement, parameters));
}

// It is planned anew each time: a stream is long, and a prepared statement could not be fetched from.
std::unique_ptr<weft::Cursor> Connection::declare(const weft::Statement& statement, std::span<const Cell> parameters) {
  const std::string name = "weft_cursor_" + std::to_string(++declared_count_);
  const std::string sql = "DECLARE " + name + " NO SCROLL CURSOR FOR " + std::string(statement.sql);
  const Parameters sent(parameters, statement.sql);
  guarded(sql, [&] { return sent.run_once(*work_, sql); });
  return std::make_unique<PortionCursor>(*this, name, statement.portion);
}

ExecuteResult Connection::execute(const weft::Statement& statement, std::span<const Cell> parameters) {
  return {.rows = static_cast<std::int64_t>(run(statement, parameters).affected_rows())};
}

template <class Call>
pqxx::result Connection::guarded(std::string_view sql, const Call& call) {
  if (lost_) throw_disconnected(sql);
  fresh_ = false;
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
  const bool loses_nothing = transaction_ == Transaction::none || fresh_;
  return guarded(statement.sql, [&] {
    if (statement.id == 0 || cache_.limit() == 0) return sent.run_once(*work_, statement.sql);
    return run_prepared(statement, sent, loses_nothing);
  });
}

pqxx::result Connection::run_prepared(const weft::Statement& statement, const Parameters& parameters, bool loses_nothing) {
  try {
    return parameters.run_prepared(*work_, prepared(statement).name());
  } catch (const std::exception& error) {
    // Version 6 prepares at the first use: after any error it is not sure that the server has it.
    cache_.erase(statement.id);
    if (!outdated(error)) throw;
    cache_.clear();  // others will be outdated with it, and whoever runs the transaction again shall not meet them one by one
    if (!loses_nothing) throw;
  }
  if (transaction_ == Transaction::open) {
    const TransactionOptions options = begun_with_;
    rollback();
    begin(options);
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

bool Connection::bulk_insert(const BulkInsert& insert, const ParameterRows& rows) {
  if (!fit_for_copy(insert, rows) || !takes_copy(*insert.table)) return false;
  guarded(insert.sql, [&] {
    CopyIn copy(*work_, *insert.table, insert.columns);
    for (std::size_t index = 0; index < rows.rows; ++index) copy.row(rows.row(index));
    copy.complete();
    return pqxx::result();
  });
  return true;
}

// Views, rules and policies for rows are heeded by INSERT only: COPY refuses such a table, or goes past them.
bool Connection::takes_copy(const TableDefinition& table) {
  constexpr std::string_view question =
      "SELECT relkind IN ('r', 'p') AND NOT relhasrules AND NOT row_security_active(oid) FROM pg_class "
      "WHERE oid = to_regclass($1)";
  const std::string name = quoted_name(table);
  if (const auto known = takes_copy_.find(name); known != takes_copy_.end()) return known->second;
  const Cell parameter = Cell::text(name);
  const Parameters sent({&parameter, 1}, question);
  const pqxx::result answer = guarded(question, [&] { return sent.run_once(*work_, question); });
  if (answer.empty()) return false;  // INSERT says what is wrong with it
  return takes_copy_[name] = answer[0][0].as<bool>();
}

pqxx::result Connection::control(const std::string& sql) {
  return guarded(sql, [&] { return work_->exec(sql); });
}

void Connection::begin(const TransactionOptions& options) {
  deallocate_dropped();
  std::string sql = "BEGIN";
  sql += isolation_clause(options.isolation);
  if (options.read_only) sql += " READ ONLY";
  control(sql);
  transaction_ = Transaction::open;
  ++transaction_number_;
  begun_with_ = options;
  fresh_ = true;
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
  ++transaction_number_;
}

void Connection::rollback() {
  control("ROLLBACK");  // no more than a warning where the server has rolled back by itself
  transaction_ = Transaction::none;
  ++transaction_number_;
}

void Connection::savepoint(std::string_view name) {
  name_savepoint("SAVEPOINT ", name);
}
void Connection::release_savepoint(std::string_view name) {
  name_savepoint("RELEASE SAVEPOINT ", name);
}
void Connection::rollback_to_savepoint(std::string_view name) {
  ++rollbacks_;
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
