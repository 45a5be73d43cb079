// SPDX-License-Identifier: MIT
//
// From a URL to an open connection: where the server is, the settings that every connection gets, and what the
// server turns out to be.
#pragma once

#include <cppconn/connection.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <weft/dialect.hpp>

#include "errors.hpp"

namespace weft::mysql {

enum class Tls { disable, require, verify_authority, verify };

/// What a URL says about a server, and the options of the engine where the URL is silent.
struct Location {
  std::string name{};  ///< for messages, without the password
  std::string host{};
  std::uint16_t port = 3306;
  std::string socket{};  ///< goes before host and port
  std::string user{};
  std::string password{};
  std::string database{};
  Tls tls = Tls::disable;
  std::string tls_authority{};    ///< files, empty: none
  std::string tls_certificate{};
  std::string tls_key{};
  std::chrono::milliseconds connect_timeout{5000};
  std::chrono::milliseconds busy_timeout{5000};
  std::chrono::milliseconds read_timeout{0};   ///< 0: none
  std::chrono::milliseconds write_timeout{0};  ///< 0: none
  std::size_t statement_cache = 256;
  bool as_mysql = false;  ///< claim of MariaDB only what MySQL can do, too
};

enum class Product { mysql, mariadb };

/// What the server is. Versions are numbers that compare: 10.11.6 is 101106.
struct Server {
  Product product = Product::mysql;
  int version = 0;
  std::size_t largest_packet = 16U << 20U;
  bool keys_are_consecutive = true;  ///< within one INSERT of several rows
};

using Handle = std::unique_ptr<driver::Connection>;

/// Throws `UsageError` for a URL that makes no sense for MySQL.
[[nodiscard]] Location locate(const Url& url, const ConnectOptions& options);

/// Connects. Throws `OperationalError`.
[[nodiscard]] Handle open(const Location& location);

/// Finds out what is at the other end. Throws `OperationalError` for one that is too old.
[[nodiscard]] Server recognise(driver::Connection& connection, const Location& location);

/// Applies the settings that weft relies on. Throws `OperationalError`.
void configure(driver::Connection& connection, const Location& location, const Server& server);

/// Reads what `SELECT version()` says: "10.11.6-MariaDB-1" or "8.0.36". 0 when it is no version.
[[nodiscard]] Server read_version(std::string_view text);

[[nodiscard]] Capabilities capabilities_of(const Server& server);

/// Those of them that MySQL 8.0 has, too, and keys in its way.
[[nodiscard]] Capabilities shared_with_mysql(const Server& server);

}  // namespace weft::mysql
