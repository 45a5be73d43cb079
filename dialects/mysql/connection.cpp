// SPDX-License-Identifier: MIT
#include "connection.hpp"

#include <cppconn/exception.h>
#include <cppconn/resultset.h>
#include <cppconn/statement.h>

#include "cursor.hpp"
#include "inspector.hpp"
#include "portion_cursor.hpp"

namespace weft::mysql {
namespace {

Handle open_and_configure(const Location& location, Server& server) {
  Handle connection = open(location);
  server = recognise(*connection, location);
  configure(*connection, location, server);
  return connection;
}

bool begins_with(std::string_view sql, std::string_view lower_case_word) {
  if (sql.size() < lower_case_word.size()) return false;
  for (std::size_t index = 0; index < lower_case_word.size(); ++index) {
    if ((sql[index] | 0x20) != lower_case_word[index]) return false;
  }
  return true;
}

std::string_view level_of(Isolation isolation) {
  switch (isolation) {
  case Isolation::read_uncommitted: return "READ UNCOMMITTED";
  case Isolation::read_committed: return "READ COMMITTED";
  case Isolation::repeatable_read: return "REPEATABLE READ";
  case Isolation::serializable: return "SERIALIZABLE";
  case Isolation::database_default: break;
  }
  return {};
}

}  // namespace

Connection::Connection(const Location& location)
    : connection_(open_and_configure(location, server_)),
      capabilities_(location.as_mysql ? shared_with_mysql(server_) : capabilities_of(server_)),
      control_(connection_->createStatement()), cache_(location.statement_cache) {}

Connection::~Connection() = default;

std::shared_ptr<Prepared> Connection::prepare(std::string_view sql) {
  try {
    return std::make_shared<Prepared>(*connection_, sql, server_.largest_packet);
  } catch (const driver::SQLException& error) {
    if (!too_many_prepared(error) || cache_.size() == 0) throw;
    cache_.clear();
    return std::make_shared<Prepared>(*connection_, sql, server_.largest_packet);
  }
}

std::shared_ptr<Prepared> Connection::prepared(const weft::Statement& statement) {
  const bool keep = statement.id != 0 && cache_.limit() > 0;
  if (!keep) return prepare(statement.sql);
  if (const std::shared_ptr<Prepared>* found = cache_.find(statement.id)) {
    // While its cursor is open, its memory holds the rows. The second one is not worth keeping.
    return (*found)->in_use ? prepare(statement.sql) : *found;
  }
  // A statement that is pushed out while its cursor is open lives on with the cursor.
  return cache_.insert(statement.id, prepare(statement.sql));
}

template <class Work>
auto Connection::with_prepared(const weft::Statement& statement, Work work) {
  for (bool again = false;; again = true) {
    try {
      return work(prepared(statement));
    } catch (const driver::SQLException& error) {
      // The columns of a result differ from those that were prepared: it has run, so only a select may run again.
      const bool harmless = begins_with(statement.sql, "select") || begins_with(statement.sql, "with");
      if (!needs_preparing_anew(error)) fail(error, statement.sql);
      cache_.erase(statement.id);
      if (again || !harmless) fail(error, statement.sql);
    }
  }
}

std::unique_ptr<weft::Cursor> Connection::query(const weft::Statement& statement, std::span<const Cell> parameters,
                                                std::span<const ColumnShape> shape) {
  make_way();
  return with_prepared(statement, [&](std::shared_ptr<Prepared> ready) -> std::unique_ptr<weft::Cursor> {
    if (statement.portion != 0 && ready->streams()) {
      ready->check(parameters);
      ready.reset();  // closing it is something that must not be done beside the stream
      if (auto streaming = stream(statement, parameters, shape)) return streaming;
      cache_.erase(statement.id);
      ready = prepared(statement);
    }
    auto cursor = std::make_unique<Cursor>(*this, std::move(ready));
    cursor->start(parameters, shape);
    return cursor;
  });
}

std::unique_ptr<weft::Cursor> Connection::stream(const weft::Statement& statement, std::span<const Cell> parameters,
                                                 std::span<const ColumnShape> shape) {
  auto cursor = std::make_unique<PortionCursor>(*this, statement.sql);
  try {
    if (!cursor->start(parameters, shape)) cursor.reset();
  } catch (const driver::SQLException& error) {
    if (!too_many_prepared(error) || cache_.size() == 0) throw;
    cache_.clear();
    if (!cursor->start(parameters, shape)) cursor.reset();
  }
  return cursor;
}

void Connection::take_in_stream() noexcept {
  if (stream_ != nullptr) stream_->take_in();
}

void Connection::make_way() {
  take_in_stream();
  if (lost_transaction_) std::rethrow_exception(lost_transaction_);
}

// The server has rolled back the transaction then: what came next would be written outside of it.
void Connection::rest_failed(const std::exception_ptr& failure) noexcept {
  try {
    std::rethrow_exception(failure);
  } catch (const SerializationError&) {
    if (in_transaction_) lost_transaction_ = failure;
  } catch (...) {
    // Whoever reads that far is told. A connection that is gone tells everybody.
  }
}

ExecuteResult Connection::execute(const weft::Statement& statement, std::span<const Cell> parameters) {
  make_way();
  return with_prepared(statement, [&](const std::shared_ptr<Prepared>& ready) {
    ready->bind(parameters);
    ExecuteResult result;
    result.rows = ready->execute();
    const bool makes_keys = capabilities_.generated_keys != GeneratedKeys::returning && result.rows > 0 &&
                            begins_with(statement.sql, "insert");
    if (makes_keys) result.last_insert_id = last_insert_id();
    return result;
  });
}

void Connection::execute_batch(const weft::Statement& statement, const ParameterRows& rows,
                               std::span<std::int64_t> row_counts, std::span<std::int64_t> insert_ids) {
  make_way();
  std::size_t done = 0;
  with_prepared(statement, [&](const std::shared_ptr<Prepared>& ready) {
    for (; done < rows.rows; ++done) {
      ready->bind(rows.row(done));
      const std::int64_t count = ready->execute();
      if (!row_counts.empty()) row_counts[done] = count;
      if (!insert_ids.empty()) insert_ids[done] = last_insert_id();
    }
  });
}

// The driver knows it and has no function that tells.
std::int64_t Connection::last_insert_id() {
  if (last_insert_id_ == nullptr) last_insert_id_ = prepare("SELECT last_insert_id()");
  last_insert_id_->bind({});
  const std::unique_ptr<driver::ResultSet> row = last_insert_id_->query();
  row->next();
  return row->getInt64(1);
}

void Connection::control(const std::string& sql) {
  try {
    control_->execute(sql);
  } catch (const driver::SQLException& error) {
    fail(error, sql);
  }
}

void Connection::begin(const TransactionOptions& options) {
  make_way();
  const std::string_view level = level_of(options.isolation);
  if (!level.empty()) control("SET TRANSACTION ISOLATION LEVEL " + std::string(level));
  control(options.read_only ? "START TRANSACTION READ ONLY" : "START TRANSACTION");
  in_transaction_ = true;
}

void Connection::commit() {
  make_way();
  control("COMMIT");
  in_transaction_ = false;
}

void Connection::rollback() {
  take_in_stream();
  lost_transaction_ = nullptr;
  in_transaction_ = false;
  if (usable_) control("ROLLBACK");  // the server does so itself when a connection ends
}

void Connection::savepoint(std::string_view name) {
  make_way();
  name_savepoint("SAVEPOINT ", name);
}
void Connection::release_savepoint(std::string_view name) {
  make_way();
  name_savepoint("RELEASE SAVEPOINT ", name);
}
void Connection::rollback_to_savepoint(std::string_view name) {
  make_way();
  name_savepoint("ROLLBACK TO SAVEPOINT ", name);
}

void Connection::name_savepoint(std::string_view verb, std::string_view name) {
  std::string sql(verb);
  sql += '`';
  for (char c : name)
    sql.append(c == '`' ? 2 : 1, c);
  sql += '`';
  control(sql);
}

bool Connection::ping() noexcept {
  take_in_stream();
  try {
    usable_ = usable_ && connection_->isValid();
  } catch (...) {
    usable_ = false;
  }
  return usable_;
}

std::unique_ptr<weft::Inspector> Connection::inspector() {
  return std::make_unique<CatalogueInspector>(*this, catalogue);
}

void Connection::fail(const driver::SQLException& error, std::string_view sql) {
  if (disconnects(error)) usable_ = false;
  throw_error(error, sql);
}

}  // namespace weft::mysql
