// SPDX-License-Identifier: MIT
//
// A connection on loan: what a session sends its statements through.
//
//   Lease lease = engine->checkout();
//   lease.begin({});
//   lease.execute({sql, engine->statement_id(sql)}, parameters);
//   lease.commit();
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "session/pool.hpp"
#include "weft/dialect/connection.hpp"
#include "weft/session/statement_event.hpp"

namespace weft::detail {

class EngineCore;

/// One thread at a time. At its end it rolls back what is open and returns the connection; a connection
/// that is gone, or that could not be rolled back, is closed instead. Cursors end before their lease.
/// Keeps the engine alive. What is sent is reported while somebody listens; else a call costs one branch.
class Lease {
 public:
  Lease() noexcept = default;
  Lease(std::shared_ptr<EngineCore> engine, Pool::Loan loan) noexcept;
  Lease(Lease&& other) noexcept;
  Lease& operator=(Lease&& other) noexcept;
  ~Lease() { give_back(); }

  /// Returns the connection now.
  void give_back() noexcept;
  /// False when there is no connection: never had one, moved from, or given back.
  explicit operator bool() const noexcept { return loan_.connection != nullptr; }

  std::unique_ptr<Cursor> query(const Statement& statement, std::span<const Cell> parameters,
                                std::span<const ColumnShape> shape);
  ExecuteResult execute(const Statement& statement, std::span<const Cell> parameters);
  void execute_batch(const Statement& statement, const ParameterRows& rows, std::span<std::int64_t> row_counts,
                     std::span<std::int64_t> insert_ids);
  /// False when the rows cannot go this way; nothing is reported then.
  [[nodiscard]] bool bulk_insert(const BulkInsert& insert, const ParameterRows& rows);

  void begin(const TransactionOptions& options);
  /// When it throws, the transaction still counts as open: roll back.
  void commit();
  /// Nothing to do on a connection that is gone: its transaction went with it.
  void rollback();
  void savepoint(std::string_view name);
  void release_savepoint(std::string_view name);
  void rollback_to_savepoint(std::string_view name);

  [[nodiscard]] bool in_transaction() const noexcept { return in_transaction_; }
  [[nodiscard]] Connection& connection() noexcept { return *loan_.connection; }
  [[nodiscard]] EngineCore& engine() noexcept { return *engine_; }

 private:
  template <class Run>
  void reported(StatementKind kind, std::string_view verb, std::string_view name, Run run);

  std::shared_ptr<EngineCore> engine_{};
  Pool::Loan loan_{};
  bool in_transaction_ = false;
  bool unclear_ = false;  ///< rolling back failed: nobody knows what the connection is in the middle of
};

}  // namespace weft::detail
