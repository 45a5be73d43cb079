// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <memory>
#include <weft/dialect.hpp>

#include "open.hpp"
#include "statement.hpp"

namespace weft::sqlite {

/// One sqlite3 handle. Connections share a file and nothing else.
///
/// Transactions (decision 0002): readers never wait. At its first write a transaction gives up the snapshot
/// that it read from and takes the write lock, waiting for it as long as the busy timeout says. Those of
/// `repeatable_read` and `serializable` keep their snapshot and lose with `SerializationError` instead.
class Connection final : public weft::Connection {
 public:
  /// Opens the file. Throws `OperationalError` when it cannot be opened or is not a database.
  explicit Connection(const Location& location);
  ~Connection() override;

  [[nodiscard]] const Capabilities& capabilities() const noexcept override { return capabilities_; }

  std::unique_ptr<weft::Cursor> query(const weft::Statement& statement, std::span<const Cell> parameters,
                                      std::span<const ColumnShape> shape) override;
  ExecuteResult execute(const weft::Statement& statement, std::span<const Cell> parameters) override;
  void execute_batch(const weft::Statement& statement, const ParameterRows& rows, std::span<std::int64_t> row_counts,
                     std::span<std::int64_t> insert_ids) override;

  void begin(const TransactionOptions& options) override;
  void commit() override;
  void rollback() override;
  void savepoint(std::string_view name) override;
  void release_savepoint(std::string_view name) override;
  void rollback_to_savepoint(std::string_view name) override;

  /// Always true: there is nobody who could hang up.
  [[nodiscard]] bool usable() const noexcept override { return true; }
  [[nodiscard]] bool ping() noexcept override;
  [[nodiscard]] std::unique_ptr<weft::Inspector> inspector() override;

  /// The driver's handle, for what weft has no word for. It belongs to the connection.
  [[nodiscard]] sqlite3* handle() const noexcept { return database_.get(); }

 private:
  enum class Transaction {
    none,       ///< every statement is its own
    read_only,  ///< writing is refused
    flexible,   ///< reads a snapshot, will exchange it for the write lock
    snapshot,   ///< reads a snapshot and keeps it
    settled,    ///< nothing left to decide: it holds the write lock, or is alone in memory
  };
  enum Control : std::size_t {
    begin_transaction,
    begin_immediate,
    commit_transaction,
    rollback_transaction,
    begin_groups,
    undo_groups,
    end_groups,
    controls
  };

  /// The statement, from the cache when nobody is using it; otherwise it is in `once`.
  [[nodiscard]] Prepared& prepared(const weft::Statement& statement, PreparedPtr& once);
  /// To be called before a statement runs: takes the write lock if it will need one. Says what a wait is worth.
  Waiting before_running(const Prepared& statement);
  void take_write_lock();
  ExecuteResult run(Prepared& statement, std::span<const Cell> parameters, Waiting waiting);
  /// Runs a batch of an INSERT that makes keys in groups of rows, as far as the keys are beyond doubt. Returns how many
  /// rows it stored; the others are still to be run one by one.
  std::size_t insert_groups(Prepared& single, const ParameterRows& rows, std::span<std::int64_t> keys, Waiting waiting);
  void control(Control which, Waiting waiting = Waiting::may_help);
  void name_savepoint(std::string_view verb, std::string_view name);

  // The order matters: statements are finalised before the handle is closed.
  Handle database_;
  StatementCache<PreparedPtr> cache_;
  std::array<std::unique_ptr<Prepared>, controls> controls_{};
  Capabilities capabilities_{};
  Transaction transaction_ = Transaction::none;
  bool alone_ = false;  ///< no other connection can see this database
};

}  // namespace weft::sqlite
