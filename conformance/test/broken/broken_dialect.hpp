// SPDX-License-Identifier: MIT
//
// SQLite's dialect with a connection that does something wrong: a dialect is made of a class derived from `Wrapped`.
#pragma once

#include <memory>
#include <string_view>
#include <utility>

#include <weft/dialect.hpp>

extern "C" const weft_plugin_descriptor* weft_plugin_entry_dialect_sqlite(void);

namespace weft::conformance::broken {

/// Passes everything on.
class Wrapped : public Connection {
 public:
  explicit Wrapped(std::unique_ptr<Connection> inner) : inner_(std::move(inner)) {}

  [[nodiscard]] const Capabilities& capabilities() const noexcept override { return inner_->capabilities(); }
  std::unique_ptr<Cursor> query(const Statement& statement, std::span<const Cell> parameters,
                                std::span<const ColumnShape> shape) override {
    return inner_->query(statement, parameters, shape);
  }
  ExecuteResult execute(const Statement& statement, std::span<const Cell> parameters) override {
    return inner_->execute(statement, parameters);
  }
  void execute_batch(const Statement& statement, const ParameterRows& rows, std::span<std::int64_t> row_counts,
                     std::span<std::int64_t> insert_ids) override {
    inner_->execute_batch(statement, rows, row_counts, insert_ids);
  }
  void begin(const TransactionOptions& options) override { inner_->begin(options); }
  void commit() override { inner_->commit(); }
  void rollback() override { inner_->rollback(); }
  void savepoint(std::string_view name) override { inner_->savepoint(name); }
  void release_savepoint(std::string_view name) override { inner_->release_savepoint(name); }
  void rollback_to_savepoint(std::string_view name) override { inner_->rollback_to_savepoint(name); }
  [[nodiscard]] bool usable() const noexcept override { return inner_->usable(); }
  [[nodiscard]] bool ping() noexcept override { return inner_->ping(); }
  [[nodiscard]] std::unique_ptr<Inspector> inspector() override { return inner_->inspector(); }

 private:
  std::unique_ptr<Connection> inner_;
};

template <class BrokenConnection>
class BrokenDialect : public Dialect {
 public:
  [[nodiscard]] std::unique_ptr<Connection> connect(const Url& url, const ConnectOptions& options) const override {
    return std::make_unique<BrokenConnection>(sqlite().connect(url, options));
  }
  [[nodiscard]] std::unique_ptr<sql::Compiler> compiler(const Capabilities& capabilities) const override {
    return sqlite().compiler(capabilities);
  }
  [[nodiscard]] bool lives_in_connection(const Url& url) const override { return sqlite().lives_in_connection(url); }

 private:
  static const Dialect& sqlite() {
    static const auto* dialect = static_cast<const Dialect*>(weft_plugin_entry_dialect_sqlite()->create());
    return *dialect;
  }
};

}  // namespace weft::conformance::broken
