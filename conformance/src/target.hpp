// SPDX-License-Identifier: MIT
//
// A database under test, behind its URL.
//
// The suite works in tables of its own, whose names begin with "conf_". They are dropped before they are made and when
// the run ends; nothing else in the database is touched.
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <weft/dialect.hpp>
#include <weft/weft.hpp>

namespace weft::conformance {

/// Tables with rows that several groups share. `make` drops what is left of an earlier run, creates and fills.
struct Dataset {
  std::string_view name{};
  void (*make)(Engine& engine) = nullptr;
  void (*drop)(Engine& engine) = nullptr;
};

/// Runs these statements, as far as their tables are there. Tables that refer to each other cannot be dropped everywhere
/// while they have rows that do.
void untie(Engine& engine, std::initializer_list<std::string_view> statements);

class Target {
 public:
  /// Connects once to see what is there. Throws `PluginError` and `UsageError`; a database that cannot be reached
  /// is one with `reachable() == false`.
  explicit Target(std::string url);
  Target(const Target&) = delete;
  Target& operator=(const Target&) = delete;
  ~Target();

  /// The dialect's name; made unique by whoever has several.
  [[nodiscard]] const std::string& label() const noexcept { return label_; }
  void rename(std::string label) { label_ = std::move(label); }
  /// Without the password.
  [[nodiscard]] std::string display() const { return url_.display(); }
  [[nodiscard]] bool reachable() const noexcept { return unreachable_.empty(); }
  /// Why it cannot be reached.
  [[nodiscard]] const std::string& unreachable() const noexcept { return unreachable_; }

  [[nodiscard]] Engine& engine() noexcept { return *engine_; }
  /// An engine of its own for the same database.
  [[nodiscard]] std::unique_ptr<Engine> another_engine(EngineOptions options = {}) const;
  [[nodiscard]] const Dialect& dialect() const noexcept { return *dialect_; }
  [[nodiscard]] const Url& url() const noexcept { return url_; }
  [[nodiscard]] const Capabilities& capabilities() const noexcept { return capabilities_; }
  /// A second connection sees another database: those in memory.
  [[nodiscard]] bool alone() const { return dialect_->lives_in_connection(url_); }

  /// Makes the dataset unless it is there.
  void provide(const Dataset& dataset);
  /// While it does: what is sent then belongs to no case.
  [[nodiscard]] bool providing() const noexcept { return providing_; }
  /// Drops what was provided. Failures are only told: the report is what counts.
  void clean_up() noexcept;

 private:
  std::string url_text_;
  Url url_;
  const Dialect* dialect_ = nullptr;
  std::string label_;
  std::string unreachable_{};
  Capabilities capabilities_{};
  std::unique_ptr<Engine> engine_{};
  std::vector<const Dataset*> provided_{};
  bool providing_ = false;
};

}  // namespace weft::conformance
