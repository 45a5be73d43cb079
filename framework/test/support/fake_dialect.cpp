// SPDX-License-Identifier: MIT
#include "support/fake_dialect.hpp"

#include <utility>

#include "support/fake_connection.hpp"
#include "support/fake_state.hpp"
#include "weft/loading/strategy.hpp"
#include "weft/plugin_source.hpp"

namespace weft::test {
namespace {

class FakeCompiler final : public sql::Compiler {
 public:
  using sql::Compiler::Compiler;
  void write_type(const SqlType&, sql::Writer& out) const override { out << "TYPE"; }
  void write_autoincrement_type(const TableColumn&, sql::Writer& out) const override { out << "TYPE GENERATED"; }
  [[nodiscard]] std::string bulk_insert(const TableDefinition& table,
                                        std::span<const TableColumn* const> columns) const override {
    sql::Writer out(*this);
    out << "BULK ";
    write_table_name(table, out);
    out << ' ';
    write_column_names({columns.begin(), columns.end()}, out);
    return std::move(out).take().text;
  }
};

}  // namespace

class FakeDialect final : public Dialect {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "fake"; }

  [[nodiscard]] std::unique_ptr<Connection> connect(const Url& url, const ConnectOptions&) const override {
    std::shared_ptr<FakeDatabase::State> state = find(url.host);
    if (!state || refuses(*state)) {
      StatementFailure failure;
      failure.message = state ? "connection refused" : "no such database";
      throw OperationalError("cannot connect to \"" + url.display() + "\"", std::move(failure));
    }
    return std::make_unique<FakeConnection>(std::move(state));
  }
  [[nodiscard]] std::unique_ptr<sql::Compiler> compiler(const Capabilities& capabilities) const override {
    return std::make_unique<FakeCompiler>(capabilities);
  }
  [[nodiscard]] bool lives_in_connection(const Url& url) const override { return url.database == "memory"; }

  void add(std::shared_ptr<FakeDatabase::State> state) {
    std::lock_guard lock(mutex_);
    state->name = "db" + std::to_string(++last_);
    databases_.emplace(state->name, std::move(state));
  }
  void remove(const std::string& name) {
    std::lock_guard lock(mutex_);
    databases_.erase(name);
  }

 private:
  [[nodiscard]] std::shared_ptr<FakeDatabase::State> find(const std::string& name) const {
    std::lock_guard lock(mutex_);
    const auto found = databases_.find(name);
    return found == databases_.end() ? nullptr : found->second;
  }
  static bool refuses(const FakeDatabase::State& state) {
    std::lock_guard lock(state.mutex);
    return state.refuse;
  }

  mutable std::mutex mutex_{};
  std::map<std::string, std::shared_ptr<FakeDatabase::State>> databases_{};
  std::size_t last_ = 0;
};

namespace {

class FakePlugins final : public PluginSource {
 public:
  FakePlugins() {
    try {
      before_ = &plugin_source();
    } catch (const PluginError&) {
      // Nobody else provides plugins.
    }
    install_plugin_source(*this);
  }

  const Dialect& dialect(std::string_view scheme, const PluginSearch& search) override {
    if (scheme == "fake") return fake;
    if (before_) return before_->dialect(scheme, search);
    throw PluginError("no dialect for \"" + std::string(scheme) + "\": only \"fake\" is there");
  }
  const LoaderStrategy& strategy(std::string_view name, const PluginSearch& search) override {
    {
      std::lock_guard lock(mutex_);
      ++asked_[std::string(name)];
      if (const auto found = strategies_.find(name); found != strategies_.end()) return *found->second;
    }
    if (before_) return before_->strategy(name, search);
    throw PluginError("no strategy \"" + std::string(name) + "\"");
  }

  void provide(const LoaderStrategy& strategy) {
    std::lock_guard lock(mutex_);
    strategies_[std::string(strategy.name())] = &strategy;
  }
  [[nodiscard]] std::size_t asked(std::string_view name) const {
    std::lock_guard lock(mutex_);
    return looked_up(asked_, name).value_or(0);
  }

  FakeDialect fake{};

 private:
  PluginSource* before_ = nullptr;
  mutable std::mutex mutex_{};
  std::map<std::string, const LoaderStrategy*, std::less<>> strategies_{};
  std::map<std::string, std::size_t, std::less<>> asked_{};
};

FakePlugins& plugins() {
  static auto& all = *new FakePlugins;  // engines may live until the process ends
  return all;
}

}  // namespace

FakeDatabase::FakeDatabase() : state_(std::make_shared<State>()) { plugins().fake.add(state_); }
FakeDatabase::~FakeDatabase() { plugins().fake.remove(state_->name); }

std::string FakeDatabase::url() const { return "fake://user:secret@" + state_->name + "/shop"; }
std::string FakeDatabase::url_in_memory() const { return "fake://" + state_->name + "/memory"; }

std::size_t times_strategy_was_asked(std::string_view name) { return plugins().asked(name); }
void provide_strategy(const LoaderStrategy& strategy) { plugins().provide(strategy); }

}  // namespace weft::test
