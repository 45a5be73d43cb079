// SPDX-License-Identifier: MIT
//
// A connection to a fake database: does what the script says, and writes down what it was told.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "support/fake_state.hpp"

namespace weft::test {

class FakeConnection final : public Connection {
 public:
  explicit FakeConnection(std::shared_ptr<FakeDatabase::State> state);
  ~FakeConnection() override;

  [[nodiscard]] const Capabilities& capabilities() const noexcept override { return capabilities_; }
  std::unique_ptr<Cursor> query(const Statement& statement, std::span<const Cell> parameters,
                                std::span<const ColumnShape> shape) override;
  ExecuteResult execute(const Statement& statement, std::span<const Cell> parameters) override;

  [[nodiscard]] bool bulk_insert(const BulkInsert& insert, const ParameterRows& rows) override;

  void begin(const TransactionOptions& options) override;
  void commit() override { run("COMMIT"); }
  void rollback() override { run("ROLLBACK"); }
  void savepoint(std::string_view name) override { run("SAVEPOINT " + std::string(name)); }
  void release_savepoint(std::string_view name) override { run("RELEASE SAVEPOINT " + std::string(name)); }
  void rollback_to_savepoint(std::string_view name) override { run("ROLLBACK TO SAVEPOINT " + std::string(name)); }

  [[nodiscard]] bool usable() const noexcept override { return usable_; }
  [[nodiscard]] bool ping() noexcept override;
  [[nodiscard]] std::unique_ptr<Inspector> inspector() override;

 private:
  [[nodiscard]] bool alive() const;
  void run(std::string_view sql, std::span<const Cell> parameters = {}, std::uint64_t id = 0);

  std::shared_ptr<FakeDatabase::State> state_;
  std::size_t generation_ = 0;
  Capabilities capabilities_{};
  bool usable_ = true;
};

}  // namespace weft::test
