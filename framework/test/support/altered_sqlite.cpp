// SPDX-License-Identifier: MIT
#include "support/altered_sqlite.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "weft/dialect/dialect.hpp"
#include "weft/dialect/inspector.hpp"
#include "weft/error.hpp"
#include "weft/plugin_source.hpp"

namespace weft::test {
namespace {

constexpr std::string_view scheme_of_altered = "altered";

const Dialect& sqlite() { return plugin_source().dialect("sqlite", {}); }

class AlteredConnection final : public Connection {
 public:
  AlteredConnection(std::unique_ptr<Connection> inner, AlterCapabilities alter)
      : inner_(std::move(inner)), capabilities_(inner_->capabilities()) {
    alter(capabilities_);
  }

  [[nodiscard]] const Capabilities& capabilities() const noexcept override { return capabilities_; }
  std::unique_ptr<Cursor> query(const Statement& statement, std::span<const Cell> parameters,
                                std::span<const ColumnShape> shape) override {
    return inner_->query(statement, parameters, shape);
  }
  ExecuteResult execute(const Statement& statement, std::span<const Cell> parameters) override {
    return inner_->execute(statement, parameters);
  }
  void execute_batch(const Statement& statement, const ParameterRows& rows, std::span<std::int64_t> row_counts,
                     std::span<std::int64_t> insert_ids) override {
    std::vector<std::int64_t> counts(row_counts.begin(), row_counts.end());
    if (row_counts.empty()) counts.resize(rows.rows);
    inner_->execute_batch(statement, rows, counts, insert_ids);
    std::copy_n(counts.begin(), row_counts.size(), row_counts.begin());
    if (capabilities_.generated_keys != GeneratedKeys::first_insert_id) return;
    // SQLite knows the key of the last row, and counts as it goes.
    for (std::size_t index = 0; index < insert_ids.size(); ++index) insert_ids[index] -= counts[index] - 1;
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
  Capabilities capabilities_;
};

class AlteredDialect final : public Dialect {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return scheme_of_altered; }
  [[nodiscard]] std::unique_ptr<Connection> connect(const Url& url, const ConnectOptions& options) const override {
    AlterCapabilities alter = nullptr;
    {
      std::lock_guard lock(mutex_);
      alter = databases_.at(url.database);
    }
    return std::make_unique<AlteredConnection>(sqlite().connect(url, options), alter);
  }
  [[nodiscard]] std::unique_ptr<sql::Compiler> compiler(const Capabilities& capabilities) const override {
    return sqlite().compiler(capabilities);
  }
  void add(const std::string& path, AlterCapabilities alter) {
    std::lock_guard lock(mutex_);
    databases_[path] = alter;
  }

 private:
  mutable std::mutex mutex_{};
  std::map<std::string, AlterCapabilities> databases_{};
};

class AlteredPlugins final : public PluginSource {
 public:
  AlteredPlugins() : before_(plugin_source()) { install_plugin_source(*this); }
  const Dialect& dialect(std::string_view scheme, const PluginSearch& search) override {
    return scheme == scheme_of_altered ? altered : before_.dialect(scheme, search);
  }
  const LoaderStrategy& strategy(std::string_view name, const PluginSearch& search) override {
    return before_.strategy(name, search);
  }
  AlteredDialect altered{};

 private:
  PluginSource& before_;
};

AlteredPlugins& plugins() {
  static auto& all = *new AlteredPlugins;  // engines may live until the process ends
  return all;
}

}  // namespace

std::string altered_sqlite_url(const std::string& path, AlterCapabilities alter) {
  const std::string url = std::string(scheme_of_altered) + ":///" + path;
  plugins().altered.add(Url::parse(url).database, alter);
  return url;
}

}  // namespace weft::test
