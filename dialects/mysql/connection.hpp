// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <memory>
#include <string>
#include <weft/dialect.hpp>

#include "open.hpp"
#include "statement.hpp"

namespace weft::mysql {

class PortionCursor;

/// One connection of the driver. Statements are prepared: values travel beside the text. Transactions and savepoints
/// go as plain text, because MySQL does not prepare them.
///
/// Results arrive as a whole, so cursors may be left open. Those in portions stream, one at a time and only as long as
/// nothing else is done with the connection: before that, the rows that are still to come are taken in.
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

  // For cursors.
  [[nodiscard]] driver::Connection& handle() noexcept { return *connection_; }
  /// A statement that is not kept. Throws the driver's exceptions.
  [[nodiscard]] std::shared_ptr<Prepared> prepare(std::string_view sql);
  /// Has the stream that is under way, if any, take in its rows. To be called before the driver is.
  void take_in_stream() noexcept;
  void stream_opened(PortionCursor& cursor) noexcept { stream_ = &cursor; }
  void stream_closed() noexcept { stream_ = nullptr; }
  /// What went wrong among rows that nobody was waiting for.
  void rest_failed(const std::exception_ptr& failure) noexcept;
  /// Throws the weft error that fits.
  [[noreturn]] void fail(const driver::SQLException& error, std::string_view sql);

 private:
  /// The statement, from the cache when nobody is using it. Throws the driver's exceptions.
  [[nodiscard]] std::shared_ptr<Prepared> prepared(const weft::Statement& statement);
  /// A cursor whose rows stream; null where they could not be exact. Throws the driver's exceptions.
  [[nodiscard]] std::unique_ptr<weft::Cursor> stream(const weft::Statement& statement, std::span<const Cell> parameters,
                                                     std::span<const ColumnShape> shape);
  /// Takes in the stream, and throws when that has shown that the transaction is lost.
  void make_way();
  /// Calls `work` with the prepared statement, and again with a new one when its tables have changed meanwhile.
  template <class Work>
  auto with_prepared(const weft::Statement& statement, Work work);
  /// Runs text that has no parameters and gives no rows.
  void control(const std::string& sql);
  void name_savepoint(std::string_view verb, std::string_view name);
  [[nodiscard]] std::int64_t last_insert_id();

  // The order matters: the server is recognised while connecting, and statements are closed before the connection is.
  Server server_{};
  Handle connection_;
  Capabilities capabilities_;
  std::unique_ptr<driver::Statement> control_;
  StatementCache<std::shared_ptr<Prepared>> cache_;
  std::shared_ptr<Prepared> last_insert_id_{};
  PortionCursor* stream_ = nullptr;
  std::exception_ptr lost_transaction_{};  ///< what its end was, while the program knows nothing of it
  bool in_transaction_ = false;
  bool usable_ = true;
};

}  // namespace weft::mysql
