// SPDX-License-Identifier: MIT
//
// From a URL to an open database: where it is, and the settings that every connection gets.
#pragma once

#include <sqlite3.h>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <weft/dialect.hpp>

namespace weft::sqlite {

enum class OpenMode { read_only, read_write, read_write_create };

/// What a URL says about a database, and the options of the engine where the URL is silent.
struct Location {
  std::string path{};  ///< empty: in memory, private to the connection
  OpenMode mode = OpenMode::read_write_create;
  std::chrono::milliseconds busy_timeout{5000};
  std::size_t statement_cache = 256;

  [[nodiscard]] bool in_memory() const noexcept { return path.empty(); }
};

struct Close {
  // The second version: a cursor that outlives its connection keeps the handle until it is gone.
  void operator()(sqlite3* database) const noexcept { sqlite3_close_v2(database); }
};
using Handle = std::unique_ptr<sqlite3, Close>;

/// Throws `UsageError` for a URL that makes no sense for SQLite.
[[nodiscard]] Location locate(const Url& url, const ConnectOptions& options);

/// Opens the database and applies the settings. Throws `OperationalError`.
[[nodiscard]] Handle open(const Location& location);

/// What the SQLite library behind this handle can do.
[[nodiscard]] Capabilities capabilities_of(sqlite3* database);

}  // namespace weft::sqlite
