// SPDX-License-Identifier: MIT
//
// A database made of a script: connections that write down what they are told and answer what the test
// wants.
//
//   FakeDatabase database;
//   database.answer("SELECT id FROM item", {{"id"}, {{Value(1)}, {Value(2)}}});
//   Engine engine(database.url());
//   ...
//   EXPECT_EQ(database.log(), (std::vector<std::string>{"connect", "BEGIN", "SELECT id FROM item"}));
//
// Not for what a dialect has to do right: conformance asks real databases.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "weft/dialect/dialect.hpp"
#include "weft/dialect/inspector.hpp"
#include "weft/dialect/writer.hpp"
#include "weft/error.hpp"
#include "weft/fwd.hpp"
#include "weft/value.hpp"

namespace weft::test {

/// The rows that a query gives.
struct FakeRows {
  std::vector<std::string> columns{};
  std::vector<std::vector<Value>> rows{};
};

/// One database, known to the dialect "fake" by its URL as long as this lives. Safe from several threads.
class FakeDatabase {
 public:
  /// The first one installs the plugin source, which asks the one before it for what it does not know.
  FakeDatabase();
  ~FakeDatabase();
  FakeDatabase(const FakeDatabase&) = delete;
  FakeDatabase& operator=(const FakeDatabase&) = delete;

  /// "fake://user:secret@db1/shop": the password is there to be found where it does not belong.
  [[nodiscard]] std::string url() const;
  /// The URL of the same database living inside one connection.
  [[nodiscard]] std::string url_in_memory() const;

  // What it does.
  void answer(std::string sql, FakeRows rows);
  /// What `execute` returns for this text; one row without this.
  void answer(std::string sql, ExecuteResult result);
  /// Makes this text ("COMMIT" and the like included) throw, every time.
  void fail(std::string sql, std::function<void()> failure);
  void heal(std::string_view sql);
  /// Calls `hook` for every statement, before it is answered, on the thread that sent it.
  void on_execute(std::function<void(std::string_view)> hook);
  /// Its connections take no bulk inserts, whatever is claimed.
  void decline_bulk();
  void set_capabilities(const Capabilities& capabilities);
  /// What an inspector finds; nothing without this.
  void set_tables(std::vector<std::string> tables);
  /// Ends every connection there is: the next statement throws `DisconnectedError`. New ones can be made.
  void kill_connections();
  /// While set, connecting throws `OperationalError`.
  void refuse_connections(bool refuse);

  // What happened to it.
  /// "connect", statements, "BEGIN" (with the options that were asked for), "COMMIT", ..., "ping", "close".
  [[nodiscard]] std::vector<std::string> log() const;
  void clear_log();
  [[nodiscard]] std::size_t count(std::string_view entry) const;
  /// Connections that are open.
  [[nodiscard]] std::size_t open() const;
  /// The most there ever were at once.
  [[nodiscard]] std::size_t most_open() const;
  /// The parameters of the last statement.
  [[nodiscard]] std::vector<Value> last_parameters() const;
  /// The id of the last statement.
  [[nodiscard]] std::uint64_t last_id() const;

 private:
  friend class FakeDialect;
  friend class FakeConnection;
  struct State;
  std::shared_ptr<State> state_;  ///< connections may live longer than the test's object
};

/// What the plugin source was asked: the searches of `strategy`, by name.
[[nodiscard]] std::size_t times_strategy_was_asked(std::string_view name);
/// Gives out `strategy` under its name from now on; it must live until the process ends.
void provide_strategy(const LoaderStrategy& strategy);

}  // namespace weft::test
