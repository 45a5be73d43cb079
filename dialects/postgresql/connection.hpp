// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <pqxx/connection>
#include <pqxx/nontransaction>
#include <string>
#include <unordered_map>
#include <vector>
#include <weft/dialect.hpp>

#include "open.hpp"
#include "statement.hpp"

namespace weft::postgresql {

/// One connection of libpqxx. Transactions are weft's own statements inside of one `nontransaction`, which lives as
/// long as the connection: libpqxx's transactions cannot be left to whoever calls begin and commit.
///
/// A statement with an id is prepared at its first use. Results arrive as a whole, so cursors may be left open. Those in
/// portions are cursors of SQL inside of a transaction; outside of one they arrive as a whole, too.
class Connection final : public weft::Connection {
 public:
  /// Connects. Throws `OperationalError` when the server cannot be reached or says no.
  explicit Connection(const Location& location);
  ~Connection() override;

  [[nodiscard]] const Capabilities& capabilities() const noexcept override { return capabilities_; }

  std::unique_ptr<weft::Cursor> query(const weft::Statement& statement, std::span<const Cell> parameters,
                                      std::span<const ColumnShape> shape) override;
  ExecuteResult execute(const weft::Statement& statement, std::span<const Cell> parameters) override;

  [[nodiscard]] bool bulk_insert(const BulkInsert& insert, const ParameterRows& rows) override;

  void begin(const TransactionOptions& options) override;
  void commit() override;
  void rollback() override;
  void savepoint(std::string_view name) override;
  void release_savepoint(std::string_view name) override;
  void rollback_to_savepoint(std::string_view name) override;

  [[nodiscard]] bool usable() const noexcept override { return !lost_; }
  [[nodiscard]] bool ping() noexcept override;
  [[nodiscard]] std::unique_ptr<weft::Inspector> inspector() override;

  // For cursors.
  /// Runs a statement of the dialect's own, without parameters.
  pqxx::result control(const std::string& sql);
  /// Another one in each transaction, and after it.
  [[nodiscard]] std::uint64_t transaction_number() const noexcept { return transaction_number_; }
  /// How often a savepoint was rolled back.
  [[nodiscard]] std::uint64_t rollbacks() const noexcept { return rollbacks_; }
  /// In a transaction that takes statements.
  [[nodiscard]] bool in_order() const noexcept { return transaction_ == Transaction::open && !lost_; }

 private:
  enum class Transaction { none, open, failed };

  pqxx::result run(const weft::Statement& statement, std::span<const Cell> parameters);
  /// `loses_nothing`: the transaction may begin again to prepare the statement anew.
  pqxx::result run_prepared(const weft::Statement& statement, const Parameters& parameters, bool loses_nothing);
  std::unique_ptr<weft::Cursor> declare(const weft::Statement& statement, std::span<const Cell> parameters);
  void name_savepoint(std::string_view verb, std::string_view name);
  /// Calls the driver, and turns what it throws into weft's errors.
  template <class Call>
  pqxx::result guarded(std::string_view sql, const Call& call);
  [[nodiscard]] const Prepared& prepared(const weft::Statement& statement);
  void deallocate_dropped();
  /// Whether COPY into that table does what INSERT does. Asked once for each name.
  [[nodiscard]] bool takes_copy(const TableDefinition& table);

  // The order matters: the work ends before its connection.
  std::unique_ptr<pqxx::connection> connection_;
  std::optional<pqxx::nontransaction> work_{};
  std::shared_ptr<std::vector<std::string>> dropped_ = std::make_shared<std::vector<std::string>>();
  StatementCache<std::unique_ptr<Prepared>> cache_;
  std::unordered_map<std::string, bool> takes_copy_{};  ///< by quoted name
  std::uint64_t prepared_count_ = 0;
  std::uint64_t declared_count_ = 0;
  std::uint64_t transaction_number_ = 0;
  std::uint64_t rollbacks_ = 0;
  Capabilities capabilities_{};
  Transaction transaction_ = Transaction::none;
  TransactionOptions begun_with_{};
  bool fresh_ = false;  ///< a transaction that no statement was sent in
  bool lost_ = false;
};

}  // namespace weft::postgresql
