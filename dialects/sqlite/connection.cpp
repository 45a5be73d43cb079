// SPDX-License-Identifier: MIT
#include "connection.hpp"

#include <limits>
#include <utility>

#include "cursor.hpp"
#include "errors.hpp"
#include "inspector.hpp"
#include "row_groups.hpp"

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

Prepared& Connection::prepared(const weft::Statement& statement, PreparedPtr& once) {
  const bool keep = statement.id != 0 && cache_.limit() > 0;
  PreparedPtr* found = keep ? cache_.find(statement.id) : nullptr;
  if (found != nullptr && !(*found)->in_use()) return **found;
  // A statement has one position. Where its cursor is open, a second one is not worth keeping.
  const bool insert = keep && found == nullptr;
  PreparedPtr made(new Prepared(database_.get(), statement.sql, insert ? Use::often : Use::once));
  // One that is pushed out while its cursor is open lives on with the cursor.
  return *(insert ? cache_.insert(statement.id, std::move(made)) : once = std::move(made));
}

std::unique_ptr<weft::Cursor> Connection::query(const weft::Statement& statement, std::span<const Cell> parameters,
                                                std::span<const ColumnShape> shape) {
  PreparedPtr once;  // its cursor takes it over
  Prepared& ready = prepared(statement, once);
  return Cursor::open(ready, parameters, shape, before_running(ready));
}

ExecuteResult Connection::execute(const weft::Statement& statement, std::span<const Cell> parameters) {
  PreparedPtr once;
  Prepared& ready = prepared(statement, once);
  return run(ready, parameters, before_running(ready));
}

void Connection::execute_batch(const weft::Statement& statement, const ParameterRows& rows,
                               std::span<std::int64_t> row_counts, std::span<std::int64_t> insert_ids) {
  PreparedPtr once;
  Prepared& ready = prepared(statement, once);
  const Waiting waiting = before_running(ready);
  const bool keys_only = row_counts.empty() && !insert_ids.empty();
  const std::size_t stored = keys_only ? insert_groups(ready, rows, insert_ids, waiting) : 0;
  for (std::size_t index = stored; index < rows.rows; ++index) {
    const ExecuteResult result = run(ready, rows.row(index), waiting);
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

// SQLite tells the last key of a group. A new row gets the highest key of its table plus one, so the others come right
// before it, unless a trigger writes as well, rows are skipped, or the highest key there can be is taken and keys are made
// up at random. Each of these shows: more or fewer changes than rows, or a last key that is not as far from the key before
// the group as the group has rows. Then, and when a row is refused, the groups are undone and rows go one by one.
std::size_t Connection::insert_groups(Prepared& single, const ParameterRows& rows, std::span<std::int64_t> keys,
                                      Waiting waiting) {
  sqlite3* database = database_.get();
  const auto in_transaction = [&] { return sqlite3_get_autocommit(database) == 0; };
  if (rows.rows < rows_worth_grouping || !in_transaction()) return 0;
  Prepared* group = single.grouped();
  if (group == nullptr) return 0;

  constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();
  constexpr std::int64_t group_size{rows_of_group};
  std::int64_t key = 0;
  const auto stores = [&](Prepared& statement, std::size_t begin, std::size_t count) {
    const std::int64_t changes = sqlite3_total_changes64(database);
    const auto cells = rows.cells.subspan(begin * rows.columns, count * rows.columns);
    const ExecuteResult result = run(statement, cells, waiting);
    key = result.last_insert_id;
    const auto wanted = static_cast<std::int64_t>(count);
    return result.rows == wanted && sqlite3_total_changes64(database) - changes == wanted;
  };
  const bool nothing_else = stores(single, 0, 1);
  keys[0] = key;
  if (!nothing_else) return 1;

  std::size_t stored = 1;
  bool known = true;
  control(begin_groups);
  try {
    for (; rows.rows - stored >= rows_of_group; stored += rows_of_group) {
      const std::int64_t before = key;
      known = stores(*group, stored, rows_of_group) && before <= highest - group_size && key == before + group_size;
      if (!known) break;
      for (std::size_t row = 0; row < rows_of_group; ++row) keys[stored + row] = before + 1 + static_cast<std::int64_t>(row);
    }
  } catch (const IntegrityError&) {
    if (!in_transaction()) throw;  // there is nothing left to go on with
    known = false;
  }
  if (!known) control(undo_groups);
  control(end_groups);
  return known ? stored : 1;
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
  constexpr std::array<std::string_view, controls> texts{
      "BEGIN",    "BEGIN IMMEDIATE",       "COMMIT", "ROLLBACK", "SAVEPOINT weft_groups", "ROLLBACK TO weft_groups",
      "RELEASE weft_groups"};
  std::unique_ptr<Prepared>& statement = controls_[which];
  if (statement == nullptr) statement = std::make_unique<Prepared>(database_.get(), texts[which], Use::often);
  const Running running(*statement);
  statement->step(waiting);
}

bool Connection::ping() noexcept {
  return sqlite3_exec(database_.get(), "SELECT 1", nullptr, nullptr, nullptr) == SQLITE_OK;
}

std::unique_ptr<weft::Inspector> Connection::inspector() {
  return std::make_unique<CatalogueInspector>(*this, catalogue);
}

}  // namespace weft::sqlite
