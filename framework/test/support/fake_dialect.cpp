// SPDX-License-Identifier: MIT
#include "support/fake_dialect.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "weft/loading/strategy.hpp"
#include "weft/plugin_source.hpp"

namespace weft::test {

struct FakeDatabase::State {
  std::string name{};
  mutable std::mutex mutex{};
  std::map<std::string, FakeRows, std::less<>> rows{};
  std::map<std::string, ExecuteResult, std::less<>> results{};
  std::map<std::string, std::function<void()>, std::less<>> failures{};
  std::function<void(std::string_view)> hook{};
  Capabilities capabilities{};
  bool refuse = false;
  std::size_t generation = 0;  ///< connections of an earlier one are dead
  std::vector<std::string> log{};
  std::size_t open = 0;
  std::size_t most_open = 0;
  std::vector<Value> last_parameters{};
  std::uint64_t last_id = 0;

  void note(std::string_view entry) {
    std::lock_guard lock(mutex);
    log.emplace_back(entry);
  }
};

namespace {

class FakeCompiler final : public sql::Compiler {
 public:
  using sql::Compiler::Compiler;
  void write_type(const SqlType&, sql::Writer& out) const override { out << "TYPE"; }
  void write_autoincrement_type(const TableColumn&, sql::Writer& out) const override { out << "TYPE GENERATED"; }
};

class FakeInspector final : public Inspector {
 public:
  std::vector<std::string> tables() override { return {}; }
  std::vector<InspectedColumn> columns(std::string_view) override { return {}; }
  std::vector<std::string> primary_key(std::string_view) override { return {}; }
  std::vector<InspectedForeignKey> foreign_keys(std::string_view) override { return {}; }
  std::vector<InspectedIndex> indexes(std::string_view) override { return {}; }
};

class FakeCursor final : public Cursor {
 public:
  FakeCursor(FakeRows rows, std::function<void()> failure) : rows_(std::move(rows)), failure_(std::move(failure)) {}

  std::size_t fetch(std::span<Cell> cells) override {
    std::size_t fetched = 0;
    for (std::size_t at = 0; at + columns() <= cells.size() && next_ < rows_.rows.size(); ++next_, ++fetched) {
      for (const Value& value : rows_.rows[next_]) cells[at++] = value.cell();
    }
    if (fetched == 0 && failure_) failure_();
    return fetched;
  }
  [[nodiscard]] std::size_t columns() const noexcept override { return rows_.columns.size(); }
  [[nodiscard]] std::string_view column_name(std::size_t index) const override { return rows_.columns[index]; }

 private:
  FakeRows rows_;
  std::function<void()> failure_;
  std::size_t next_ = 0;
};

template <class Map>
auto looked_up(const Map& map, std::string_view key) {
  const auto found = map.find(key);
  return found == map.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

class FakeConnection final : public Connection {
 public:
  explicit FakeConnection(std::shared_ptr<FakeDatabase::State> state) : state_(std::move(state)) {
    std::lock_guard lock(state_->mutex);
    generation_ = state_->generation;
    capabilities_ = state_->capabilities;
    state_->most_open = std::max(state_->most_open, ++state_->open);
    state_->log.emplace_back("connect");
  }
  ~FakeConnection() override {
    std::lock_guard lock(state_->mutex);
    --state_->open;
    state_->log.emplace_back("close");
  }

  [[nodiscard]] const Capabilities& capabilities() const noexcept override { return capabilities_; }

  std::unique_ptr<Cursor> query(const Statement& statement, std::span<const Cell> parameters,
                                std::span<const ColumnShape>) override {
    run(statement.sql, parameters, statement.id);
    std::lock_guard lock(state_->mutex);
    // A failure called "fetch ..." comes after the rows.
    return std::make_unique<FakeCursor>(
        looked_up(state_->rows, statement.sql).value_or(FakeRows{}),
        looked_up(state_->failures, "fetch " + std::string(statement.sql)).value_or(nullptr));
  }
  ExecuteResult execute(const Statement& statement, std::span<const Cell> parameters) override {
    run(statement.sql, parameters, statement.id);
    std::lock_guard lock(state_->mutex);
    return looked_up(state_->results, statement.sql).value_or(ExecuteResult{1, 0});
  }

  void begin(const TransactionOptions&) override { run("BEGIN"); }
  void commit() override { run("COMMIT"); }
  void rollback() override { run("ROLLBACK"); }
  void savepoint(std::string_view name) override { run("SAVEPOINT " + std::string(name)); }
  void release_savepoint(std::string_view name) override { run("RELEASE SAVEPOINT " + std::string(name)); }
  void rollback_to_savepoint(std::string_view name) override { run("ROLLBACK TO SAVEPOINT " + std::string(name)); }

  [[nodiscard]] bool usable() const noexcept override { return usable_; }
  [[nodiscard]] bool ping() noexcept override {
    state_->note("ping");
    usable_ = alive();
    return usable_;
  }
  [[nodiscard]] std::unique_ptr<Inspector> inspector() override { return std::make_unique<FakeInspector>(); }

 private:
  [[nodiscard]] bool alive() const {
    std::lock_guard lock(state_->mutex);
    return generation_ == state_->generation;
  }

  void run(std::string_view sql, std::span<const Cell> parameters = {}, std::uint64_t id = 0) {
    std::function<void(std::string_view)> hook;
    std::function<void()> failure;
    {
      std::lock_guard lock(state_->mutex);
      state_->log.emplace_back(sql);
      state_->last_parameters.clear();
      for (const Cell& cell : parameters) state_->last_parameters.emplace_back(cell);
      state_->last_id = id;
      hook = state_->hook;
      failure = looked_up(state_->failures, sql).value_or(nullptr);
    }
    if (hook) hook(sql);
    if (!alive()) {
      usable_ = false;
      StatementFailure gone;
      gone.message = "server closed the connection";
      gone.sql = sql;
      throw DisconnectedError("statement failed", std::move(gone));
    }
    if (failure) failure();
  }

  std::shared_ptr<FakeDatabase::State> state_;
  std::size_t generation_ = 0;
  Capabilities capabilities_{};
  bool usable_ = true;
};

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

void FakeDatabase::answer(std::string sql, FakeRows rows) {
  std::lock_guard lock(state_->mutex);
  state_->rows[std::move(sql)] = std::move(rows);
}

void FakeDatabase::answer(std::string sql, ExecuteResult result) {
  std::lock_guard lock(state_->mutex);
  state_->results[std::move(sql)] = result;
}

void FakeDatabase::fail(std::string sql, std::function<void()> failure) {
  std::lock_guard lock(state_->mutex);
  state_->failures[std::move(sql)] = std::move(failure);
}

void FakeDatabase::heal(std::string_view sql) {
  std::lock_guard lock(state_->mutex);
  if (const auto found = state_->failures.find(sql); found != state_->failures.end()) state_->failures.erase(found);
}

void FakeDatabase::on_execute(std::function<void(std::string_view)> hook) {
  std::lock_guard lock(state_->mutex);
  state_->hook = std::move(hook);
}

void FakeDatabase::set_capabilities(const Capabilities& capabilities) {
  std::lock_guard lock(state_->mutex);
  state_->capabilities = capabilities;
}

void FakeDatabase::kill_connections() {
  std::lock_guard lock(state_->mutex);
  ++state_->generation;
}

void FakeDatabase::refuse_connections(bool refuse) {
  std::lock_guard lock(state_->mutex);
  state_->refuse = refuse;
}

std::vector<std::string> FakeDatabase::log() const {
  std::lock_guard lock(state_->mutex);
  return state_->log;
}

void FakeDatabase::clear_log() {
  std::lock_guard lock(state_->mutex);
  state_->log.clear();
}

std::size_t FakeDatabase::count(std::string_view entry) const {
  std::lock_guard lock(state_->mutex);
  return static_cast<std::size_t>(std::count(state_->log.begin(), state_->log.end(), entry));
}

std::size_t FakeDatabase::open() const {
  std::lock_guard lock(state_->mutex);
  return state_->open;
}

std::size_t FakeDatabase::most_open() const {
  std::lock_guard lock(state_->mutex);
  return state_->most_open;
}

std::vector<Value> FakeDatabase::last_parameters() const {
  std::lock_guard lock(state_->mutex);
  return state_->last_parameters;
}

std::uint64_t FakeDatabase::last_id() const {
  std::lock_guard lock(state_->mutex);
  return state_->last_id;
}

std::size_t times_strategy_was_asked(std::string_view name) { return plugins().asked(name); }
void provide_strategy(const LoaderStrategy& strategy) { plugins().provide(strategy); }

}  // namespace weft::test
