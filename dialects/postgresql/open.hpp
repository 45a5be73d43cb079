// SPDX-License-Identifier: MIT
//
// From a URL to an open connection: where the server is, and the settings that every connection gets.
#pragma once

#include <cstddef>
#include <memory>
#include <pqxx/connection>
#include <string>
#include <weft/dialect.hpp>

namespace weft::postgresql {

/// What a URL says about a server, with the options of the engine where the URL is silent.
struct Location {
  std::string conninfo{};  ///< for libpq; holds the password, so it is never shown
  std::string display{};   ///< the URL, for messages
  std::size_t statement_cache = 256;
  std::size_t copy_rows = 50;  ///< from so many rows on COPY is used; 0: never. See tools/bench/bulk_rows.cpp
};

/// Throws `UsageError` for a URL that makes no sense for PostgreSQL.
[[nodiscard]] Location locate(const Url& url, const ConnectOptions& options);

/// Connects. Throws `OperationalError`.
[[nodiscard]] std::unique_ptr<pqxx::connection> open(const Location& location);

/// What a server can do. Everything that is used here came before the oldest version that is supported.
[[nodiscard]] Capabilities capabilities_of(const pqxx::connection& connection, const Location& location);

}  // namespace weft::postgresql
