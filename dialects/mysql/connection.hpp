// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <weft/dialect.hpp>

#include "open.hpp"
#include "statement.hpp"

namespace weft::mysql {

/// One connection of the driver. Statements are prepared: values travel beside the text. Transactions and savepoints
/// go as plain text, because MySQL does not prepare them.
class Connection final : public weft::Connection {
 public:
  /// Connects. Throws `OperationalError`.
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

  [[nodiscard]] bool usable() const noexcept override { return usable_; }
  [[nodiscard]] bool ping() noexcept override;
  [[nodiscard]] std::unique_ptr<weft::Inspector> inspector() override;

  [[nodiscard]] const Server& server() const noexcept { return server_; }

 private:
  /// The statement, from the cache when nobody is using it. Throws the driver's exceptions.
  [[nodiscard]] std::shared_ptr<Prepared> prepared(const weft::Statement& statement);
  [[nodiscard]] std::shared_ptr<Prepared> prepare(std::string_view sql);
  /// Calls `work` with the prepared statement, and again with a new one when its tables have changed meanwhile.
  template <class Work>
  auto with_prepared(const weft::Statement& statement, Work work);
  /// Runs text that has no parameters and gives no rows.
  void control(const std::string& sql);
  void name_savepoint(std::string_view verb, std::string_view name);
  [[nodiscard]] std::int64_t last_insert_id();
  [[noreturn]] void fail(const driver::SQLException& error, std::string_view sql);

  // The order matters: the server is recognised while connecting, and statements are closed before the connection is.
  Server server_{};
  Handle connection_;
  Capabilities capabilities_;
  std::unique_ptr<driver::Statement> control_;
  StatementCache<std::shared_ptr<Prepared>> cache_;
  std::shared_ptr<Prepared> last_insert_id_{};
  bool usable_ = true;
};

}  // namespace weft::mysql
