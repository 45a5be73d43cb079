// SPDX-License-Identifier: MIT
#include "connection.hpp"

#include <utility>

#include "cursor.hpp"
#include "errors.hpp"
#include "inspector.hpp"

namespace weft::sqlite {
namespace {

// Resets a statement at the end of a scope, whichever way it is left.
class Running {
 public:
  explicit Running(Prepared& statement) : statement_(statement) {}
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() { statement_.reset(); }

 private:
  Prepared& statement_;
};

}  // namespace

Connection::Connection(const Location& location)
    : database_(open(location)), cache_(location.statement_cache), capabilities_(capabilities_of(database_.get())),
      alone_(location.in_memory()) {}

Connection::~Connection() = default;

std::shared_ptr<Prepared> Connection::prepared(const weft::Statement& statement) {
  const bool keep = statement.id != 0 && cache_.limit() > 0;
  if (!keep) return std::make_shared<Prepared>(database_.get(), statement.sql, Use::once);
  if (const std::shared_ptr<Prepared>* found = cache_.find(statement.id)) {
    if (!(*found)->in_use) return *found;
    // Its cursor is open, and a statement has one position. The second one is not worth keeping.
    return std::make_shared<Prepared>(database_.get(), statement.sql, Use::once);
  }
  // A statement that is pushed out while its cursor is open lives on with the cursor.
  return cache_.insert(statement.id, std::make_shared<Prepared>(database_.get(), statement.sql, Use::often));
}

std::unique_ptr<weft::Cursor> Connection::query(const weft::Statement& statement, std::span<const Cell> parameters,
                                                std::span<const ColumnShape> shape) {
  auto cursor = std::make_unique<Cursor>(prepared(statement));
  cursor->start(parameters, shape, before_running(cursor->statement()));
  return cursor;
}

ExecuteResult Connection::execute(const weft::Statement& statement, std::span<const Cell> parameters) {
  const std::shared_ptr<Prepared> ready = prepared(statement);
  return run(*ready, parameters, before_running(*ready));
}

void Connection::execute_batch(const weft::Statement& statement, const ParameterRows& rows,
                               std::span<std::int64_t> row_counts, std::span<std::int64_t> insert_ids) {
  const std::shared_ptr<Prepared> ready = prepared(statement);
  const Waiting waiting = before_running(*ready);
  for (std::size_t index = 0; index < rows.rows; ++index) {
    const ExecuteResult result = run(*ready, rows.row(index), waiting);
    if (!row_counts.empty()) row_counts[index] = result.rows;
    if (!insert_ids.empty()) insert_ids[index] = result.last_insert_id;
  }
}

ExecuteResult Connection::run(Prepared& statement, std::span<const Cell> parameters, Waiting waiting) {
  sqlite3* database = database_.get();
  const std::int64_t changes_before = sqlite3_total_changes64(database);
  const Running running(statement);
  statement.bind(parameters, Bytes::borrowed);
  while (statement.step(waiting)) {
    // Rows that nobody asked for: PRAGMA and RETURNING give some.
  }
  // SQLite remembers the changes of the last statement that made any, which need not be this one.
  if (sqlite3_total_changes64(database) == changes_before) return {};
  return {.rows = sqlite3_changes64(database), .last_insert_id = sqlite3_last_insert_rowid(database)};
}

Waiting Connection::before_running(const Prepared& statement) {
  if (statement.read_only()) return Waiting::may_help;
  switch (transaction_) {
  case Transaction::none:
  case Transaction::settled: return Waiting::may_help;
  case Transaction::read_only:
    throw OperationalError("statement failed", {.message = "the transaction is read-only",
                                                .sql = std::string(statement.sql()),
                                                .sqlstate = "25006",
                                                .remedy = "begin it without read_only"});
  case Transaction::snapshot:
  case Transaction::flexible: break;
  }
  switch (sqlite3_txn_state(database_.get(), nullptr)) {
  case SQLITE_TXN_WRITE: transaction_ = Transaction::settled; return Waiting::may_help;
  case SQLITE_TXN_READ: break;
  default: return Waiting::may_help;  // nothing was read yet: the statement itself waits for the lock
  }
  if (transaction_ == Transaction::snapshot) return Waiting::cannot_help;
  take_write_lock();
  return Waiting::may_help;
}

// Nothing was written yet, so ending the transaction loses nothing but its snapshot; and a transaction
// without a snapshot may wait for the lock. One with a snapshot may not: whoever holds the lock makes it stale.
void Connection::take_write_lock() {
  control(commit_transaction);
  const bool cursors_open = sqlite3_txn_state(database_.get(), nullptr) != SQLITE_TXN_NONE;
  try {
    control(begin_immediate, cursors_open ? Waiting::cannot_help : Waiting::may_help);
  } catch (const StatementError&) {
    control(begin_transaction);  // the session still believes in its transaction, until it rolls back
    throw;
  }
  transaction_ = Transaction::settled;
}

void Connection::begin(const TransactionOptions& options) {
  control(begin_transaction);
  const bool keeps_snapshot =
      options.isolation == Isolation::repeatable_read || options.isolation == Isolation::serializable;
  if (options.read_only) {
    transaction_ = Transaction::read_only;
  } else if (alone_) {
    transaction_ = Transaction::settled;
  } else {
    transaction_ = keeps_snapshot ? Transaction::snapshot : Transaction::flexible;
  }
}

void Connection::commit() {
  control(commit_transaction);  // a deferred foreign key may fail here: the transaction is then still open
  transaction_ = Transaction::none;
}

void Connection::rollback() {
  transaction_ = Transaction::none;
  // A full disk and the like make SQLite roll back by itself.
  if (sqlite3_get_autocommit(database_.get()) == 0) control(rollback_transaction);
}

void Connection::savepoint(std::string_view name) {
  // Taking the write lock later would end the savepoint together with the snapshot.
  if (transaction_ == Transaction::flexible) take_write_lock();
  name_savepoint("SAVEPOINT ", name);
}

void Connection::release_savepoint(std::string_view name) {
  name_savepoint("RELEASE ", name);
}
void Connection::rollback_to_savepoint(std::string_view name) {
  name_savepoint("ROLLBACK TO ", name);
}

void Connection::name_savepoint(std::string_view verb, std::string_view name) {
  std::string sql(verb);
  sql += '"';
  for (char c : name)
    sql.append(c == '"' ? 2 : 1, c);
  sql += '"';
  execute({.sql = sql, .id = 0}, {});
}

void Connection::control(Control which, Waiting waiting) {
  constexpr std::array<std::string_view, controls> texts{"BEGIN", "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"};
  std::unique_ptr<Prepared>& statement = controls_[which];
  if (statement == nullptr) statement = std::make_unique<Prepared>(database_.get(), texts[which], Use::often);
  const Running running(*statement);
  statement->step(waiting);
}

bool Connection::ping() noexcept {
  return sqlite3_exec(database_.get(), "SELECT 1", nullptr, nullptr, nullptr) == SQLITE_OK;
}

std::unique_ptr<weft::Inspector> Connection::inspector() {
  return std::make_unique<Inspector>(*this);
}

}  // namespace weft::sqlite
