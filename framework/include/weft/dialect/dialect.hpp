// SPDX-License-Identifier: MIT
//
// A SQL dialect: what is different about one database, and its driver.
//
//   class Sqlite final : public weft::Dialect {
//    public:
//     std::string_view name() const noexcept override { return "sqlite"; }
//     std::unique_ptr<weft::Connection> connect(const Url& url, const ConnectOptions& options) const override;
//     std::unique_ptr<weft::sql::Compiler> compiler(const Capabilities& capabilities) const override;
//   };
//
// A dialect has three parts, and each can be tested without the others: the capabilities say what the
// server can do (capabilities.hpp), the compiler writes its SQL (compiler.hpp), the connection runs it
// (connection.hpp). dialects/sqlite is the one to read first. A program never calls any of this: it names
// a URL, and the engine finds the dialect by the scheme.
#pragma once

#include <chrono>
#include <memory>
#include <string_view>

#include "weft/dialect/capabilities.hpp"
#include "weft/dialect/compiler.hpp"
#include "weft/dialect/connection.hpp"
#include "weft/dialect/url.hpp"

namespace weft {

/// What the engine asks of every connection. An option of the same name in the URL goes first.
struct ConnectOptions {
  std::chrono::milliseconds connect_timeout{5000};
  std::chrono::milliseconds busy_timeout{5000};  ///< how long a statement waits for somebody else's lock
  std::size_t statement_cache = 256;             ///< prepared statements kept per connection
};

/// One database's dialect. There is one object per process; it is used by all threads and keeps no
/// state that a connection could change.
class Dialect {
 public:
  Dialect() = default;
  Dialect(const Dialect&) = delete;
  Dialect& operator=(const Dialect&) = delete;
  virtual ~Dialect();

  /// The same name as in the plugin's manifest: "sqlite".
  [[nodiscard]] virtual std::string_view name() const noexcept = 0;

  /// Connects, and finds out what the server can do. Throws `OperationalError` when it cannot be reached,
  /// `UsageError` for a URL that makes no sense here, an unknown option included. Neither shows the password.
  [[nodiscard]] virtual std::unique_ptr<Connection> connect(const Url& url, const ConnectOptions& options) const = 0;

  /// The compiler for servers with these capabilities (those of a connection of this dialect).
  [[nodiscard]] virtual std::unique_ptr<sql::Compiler> compiler(const Capabilities& capabilities) const = 0;

  /// True when the database lives inside one connection (SQLite in memory): the pool then keeps exactly one.
  [[nodiscard]] virtual bool lives_in_connection(const Url& url) const;
};

}  // namespace weft
